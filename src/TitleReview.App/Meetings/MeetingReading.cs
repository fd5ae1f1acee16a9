using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Plans;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Meetings;

/// <summary>登录的专家在一次评审会的一席。</summary>
internal sealed record OwnSeat(Seat Seat, Expert Expert, Meeting Meeting);

/// <summary>评审会从库里怎么取：办事机构按机构取，委员按自己的一席取，观察员按自己的观察席取。</summary>
internal static class MeetingReading
{
    /// <summary>本机构的一次；没有的、别家的为空。</summary>
    public static async Task<Meeting?> Meeting(this TenantSession session, MeetingId id, CancellationToken ct)
    {
        var office = session.Actor.OfficeId ?? default;
        return await session.Db.Meetings.SingleOrDefaultAsync(m => m.Id == id && m.OfficeId == office, ct);
    }

    /// <summary>先占住再读：签到、回避、开投、开票、散会同时来的，排成一队。</summary>
    public static async Task<Meeting?> MeetingHeld(this TenantSession session, MeetingId id, CancellationToken ct)
    {
        await session.Hold("meetings", id.Value, ct);
        return await session.Meeting(id, ct);
    }

    /// <summary>此刻的会场。</summary>
    public static async Task<MeetingRoll> Roll(this TenantSession session, MeetingId id, CancellationToken ct) => MeetingRoll.Of(
        await session.Db.Seats.Where(s => s.MeetingId == id).ToListAsync(ct),
        await session.Db.Presences.Where(p => p.MeetingId == id && p.To == null).ToListAsync(ct),
        await session.Db.Recusals.Where(r => r.MeetingId == id).ToListAsync(ct),
        await session.Db.MeetingCases.Where(c => c.MeetingId == id).ToListAsync(ct));

    /// <summary>登录的专家的一席；不是委员的为空。</summary>
    public static async Task<OwnSeat?> SeatOf(this TenantSession session, MeetingId id, CancellationToken ct)
    {
        var me = session.Actor.UserId;
        var own = await (from seat in session.Db.Seats
                         join expert in session.Db.Experts on seat.ExpertId equals expert.Id
                         join meeting in session.Db.Meetings on seat.MeetingId equals meeting.Id
                         where seat.MeetingId == id && expert.UserId == me
                         select new { Seat = seat, Expert = expert, Meeting = meeting }).SingleOrDefaultAsync(ct);
        return own is null ? null : new OwnSeat(own.Seat, own.Expert, own.Meeting);
    }

    /// <summary>先占住这次评审会，再读自己的一席。</summary>
    public static async Task<OwnSeat?> SeatHeld(this TenantSession session, MeetingId id, CancellationToken ct)
    {
        await session.Hold("meetings", id.Value, ct);
        return await session.SeatOf(id, ct);
    }

    /// <summary>登录的观察员的观察席；没有请他的为空。</summary>
    public static async Task<(ObserverSeat? Seat, Meeting? Meeting)> ObserverSeat(this TenantSession session, MeetingId id, CancellationToken ct)
    {
        var me = session.Actor.UserId;
        return await session.Db.ObserverSeats.SingleOrDefaultAsync(o => o.MeetingId == id && o.UserId == me, ct) is { } seat
            ? (seat, await session.Db.Meetings.SingleAsync(m => m.Id == id, ct)) : (null, null);
    }

    /// <summary>这次评审会照哪个计划开。</summary>
    public static async Task<PlanTerms> TermsOf(this TenantSession session, Meeting meeting, CancellationToken ct) =>
        await session.Db.Plans.AsNoTracking().Where(p => p.Id == meeting.PlanId).Select(p => p.Terms).SingleAsync(ct);

    /// <summary>席上有账号的委员：自己登录签到、评议、表决。</summary>
    public static async Task<IReadOnlySet<ExpertId>> WithAccount(this TenantSession session, IReadOnlyList<Seat> seats, CancellationToken ct)
    {
        var experts = seats.Select(s => s.ExpertId).ToList();
        return (await session.Db.Experts.Where(e => experts.Contains(e.Id) && e.UserId != null).Select(e => e.Id).ToListAsync(ct)).ToHashSet();
    }

    /// <summary>盲评编号；列入议程的都有。</summary>
    public static async Task<IReadOnlyDictionary<FilingId, string>> CodesOf(this TenantSession session, IEnumerable<FilingId> filings, CancellationToken ct)
    {
        var ids = filings.Distinct().ToList();
        return await session.Db.ReviewCases.Where(c => ids.Contains(c.FilingId)).ToDictionaryAsync(c => c.FilingId, c => c.Code, ct);
    }

    /// <summary>正在投的、等核对的几位申报人：名册已经定了。</summary>
    public static async Task<IReadOnlySet<FilingId>> UnderVote(this TenantSession session, MeetingId id, CancellationToken ct) =>
        (await session.Db.BallotRounds.AsNoTracking().Where(r => r.MeetingId == id).ToListAsync(ct)).Where(r => r.IsUnderWay).SelectMany(r => r.Cases).Select(c => c.FilingId).ToHashSet();

    /// <summary>承诺书的正文：计划写了的照计划，没有写的照国家的默认。</summary>
    public static string ExpertPledgeText(this PlanTerms terms) => terms.Committee.ExpertPledge is { Length: > 0 } text ? text : PlanFiles.NationalCommittee.ExpertPledge!;

    public static string PledgeDigest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
