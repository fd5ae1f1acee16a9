using Microsoft.EntityFrameworkCore;
using TitleReview.App.Ballots;
using TitleReview.App.Committees;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Meetings;

/// <summary>请我监督的评审会。</summary>
[Does(Act.ObserveMeeting)]
public sealed class ReadObserved(TenantSessions sessions)
{
    private const int AtMost = 50;

    public async Task<IReadOnlyList<Meeting>> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ObserveMeeting) is not null) return [];

        var me = session.Actor.UserId;
        var mine = session.Db.ObserverSeats.Where(o => o.UserId == me).Select(o => o.MeetingId);
        return await session.Db.Meetings.AsNoTracking().Where(m => mine.Contains(m.Id)).OrderByDescending(m => m.StartsAt).Take(AtMost).ToListAsync(ct);
    }
}

/// <summary>议程上的一位，照观察员看的：编号与人数，没有申报人。</summary>
/// <param name="Withdrawn">撤下的理由。</param>
public sealed record ObservedCase(int No, string Code, string Specialty, string Level, string Group, Roll Roll, bool Quorate, string? Withdrawn);

/// <param name="Counts">开了票才有：几同意、几不同意、几弃权、几没有投。</param>
public sealed record ObservedRound(int No, RoundKind Kind, RoundState State, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, string? Reason, string? AnnulReason, IReadOnlyList<(string Code, Roll Roll, Tally? Counts, bool? Passed)> Cases);

/// <param name="DrawFault">抽取的记录重做一遍，对不上的地方；相符为空。</param>
/// <param name="Altered">票数与封存的不符的，编号。</param>
/// <param name="Recusals">几种关系各几条；不写谁对谁。</param>
public sealed record ObservedMeeting(
    Meeting Meeting, string Committee, Draw Draw, string? DrawFault, IReadOnlyList<Seat> Seats, IReadOnlyList<Presence> Presences, IReadOnlyList<ObservedCase> Cases,
    IReadOnlyList<(TieKind Kind, int Count)> Recusals, IReadOnlyList<ObservedRound> Rounds, IReadOnlyList<Incident> Incidents, IReadOnlyList<string> Altered, ObserverSeat Own, Moment Now);

/// <summary>观察员看的一次评审会（O1）：抽取、席位、承诺书、在场、议程、回避、各轮的时刻与票数；看不到谁投了什么，看不到申报人。</summary>
[Does(Act.ObserveMeeting)]
public sealed class ReadObservedMeeting(TenantSessions sessions, Vault vault)
{
    public async Task<ObservedMeeting?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (seat, meeting) = await session.ObserverSeat(id, ct);
        if (session.WhyNot(Act.ObserveMeeting, seat) is not null) return null;

        var draw = await session.Db.Draws.AsNoTracking().SingleAsync(d => d.Id == meeting!.DrawId, ct);
        var voting = (await session.TermsOf(meeting!, ct)).Voting;
        var roll = await session.Roll(id, ct);
        var listed = await session.Db.MeetingCases.AsNoTracking().Where(c => c.MeetingId == id).OrderBy(c => c.No).ToListAsync(ct);
        var ids = listed.Select(c => c.FilingId).ToList();
        var codes = await session.CodesOf(ids, ct);
        var choices = await session.Db.Filings.AsNoTracking().Where(f => ids.Contains(f.Id)).Select(f => new { f.Id, f.Choice }).ToDictionaryAsync(f => f.Id, f => f.Choice, ct);
        var rounds = await session.Db.BallotRounds.AsNoTracking().Where(r => r.MeetingId == id).OrderBy(r => r.No).ToListAsync(ct);
        return new ObservedMeeting(
            meeting!, await session.Db.Committees.Where(c => c.Id == meeting!.CommitteeId).Select(c => c.Name).SingleAsync(ct), draw, draw.Fault(vault.OpenSecret(session, draw)), roll.Seats,
            await session.Db.Presences.AsNoTracking().Where(p => p.MeetingId == id).OrderBy(p => p.From).ToListAsync(ct),
            [.. listed.Select(c => new ObservedCase(c.No, codes.GetValueOrDefault(c.FilingId, ""), choices[c.FilingId].Specialty, choices[c.FilingId].Grade.Label(), meeting!.Groups.FirstOrDefault(g => g.No == c.GroupNo)?.Name ?? "", roll.For(c.FilingId), roll.IsQuorate(c.FilingId, voting), c.WithdrawnReason))],
            [.. (await session.Db.Recusals.AsNoTracking().Where(r => r.MeetingId == id).ToListAsync(ct)).CountBy(r => r.Kind).Select(k => (k.Key, k.Value))],
            [.. rounds.Select(r => new ObservedRound(r.No, r.Kind, r.State, r.OpenedAt, r.ClosedAt, r.Reason, r.AnnulReason,
                [.. r.Cases.Select(c => (codes.GetValueOrDefault(c.FilingId, ""), c.Roll, r.State == RoundState.Closed ? c.Tally : null, r.State == RoundState.Closed ? c.Passed : null)).OrderBy(c => c.Item1, StringComparer.Ordinal)]))],
            await session.Db.Incidents.AsNoTracking().Where(i => i.MeetingId == id).OrderByDescending(i => i.NotedAt).ToListAsync(ct), [.. (await session.AlteredTallies(id, ct)).Select(a => codes.GetValueOrDefault(a.Item2, "")).Order(StringComparer.Ordinal)], seat!, session.Now);
    }
}

/// <summary>抽取的记录，与评审办事机构下载的是同一份：只有编号，拿到别的机器上也能重做一遍（N9）。</summary>
[Does(Act.ObserveMeeting)]
public sealed class ExportObservedDraw(TenantSessions sessions)
{
    /// <returns>还没有抽出的、不是请他监督的为空。</returns>
    public async Task<string?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (seat, meeting) = await session.ObserverSeat(id, ct);
        return session.WhyNot(Act.ObserveMeeting, seat) is null ? DrawLog.Write(await session.Db.Draws.AsNoTracking().SingleAsync(d => d.Id == meeting!.DrawId, ct)) : null;
    }
}

/// <summary>观察员到会签到：抄会场屏幕上的签到码。纸上写的“监督”是到了会的，不是请了的。</summary>
[Does(Act.NoteIncident)]
public sealed class ArriveToObserve(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, string? roomCode, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await session.Hold("meetings", id.Value, ct);
        var (seat, meeting) = await session.ObserverSeat(id, ct);
        if (session.WhyNot(Act.NoteIncident, seat) is { } refusal) return refusal;
        if (meeting!.State == MeetingState.InSession && !meeting.IsRoomCode(roomCode)) return new InvalidInput("RoomCode", new WrongRoomCode().Sentence);

        return seat!.Arrive(meeting, session.Actor, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>记一件看到的事（O2）；可以要求暂停，机构答复之前开不了新的一轮表决。</summary>
[Does(Act.NoteIncident)]
public sealed class NoteIncident(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, string? text, bool asksPause, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await session.Hold("meetings", id.Value, ct);
        var (seat, meeting) = await session.ObserverSeat(id, ct);
        if (session.WhyNot(Act.NoteIncident, seat) is { } refusal) return refusal;

        var (incident, wrong) = Incident.Note(Guid.CreateVersion7(), meeting!, text, asksPause, session.Actor, session.Now);
        if (wrong is not null) return wrong;

        session.Add(incident!);
        return await session.Save(ct);
    }
}
