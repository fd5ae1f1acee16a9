using Microsoft.EntityFrameworkCore;
using TitleReview.App.Defences;
using TitleReview.App.Meetings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Ballots;

/// <summary>我的票上的一位。</summary>
/// <param name="Case">开了票的、等我核对的，才有票数。</param>
/// <param name="Defence">答辩的结果；计划没有答辩的为空。</param>
public sealed record OwnBallotCase(int No, string Code, string Specialty, string Level, BallotCase? Case, string? Defence = null, string? Relaxed = null);

/// <summary>我在名册里的一轮。</summary>
/// <param name="Voted">我投了；投的什么，投完就看不到了。</param>
/// <param name="MayConfirm">纸票的票数等我（主持人）核对。</param>
public sealed record OwnRound(RoundId Id, int No, RoundKind Kind, RoundState State, int Voters, bool Voted, bool MayConfirm, string? Teller, string? Scrutineer, IReadOnlyList<OwnBallotCase> Cases)
{
    public bool IsOpen => State == RoundState.Open;
}

/// <param name="Here">我此刻签到在场。</param>
/// <param name="Missed">正在投的一轮，开投时我不在会场，名册里没有我。要我回避的不算。</param>
public sealed record OwnBallotsView(MeetingId MeetingId, string Title, bool Here, bool Missed, IReadOnlyList<OwnRound> Rounds);

/// <summary>我的表决：正在投的在前，开了票的看票数。对谁回避的，连他在哪一轮也看不到。</summary>
[Does(Act.CastBallot)]
public sealed class ReadOwnBallots(TenantSessions sessions)
{
    public async Task<OwnBallotsView?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var own = await session.SeatOf(id, ct);
        if (session.WhyNot(Act.CastBallot, own) is not null) return null;

        var me = own!.Seat.ExpertId;
        var cards = await session.Cards(id, ct);
        var roll = await session.Roll(id, ct);
        List<OwnRound> rounds = [];
        var all = await session.Rounds(id, ct);
        var mine = all.Where(r => r.State != RoundState.Annulled && r.BallotOf(me).Count > 0).ToList();
        // 这一页各人每几秒自己读一次：等着开投的，不必每次都读答辩。
        var board = mine.Count > 0 && (await session.TermsOf(own.Meeting, ct)).Defence.Rules.Count > 0 ? await session.DefenceBoard(own.Meeting, ct, alone: true) : null;
        var relaxed = await session.Relaxed([.. mine.SelectMany(r => r.Cases).Select(c => c.FilingId).Distinct()], ct);
        foreach (var round in mine.OrderByDescending(r => r.IsUnderWay).ThenByDescending(r => r.No))
        {
            var confirms = round.State == RoundState.Entered && own.Seat.Presides;
            rounds.Add(new(round.Id, round.No, round.Kind, round.State, round.Voters.Count, round.IsSealed && await session.HasVoted(round.Id, me, ct), confirms, round.Teller, round.Scrutineer,
                [.. round.BallotOf(me).Select(c => (Card: cards[c.FilingId], Case: c)).OrderBy(c => c.Card.No).Select(c => new OwnBallotCase(c.Card.No, c.Card.Code, c.Card.Specialty, c.Card.Level, confirms || round.State == RoundState.Closed ? c.Case : null, board?.Find(c.Card.Id)?.Blind.Sentence, relaxed.GetValueOrDefault(c.Card.Id)))]));
        }

        return new(id, own.Meeting.Title, roll.Here.Contains(me), all.Any(r => r.IsUnderWay && r.BallotOf(me).Count == 0 && r.Cases.Any(c => !roll.IsRecused(c.FilingId, me))), rounds);
    }
}

/// <summary>
/// 投票：名册里的本人，此刻在场，票上的每一位一次投完；开票之前可以重投，换掉前一张。
/// 不记时刻，不进审计，回答的只有“已投”：选了什么，除了封票，哪里也没有。
/// </summary>
[Does(Act.CastBallot)]
public sealed class CastBallot(TenantSessions sessions, BallotKeys keys)
{
    /// <param name="marks">案卷编号与选的一项：1 同意、2 不同意、3 弃权，写出来一样长。</param>
    public async Task<Refusal?> Run(MeetingId meetingId, RoundId id, IReadOnlyDictionary<string, string> marks, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var own = await session.SeatHeld(meetingId, ct);
        if (session.WhyNot(Act.CastBallot, own) is { } refusal) return refusal;
        if (await session.RoundOf(meetingId, id, ct) is not { } round) return new NotFoundHere("轮表决");

        var me = own!.Seat.ExpertId;
        var codes = (await session.CodesOf(round.BallotOf(me).Select(c => c.FilingId), ct)).ToDictionary(c => c.Value, c => c.Key, StringComparer.Ordinal);
        Dictionary<FilingId, Choice> choices = [];
        foreach (var (code, mark) in marks)
            if (codes.TryGetValue(code, out var filing) && Marked(mark) is { } choice) choices[filing] = choice;
        var here = await session.Db.Presences.AnyAsync(p => p.MeetingId == meetingId && p.ExpertId == me && p.To == null, ct);
        if (round.WhyNotVote(me, here, choices.Count == marks.Count ? choices.Keys : []) is { } wrong) return wrong;
        if (await keys.Read(id, ct) is not { } half) return new HalfKeyLost(round.No);

        await session.Cast(round, me, half, choices, ct);
        return await session.Save(ct);
    }

    private static Choice? Marked(string? mark) => mark switch { "1" => Choice.InFavour, "2" => Choice.Against, "3" => Choice.Abstained, _ => null };
}
