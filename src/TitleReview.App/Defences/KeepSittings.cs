using Microsoft.EntityFrameworkCore;
using TitleReview.App.Meetings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Defences;

public sealed record SittingForm
{
    public int? Group { get; set; }
    public DateOnly? Day { get; set; }
    public TimeOnly? From { get; set; }
    public TimeOnly? To { get; set; }
    public int? Minutes { get; set; }
    public string? Room { get; set; }
    public string? VideoLink { get; set; }

    internal (SittingFacts? Facts, Refusal? Refusal) Facts(Moment now)
    {
        if (Day is not { } day || From is not { } from || To is not { } to) return (null, new InvalidInput(nameof(SittingFacts.From), "请填写哪一天、几点到几点（北京时间）。"));
        if (day < now.Today) return (null, new InvalidInput(nameof(SittingFacts.From), "答辩的时间要在此刻之后，请核对。"));

        DateTimeOffset At(TimeOnly time) => new(day.ToDateTime(time), Moment.Beijing);
        return (new SittingFacts(Group ?? 0, At(from), At(to), Minutes ?? 0, Room.Plain(), Link(VideoLink)), null);
    }

    internal static string? Link(string? text) => text.Plain() is { Length: > 0 } link ? link : null;
}

/// <summary>添一场答辩：哪一组、何时、何地、每人几分钟。</summary>
[Does(Act.KeepMeetings)]
public sealed class AddSitting(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, SittingForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.TimetableHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        var terms = (await session.TermsOf(meeting!, ct)).Defence;
        if (terms.Rules.Count == 0) return new NoDefenceInPlan();

        var (facts, unclear) = form.Facts(session.Now);
        if (unclear is not null) return unclear;

        var (sitting, wrong) = DefenceSitting.Make(new SittingId(Guid.CreateVersion7()), meeting!, terms, facts!, await session.LiveSittings(ct), session.Actor, session.Now);
        if (wrong is not null) return wrong;

        session.Add(sitting!);
        return await session.Save(ct);
    }
}

/// <summary>换地方，或换视频入会的地址；排在这一场的各位再通知一次。</summary>
[Does(Act.KeepMeetings)]
public sealed class MoveSitting(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, SittingId sittingId, string? room, string? videoLink, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.TimetableHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);
        if (await session.Db.DefenceSittings.SingleOrDefaultAsync(s => s.Id == sittingId && s.MeetingId == id, ct) is not { } sitting) return new NotFoundHere("场答辩");

        return sitting.Move(room.Plain(), SittingForm.Link(videoLink), (await session.TermsOf(meeting, ct)).Defence, await session.LiveSittings(ct), session.Now) ?? await session.TimetableStands(meeting, ct) ?? await session.Save(ct);
    }
}

/// <summary>撤一场：排在里面的都放进候补，写明理由通知各位；已经有人答过的撤不了。</summary>
[Does(Act.KeepMeetings)]
public sealed class DropSitting(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, SittingId sittingId, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.TimetableHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);
        if (await session.Db.DefenceSittings.SingleOrDefaultAsync(s => s.Id == sittingId && s.MeetingId == id, ct) is not { } sitting) return new NotFoundHere("场答辩");

        var inside = await session.Db.Defences.Where(d => d.SittingId == sittingId).ToListAsync(ct);
        if (inside.Any(d => d.State is DefenceState.Done or DefenceState.Absent)) return new SittingHasResults();
        foreach (var one in inside)
            if (one.Wait(reason) is { } wrong) return wrong;

        session.Db.DefenceSittings.Remove(sitting);
        return await session.Save(ct);
    }
}

internal static class Sittings
{
    /// <summary>没有散的各次评审会的各场：屋子可能是同一间。</summary>
    public static async Task<IReadOnlyList<DefenceSitting>> LiveSittings(this TenantSession session, CancellationToken ct) =>
        await session.Db.DefenceSittings.Where(s => session.Db.Meetings.Any(m => m.Id == s.MeetingId && (m.State == MeetingState.Planned || m.State == MeetingState.InSession))).ToListAsync(ct);
}

public sealed record NoDefenceInPlan() : Refusal("这个计划没有写谁要答辩，不用排答辩。");
