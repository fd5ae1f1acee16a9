using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Plans;
using static TitleReview.Domain.Eligibility.EligibilityLine;

namespace TitleReview.Domain.Eligibility;

/// <summary>其余的任职条件：专项服务、连续考核、数额、取值，条条要合（KZ-02、KJ-12、BZ-10）。</summary>
internal static class CriterionLines
{
    public static IEnumerable<EligibilityLine> Of(PrecheckSubject s) =>
        s.Terms.Criteria.Where(c => c.Kind != CriterionKind.Seniority && c.Scope.Covers(s.Choice, s.Employer.EmployerKind)).Select(c => c.Kind switch
        {
            CriterionKind.Service => Service(s, c),
            CriterionKind.Appraisals => Appraisals(s, c),
            CriterionKind.Amount => Amount(s, c),
            _ => Value(s, c),
        });

    private static string Clause(CriterionTerms c) => c.Clause ?? "criteria";

    private static EligibilityLine Service(PrecheckSubject s, CriterionTerms c)
    {
        var (field, years) = (c.Field ?? "", c.Years ?? 0);
        if ((s.Basic.Date(field) ?? s.Basic.Month(field)) is not { } start) return Blank(s, c);

        var earliest = start.Year + years;
        return earliest <= s.Terms.Year ? EligibilityLine.Met(Clause(c), c.Name, $"到 {s.Terms.Year} 年底满 {s.Terms.Year - start.Year} 年。", start.Print())
            : Fails(Clause(c), c.Name, $"须满 {years} 年，到 {s.Terms.Year} 年底只有 {Math.Max(0, s.Terms.Year - start.Year)} 年，最早 {earliest} 年可申报。", Basic(field), earliest, c.Blocks, start.Print());
    }

    private static EligibilityLine Amount(PrecheckSubject s, CriterionTerms c) => s.Basic.Number(c.Field ?? "") is not { } amount ? Blank(s, c)
        : amount >= c.Minimum ? EligibilityLine.Met(Clause(c), c.Name, $"“{Label(s, c)}”为 {amount}，不少于 {c.Minimum}。")
        : Fails(Clause(c), c.Name, $"“{Label(s, c)}”须不少于 {c.Minimum}，现为 {amount}。", Basic(c.Field!), blocks: c.Blocks);

    private static EligibilityLine Value(PrecheckSubject s, CriterionTerms c) => s.Basic[c.Field ?? ""] is not { Length: > 0 } value ? Blank(s, c)
        : c.Values?.Contains(value) == true ? EligibilityLine.Met(Clause(c), c.Name, $"“{Label(s, c)}”为{value}。", value)
        : Fails(Clause(c), c.Name, $"“{Label(s, c)}”须为{string.Join("、", c.Values ?? [])}，现为{value}。", Basic(c.Field!), blocks: c.Blocks, evidence: value);

    /// <summary>任何连续的几年都是规定的等次即可。不够的，从最近一段接着数。</summary>
    private static EligibilityLine Appraisals(PrecheckSubject s, CriterionTerms c)
    {
        var (needed, place) = (c.Years ?? 1, new FormPlace(FormCatalogue.Appraisal));
        if (s.Rows(FormCatalogue.Appraisal).All(r => r["result"].Length == 0)) return Lacks(Clause(c), c.Name, $"“{c.Name}”要看年度考核，还没有填。", "年度考核", place, c.Blocks);

        bool Counts(int year) => AppraisalLines.RowOf(s, year) is { } row && c.Values?.Contains(row["result"]) == true;
        var years = s.Rows(FormCatalogue.Appraisal).Select(r => r.Year("year")).OfType<int>().ToList();
        if (years.Any(last => Enumerable.Range(last - needed + 1, needed).All(Counts))) return EligibilityLine.Met(Clause(c), c.Name, $"有连续 {needed} 年{string.Join("、", c.Values ?? [])}。");

        var run = Enumerable.Range(1, needed).TakeWhile(back => Counts(s.Terms.Year - back)).Count();
        return Fails(Clause(c), c.Name, $"须连续 {needed} 年考核为{string.Join("、", c.Values ?? [])}，到上一年度只有连续 {run} 年。", place, s.Terms.Year + needed - run, c.Blocks);
    }

    private static EligibilityLine Blank(PrecheckSubject s, CriterionTerms c) =>
        Lacks(Clause(c), c.Name, $"“{c.Name}”要看“{Label(s, c)}”，还没有填。", Label(s, c), Basic(c.Field ?? "identity"), c.Blocks);

    private static string Label(PrecheckSubject s, CriterionTerms c) => s.Terms.Module(FormCatalogue.Basic)?.Field(c.Field ?? "")?.Label ?? c.Name;
}
