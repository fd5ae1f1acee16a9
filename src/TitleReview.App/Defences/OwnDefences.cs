using Microsoft.EntityFrameworkCore;
using TitleReview.App.Meetings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Reviews;

namespace TitleReview.App.Defences;

/// <summary>我要听的一位：只有编号，没有姓名、单位。</summary>
/// <param name="Outcome">答辩到了哪里；人写的理由不在里面。</param>
/// <param name="Mark">我评的；没有评为空。</param>
/// <param name="WhyNotMark">此刻为什么不能评；能评为空。</param>
public sealed record OwnDefence(int No, string Code, string Specialty, string Level, DefenceStandingKind Kind, TimeSlot? At, string Where, string? VideoLink, string Outcome, DefenceMark? Mark, Refusal? WhyNotMark);

public sealed record OwnDefencesView(Meeting Meeting, DefenceTerms Terms, IReadOnlyList<OwnDefence> People, Moment Now)
{
    /// <summary>到了时间、我还没有评的。</summary>
    public int Left => People.Count(p => p.WhyNotMark is null && p.Mark is null);
}

/// <summary>我这一组的答辩：时间表，到了时间的打分；回避的不在内。</summary>
[Does(Act.ReadOwnMeetings)]
public sealed class ReadOwnDefences(TenantSessions sessions)
{
    public async Task<OwnDefencesView?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var own = await session.SeatOf(id, ct);
        if (session.WhyNot(Act.ReadOwnMeetings, own) is not null || own!.Meeting.State == MeetingState.Cancelled) return null;

        var board = await session.DefenceBoard(own.Meeting, ct, alone: true);
        if (board.Terms.Defence.Rules.Count == 0) return null;
        if (own.Seat.PledgedAt is null || !own.Meeting.IsLive) return new OwnDefencesView(own.Meeting, board.Terms.Defence, [], session.Now);

        var (me, here) = (own.Seat.ExpertId, board.Roll.Here.Contains(own.Seat.ExpertId));
        var marks = await session.Db.DefenceMarks.AsNoTracking().Where(m => m.MeetingId == id && m.ExpertId == me).ToDictionaryAsync(m => m.FilingId, ct);
        var codes = await session.CodesOf(board.People.Select(p => p.Filing), ct);
        return new OwnDefencesView(own.Meeting, board.Terms.Defence, [.. board.People.Where(p => p.Case.IsLive && p.Rule is not null && board.Hears(own.Seat, p.Case)).OrderBy(p => p.Defence?.StartsAt ?? DateTimeOffset.MaxValue).ThenBy(p => p.No)
            .Select(p => new OwnDefence(p.No, codes.GetValueOrDefault(p.Filing, ""), p.Choice.Specialty, p.Choice.Grade.Label(), p.Standing.Kind, p.Defence?.At, board.Sitting(p.Defence?.SittingId)?.Room ?? "", board.Sitting(p.Defence?.SittingId)?.VideoLink,
                p.Blind.Sentence, marks.GetValueOrDefault(p.Filing), own.WhyNotMark(p, here, session.Now)))], session.Now);
    }
}

/// <summary>评一位的答辩：赋分的打分，不赋分的合格、不合格；结束之前可以改。</summary>
[Does(Act.WriteOpinion)]
public sealed class MarkDefence(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MeetingId id, string? code, int? score, bool? passed, string? remark, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var own = await session.SeatHeld(id, ct);
        if (session.WhyNot(Act.WriteOpinion, own) is { } refusal) return refusal;
        if (own!.Seat.PledgedAt is null) return new PledgeFirst(own.Seat.Name);
        if (!own.Meeting.IsLive) return new MeetingNotInSession(own.Meeting.State);

        // 回避的、别的组的、不在议程上的，一个回答。
        var board = await session.DefenceBoard(own.Meeting, ct, alone: true);
        var read = CaseCode.Read(code);
        var codes = await session.CodesOf(board.People.Select(p => p.Filing), ct);
        if (board.People.FirstOrDefault(p => read is not null && codes.GetValueOrDefault(p.Filing) == read && p.Case.IsLive && p.Rule is not null && board.Hears(own.Seat, p.Case)) is not { } one) return new NotFoundHere("份案卷");
        if (own.WhyNotMark(one, board.Roll.Here.Contains(own.Seat.ExpertId), session.Now) is { } notNow) return notNow;

        var (me, filing) = (own.Seat.ExpertId, one.Filing);
        if (await session.Db.DefenceMarks.SingleOrDefaultAsync(m => m.MeetingId == id && m.FilingId == filing && m.ExpertId == me, ct) is { } mark) return mark.Give(score, passed, remark, board.Terms.Defence, session.Now) ?? await session.Save(ct);

        mark = new DefenceMark(id, filing, me);
        if (mark.Give(score, passed, remark, board.Terms.Defence, session.Now) is { } wrong) return wrong;
        session.Add(mark);
        return await session.Save(ct);
    }
}

internal static class OwnMarks
{
    /// <summary>开了会的要签到在场才能评；没有排定的、没有到时间的、结束了的不能评。</summary>
    public static Refusal? WhyNotMark(this OwnSeat own, DefencePerson one, bool here, Moment now) =>
        own.Meeting.State == MeetingState.InSession && !here ? new SignInFirst()
        : one.Exemption is { IsAgreed: true } && one.Defence is not { State: DefenceState.Done } ? new NotScheduled()
        : one.Defence is { } defence ? defence.WhyNotMark(now) : new NotScheduled();
}

public sealed record SignInFirst() : Refusal("您此刻没有签到在场，不能评。请先在评审会那一页签到。");
