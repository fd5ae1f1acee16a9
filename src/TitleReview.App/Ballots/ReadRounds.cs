using Microsoft.EntityFrameworkCore;
using TitleReview.App.Defences;
using TitleReview.App.Meetings;
using TitleReview.App.Panels;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Ballots;

/// <summary>议程上的一位，开投之前看的：只有编号，会场的屏幕上没有姓名。</summary>
/// <param name="Missing">还差几位到会。</param>
/// <param name="Rounds">从前表决过几轮。</param>
/// <param name="UnderVote">正在表决。</param>
/// <param name="Again">此刻还能不能再开一轮。</param>
/// <param name="Unwritten">书面评议还差几份；计划不要求先写的为零。</param>
/// <param name="Defence">答辩到了哪里；计划没有答辩的为空。</param>
/// <param name="NotYet">答辩、测试没有了结，还不能表决；能表决为空。</param>
public sealed record CaseToVote(FilingId Id, int No, string Code, string Specialty, string Level, Roll Roll, int Missing, int Rounds, bool UnderVote, bool Again, int Unwritten, string? Defence = null, Refusal? NotYet = null, string? Relaxed = null);

/// <summary>一轮里的一位，连同议程上的号与编号。</summary>
public sealed record CaseVoted(int No, string Code, string Specialty, BallotCase Case);

/// <param name="Voted">正在投的，投了几位；投的是谁，谁也看不到。</param>
/// <param name="Altered">议程上的第几位，票数与作结果时封存的不符：记录被人改动过。</param>
/// <param name="WhyNotConfirm">录入的票数，登录的人为什么不能核对；能核对为空。</param>
public sealed record RoundView(BallotRound Round, IReadOnlyList<CaseVoted> Cases, int Voted, Refusal? WhyNotConfirm, IReadOnlyList<int> Altered)
{
    /// <summary>纸上、页上都要写的一句；没有改动过的为空。</summary>
    public string? AlteredSentence => Altered.Count > 0 ? $"第 {Round.No} 轮议程第 {string.Join('、', Altered)} 位的票数与作结果时封存的不符：记录被人改动过，不可采信。请保持原样，马上报告负责人和平台管理员。" : null;

    public int Voters => Round.Voters.Count;

    /// <summary>名册上的人都投一样的：票数本身就说出了各人投的什么。</summary>
    public bool Unanimous => Cases.Any(c => c.Case.Tally is { } t && t.Cast > 0 && (t.InFavour == t.Cast || t.Against == t.Cast || t.Abstained == t.Cast));
}

/// <param name="WhyNotOpen">此刻为什么一轮也开不了；能开为空。</param>
public sealed record RoundsView(Meeting Meeting, VotingTerms Voting, IReadOnlyList<CaseToVote> Cases, IReadOnlyList<RoundView> Rounds, Refusal? WhyNotOpen, Moment Now)
{
    public bool MayVoteAgain => Voting.MostRounds > 1;
}

/// <summary>一次评审会的表决：哪几位够法定人数、各轮投了几位、开出的票数。</summary>
[Does(Act.ReadRounds)]
public sealed class ReadRounds(TenantSessions sessions)
{
    public async Task<RoundsView?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.Meeting(id, ct);
        if (session.WhyNot(Act.ReadRounds, meeting?.OfficeId, "次评审会") is not null) return null;

        var terms = await session.TermsOf(meeting!, ct);
        var voting = terms.Voting;
        var board = terms.AsksDefence() ? await session.DefenceBoard(meeting!, ct, alone: true) : null;
        var roll = await session.Roll(id, ct);
        var rounds = await session.Rounds(id, ct);
        var cards = await session.Cards(id, ct);
        var voted = await session.VotedCounts([.. rounds.Where(r => r.IsSealed).Select(r => r.Id)], ct);
        var over = rounds.Where(r => r.State == RoundState.Closed).SelectMany(r => r.Cases).CountBy(c => c.FilingId).ToDictionary(c => c.Key, c => c.Value);
        var under = rounds.Where(r => r.IsUnderWay).SelectMany(r => r.Cases).Select(c => c.FilingId).ToHashSet();
        var written = await session.WrittenCounts(id, ct);
        var altered = await session.AlteredTallies(id, ct);
        var relaxed = await session.Relaxed([.. roll.Cases.Select(c => c.FilingId)], ct);
        int Unwritten(FilingId filing) => terms.Scoring.OpinionsFirst ? Math.Max(0, voting.PanelSize - written.GetValueOrDefault(filing)) : 0;
        return new RoundsView(meeting!, voting,
            [.. roll.Cases.Select(c => cards[c.FilingId]).Select(c => new CaseToVote(c.Id, c.No, c.Code, c.Specialty, c.Level, roll.For(c.Id), roll.For(c.Id).Missing(voting), over.GetValueOrDefault(c.Id), under.Contains(c.Id), over.GetValueOrDefault(c.Id) < voting.MostRounds, Unwritten(c.Id),
                board?.Find(c.Id)?.Blind.Sentence, board?.Find(c.Id) is { } person ? board.WhyNotVote(person) : null, relaxed.GetValueOrDefault(c.Id)))],
            [.. rounds.OrderByDescending(r => r.No).Select(r => session.View(r, cards, voted.GetValueOrDefault(r.Id), altered))], await session.WhyNoRound(meeting!, roll, terms, ct), session.Now);
    }
}

/// <summary>一位申报人在表决里的样子：没有姓名，没有单位。</summary>
internal sealed record CaseCard(FilingId Id, int No, string Code, string Specialty, string Level);

internal static class RoundReading
{
    /// <summary>议程上的各位，撤下的也在：从前的一轮里可能有。</summary>
    public static async Task<IReadOnlyDictionary<FilingId, CaseCard>> Cards(this TenantSession session, MeetingId id, CancellationToken ct)
    {
        var found = await (from c in session.Db.MeetingCases
                           where c.MeetingId == id
                           join f in session.Db.Filings on c.FilingId equals f.Id
                           select new { f.Id, c.No, f.Choice }).AsNoTracking().ToListAsync(ct);
        var codes = await session.CodesOf(found.Select(f => f.Id), ct);
        return found.ToDictionary(f => f.Id, f => new CaseCard(f.Id, f.No, codes.GetValueOrDefault(f.Id, "—"), f.Choice.Specialty, f.Choice.Grade.Label()));
    }

    public static RoundView View(this TenantSession session, BallotRound round, IReadOnlyDictionary<FilingId, CaseCard> cards, int voted, IReadOnlySet<(RoundId, FilingId)> altered) => new(
        round, [.. round.Cases.Select(c => new CaseVoted(cards[c.FilingId].No, cards[c.FilingId].Code, cards[c.FilingId].Specialty, c)).OrderBy(c => c.No)], voted,
        round is { State: RoundState.Entered, EnteredById: { } first } ? session.Actor.WhyNotSecondTo(first, new OwnCount()) : null,
        [.. round.Cases.Where(c => altered.Contains((round.Id, c.FilingId))).Select(c => cards[c.FilingId].No).Order()]);

    /// <summary>散会时取了结果的：哪一轮里哪一份的票数，与那时封存的不符。</summary>
    public static async Task<IReadOnlySet<(RoundId, FilingId)>> AlteredTallies(this TenantSession session, MeetingId id, CancellationToken ct)
    {
        var results = await session.Db.ReviewResults.AsNoTracking().Where(r => r.MeetingId == id && r.RoundId != null).ToListAsync(ct);
        // 会还开着：没有取过结果，页面隔几秒就看一次。
        if (results.Count == 0) return new HashSet<(RoundId, FilingId)>();

        var rounds = results.Select(r => r.RoundId!.Value).Distinct().ToList();
        var counted = await session.Db.BallotCases.AsNoTracking().Where(c => rounds.Contains(c.RoundId)).ToDictionaryAsync(c => (c.RoundId, c.FilingId), ct);
        return results.Where(r => !r.Reconciles(counted.GetValueOrDefault((r.RoundId!.Value, r.FilingId)))).Select(r => (r.RoundId!.Value, r.FilingId)).ToHashSet();
    }

    /// <summary>观察员要求暂停，还没有答复。</summary>
    private static Task<bool> IsPaused(this TenantSession session, MeetingId id, CancellationToken ct) => session.Db.Incidents.AnyAsync(i => i.MeetingId == id && i.AsksPause && i.AnsweredAt == null, ct);

    /// <summary>与申报人无关的：没有在开、要求暂停、通知要求的纪检没有到、主持人不在。</summary>
    public static async Task<Refusal?> WhyNoRound(this TenantSession session, Meeting meeting, MeetingRoll roll, PlanTerms terms, CancellationToken ct) =>
        meeting.State != MeetingState.InSession ? new MeetingNotInSession(meeting.State)
        : await session.IsPaused(meeting.Id, ct) ? new MeetingPaused()
        : terms.Committee.DisciplinePresent && !await session.Db.ObserverSeats.AnyAsync(o => o.MeetingId == meeting.Id && o.ArrivedAt != null, ct) ? new ObserverAway()
        : roll.Seats.Any(s => s.Presides && roll.Here.Contains(s.ExpertId)) ? null : new ChairAway();
}
