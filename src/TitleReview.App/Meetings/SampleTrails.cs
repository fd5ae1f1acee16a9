using Microsoft.EntityFrameworkCore;
using TitleReview.App.Defences;
using TitleReview.App.Panels;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;
using TitleReview.Domain.Results;

namespace TitleReview.App.Meetings;

/// <summary>抽到的一份走过的路，照记录：写的是哪一级、几次、几时，不写机构、经办人、意见，认不出是谁。</summary>
internal static class SampleTrails
{
    private sealed record Ground(Filing Filing, MeetingCase Listed, PlanTerms Terms, string? Relaxed, DefencePerson? Defence, int Untold, int FeeRefunds, int Written, int Recused, IReadOnlyList<BallotRound> Rounds, ReviewResult? Result);

    public static async Task<IReadOnlyList<SampleCase>> Trails(this TenantSession session, Meeting meeting, IReadOnlyList<FilingId> ids, CancellationToken ct)
    {
        var (db, id) = (session.Db, meeting.Id);
        var terms = await session.TermsOf(meeting, ct);
        var codes = await session.CodesOf(ids, ct);
        var filings = await db.Filings.AsNoTracking().Include(f => f.History).Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, ct);
        var listed = await db.MeetingCases.AsNoTracking().Where(c => c.MeetingId == id && ids.Contains(c.FilingId)).OrderBy(c => c.No).ToListAsync(ct);
        var board = terms.AsksDefence() ? await session.DefenceBoard(meeting, ct, alone: true) : null;
        var relaxed = await session.Relaxed(ids, ct);
        var untold = (await db.Proposals.Where(p => ids.Contains(p.FilingId) && p.State == ProposalState.Confirmed && p.Kind == ProposalMatter.UntoldReturn).Select(p => p.FilingId).ToListAsync(ct)).CountBy(f => f).ToDictionary();
        var refunds = (await db.FeeRefunds.Where(r => r.FilingId != null && ids.Contains(r.FilingId.Value) && r.State == RefundState.Confirmed).Select(r => r.FilingId!.Value).ToListAsync(ct)).CountBy(f => f).ToDictionary();
        var written = await session.WrittenCounts(id, ct);
        var recused = (await db.Recusals.Where(r => r.MeetingId == id && ids.Contains(r.FilingId)).Select(r => r.FilingId).ToListAsync(ct)).CountBy(f => f).ToDictionary();
        var rounds = await db.BallotRounds.AsNoTracking().Where(r => r.MeetingId == id).OrderBy(r => r.No).ToListAsync(ct);
        var results = (await db.ReviewResults.AsNoTracking().Where(r => r.MeetingId == id && ids.Contains(r.FilingId)).ToListAsync(ct)).GroupBy(r => r.FilingId).ToDictionary(g => g.Key, g => g.MaxBy(r => r.TakenAt));
        return [.. listed.Select(c =>
        {
            var filing = filings[c.FilingId];
            return new SampleCase(c.No, codes.GetValueOrDefault(c.FilingId, ""), filing.Choice.Specialty, filing.Choice.Grade.Label(), [.. Of(new(filing, c, terms, relaxed.GetValueOrDefault(c.FilingId), board?.Find(c.FilingId),
                untold.GetValueOrDefault(c.FilingId), refunds.GetValueOrDefault(c.FilingId), written.GetValueOrDefault(c.FilingId), recused.GetValueOrDefault(c.FilingId), rounds, results.GetValueOrDefault(c.FilingId)))]);
        })];
    }

    private static IEnumerable<SampleFact> Of(Ground g)
    {
        int Count(FilingAction action) => g.Filing.History.Count(e => e.Action == action);
        yield return Stops(g.Filing);

        var (sent, returned, refunded, limit) = (Count(FilingAction.Submit), Count(FilingAction.Return), Count(FilingAction.RefundTry), g.Terms.Submission.Limit);
        yield return new("提交与退回", $"提交 {sent} 次，退回 {returned} 次，退还机会 {refunded} 次；每人最多 {limit} 次", sent - refunded <= limit);
        if (g.FeeRefunds > 0) yield return new("退评审费", $"{g.FeeRefunds} 次，第二个人同意");
        foreach (var one in Exceptions(g)) yield return new("破例", one);
        if (g.Listed.IsWithdrawn) yield return new("议程", "从议程撤下，没有评");
        if (g.Defence is { } defence && (defence.Rule is not null || defence.Test is not null)) yield return new("答辩", defence.Blind.Sentence, g.Listed.IsWithdrawn || defence.Blind.Ready || defence.Test is { KnocksOut: true });
        if (g.Terms.Scoring.OpinionsFirst) yield return new("评议意见", $"交了 {g.Written} 份，表决之前不少于 {g.Terms.Voting.PanelSize} 份", g.Written >= g.Terms.Voting.PanelSize || !Voted(g).Any());
        yield return new("回避", g.Recused > 0 ? $"{g.Recused} 位" : "没有");
        foreach (var (round, one) in Voted(g)) yield return Round(round, one);
        if (!Voted(g).Any() && !g.Listed.IsWithdrawn) yield return new("表决", "还没有表决");
        if (g.Result is { } result) yield return new("结果", $"{result.Verdict.Label()}，{result.State.Label()}", result.Verdict == Domain.Results.Verdict.KnockedOut || Voted(g).LastOrDefault(v => v.Round.State == RoundState.Closed).Case?.Passed == (result.Verdict == Domain.Results.Verdict.Passed));
    }

    private static IEnumerable<(BallotRound Round, BallotCase Case)> Voted(Ground g) =>
        from round in g.Rounds from one in round.Cases where one.FilingId == g.Filing.Id select (round, one);

    /// <summary>最后一次提交之后，一级一级都通过了没有，各在几时。</summary>
    private static SampleFact Stops(Filing filing)
    {
        var since = filing.History.LastOrDefault(e => e.Action == FilingAction.Submit)?.No ?? 0;
        var passed = filing.Stops.Select(s => (s.Step, At: filing.History.LastOrDefault(e => e.Action == FilingAction.Approve && e.No > since && e.Office == s.OfficeName)?.At)).ToList();
        // 计划可以让补正之后从退回的那一级接着审：前面几级看从前的一次。
        var again = passed.Select((p, at) => p.At ?? filing.History.LastOrDefault(e => e.Action == FilingAction.Approve && e.Office == filing.Stops[at].OfficeName)?.At).ToList();
        return filing.Stops.Count == 0 ? new("审核", "没有审核的记录", Sound: false)
            : new("审核", string.Join(" → ", passed.Select((p, at) => $"{p.Step.Kind.Label()} {again[at]?.PrintShort() ?? "没有通过的记录"}")), again.All(a => a is not null));
    }

    private static IEnumerable<string> Exceptions(Ground g)
    {
        if (g.Relaxed is { } relaxed) yield return relaxed;
        if (g.Defence?.Exemption is { IsAgreed: true } exemption) yield return exemption.BlindSentence;
        if (g.Untold > 0) yield return $"首次未告知的退回 {g.Untold} 次，第二个人同意";
        if (g.Filing.History.Count(e => e.ByDeputy) is > 0 and var deputies) yield return $"由人代办 {deputies} 次";
        if (g.Filing.History.Any(e => e.Action == FilingAction.UndoReceive)) yield return "撤销过接收材料";
    }

    /// <summary>够法定人数，票数与表决人相符，结论与票数相符。</summary>
    private static SampleFact Round(BallotRound round, BallotCase one)
    {
        var (roll, least) = (one.Roll, Math.Max(1, round.Voting.Quorum.Least(one.Roll.Counted(round.Voting))));
        var words = $"委员 {roll.Members}，回避 {roll.Recused}，表决人 {roll.Attending}，法定不少于 {least}";
        var quorate = roll.IsQuorate(round.Voting);
        return round.State != RoundState.Closed || one.Tally is not { } tally ? new($"第 {round.No} 轮", $"{words}；{round.State.Label()}", quorate)
            : new($"第 {round.No} 轮", $"{words}；同意 {tally.InFavour}，不同意 {tally.Against}，弃权 {tally.Abstained}，没有投 {tally.NotCast}；{(one.Passed is true ? "通过" : "没有通过")}",
                quorate && tally.NotCast >= 0 && tally.Passes(round.Voting) == one.Passed);
    }
}
