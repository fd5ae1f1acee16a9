using Microsoft.EntityFrameworkCore;
using TitleReview.App.Results;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Meetings;

/// <summary>开会：再对一遍要回避的，给出签到码。</summary>
[Does(Act.KeepMeetings)]
public sealed class OpenMeeting(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;

        var roll = await session.Roll(id, ct);
        if (await session.WhyNotOpen(meeting!, roll, ct) is { } wrong) return wrong;
        await session.RecuseFound(meeting!, roll.Seats, [.. roll.Cases.Select(c => c.FilingId)], ct);
        return meeting!.Open(roll, (await session.TermsOf(meeting, ct)).Voting, session.Actor, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>签到码换一个。</summary>
[Does(Act.KeepMeetings)]
public sealed class RenewRoomCode(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;

        return meeting!.RenewCode() ?? await session.Save(ct);
    }
}

/// <summary>替没有手机的委员签到、签退；由谁记的写明。</summary>
[Does(Act.KeepMeetings)]
public sealed class SignMember(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, ExpertId expert, bool comes, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (await session.Db.Seats.SingleOrDefaultAsync(s => s.MeetingId == id && s.ExpertId == expert, ct) is not { } seat) return new NotFoundHere("位委员");

        return await session.Sign(meeting!, seat, comes, ct) ?? await session.Save(ct);
    }
}

/// <summary>替没有手机的观察员登记到会；由谁记的写明。</summary>
[Does(Act.KeepMeetings)]
public sealed class SignObserver(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, UserId observer, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (await session.Db.ObserverSeats.SingleOrDefaultAsync(o => o.MeetingId == id && o.UserId == observer, ct) is not { } seat) return new NotFoundHere("位观察员");

        return seat.Arrive(meeting!, session.Actor, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>答复观察员记的一件事；要求暂停的，答复之后才能开新的一轮表决。</summary>
[Does(Act.KeepMeetings)]
public sealed class AnswerIncident(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, Guid incidentId, string? answer, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (await session.Db.Incidents.SingleOrDefaultAsync(i => i.MeetingId == id && i.Id == incidentId, ct) is not { } incident) return new NotFoundHere("条情况");

        return incident.Respond(answer, session.Actor, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>散会：还在场的都签退，议程上的都不再占着，表决过的各记一份结果。</summary>
[Does(Act.KeepMeetings)]
public sealed class CloseMeeting(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;

        var open = await session.Db.BallotRounds.CountAsync(r => r.MeetingId == id && (r.State == RoundState.Open || r.State == RoundState.Entered), ct);
        if (meeting!.Close(open, session.Actor, session.Now) is { } wrong) return wrong;

        foreach (var here in await session.Db.Presences.Where(p => p.MeetingId == id && p.To == null).ToListAsync(ct)) here.LeaveAtTheEnd(session.Now);
        foreach (var one in await session.Db.MeetingCases.Where(c => c.MeetingId == id && c.IsLive).ToListAsync(ct)) one.End();
        // What was voted becomes results, in the same transaction.
        await session.TakeResults(meeting, ct);
        return await session.Save(ct);
    }
}

internal static class Attending
{
    /// <summary>一段在场的开始或结束。自己签的与机构替签的，是同一条规矩。</summary>
    public static async Task<Refusal?> Sign(this TenantSession session, Meeting meeting, Seat seat, bool comes, CancellationToken ct)
    {
        var here = await session.Db.Presences.SingleOrDefaultAsync(p => p.MeetingId == meeting.Id && p.ExpertId == seat.ExpertId && p.To == null, ct);
        if (!comes) return here is null ? new NotHere() : here.LeaveAtTheEnd(session.Now);

        var (presence, wrong) = Presence.SignIn(Guid.CreateVersion7(), meeting, seat, here is not null, session.Actor, session.Now);
        if (presence is not null) session.Add(presence);
        return wrong;
    }

    /// <summary>开会之前还差什么：议程、主持、承诺书、纪检、各位委员仍在聘。</summary>
    public static async Task<Refusal?> WhyNotOpen(this TenantSession session, Meeting meeting, MeetingRoll roll, CancellationToken ct)
    {
        var terms = await session.TermsOf(meeting, ct);
        var observed = await session.Db.ObserverSeats.AnyAsync(o => o.MeetingId == meeting.Id, ct);
        if (meeting.WhyNotOpen(roll, terms.Voting, terms.Committee.DisciplinePresent && !observed) is { } refusal) return refusal;

        var gone = await session.Unavailable(roll.Seats, ct);
        return roll.Seats.FirstOrDefault(s => gone.Contains(s.ExpertId)) is { } seat ? new MemberUnavailable(seat.Name) : null;
    }

    /// <summary>抽出之后暂停、出库、聘期届满的。</summary>
    public static async Task<IReadOnlySet<ExpertId>> Unavailable(this TenantSession session, IReadOnlyList<Seat> seats, CancellationToken ct)
    {
        var ids = seats.Select(s => s.ExpertId).ToList();
        return (await session.Db.Experts.AsNoTracking().Where(e => ids.Contains(e.Id)).ToListAsync(ct)).Where(e => !e.Serves(session.Now.Today)).Select(e => e.Id).ToHashSet();
    }
}
