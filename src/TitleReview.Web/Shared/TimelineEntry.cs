using TitleReview.Domain;
using TitleReview.Domain.Filings;

namespace TitleReview.Web.Shared;

/// <summary>经办记录的一行：何时、办了什么、谁办的、意见。</summary>
public sealed record TimelineEntry(DateTimeOffset At, string What, string? Who = null, string? Detail = null, Tone Tone = Tone.Quiet)
{
    public static TimelineEntry From(FilingEvent entry) => new(
        entry.At,
        entry.Action == FilingAction.Submit ? $"第 {entry.SubmissionNo} 次提交" : entry.Action.Label(),
        entry.Office is null ? entry.UserName : $"{entry.Office} · {entry.UserName}",
        entry.OriginalsChecked ? $"{entry.Opinion}（原件已核）" : entry.Opinion,
        entry.Action switch
        {
            FilingAction.Approve or FilingAction.PrintForm or FilingAction.Receive => Tone.Done,
            FilingAction.Return or FilingAction.Decline or FilingAction.UndoReceive => Tone.Returned,
            FilingAction.Submit or FilingAction.RefundTry => Tone.Running,
            _ => Tone.Quiet,
        });
}
