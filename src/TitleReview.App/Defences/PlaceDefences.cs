using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Panels;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Defences;

/// <summary>一次排好：要答辩、还没有排上的各位，照议程的次序排进各场的空位，并通知本人与单位；排不下的候补。</summary>
[Does(Act.KeepMeetings)]
public sealed class FillDefences(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.TimetableHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);

        var board = await session.DefenceBoard(meeting, ct);
        if (board.Sittings.Count == 0) return new NoSittings();
        if (board.People.All(p => !p.ToPlace)) return new NobodyToPlace();

        var (placed, left) = Filling.Of(board, session.Now);
        foreach (var one in placed)
            if (board.Find(one.Filing)!.Defence is not { } waiting) session.Add(Defence.Of(id, one));
            else if (waiting.Place(one.Sitting, one.At) is { } wrong) return wrong;
        foreach (var (filing, why) in left)
            if (board.Find(filing)!.Defence is null) session.Add(Defence.Waiting(id, filing, Filling.Note(why)));
        return await session.Save(ct);
    }
}

/// <summary>一位排到、改到一场的一段；候补的、没有来的也这样排上去。</summary>
[Does(Act.KeepMeetings)]
public sealed class PlaceDefence(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, FilingId filing, SittingId sittingId, DateTimeOffset from, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.TimetableHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);

        var board = await session.DefenceBoard(meeting, ct);
        if (board.Find(filing) is not { } one) return new NotFoundHere("份申报");
        if (board.WhyNotPlan(one) is { } notNow) return notNow;
        if (board.Sitting(sittingId) is not { } sitting || sitting.Slots().FirstOrDefault(s => s.From == from) is not { } at) return new NotASlot();
        if (DefenceTimetable.WhyNot(board.Defender(one), sitting, at, board.Busy(filing), board.Least, session.Now) is { } clash) return clash;

        if (one.Defence is null) session.Add(Defence.Of(id, new(filing, sitting, at)));
        return one.Defence?.Place(sitting, at) ?? await session.Save(ct);
    }
}

/// <summary>两位对调：各到对方的那一段。</summary>
[Does(Act.KeepMeetings)]
public sealed class SwapDefences(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, FilingId first, FilingId second, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.TimetableHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);

        var board = await session.DefenceBoard(meeting, ct);
        if (first == second || board.Find(first) is not { } a || board.Find(second) is not { } b) return new NotFoundHere("份申报");
        if ((board.WhyNotPlan(a) ?? board.WhyNotPlan(b)) is { } notNow) return notNow;
        if (a.Defence is not { State: DefenceState.Scheduled, At: { } atA } || b.Defence is not { State: DefenceState.Scheduled, At: { } atB }) return new NotScheduled();

        var (sittingA, sittingB) = (board.Sitting(a.Defence.SittingId)!, board.Sitting(b.Defence.SittingId)!);
        var busy = board.Busy(first, second);
        if (DefenceTimetable.WhyNot(board.Defender(a), sittingB, atB, busy, board.Least, session.Now) is { } clashA) return clashA;
        if (DefenceTimetable.WhyNot(board.Defender(b), sittingA, atA, [.. busy, DefenceTimetable.As(board.Defender(a), sittingB, atB)], board.Least, session.Now) is { } clashB) return clashB;

        return a.Defence.Place(sittingB, atB) ?? b.Defence.Place(sittingA, atA) ?? await session.Save(ct);
    }
}

/// <summary>放进候补：来不了的、没有来而再给一次的，写明理由，告诉本人。</summary>
[Does(Act.KeepMeetings)]
public sealed class WaitDefence(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, FilingId filing, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.TimetableHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);
        if ((await session.DefenceBoard(meeting, ct)).Find(filing) is not { Defence: { } defence }) return new NotFoundHere("位的答辩");

        return defence.Wait(reason) ?? await session.Save(ct);
    }
}

internal static class Filling
{
    /// <summary>此刻一次排好会是什么样：预览与真排，是同一个算法。</summary>
    public static (IReadOnlyList<PlacedDefence> Placed, IReadOnlyList<(FilingId Filing, Refusal Why)> Left) Of(DefenceBoard board, Moment now) =>
        DefenceTimetable.Fill([.. board.People.Where(p => p.ToPlace).Select(board.Defender)], board.Sittings, board.Busy(), board.Least, now);

    /// <summary>为什么候补，说给本人听的。</summary>
    public static string Note(Refusal why) => why switch { NoRoomLeft => "各场已经排满，有空位再通知", PanelTooSmall => "听答辩的委员还不够，另行通知", _ => "时间排不开，另行通知" };

    /// <summary>这一位能不能排时间：要答辩，没有免，没有否决，没有表决过。</summary>
    public static Refusal? WhyNotPlan(this DefenceBoard board, DefencePerson one) =>
        one.Rule is null ? new NoDefenceAsked(one.No)
        : one.Exemption is { IsAgreed: true } ? new ExemptNeedsNoSlot(one.No)
        : one.Test is { KnocksOut: true } failed ? new KnockedOutByTest(one.No, failed.Sentence)
        : one.Defence is { State: DefenceState.Done } ? new DefenceOver()
        : board.Voted.Contains(one.Filing) ? new DefenceAfterVote(one.No) : null;
}

public sealed record NoSittings() : Refusal("还没有排一场答辩。请先添一场：哪一组、何时、何地、每人几分钟。");
public sealed record NobodyToPlace() : Refusal("没有还要排的：要答辩的都排了、答了，或免了。");
public sealed record ExemptNeedsNoSlot(int No) : Refusal($"议程第 {No} 位免于答辩，不用排。要他答辩的，请先撤回免于答辩。");
public sealed record DefenceAfterVote(int No) : Refusal($"议程第 {No} 位已经表决，答辩要在表决之前。");
