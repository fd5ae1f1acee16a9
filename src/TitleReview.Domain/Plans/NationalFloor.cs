using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans;

/// <summary>国家规定的底线：计划与租户可以提高，不得降低（职称评审管理暂行规定，人社部令第40号）。</summary>
public static partial class NationalFloor
{
    /// <summary>单位公示不少于 5 个工作日。</summary>
    public const int NoticeWorkingDays = 5;

    public static Refusal? WhyNot(PlanTerms terms)
    {
        if (terms.Notice.WorkingDays < NoticeWorkingDays) return new BelowFloor("单位公示", NoticeWorkingDays, "个工作日");
        if (terms.Submission.Limit < 1) return new BelowFloor("提交次数", 1, "次");
        if (Windows(terms).Any(w => w.Closes <= w.Opens)) return new PlanContradiction("申报期的结束早于开始。");
        if (PledgedYears().Match(terms.Pledge.Text) is { Success: true } pledged && pledged.Groups["years"].Value != $"{terms.Pledge.PenaltyYears}")
            return new PlanContradiction($"承诺书写的是 {pledged.Groups["years"].Value} 年，计划定的是 {terms.Pledge.PenaltyYears} 年。");
        if (terms.Catalogue.SelectMany(s => s.Specialties).FirstOrDefault(s => terms.ExamOnlySpecialties.Contains(s.Name)) is { } exam)
            return new PlanContradiction($"“{exam.Name}”以考代评，不能同时开放评审。");
        return terms.Chain.WhyNot();
    }

    private static IEnumerable<FilingWindow> Windows(PlanTerms terms) =>
        new[] { terms.Window }.Concat(terms.Catalogue.SelectMany(s => s.Specialties.Select(p => p.Window).Append(s.Window)).OfType<FilingWindow>());

    /// <summary>承诺书正文里的年数须与计划一致（1.8 第 1 条：阿克苏通知自相矛盾）。</summary>
    [GeneratedRegex(@"(?<years>[0-9]+)\s*年内", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PledgedYears();
}

public sealed record BelowFloor(string What, int Floor, string Unit) : Refusal($"{What}不得少于 {Floor} {Unit}（国家规定的底线），请改后再发布。");
public sealed record PlanContradiction(string What) : Refusal($"计划的约定前后矛盾：{What}");
