using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Plans;
using static TitleReview.Domain.Eligibility.EligibilityLine;

namespace TitleReview.Domain.Eligibility;

/// <summary>继续教育：计划要求的科目、年度、学时（TC-28、BZ-18、AK-19、KJ-07）；免试的要有免试表（TC-29）。学时可以补学，所以只说还缺，不说不合。</summary>
internal static class TrainingLines
{
    private const string Clause = "training", Exempted = "training.exempt";

    public static IEnumerable<EligibilityLine> Of(PrecheckSubject s)
    {
        if (s.Terms.Training.Rules.Count == 0) yield break;

        if (s.Rows(FormCatalogue.Training).FirstOrDefault(r => r["exempt"] is not ("" or "否" or FormField.None)) is { } exempt)
        {
            yield return HasExemptionForm(s)
                ? Met(Exempted, "继续教育", $"因{exempt["exempt"]}免试，免试表已上传，由审核人核对。", exempt["exempt"])
                : Lacks(Exempted, "继续教育", "填了免试，请上传经盖章的《继续教育免试表》，由审核人核对。", "经盖章的《继续教育免试表》", new FormPlace(FormCatalogue.Training), blocks: false, evidence: exempt["exempt"]);
            yield break;
        }

        var rules = TrainingNeeds.Rules(s).ToList();
        if (rules.Count == 0) yield return Met(Clause, "继续教育", "对您不作继续教育要求。");
        foreach (var rule in rules) yield return Line(s, rule);
    }

    private static EligibilityLine Line(PrecheckSubject s, TrainingRule rule)
    {
        var subject = TrainingNeeds.Subject(rule);
        var title = $"继续教育（{subject}）";
        var lacking = TrainingNeeds.Missing(s, rule).ToList();
        if (lacking.Count == 0) return Met(Clause, title, $"{subject}合乎要求{Span(s, rule, "（", "）")}。");

        var absent = lacking.Where(l => l.Row is null).Select(l => l.Year).ToList();
        List<string> sentences = [];
        if (absent.Count > 0) sentences.Add($"缺 {string.Join("、", absent)} 年度{subject}。须有{Span(s, rule, " ", "")}的{subject}继续教育{(rule.Hours is { } hours ? $"，每年 {hours} 学时" : "")}。");
        sentences.AddRange(lacking.Where(l => l.Row is not null).Select(l => $"{l.Year} 年度{subject}为 {(l.Row![l.Field] is { Length: > 0 } given ? given : "0")} 学时，{(rule.Hours is { } floor ? $"不足 {floor} 学时" : "没有学时")}。"));
        var at = lacking.FirstOrDefault(l => l.Row is not null);
        return Lacks(Clause, title, string.Concat(sentences), $"{string.Join("、", lacking.Select(l => l.Year))} 年度{subject}", new FormPlace(FormCatalogue.Training, at?.Row?.Id, at?.Field));
    }

    private static bool HasExemptionForm(PrecheckSubject s) => s.Terms.Slots.Any(slot => slot.Clause == Exempted && s.Materials.Any(m => m.Slot == slot.Key));

    private static string Span(PrecheckSubject s, TrainingRule rule, string before, string after) => rule.Years(s.Terms.Year, s.QualifiedOn?.Year).ToList() switch
    {
        [] => "",
        [var only] => $"{before}{only} 年度{after}",
        [var first, .., var last] => $"{before}{first}—{last} 年度{after}",
    };
}

/// <summary>计划要求而还缺的继续教育。</summary>
public static class TrainingNeeds
{
    /// <param name="Row">填了但不够的那一行；没有填为空。</param>
    public sealed record Shortfall(int Year, string Field, FormRow? Row);

    public static IEnumerable<TrainingRule> Rules(PrecheckSubject s) =>
        (s.Terms.Training.Waivers ?? []).Any(w => w.Scope.Covers(s.Choice, s.Employer.EmployerKind) && (!w.FirstTitleOnly || s.QualifiedOn is null))
            ? [] : s.Terms.Training.Rules.Where(r => r.Scope.Covers(s.Choice, s.Employer.EmployerKind));

    public static string Field(TrainingRule rule) => rule.Subject == TrainingSubject.General ? "general" : "specialist";

    public static string Subject(TrainingRule rule) => rule.Subject == TrainingSubject.General ? "公需科目" : "专业科目";

    public static IEnumerable<Shortfall> Missing(PrecheckSubject s, TrainingRule rule) =>
        from year in rule.Years(s.Terms.Year, s.QualifiedOn?.Year)
        let row = s.Rows(FormCatalogue.Training).FirstOrDefault(r => r.Year("year") == year)
        where !(row?.Number(Field(rule)) is > 0 and var hours && !(hours < rule.Hours))
        select new Shortfall(year, Field(rule), row);
}
