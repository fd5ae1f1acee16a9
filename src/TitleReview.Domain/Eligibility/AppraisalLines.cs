using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Titles;
using static TitleReview.Domain.Eligibility.EligibilityLine;

namespace TitleReview.Domain.Eligibility;

/// <summary>年度考核：最近几年齐全；出现基本合格、不合格的顺延（BZ-16），顺延的年数加在学历与任职年限那一条上。</summary>
internal static class AppraisalLines
{
    private const string Clause = "appraisal";

    public static FormRow? RowOf(PrecheckSubject s, int year) =>
        s.Rows(FormCatalogue.Appraisal).FirstOrDefault(r => r.Year("year") == year && r["result"].Length > 0);

    public static bool Good(FormRow row) => row["result"] is "合格" or "优秀";

    public static IEnumerable<EligibilityLine> Of(PrecheckSubject s)
    {
        if (s.Terms.Appraisal.RecentYears is { } needed)
        {
            var absent = Enumerable.Range(s.Terms.Year - needed, needed).Where(year => RowOf(s, year) is null).ToList();
            yield return absent.Count == 0
                ? Met(Clause, "年度考核", $"最近 {needed} 年的考核齐全。")
                : Lacks(Clause, "年度考核", $"缺 {string.Join("、", absent)} 年度考核，须填最近 {needed} 年。", $"{string.Join("、", absent)} 年度考核", new FormPlace(FormCatalogue.Appraisal));
        }

        if (s.Choice.Path != FilingPath.SkilledTrades && Deferral(s) is { } deferral) yield return deferral;
    }

    private static EligibilityLine? Deferral(PrecheckSubject s)
    {
        const string title = "考核顺延";
        if (s.Terms.Appraisal.Deferrals is not { Count: > 0 } terms) return null;

        var since = SeniorityLines.HeldSince(s) ?? int.MinValue;
        var deferring = s.Rows(FormCatalogue.Appraisal).Where(r => terms.ContainsKey(r["result"]) && r.Year("year") >= since).OrderBy(r => r["year"], StringComparer.Ordinal).ToList();
        if (deferring.Count == 0) return null;

        var years = deferring.Sum(r => terms[r["result"]]);
        var why = $"{string.Join("、", deferring.Select(r => $"{r["year"]} 年度{r["result"]}"))}，须顺延 {years} 年";
        var place = new FormPlace(FormCatalogue.Appraisal, deferring[0].Id, "result");
        var seniority = SeniorityLines.Best(s);
        return SeniorityLines.FirstYear(s) is { } first
            ? first + years <= s.Terms.Year
                ? Met(Clause, title, $"{why}；顺延之后到 {s.Terms.Year} 年仍满年限。")
                : Fails(Clause, title, $"{why}，最早 {first + years} 年可申报。", place, first + years, seniority!.Blocks)
            : seniority?.Verdict == Verdict.NotMet
                ? Fails(Clause, title, $"{why}；学历与任职年限合了之后再加。", place, blocks: seniority.Blocks)
                : Lacks(Clause, title, $"{why}，请按评审条件的晋级年限加上顺延的年数核对。", "按评审条件核对的晋级年限", place, blocks: false);
    }
}
