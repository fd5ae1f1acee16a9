using FluentValidation;
using TitleReview.Domain;

namespace TitleReview.App;

/// <summary>校验表单：全部错误一次给出，每处一句，落在对应的栏目旁。</summary>
internal static class FormValidation
{
    public static Refusal? WhyNot<T>(this IValidator<T> validator, T form)
    {
        var result = validator.Validate(form);
        return result.IsValid ? null : new InvalidInput([.. result.Errors.GroupBy(e => e.PropertyName).Select(g => new FieldError(g.Key, g.First().ErrorMessage))]);
    }

    public static IRuleBuilderOptions<T, string> Must<T>(this IRuleBuilder<T, string> rule, Func<string, string?> whyNot) =>
        rule.Must((_, value) => whyNot(value));

    /// <summary>要连着别的栏一起看的，如密码不能含登录名。</summary>
    public static IRuleBuilderOptions<T, string> Must<T>(this IRuleBuilder<T, string> rule, Func<T, string, string?> whyNot) =>
        rule.Must((form, value, context) =>
        {
            if (whyNot(form, value ?? "") is not { } sentence) return true;
            context.MessageFormatter.AppendArgument("Sentence", sentence);
            return false;
        }).WithMessage("{Sentence}");
}
