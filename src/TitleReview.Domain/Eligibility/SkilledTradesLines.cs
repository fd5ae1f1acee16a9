using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Titles;
using static TitleReview.Domain.Eligibility.EligibilityLine;

namespace TitleReview.Domain.Eligibility;

/// <summary>高技能人才贯通（TC-04、AK-21）：等级、年数、可申报的级别由计划给定，近几年考核须合格；学历与任职年限不看。</summary>
internal static class SkilledTradesLines
{
    private const string Clause = "skilled", Level = "职业技能等级", Years = "从事技术技能工作的年数", Appraisals = "近几年考核合格";

    public static IEnumerable<EligibilityLine> Of(PrecheckSubject s)
    {
        if (s.Choice.Path != FilingPath.SkilledTrades) yield break;

        var (level, since) = (s.Basic["skillLevel"], s.Basic.Date("skillSince"));
        if (s.Terms.SkilledTrades.Steps.FirstOrDefault(step => step.SkillLevel == level) is not { } step)
        {
            const string needed = "按高技能人才贯通申报，须填职业技能等级（高级工以上）。";
            yield return level.Length == 0 ? Lacks(Clause, Level, needed, Level, Basic("skillLevel")) : Fails(Clause, Level, needed, Basic("skillLevel"));
            yield break;
        }

        yield return s.Choice.Grade > step.Grade
            ? Fails(Clause, Level, $"{level}可申报{step.Grade.Label()}，不能申报{s.Choice.Grade.Label()}。", Basic("skillLevel"), evidence: level)
            : Met(Clause, Level, $"{level}可申报{step.Grade.Label()}。", level);

        if (since is not { } start)
            yield return Lacks(Clause, Years, "请填职业技能等级取得时间，用来计算从事技术技能工作的年数。", "职业技能等级取得时间", Basic("skillSince"));
        else if (start.Year + step.Years is var earliest && earliest > s.Terms.Year)
            yield return Fails(Clause, Years, $"取得{level}后须从事技术技能工作满 {step.Years} 年，最早 {earliest} 年可申报{step.Grade.Label()}。", Basic("skillSince"), earliest, evidence: start.Print());
        else
            yield return Met(Clause, Years, $"取得{level}到 {s.Terms.Year} 年底满 {s.Terms.Year - start.Year} 年，规定 {step.Years} 年。", start.Print());

        foreach (var line in RecentAppraisals(s)) yield return line;
    }

    private static IEnumerable<EligibilityLine> RecentAppraisals(PrecheckSubject s)
    {
        var needed = s.Terms.SkilledTrades.AppraisalYears;
        var results = Enumerable.Range(s.Terms.Year - needed, needed).Select(year => (Year: year, Row: AppraisalLines.RowOf(s, year))).ToList();
        var bad = results.Where(r => r.Row is not null && !AppraisalLines.Good(r.Row)).ToList();
        var absent = results.Where(r => r.Row is null).Select(r => r.Year).ToList();

        foreach (var (year, row) in bad)
            yield return Fails(Clause, Appraisals, $"高技能人才须近 {needed} 年考核合格，{year} 年度为“{row!["result"]}”。", new FormPlace(FormCatalogue.Appraisal, row.Id, "result"), year + needed + 1);
        if (absent.Count > 0)
            yield return Lacks(Clause, Appraisals, $"高技能人才须近 {needed} 年考核合格，{string.Join("、", absent)} 年度没有填。", $"{string.Join("、", absent)} 年度考核", new FormPlace(FormCatalogue.Appraisal));
        else if (bad.Count == 0)
            yield return Met(Clause, Appraisals, $"近 {needed} 年考核合格。");
    }
}
