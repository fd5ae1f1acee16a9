using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Eligibility;

/// <summary>申报之前要问的一句。</summary>
/// <param name="Key">答案的键，如 identity、result-2022。</param>
/// <param name="Module">答案落在表的哪个模块；空为注册时就知道的（性别、出生年月）。</param>
/// <param name="Year">逐年问的，哪一年。</param>
public sealed record EligibilityQuestion(string Key, string Module, FormField Field, int? Year = null);

/// <summary>申报之前问什么：只问这份计划的规则要看的（N3）。答案拼成一份只有几栏的申报表，交给同样的规则。</summary>
public static class EligibilityQuestions
{
    public const string Sex = "sex", Birth = "birth", Held = "held", ObtainedOn = "obtainedOn", Exempt = "exempt";

    /// <param name="titleSince">现任资格取得的日子；任职以来逐年的继续教育从它数，先答了才问得全。</param>
    public static IReadOnlyList<EligibilityQuestion> For(PlanTerms terms, TitleChoice choice, EmployerKind? employer, DateOnly? titleSince)
    {
        var criteria = terms.Criteria.Where(c => c.Scope.Covers(choice, employer)).ToList();
        var seniority = choice.Path == FilingPath.SkilledTrades ? [] : criteria.Where(c => c.Kind == CriterionKind.Seniority).ToList();
        var training = terms.Training.Rules.Where(r => r.Scope.Covers(choice, employer)).ToList();
        var asksTitle = seniority.Exists(c => c.HeldGrade is not null) || training.Exists(r => r.SinceTitle) || terms.Training.Waivers is { Count: > 0 };
        List<EligibilityQuestion> asked =
        [
            OfBasic(terms, "identity")!,
            new(Sex, "", new FormField(Sex, "性别", FieldKind.Choice, Options: ["男", "女"])),
            new(Birth, "", new FormField(Birth, "出生年月", FieldKind.Month)),
        ];
        asked.AddRange(Basics(terms, choice, employer, criteria, seniority));
        if (seniority.Exists(c => c.Education is not null)) asked.Add(new("level", FormCatalogue.Education, FormCatalogue.Module(FormCatalogue.Education)!.Field("level")! with { Label = "最高学历" }));
        if (asksTitle)
        {
            asked.Add(new(Held, FormCatalogue.Qualification, new FormField("grade", "现任专业技术资格的级别", FieldKind.Choice, Options: [FormField.None, .. Enum.GetValues<Grade>().Select(g => g.Label())])));
            asked.Add(new(ObtainedOn, FormCatalogue.Qualification, new FormField(ObtainedOn, "现任资格取得时间", FieldKind.Date, Required: false, Hint: "没有资格的不填")));
        }

        asked.AddRange(AppraisalYears(terms, choice, criteria).Select(year =>
            new EligibilityQuestion($"result-{year}", FormCatalogue.Appraisal, new FormField("result", $"{year} 年度考核", FieldKind.Choice, Options: FormCatalogue.AppraisalResults), year)));
        asked.AddRange(Trainings(terms, training, titleSince));
        return [.. asked.DistinctBy(q => q.Key)];
    }

    /// <summary>答案拼成的申报表；不像样的答案当没有答。</summary>
    public static FilingForm Form(IReadOnlyList<EligibilityQuestion> questions, IReadOnlyDictionary<string, string> answers)
    {
        var form = new FilingForm();
        foreach (var (question, value) in questions.Where(q => q.Module.Length > 0).Select(q => (q, answers.GetValueOrDefault(q.Key, ""))))
        {
            if (value.Length == 0 || question.Field.WhyNot(value) is not null) continue;

            if (question.Key == Held && value == FormField.None) form.DeclaredNone.Add(question.Module);
            else if (question.Year is { } year) YearRow(form, question.Module, year).Set(question.Field.Key, value);
            else if (question.Key != ObtainedOn || form.Rows(question.Module).Count > 0) form.Ensure(question.Module).Set(question.Field.Key, value);
        }

        if (form.Single(FormCatalogue.Qualification)[ObtainedOn] is { Length: > 0 } since) form.Ensure(FormCatalogue.Basic).Set("qualifiedOn", since);
        return form;
    }

    private static IEnumerable<EligibilityQuestion> Basics(PlanTerms terms, TitleChoice choice, EmployerKind? employer, List<CriterionTerms> criteria, List<CriterionTerms> seniority)
    {
        string?[] keys =
        [
            seniority.Exists(c => c.HeldGrade is null && c.Years is not null) ? "workStarted" : null,
            .. choice.Path == FilingPath.SkilledTrades ? ["skillLevel", "skillSince"] : Array.Empty<string>(),
            SanctionLines.Sanction, SanctionLines.Until,
            .. terms.Languages.Where(l => l.Scope.Covers(choice, employer)).Select(l => l.Field),
            .. criteria.Select(c => c.Field),
        ];
        return keys.OfType<string>().Select(key => OfBasic(terms, key)).OfType<EligibilityQuestion>();
    }

    private static EligibilityQuestion? OfBasic(PlanTerms terms, string key) =>
        (terms.Module(FormCatalogue.Basic) ?? FormCatalogue.Module(FormCatalogue.Basic))!.Field(key) is { } field
            ? new(key, FormCatalogue.Basic, terms.Languages.FirstOrDefault(l => l.Field == key) is { } language && field.Options is null ? field with { Kind = FieldKind.Choice, Options = language.Levels } : field)
            : null;

    private static IEnumerable<int> AppraisalYears(PlanTerms terms, TitleChoice choice, List<CriterionTerms> criteria)
    {
        int?[] spans = [terms.Appraisal.RecentYears, choice.Path == FilingPath.SkilledTrades ? terms.SkilledTrades.AppraisalYears : null, .. criteria.Where(c => c.Kind == CriterionKind.Appraisals).Select(c => c.Years)];
        return Enumerable.Range(1, spans.Max() ?? 0).Select(back => terms.Year - back);
    }

    private static IEnumerable<EligibilityQuestion> Trainings(PlanTerms terms, List<TrainingRule> rules, DateOnly? titleSince)
    {
        if (rules.Count > 0)
            yield return new(Exempt, FormCatalogue.Training, new FormField("exempt", "继续教育免试", FieldKind.Choice, Required: false, Options: ["否", .. terms.Training.Exemptions.Select(e => e.Name)]), terms.Year);
        foreach (var rule in rules)
            foreach (var year in rule.Years(terms.Year, titleSince?.Year).Reverse())
                yield return new($"{TrainingNeeds.Field(rule)}-{year}", FormCatalogue.Training,
                    new FormField(TrainingNeeds.Field(rule), $"{year} 年度{TrainingNeeds.Subject(rule)}学时", FieldKind.Number, Required: false, MaxLength: 5, Hint: rule.Hours is { } hours ? $"规定 {hours} 学时" : null), year);
    }

    private static FormRow YearRow(FilingForm form, string module, int year)
    {
        if (form.Rows(module).FirstOrDefault(r => r.Year("year") == year) is { } there) return there;

        var row = form.Add(module, Guid.CreateVersion7());
        row.Set("year", $"{year}");
        return row;
    }
}
