using Microsoft.EntityFrameworkCore;
using TitleReview.App.Calendar;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Results;

namespace TitleReview.App.Results;

/// <summary>公布一次评审会的结果（AK-06）：通过的进入公示，没有通过的就此告诉本人；要单位同步公示的，各单位都有一件事要办。</summary>
[Does(Act.KeepResults)]
public sealed class PostResults(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.Db.Meetings.SingleOrDefaultAsync(m => m.Id == id, ct);
        if (session.WhyNot(Act.KeepResults, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;

        return await session.Announce(meeting!, await session.Calendar(ct), session.Actor, session.Now, ct) ?? await session.Save(ct);
    }
}

internal static class Announcing
{
    /// <summary>等着公布的都公布；计票被改动过的，一位也不公布。</summary>
    public static async Task<Refusal?> Announce(this TenantSession session, Domain.Meetings.Meeting meeting, Domain.Calendar.WorkingCalendar calendar, Actor by, Moment now, CancellationToken ct)
    {
        var id = meeting.Id;
        var rows = await session.ResultRows(session.Db.ReviewResults.Where(r => r.MeetingId == id && r.State == ResultState.Voted), ct);
        if (rows.Count == 0) return new NothingToAnnounce();
        if (rows.FirstOrDefault(r => !r.Reconciles) is { } altered) return new TallyAltered(altered.Filing.Number);

        var terms = await session.Db.Plans.Where(p => p.Id == meeting.PlanId).Select(p => p.Terms).SingleAsync(ct);
        var committee = await session.CommitteeName(meeting, ct);
        var passed = rows.Where(r => r.Result.Verdict == Verdict.Passed).ToList();
        var (notice, refusal) = ResultNotice.Post(new ResultNoticeId(Guid.CreateVersion7()), meeting, terms, calendar,
            [.. passed.Select(r => new PublicisedPerson(r.Result.Id, r.Applicant.Name, r.Employer, r.Filing.Choice.Series, r.Filing.Choice.Specialty, r.Title))],
            terms.Committee.ResultsMirrored ? passed.Select(r => r.Result.EmployerId) : [], period => ResultWords.Notice(terms, meeting, committee, passed.Count, period), by, now);
        if (refusal is not null) return refusal;

        session.Add(notice!);
        session.Record(notice!);
        foreach (var mirror in notice!.Mirrors)
        {
            session.Add(mirror);
            session.Record(mirror);
        }

        foreach (var row in rows)
        {
            row.Result.Announce(notice.Id);
            session.Record(row.Result);
        }

        return null;
    }
}

public sealed record TallyAltered(string Number) : Refusal($"申报 {Number} 的计票与作结果时的不符：记录被人改动过，不能公布。请保持原样，马上报告负责人和平台管理员。");

/// <summary>单位登记同步公示张贴的日子（AK-06）。</summary>
[Does(Act.MirrorResults)]
public sealed class MirrorResults(TenantSessions sessions)
{
    public async Task<Refusal?> Run(ResultNoticeId id, DateOnly? day, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var notice = await session.ResultNoticesWhole().SingleOrDefaultAsync(n => n.Id == id, ct);
        if (session.WhyNot(Act.MirrorResults, notice?.Mirrors.FirstOrDefault(m => m.EmployerId == session.Actor.OfficeId)) is { } refusal) return refusal;

        var unit = session.Actor.OfficeId!.Value;
        if (notice!.Mirror(unit, day, session.Actor, session.Now) is { } wrong) return wrong;

        session.Record(notice.MirrorOf(unit)!);
        return await session.Save(ct);
    }
}
