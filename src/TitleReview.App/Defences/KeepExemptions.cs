using Microsoft.EntityFrameworkCore;
using TitleReview.App.Meetings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Defences;

/// <summary>提出一位免于答辩（BZ-26、AK-18）：只能选通知写了的，写明他怎样合、看了什么证明；等本机构的另一位同意。</summary>
[Does(Act.KeepMeetings)]
public sealed class ProposeExemption(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, FilingId filing, ExemptionKind? kind, string? basis, string? reason, string? evidence, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);

        var board = await session.DefenceBoard(meeting, ct, alone: true);
        if (board.Find(filing) is not { } one) return new NotFoundHere("份申报");
        if (one.Rule is null) return new NoDefenceAsked(one.No);
        if (one.Exemption is { IsLive: true }) return new ExemptAlready();
        if (one.Defence is { State: DefenceState.Done }) return new DefendedAlready(one.No);

        var (exemption, wrong) = Exemption.Propose(Guid.CreateVersion7(), new(filing, one.Applicant, meeting.OfficeId), board.Terms.Defence, kind, basis, reason, evidence, session.Actor, session.Now);
        if (wrong is not null) return wrong;

        session.Add(exemption!);
        return await session.Save(ct);
    }
}

/// <summary>第二个人同意，或不同意一件免于答辩、一人一策；同意免于答辩的，排定的时间让出来。</summary>
[Does(Act.KeepMeetings)]
public sealed class DecideExemption(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, Guid exemptionId, bool agree, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.TimetableHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);
        if (await session.Exemption(id, exemptionId, ct) is not { } exemption) return new NotFoundHere("件免于答辩");

        if (exemption.Matter == ExemptionMatter.Relaxation)
            return (agree ? await session.WhyNotRelax(id, exemption.FilingId, ct) : null) ?? exemption.Decide(agree, reason, session.Actor, session.Now) ?? await session.Save(ct);

        var defence = await session.Db.Defences.SingleOrDefaultAsync(d => d.MeetingId == id && d.FilingId == exemption.FilingId, ct);
        if (agree && defence is { State: DefenceState.Done }) return new ExemptionDecided();
        if (exemption.Decide(agree, reason, session.Actor, session.Now) is { } wrong) return wrong;
        if (agree && defence is { State: DefenceState.Scheduled } && defence.Wait("免于答辩，不用来") is { } failed) return failed;

        return await session.Save(ct);
    }
}

/// <summary>提错了、查明不合的，写明理由撤回：还在等的，提的人自己收回；同意了的，等本机构的另一位同意撤回。</summary>
[Does(Act.KeepMeetings)]
public sealed class WithdrawExemption(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, Guid exemptionId, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);
        if (await session.Exemption(id, exemptionId, ct) is not { } exemption) return new NotFoundHere("件免于答辩");

        var voted = (await session.DefenceBoard(meeting, ct, alone: true)).Voted.Contains(exemption.FilingId);
        return exemption.Withdraw(reason, voted, session.Actor, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>有人提出撤回一件免于答辩、一人一策：第二个人同意撤，或不撤。撤了免于答辩的告诉本人，他仍要答辩。</summary>
[Does(Act.KeepMeetings)]
public sealed class DecideExemptionWithdrawal(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, Guid exemptionId, bool agree, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.TimetableHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);
        if (await session.Exemption(id, exemptionId, ct) is not { } exemption) return new NotFoundHere("件免于答辩");

        var board = await session.DefenceBoard(meeting, ct, alone: true);
        if (exemption.DecideUndo(agree, board.Voted.Contains(exemption.FilingId), session.Actor, session.Now) is { } wrong) return wrong;
        if (exemption is { Matter: ExemptionMatter.Defence, IsLive: false } && board.Find(exemption.FilingId)?.Defence is { State: DefenceState.Waiting } waiting) waiting.Wait("免于答辩撤回了，时间另行通知");
        return await session.Save(ct);
    }
}

internal static class Exemptions
{
    /// <summary>这次评审会议程上的一位的；别的会的、别家的为空。</summary>
    public static Task<Exemption?> Exemption(this TenantSession session, MeetingId meeting, Guid id, CancellationToken ct) =>
        session.Db.Exemptions.SingleOrDefaultAsync(e => e.Id == id && session.Db.MeetingCases.Any(c => c.MeetingId == meeting && c.FilingId == e.FilingId && c.WithdrawnReason == null), ct);
}
