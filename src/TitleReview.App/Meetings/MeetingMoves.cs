using Microsoft.EntityFrameworkCore;
using TitleReview.App.Committees;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;

namespace TitleReview.App.Meetings;

/// <summary>几个用例都要做的：对出来的回避、替补换席位。</summary>
internal static class MeetingMoves
{
    /// <summary>对出来的利害关系，登记为回避：列入议程时一次，换了委员一次，开会时再一次。从前的评审会上回避过的，这次也回避。</summary>
    /// <returns>这次新登记的几条。</returns>
    public static async Task<int> RecuseFound(this TenantSession session, Meeting meeting, IReadOnlyList<Seat> seats, IReadOnlyCollection<FilingId> filings, CancellationToken ct)
    {
        if (filings.Count == 0) return 0;

        var (experts, ids) = (seats.Select(s => s.ExpertId).ToList(), filings.ToList());
        var all = await session.Db.Recusals.Where(r => ids.Contains(r.FilingId) && experts.Contains(r.ExpertId)).ToListAsync(ct);
        var there = all.Where(r => r.MeetingId == meeting.Id).Concat(session.Db.Recusals.Local.Where(r => r.MeetingId == meeting.Id)).Select(r => (r.FilingId, r.ExpertId)).ToHashSet();
        var committee = await session.Db.Committees.SingleAsync(c => c.Id == meeting.CommitteeId, ct);
        var plan = await session.Db.Plans.AsNoTracking().SingleAsync(p => p.Id == meeting.PlanId, ct);
        var conflicts = (await session.Ground(committee, plan, ct)).Conflicts.Where(c => experts.Contains(c.Expert) && ids.Contains(c.Filing));

        var found = conflicts.GroupBy(c => (c.Filing, c.Expert)).Select(g => (g.Key, Kind: g.Max(c => c.Kind == TieKind.Own ? TieKind.Own : g.First().Kind), Why: $"系统对出：{string.Join('；', g.Select(c => c.Why).Distinct(StringComparer.Ordinal))}"))
            .Concat(all.Where(r => r.MeetingId != meeting.Id).GroupBy(r => (r.FilingId, r.ExpertId)).Select(g => ((Filing: g.Key.FilingId, Expert: g.Key.ExpertId), g.First().Kind, Why: "从前的评审会上已经回避")));
        var added = 0;
        foreach (var ((filing, expert), kind, why) in found)
        {
            if (!there.Add((filing, expert))) continue;
            session.Add(Recusal.Of(meeting, filing, expert, kind, why.Length > 200 ? why[..200] : why, false, Actor.System, session.Now).Recusal!);
            added++;
        }

        return added;
    }

    /// <summary>照一次抽取召集、还没有散会或取消的。</summary>
    public static Task<Meeting?> LiveMeeting(this TenantSession session, DrawId draw, CancellationToken ct) =>
        session.Db.Meetings.SingleOrDefaultAsync(m => m.DrawId == draw && (m.State == MeetingState.Planned || m.State == MeetingState.InSession), ct);

    /// <summary>抽取里候补顶上了：没有开的评审会照着换席位，组别照旧；正开着的不能换。</summary>
    public static async Task<Refusal?> Reseat(this TenantSession session, Draw draw, CancellationToken ct)
    {
        if (await session.Db.Meetings.Where(m => m.DrawId == draw.Id && (m.State == MeetingState.Planned || m.State == MeetingState.InSession)).Select(m => (MeetingId?)m.Id).SingleOrDefaultAsync(ct) is not { } id) return null;
        // Held before it is read: somebody may be opening it this moment.
        await session.Hold("meetings", id.Value, ct);
        var meeting = await session.Db.Meetings.SingleAsync(m => m.Id == id, ct);
        if (!meeting.IsLive) return null;
        if (meeting.State == MeetingState.InSession) return new MeetingSits(meeting.Title);

        var seats = await session.Db.Seats.Where(s => s.MeetingId == meeting.Id).ToListAsync(ct);
        var members = draw.Members.Select(m => m.Expert).ToHashSet();
        var (gone, fresh) = (seats.Where(s => !members.Contains(s.ExpertId)).ToList(), Seat.For(meeting.Id, draw).Where(s => seats.All(x => x.ExpertId != s.ExpertId)).ToList());
        foreach (var (seat, at) in fresh.Select((s, at) => (s, at)))
        {
            seat.Take(SeatKind.Member, gone.ElementAtOrDefault(at)?.GroupNo);
            session.Add(seat);
        }

        session.Db.Seats.RemoveRange(gone);
        var filings = await session.Db.MeetingCases.Where(c => c.MeetingId == meeting.Id && c.IsLive).Select(c => c.FilingId).ToListAsync(ct);
        await session.RecuseFound(meeting, fresh, filings, ct);
        return null;
    }
}
