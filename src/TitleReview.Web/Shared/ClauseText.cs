using TitleReview.Domain.Filings.Prechecks;

namespace TitleReview.Web.Shared;

/// <param name="Id">条目编号，如 TC-24。</param>
/// <param name="Sentence">通知原句。</param>
public sealed record ClauseText(string Id, string Sentence);

/// <summary>三组问题项各叫什么、用什么颜色。</summary>
public static class FindingGroups
{
    public static string Label(this FindingGroup group) => group switch
    {
        FindingGroup.Blocking => "阻断",
        FindingGroup.ManualCheck => "需人工核对",
        _ => "提醒",
    };

    public static string Meaning(this FindingGroup group) => group switch
    {
        FindingGroup.Blocking => "改好之前不能提交。",
        FindingGroup.ManualCheck => "可以提交，审核时会有人细看。",
        _ => "不影响提交，请自己再看一眼。",
    };

    public static Tone Tone(this FindingGroup group) => group switch
    {
        FindingGroup.Blocking => Shared.Tone.Returned,
        FindingGroup.ManualCheck => Shared.Tone.Waiting,
        _ => Shared.Tone.Running,
    };
}
