using Microsoft.EntityFrameworkCore;
using TitleReview.App.Meetings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Defences;

/// <summary>到了时间没有来的，记下；没有参加答辩的不能表决。</summary>
[Does(Act.KeepMeetings)]
public sealed class MissDefence(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, FilingId filing, string? why, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);
        if ((await session.DefenceBoard(meeting, ct, alone: true)).Find(filing) is not { Defence: { } defence }) return new NotFoundHere("位的答辩");

        return defence.Miss(why, session.Actor, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>结束一位的答辩：评的委员够数，算出平均；结束之后谁也不能再评。</summary>
[Does(Act.KeepMeetings)]
public sealed class CloseDefence(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, FilingId filing, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);

        var board = await session.DefenceBoard(meeting, ct, alone: true);
        if (board.Find(filing) is not { Defence: { } defence } one) return new NotFoundHere("位的答辩");
        if (board.ClashOf(one) is OtherGroup moved) return moved;

        return defence.Close(one.No, await session.MarksOf(board, one, ct), board.Terms.Defence, board.Least, session.Actor, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>结束一场：排在里面、还没有结束的各位一次结束；有一位没有到时间、评的委员不够，就一位也不结束，说出是哪一位。</summary>
[Does(Act.KeepMeetings)]
public sealed class CloseSitting(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, SittingId sittingId, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.MeetingHeld(id, ct);
        if (session.WhyNot(Act.KeepMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return refusal;
        if (!meeting!.IsLive) return new MeetingNotInSession(meeting.State);

        var board = await session.DefenceBoard(meeting, ct, alone: true);
        if (board.Sitting(sittingId) is null) return new NotFoundHere("场答辩");
        var inside = board.People.Where(p => p.Defence is { State: DefenceState.Scheduled } defence && defence.SittingId == sittingId).OrderBy(p => p.Defence!.StartsAt).ToList();
        if (inside.Count == 0) return new NobodyToClose();

        foreach (var one in inside)
        {
            if (one.Defence!.StartsAt > session.Now.Instant) return new SittingStillOn(one.No, one.Defence.At!.Print());
            if (board.ClashOf(one) is OtherGroup moved) return moved;
            if (one.Defence.Close(one.No, await session.MarksOf(board, one, ct), board.Terms.Defence, board.Least, session.Actor, session.Now) is { } wrong) return wrong;
        }

        return await session.Save(ct);
    }
}

public sealed record NobodyToClose() : Refusal("这一场里没有还没结束的答辩。请刷新看看。");
public sealed record SittingStillOn(int No, string When) : Refusal($"这一场还没有答完：议程第 {No} 位的答辩在{When}。请等都答完再一次结束；答完的，也可以在下面一位一位结束。");

internal static class Marks
{
    /// <summary>算数的评：此刻仍在本组、没有回避的委员的。</summary>
    public static async Task<IReadOnlyList<DefenceMark>> MarksOf(this TenantSession session, DefenceBoard board, DefencePerson one, CancellationToken ct)
    {
        var (meeting, filing, hear) = (board.Meeting.Id, one.Filing, board.Roll.Seats.Where(s => board.Hears(s, one.Case)).Select(s => s.ExpertId).ToList());
        return await session.Db.DefenceMarks.Where(m => m.MeetingId == meeting && m.FilingId == filing && hear.Contains(m.ExpertId)).ToListAsync(ct);
    }
}
