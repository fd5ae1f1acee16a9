using System.Text.RegularExpressions;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>“初中级”“正、副高级”“中级及以上”各是哪些级别。</summary>
internal static partial class GradeWords
{
    public static readonly IReadOnlyList<Grade> All = [Grade.Junior, Grade.Assistant, Grade.Intermediate, Grade.AssociateSenior, Grade.Senior];

    /// <summary>提到的级别，由低到高；没有提到为空。</summary>
    public static IReadOnlyList<Grade> In(string text) => [.. InOrder(text).SelectMany(g => g).Distinct().Order()];

    /// <summary>逐次提到的级别，按出现的先后。</summary>
    public static IEnumerable<IReadOnlyList<Grade>> InOrder(string text) => Word().Matches(text).Select(m => Of(m.Groups["word"].Value, m.Groups["up"].Success));

    private static IReadOnlyList<Grade> Of(string word, bool andAbove)
    {
        IReadOnlyList<Grade> grades = word switch
        {
            "助理级" => [Grade.Assistant],
            "员级" => [Grade.Junior],
            _ =>
            [
                .. word.Contains('初', StringComparison.Ordinal) ? new[] { Grade.Junior, Grade.Assistant } : [],
                .. word.Contains('中', StringComparison.Ordinal) ? new[] { Grade.Intermediate } : [],
                .. word.Contains('副', StringComparison.Ordinal) || IsWholeSenior(word) ? new[] { Grade.AssociateSenior } : [],
                .. word.Contains('正', StringComparison.Ordinal) || IsWholeSenior(word) ? new[] { Grade.Senior } : [],
            ],
        };
        return andAbove && grades.Count > 0 ? [.. All.Where(g => g >= grades[0])] : grades;
    }

    private static bool IsWholeSenior(string word) =>
        word.Contains('高', StringComparison.Ordinal) && !word.Contains('正', StringComparison.Ordinal) && !word.Contains('副', StringComparison.Ordinal);

    /// <summary>高级工、高级技师、中级工班是职业技能等级，不是职称级别。</summary>
    [GeneratedRegex("(?<word>助理级|员级|[正副高中初]([、和]?[正副高中初]){0,5}级(?!工(?!程)|技|专家)|[正副]高(?!级))(?<up>(职称)?及?以上)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Word();
}
