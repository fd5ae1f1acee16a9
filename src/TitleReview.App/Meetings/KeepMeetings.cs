using Microsoft.EntityFrameworkCore;
using TitleReview.App.Committees;
using TitleReview.App.Defences;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Meetings;

public sealed record MeetingForm
{
    public string? Title { get; set; }
    public DateOnly? Day { get; set; }
    public TimeOnly? Time { get; set; }
    public string? Place { get; set; }
    public string? VideoLink { get; set; }

    /// <summary>第几行就是第几组；空着的行没有这一组。</summary>
    public string[]? GroupNames { get; set; }

    public string[]? GroupPlaces { get; set; }

    public static MeetingForm Of(MeetingFacts facts)
    {
        var (at, rows) = (facts.StartsAt.ToOffset(Moment.Beijing), facts.Groups.Max(g => g.No));
        return new()
        {
            Title = facts.Title, Day = DateOnly.FromDateTime(at.DateTime), Time = TimeOnly.FromDateTime(at.DateTime), Place = facts.Place, VideoLink = facts.VideoLink,
            GroupNames = [.. Enumerable.Range(1, rows).Select(no => facts.Groups.FirstOrDefault(g => g.No == no)?.Name ?? "")], GroupPlaces = [.. Enumerable.Range(1, rows).Select(no => facts.Groups.FirstOrDefault(g => g.No == no)?.Place ?? "")],
        };
    }

    internal (MeetingFacts? Facts, Refusal? Refusal) Facts()
    {
        if (Day is not { } day || Time is not { } time) return (null, new InvalidInput(nameof(MeetingFacts.StartsAt), "请填写哪一天、几点开会（北京时间）。"));

        var groups = (GroupNames ?? []).Select((name, at) => new AgendaGroup(at + 1, name.Plain(), (GroupPlaces ?? []).ElementAtOrDefault(at).Plain())).Where(g => g.Name.Length > 0).ToList();
        return (new MeetingFacts(Title.Plain(), new DateTimeOffset(day.ToDateTime(time), Moment.Beijing), Place.Plain(), VideoLink.Plain() is { Length: > 0 } link ? link : null, groups), null);
    }
}

/// <summary>照一次抽取召集评审会：委员各有一席，并通知各位。</summary>
[Does(Act.KeepMeetings)]
public sealed class CallMeeting(TenantSessions sessions)
{
    public async Task<(MeetingId? Id, Refusal? Refusal)> Run(DrawId drawId, MeetingForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await session.Hold("draws", drawId.Value, ct);
        var (draw, committee) = await session.Draw(drawId, ct);
        if (session.WhyNot(Act.KeepMeetings, committee?.OfficeId, "次抽取") is { } refusal) return (null, refusal);
        if (await session.OwnPlan(draw!.PlanId, ct) is null) return (null, new NotFoundHere("次抽取"));

        var (facts, unclear) = form.Facts();
        if (unclear is not null) return (null, unclear);

        var (meeting, seats, wrong) = Meeting.Call(new MeetingId(Guid.CreateVersion7()), draw, facts!, committee!.OfficeId, session.Actor, session.Now);
        if (wrong is not null) return (null, wrong);

        session.Add(meeting!);
        foreach (var seat in seats) session.Add(seat);
        return await session.Save(ct) is { } failed ? (null, failed) : (meeting!.Id, null);
    }
}

/// <summary>开会之前改时间、地点、分组；时间、地点改了，通知各位。</summary>
[Does(Act.KeepMeetings)]
public sealed class ChangeMeeting(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, MeetingForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;

        var (facts, unclear) = form.Facts();
        if (unclear is not null) return unclear;

        var roll = await session.Roll(id, ct);
        if (meeting!.Groups.FirstOrDefault(g => facts!.Groups.All(n => n.No != g.No) && (roll.Seats.Any(s => s.GroupNo == g.No) || roll.Cases.Any(c => c.GroupNo == g.No))) is { } used) return new GroupInUse(used.Name);

        return meeting.Change(facts!, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>还没有开的，写明理由取消，通知各位；议程上的申报可以列入别的评审会。</summary>
[Does(Act.KeepMeetings)]
public sealed class CancelMeeting(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (meeting!.Cancel(reason, session.Actor, session.Now) is { } wrong) return wrong;

        foreach (var one in await session.Db.MeetingCases.Where(c => c.MeetingId == id && c.IsLive).ToListAsync(ct)) one.End();
        await session.CallOffDefences(id, null, "评审会取消了", ct);
        return await session.Save(ct);
    }
}
