using Microsoft.EntityFrameworkCore;
using TitleReview.App.Meetings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Panels;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Panels;

/// <summary>我的一份评议，清单上的一行：只有编号，没有别人的。</summary>
public sealed record OwnReviewItem(int No, string Code, string Specialty, string Level, bool Started, bool Submitted);

public sealed record OwnReviewsView(Meeting Meeting, IReadOnlyList<OwnReviewItem> Items)
{
    public int Left => Items.Count(i => !i.Submitted);
}

/// <summary>分给我写评议的案卷：没有交的在前（E6）。</summary>
[Does(Act.ReadOwnMeetings)]
public sealed class ReadOwnReviews(TenantSessions sessions)
{
    public async Task<OwnReviewsView?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var own = await session.SeatOf(id, ct);
        if (session.WhyNot(Act.ReadOwnMeetings, own) is not null || own!.Meeting.State == MeetingState.Cancelled) return null;
        if (own.Seat.PledgedAt is null || !own.Meeting.IsLive) return new OwnReviewsView(own.Meeting, []);

        var mine = await session.Panel(id).AsNoTracking().Where(r => r.ExpertId == own.Seat.ExpertId).ToDictionaryAsync(r => r.FilingId, ct);
        return new OwnReviewsView(own.Meeting, [.. (await session.OwnAgenda(own.Meeting, own.Seat, ct)).Select(c => (Case: c, Review: mine.GetValueOrDefault(c.Filing))).Where(c => c.Review is not null)
            .OrderBy(c => c.Review!.IsSubmitted).ThenBy(c => c.Case.No).Select(c => new OwnReviewItem(c.Case.No, c.Case.Code, c.Case.Specialty, c.Case.Level, c.Review!.SavedAt is not null, c.Review.IsSubmitted))]);
    }
}

/// <param name="Items">评分表；不赋分的没有。</param>
/// <param name="Next">下一份没有交的编号；没有了为空。</param>
/// <param name="Relaxed">一人一策的那一句；没有的为空。</param>
public sealed record OwnReviewView(Meeting Meeting, PanelReview Review, string Code, ScoringTerms Terms, IReadOnlyList<ScoreItem> Items, string? Next, string? Relaxed);

/// <summary>我的一份评议。</summary>
[Does(Act.ReadOwnMeetings)]
public sealed class ReadOwnReview(TenantSessions sessions)
{
    public async Task<OwnReviewView?> Run(MeetingId id, string? code, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var one = await session.ReviewOf(id, code, ct);
        if (session.WhyNot(Act.ReadOwnMeetings, one?.Own) is not null) return null;

        var next = await (from review in session.Panel(id)
                          join known in session.Db.ReviewCases on review.FilingId equals known.FilingId
                          join listed in session.Db.MeetingCases on new { review.MeetingId, review.FilingId } equals new { listed.MeetingId, listed.FilingId }
                          where review.ExpertId == one!.Review.ExpertId && review.SubmittedAt == null && review.FilingId != one.Review.FilingId
                          orderby listed.No
                          select known.Code).FirstOrDefaultAsync(ct);
        return new OwnReviewView(one!.Own.Meeting, one.Review, one.Code, one.Terms.Scoring, one.Terms.Committee.Scored ? one.Terms.Scoring.Items ?? [] : [], next, (await session.Relaxed([one.Review.FilingId], ct)).GetValueOrDefault(one.Review.FilingId));
    }
}

/// <summary>评议的草稿：改一样存一样，断线、关了页面都在（E4）。</summary>
[Does(Act.WriteOpinion)]
public sealed class DraftOpinion(TenantSessions sessions)
{
    /// <param name="field">“opinion”，或评分表的项目名。</param>
    public async Task<(DateTimeOffset? SavedAt, Refusal? Refusal)> Run(MeetingId id, string? code, string field, string value, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var one = await session.ReviewOf(id, code, ct);
        if (session.WhyNot(Act.WriteOpinion, one?.Own) is { } refusal) return (null, refusal);

        refusal = one!.Review.Draft(field, value, one.Terms.Scoring, session.Now) ?? await session.Save(ct);
        return refusal is null ? (session.Now.Instant, null) : (null, refusal);
    }
}

/// <summary>交评议：意见够长，打分齐全。没有脚本的，这一次连填的一起交。交了不能再改。</summary>
[Does(Act.WriteOpinion)]
public sealed class SubmitOpinion(TenantSessions sessions)
{
    /// <param name="filled">页面上此刻填的：“opinion”与评分表各项。</param>
    public async Task<Refusal?> Run(MeetingId id, string? code, IReadOnlyDictionary<string, string> filled, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var one = await session.ReviewOf(id, code, ct);
        if (session.WhyNot(Act.WriteOpinion, one?.Own) is { } refusal) return refusal;

        foreach (var (field, value) in filled)
            if (one!.Review.Draft(field, value, one.Terms.Scoring, session.Now) is { } wrong) return wrong;
        return one!.Review.Submit(one.Terms.Scoring, one.Terms.Committee.Scored, session.Now) ?? await session.Save(ct);
    }
}
