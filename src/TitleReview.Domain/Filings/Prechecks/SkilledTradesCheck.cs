using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>高技能人才贯通（TC-04）：等级、年数、可申报的级别由计划给定，近几年考核须合格。</summary>
public static class SkilledTradesCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s)
    {
        if (s.Choice.Path != FilingPath.SkilledTrades) yield break;

        var terms = s.Terms.SkilledTrades;
        var (level, since) = (s.Basic["skillLevel"], s.Basic.Date("skillSince"));
        if (terms.Steps.FirstOrDefault(step => step.SkillLevel == level) is not { } step)
        {
            yield return Finding.Block(FormCatalogue.Basic, "按高技能人才贯通申报，须填职业技能等级（高级工以上）。", "skilled", field: "skillLevel");
            yield break;
        }

        if (s.Choice.Grade > step.Grade)
            yield return Finding.Block(FormCatalogue.Basic, $"{level}可申报{step.Grade.Label()}，不能申报{s.Choice.Grade.Label()}。", "skilled", field: "skillLevel");
        if (since is null)
            yield return Finding.Block(FormCatalogue.Basic, "请填职业技能等级取得时间，用来计算从事技术技能工作的年数。", "skilled", field: "skillSince");
        else if (since.Value.AddYears(step.Years) is var eligible && eligible > s.Now.Today)
            yield return Finding.Block(FormCatalogue.Basic, $"取得{level}后须从事技术技能工作满 {step.Years} 年，最早{eligible.Print()}可申报{step.Grade.Label()}。", "skilled", field: "skillSince");

        foreach (var year in Enumerable.Range(s.Terms.Year - terms.AppraisalYears, terms.AppraisalYears))
        {
            var row = s.Rows(FormCatalogue.Appraisal).FirstOrDefault(r => r.Year("year") == year);
            if (row?["result"] is not ("合格" or "优秀"))
                yield return Finding.Block(FormCatalogue.Appraisal, $"高技能人才须近 {terms.AppraisalYears} 年考核合格，{year} 年度{(row is null ? "没有填" : $"为“{row["result"]}”")}。", "skilled", row?.Id, "result");
        }
    }
}
