using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Approvals;

/// <summary>一处判得怎样，怎么说、用什么颜色；页面与逐处保存的回答说的一样。</summary>
public static class Judged
{
    public static string Word(JudgedLine line) => line.Judgement is { } judgement ? judgement.Verdict.Label() : "还没有判";

    public static string Who(JudgedLine line) => line switch
    {
        { Judgement: null } => "",
        { Carried: true, Judgement: { } last } => $"沿用第 {last.SubmissionNo} 次：{last.JudgedByName}，{last.JudgedAt.PrintShort()}",
        { Judgement: { } own } => $"{own.JudgedByName}，{own.JudgedAt.PrintShort()}",
    };

    public static string Css(JudgedLine line) => line.Judgement?.Verdict switch
    {
        null => "",
        ItemVerdict.Failed => Tone.Returned.Css(),
        ItemVerdict.Passed => Tone.Done.Css(),
        _ => Tone.Quiet.Css(),
    };

    /// <summary>原件已核也进经办记录：谁一口气核了哪几处，最后一处是什么时候。</summary>
    public static IEnumerable<TimelineEntry> Marks(IReadOnlyList<OriginalMark> marks) =>
        from mark in marks
        group mark by (mark.OfficeName, mark.CheckedByName) into own
        select new TimelineEntry(own.Max(m => m.CheckedAt), $"原件已核 {own.Count()} 处", $"{own.Key.OfficeName} · {own.Key.CheckedByName}", string.Join("、", own.Select(m => m.PlaceName)));

    public static string Field(string name, JudgedItem item) => $"{name}[{item.Key}]";
}
