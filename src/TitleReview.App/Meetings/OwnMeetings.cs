using Microsoft.EntityFrameworkCore;
using TitleReview.App.Ballots;
using TitleReview.App.Defences;
using TitleReview.App.Reviews;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Reviews;

namespace TitleReview.App.Meetings;

/// <param name="Here">此刻签到在场。</param>
public sealed record OwnMeeting(MeetingId Id, string Title, DateTimeOffset StartsAt, string Place, MeetingState State, bool Pledged, bool Here);

/// <summary>请我当委员的评审会：没有散的在前。</summary>
[Does(Act.ReadOwnMeetings)]
public sealed class ReadOwnMeetings(TenantSessions sessions)
{
    private const int AtMost = 50;

    public async Task<IReadOnlyList<OwnMeeting>> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadOwnMeetings) is not null) return [];

        var me = session.Actor.UserId;
        var own = await (from seat in session.Db.Seats
                         join expert in session.Db.Experts on seat.ExpertId equals expert.Id
                         join meeting in session.Db.Meetings on seat.MeetingId equals meeting.Id
                         where expert.UserId == me && meeting.State != MeetingState.Cancelled
                         orderby meeting.StartsAt descending
                         select new { meeting.Id, meeting.Title, meeting.StartsAt, meeting.Place, meeting.State, seat.PledgedAt, Here = session.Db.Presences.Any(p => p.MeetingId == meeting.Id && p.ExpertId == expert.Id && p.To == null) })
            .AsNoTracking().Take(AtMost).ToListAsync(ct);
        return [.. own.OrderBy(o => o.State == MeetingState.Closed).Select(o => new OwnMeeting(o.Id, o.Title, o.StartsAt, o.Place, o.State, o.PledgedAt is not null, o.Here))];
    }
}

/// <summary>议程上的一位，照委员看的：编号、专业、级别，没有姓名、单位。</summary>
/// <param name="Readable">此刻可以看案卷。</param>
/// <param name="Relaxed">一人一策的那一句；没有的为空。</param>
public sealed record OwnCase(int No, string Code, string Specialty, string Level, string Group, bool Readable, string? Relaxed)
{
    internal FilingId Filing { get; init; }
}

/// <param name="Cases">回避的不在内，也不说有几位。</param>
/// <param name="Here">在场从几时起；不在场为空。</param>
/// <param name="ToVote">有名册里有我、我还没有投的一轮。</param>
/// <param name="Defends">这个计划有答辩。</param>
public sealed record OwnMeetingView(Meeting Meeting, Seat Seat, string? Group, string PledgeText, IReadOnlyList<OwnCase> Cases, DateTimeOffset? Here, bool ToVote, bool Defends, Moment Now);

/// <summary>我的一席：承诺书，议程，在不在场。</summary>
[Does(Act.ReadOwnMeetings)]
public sealed class ReadOwnMeeting(TenantSessions sessions)
{
    public async Task<OwnMeetingView?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var own = await session.SeatOf(id, ct);
        if (session.WhyNot(Act.ReadOwnMeetings, own) is not null || own!.Meeting.State == MeetingState.Cancelled) return null;

        var (meeting, seat) = (own.Meeting, own.Seat);
        var here = await session.Db.Presences.Where(p => p.MeetingId == id && p.ExpertId == seat.ExpertId && p.To == null).Select(p => (DateTimeOffset?)p.From).SingleOrDefaultAsync(ct);
        // 没有签承诺书的，议程也不给看。
        var cases = seat.PledgedAt is null || !meeting.IsLive ? [] : await session.OwnAgenda(meeting, seat, ct);
        var terms = await session.TermsOf(meeting, ct);
        return new OwnMeetingView(meeting, seat, meeting.Groups.FirstOrDefault(g => g.No == seat.GroupNo)?.Name, terms.ExpertPledgeText(), cases, here, meeting.State == MeetingState.InSession && await session.HasToVote(id, seat.ExpertId, ct), await session.AsksDefenceOf(terms, await session.VisibleCases(meeting, seat, ct), ct), session.Now);
    }
}

/// <summary>签保密与廉洁承诺书（KZ-15；人社部发〔2024〕56号）：勾了，写了自己的姓名。签的那一份文字留摘要。</summary>
[Does(Act.KeepSeat)]
public sealed class SignPledge(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, bool agreed, string? name, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var own = await session.SeatHeld(id, ct);
        if (session.WhyNot(Act.KeepSeat, own) is { } refusal) return refusal;
        if (!own!.Meeting.IsLive) return new MeetingNotInSession(own.Meeting.State);

        var text = (await session.TermsOf(own.Meeting, ct)).ExpertPledgeText();
        return own.Seat.PledgeInPerson(agreed, name, MeetingReading.PledgeDigest(text), session.Now) ?? await session.Save(ct);
    }
}

/// <summary>签到：抄会场屏幕上的签到码；没有签承诺书的进不来。</summary>
[Does(Act.KeepSeat)]
public sealed class EnterMeeting(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, string? roomCode, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var own = await session.SeatHeld(id, ct);
        if (session.WhyNot(Act.KeepSeat, own) is { } refusal) return refusal;
        if (own!.Meeting.State == MeetingState.InSession && own.Seat.PledgedAt is not null && !own.Meeting.IsRoomCode(roomCode)) return new InvalidInput("RoomCode", new WrongRoomCode().Sentence);

        return await session.Sign(own.Meeting, own.Seat, true, ct) ?? await session.Save(ct);
    }
}

/// <summary>签退：中途离会也要签，回来再签到。</summary>
[Does(Act.KeepSeat)]
public sealed class LeaveMeeting(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var own = await session.SeatHeld(id, ct);
        if (session.WhyNot(Act.KeepSeat, own) is { } refusal) return refusal;

        return await session.Sign(own!.Meeting, own.Seat, false, ct) ?? await session.Save(ct);
    }
}

/// <summary>声明回避：凭编号。登记之后，这一份的议程、案卷、图都看不到了（E3）。</summary>
[Does(Act.KeepSeat)]
public sealed class DeclareRecusal(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, string? code, TieKind? kind, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var own = await session.SeatHeld(id, ct);
        if (session.WhyNot(Act.KeepSeat, own) is { } refusal) return refusal;
        if (own!.Seat.PledgedAt is null) return new PledgeFirst(own.Seat.Name);

        // 已经回避的、不在议程上的，一个回答。
        var read = CaseCode.Read(code);
        var filing = (await session.CodesOf((await session.VisibleCases(own.Meeting, own.Seat, ct)).Select(c => c.FilingId), ct)).FirstOrDefault(c => c.Value == read).Key;
        return filing == default ? new NotFoundHere("份案卷") : await session.Recuse(own.Meeting, own.Seat, filing, kind, reason, ct) ?? await session.Save(ct);
    }
}

internal static class OwnAgendas
{
    /// <summary>这位委员看得到的议程：回避的不在内。</summary>
    public static async Task<IReadOnlyList<MeetingCase>> VisibleCases(this TenantSession session, Meeting meeting, Seat seat, CancellationToken ct)
    {
        var recused = session.Db.Recusals.Where(r => r.ExpertId == seat.ExpertId).Select(r => r.FilingId);
        return await session.Db.MeetingCases.AsNoTracking().Where(c => c.MeetingId == meeting.Id && c.IsLive && !recused.Contains(c.FilingId)).OrderBy(c => c.No).ToListAsync(ct);
    }

    /// <summary>名册里有他、他还没有投的一轮。</summary>
    public static async Task<bool> HasToVote(this TenantSession session, MeetingId id, ExpertId me, CancellationToken ct)
    {
        foreach (var round in await session.Db.BallotRounds.AsNoTracking().Where(r => r.MeetingId == id && r.State == RoundState.Open && r.Kind == RoundKind.Sealed).ToListAsync(ct))
            if (round.BallotOf(me).Count > 0 && !await session.HasVoted(round.Id, me, ct)) return true;
        return false;
    }

    public static async Task<IReadOnlyList<OwnCase>> OwnAgenda(this TenantSession session, Meeting meeting, Seat seat, CancellationToken ct)
    {
        var cases = await session.VisibleCases(meeting, seat, ct);
        var ids = cases.Select(c => c.FilingId).ToList();
        var codes = await session.CodesOf(ids, ct);
        var relaxed = await session.Relaxed(ids, ct);
        var open = await session.OpenCases().Select(c => c.FilingId).ToListAsync(ct);
        var choices = await session.Db.Filings.AsNoTracking().Where(f => ids.Contains(f.Id)).Select(f => new { f.Id, f.Choice }).ToDictionaryAsync(f => f.Id, f => f.Choice, ct);
        return [.. cases.Select(c => new OwnCase(c.No, codes.GetValueOrDefault(c.FilingId, ""), choices[c.FilingId].Specialty, choices[c.FilingId].Grade.Label(), meeting.Groups.FirstOrDefault(g => g.No == c.GroupNo)?.Name ?? "", open.Contains(c.FilingId), relaxed.GetValueOrDefault(c.FilingId)) { Filing = c.FilingId })];
    }
}
