using Microsoft.EntityFrameworkCore;
using TitleReview.App.Defences;
using TitleReview.App.Meetings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Panels;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Reviews;

namespace TitleReview.App.Panels;

/// <summary>登录的委员对一份案卷的评议。</summary>
internal sealed record OwnReview(OwnSeat Own, PanelReview Review, string Code, PlanTerms Terms);

internal static class PanelReading
{
    /// <summary>一次评审会算数的评议：后来回避的、撤下的、测试一票否决的都不在内。</summary>
    public static IQueryable<PanelReview> Panel(this TenantSession session, MeetingId id) =>
        from review in session.Db.PanelReviews
        where review.MeetingId == id
           && !session.Db.Recusals.Any(r => r.FilingId == review.FilingId && r.ExpertId == review.ExpertId)
           && session.Db.MeetingCases.Any(c => c.MeetingId == id && c.FilingId == review.FilingId && c.WithdrawnReason == null)
           && !session.Db.LanguageTests.Any(t => t.FilingId == review.FilingId && t.State == AgreedState.Agreed && !t.Passed)
        select review;

    /// <summary>自己的一份；没有分给他的、已经回避的、没有签承诺书的，都为空。</summary>
    public static async Task<OwnReview?> ReviewOf(this TenantSession session, MeetingId id, string? code, CancellationToken ct)
    {
        if (CaseCode.Read(code) is not { } read || await session.SeatOf(id, ct) is not { Seat.PledgedAt: not null, Meeting.IsLive: true } own) return null;

        var filing = session.Db.ReviewCases.Where(c => c.Code == read).Select(c => c.FilingId);
        return await session.Panel(id).SingleOrDefaultAsync(r => r.ExpertId == own.Seat.ExpertId && filing.Contains(r.FilingId), ct) is { } review
            ? new OwnReview(own, review, read, await session.TermsOf(own.Meeting, ct)) : null;
    }

    /// <summary>各份交了几份书面评议。</summary>
    public static async Task<IReadOnlyDictionary<FilingId, int>> WrittenCounts(this TenantSession session, MeetingId id, CancellationToken ct) =>
        await session.Panel(id).Where(r => r.SubmittedAt != null).GroupBy(r => r.FilingId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    /// <summary>议程上没有分派够评议委员的有几份；一票否决的不必评议。</summary>
    public static async Task<int> Unassigned(this TenantSession session, MeetingRoll roll, MeetingId id, PlanTerms terms, CancellationToken ct)
    {
        var given = await session.Panel(id).GroupBy(r => r.FilingId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var failed = (await session.KnockOuts([.. roll.Cases.Select(c => c.FilingId)], ct)).Select(t => t.FilingId).ToHashSet();
        return roll.Cases.Count(c => !failed.Contains(c.FilingId) && given.GetValueOrDefault(c.FilingId) < terms.Voting.PanelSize);
    }

    /// <summary>评议意见没有写齐的，还不能表决（人社部令第40号）；计划不要求的为空。</summary>
    public static async Task<Refusal?> OpinionsFirst(this TenantSession session, Meeting meeting, MeetingRoll roll, IReadOnlyCollection<FilingId> filings, CancellationToken ct)
    {
        var terms = await session.TermsOf(meeting, ct);
        if (!terms.Scoring.OpinionsFirst) return null;

        var ids = filings.ToList();
        var written = await session.WrittenCounts(meeting.Id, ct);
        return roll.Cases.Where(c => ids.Contains(c.FilingId)).Select(c => (c.No, Written: written.GetValueOrDefault(c.FilingId))).Where(c => c.Written < terms.Voting.PanelSize)
            .Select(c => new OpinionsMissing(c.No, c.Written, terms.Voting.PanelSize)).FirstOrDefault();
    }
}
