using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>
/// 从通知到计划：按写明的规则读通知，提出各项的值，每项附原句。只提建议，不改计划；
/// 不用外部服务，读不懂的不猜。任何文字都不会出错。
/// </summary>
public static class NoticeReader
{
    /// <summary>一类一个读法。职称目录在申报期之前：各系列的时间要对到目录里的名称。</summary>
    private static readonly IReadOnlyList<Action<PastedNotice, Findings>> Readers =
    [
        HeadingReader.Read, TitleReader.Read, WindowReader.Read, MilestoneReader.Read, SubmissionReader.Read, FixTimeReader.Read, FeeReader.Read,
        EligibilityReader.Read, SkilledTradesReader.Read, MaterialReader.Read, TitleEvidenceReader.Read, TrainingReader.Read, AppraisalReader.Read,
        MaskingReader.Read, NoticeDaysReader.Read, OpinionReader.Read, PenaltyReader.Read, RosterReader.Read, PaperReader.Read,
        DefenceReader.Read, ContactReader.Read,
    ];

    public static NoticeReading Read(string text)
    {
        // Every pattern is bounded and every sentence short; the patience of seconds is for a machine that stands still, and the clock it runs on is the wall's.
        try
        {
            var notice = PastedNotice.Of(text);
            var found = new Findings(notice);
            foreach (var read in Readers) read(notice, found);
            return new NoticeReading([.. found.Proposals.OrderBy(p => p.Source.Start)], Contradictions.In(notice, found));
        }
        catch (RegexMatchTimeoutException)
        {
            return new NoticeReading([], []);
        }
    }
}
