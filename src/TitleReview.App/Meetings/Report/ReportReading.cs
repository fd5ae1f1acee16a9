using Microsoft.EntityFrameworkCore;
using TitleReview.App.Committees;
using TitleReview.App.Panels;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Results;

namespace TitleReview.App.Meetings;

/// <summary>监督报告从库里怎么取：这次评审会的几样逐行读，计划的退回、放宽由数据库数（<see cref="ReportCounts"/>）。</summary>
internal static class ReportReading
{
    public static async Task<MeetingReport> Report(this TenantSession session, Vault vault, Meeting meeting, CancellationToken ct)
    {
        var db = session.Db;
        var id = meeting.Id;
        var terms = await session.TermsOf(meeting, ct);
        var cases = await db.MeetingCases.AsNoTracking().Where(c => c.MeetingId == id).OrderBy(c => c.No).ToListAsync(ct);
        var codes = await session.CodesOf(cases.Select(c => c.FilingId), ct);
        var rounds = await db.BallotRounds.AsNoTracking().Where(r => r.MeetingId == id).OrderBy(r => r.No).ToListAsync(ct);
        var draws = await db.Draws.AsNoTracking().Where(d => d.CommitteeId == meeting.CommitteeId && d.PlanId == meeting.PlanId).OrderBy(d => d.No).ToListAsync(ct);
        var recusals = await db.Recusals.AsNoTracking().Where(r => r.MeetingId == id).ToListAsync(ct);
        var incidents = await db.Incidents.AsNoTracking().Where(i => i.MeetingId == id).OrderBy(i => i.NotedAt).ToListAsync(ct);
        var results = await db.ReviewResults.Where(r => r.MeetingId == id).GroupBy(r => new { r.Verdict, r.State }).Select(g => new { g.Key.Verdict, g.Key.State, Count = g.Count() }).ToListAsync(ct);
        var opinions = await session.Panel(id).GroupBy(r => r.SubmittedAt != null).Select(g => new { Submitted = g.Key, Count = g.Count() }).ToListAsync(ct);
        var numbers = cases.ToDictionary(c => c.FilingId, c => c.No);

        var counts = await ReportCounts.Of(session, meeting, ct);
        List<ReportGrant> grants = [.. counts.Grants, .. cases.Where(c => c.IsWithdrawn).Select(c => new ReportGrant(GrantKind.CaseWithdrawn, null, null, $"{codes.GetValueOrDefault(c.FilingId, "—")}：{c.WithdrawnReason}", 1))];
        var blank = await session.Names(meeting,
            [.. grants.Select(g => g.Words), .. draws.SelectMany(d => d.Changes.Select(c => c.Reason).Append(d.Reason)), .. rounds.SelectMany(r => new[] { r.Reason, r.AnnulReason }), .. incidents.SelectMany(i => new[] { i.Text, i.Answer })], ct);

        return new MeetingReport(
            meeting, await db.Committees.Where(c => c.Id == meeting.CommitteeId).Select(c => c.Name).SingleAsync(ct), await db.Offices.Where(o => o.Id == meeting.OfficeId).Select(o => o.Name).SingleAsync(ct), terms,
            [.. draws.Select(d => Draw(d, d.Id == meeting.DrawId, d.Fault(vault.OpenSecret(session, d)), blank))],
            Members(await db.Seats.AsNoTracking().Where(s => s.MeetingId == id).ToListAsync(ct), await db.Presences.AsNoTracking().Where(p => p.MeetingId == id).ToListAsync(ct), rounds),
            (opinions.Sum(o => o.Count), opinions.Where(o => o.Submitted).Sum(o => o.Count)),
            [.. rounds.Select(r => new ReportRound(r.No, r.Kind, r.State, r.OpenedAt, r.ClosedAt, blank.Out(r.Reason), blank.Out(r.AnnulReason), [.. r.Cases.Select(c => Case(r, c, numbers, codes)).OrderBy(c => c.No)]))],
            cases.Count(c => !c.IsWithdrawn),
            [.. recusals.GroupBy(r => r.Kind).OrderBy(g => g.Key).Select(g => new ReportRecusal(g.Key, g.Count(), g.Count(r => r.At > meeting.OpenedAt)))],
            [.. incidents.Select(i => new ReportIncident(i.NotedAt, blank.Out(i.Text)!, i.AsksPause, i.AnsweredAt, blank.Out(i.Answer)))],
            [.. grants.Select(g => g with { Words = blank.Out(g.Words) })], counts.Late, counts.Desks, [.. counts.Objections, .. await session.ResultObjections(id, ct)],
            [.. results.OrderBy(r => r.Verdict).ThenBy(r => r.State).Select(r => (r.Verdict, r.State, r.Count))], session.Now);
    }

    private static ReportDraw Draw(Draw draw, bool ours, string? fault, KnownNames blank) => new(
        draw.No, ours, draw.State, draw.Commitment, draw.RosterDigest, draw.Source, draw.KnownAt, draw.PublicValue, draw.CommittedAt, draw.DrawnAt, draw.Witness is not null,
        [.. draw.Strata.Select(s => new ReportStratum(s.Specialty, s.Members, s.Alternates, draw.Candidates.Count(c => c.Specialty == s.Specialty), draw.Candidates.Count(c => c.Specialty == s.Specialty && c.Excluded is not null)))],
        [.. draw.Changes.Select(c => (c.Out, c.In, blank.Out(c.Reason)!, c.At))], blank.Out(draw.Reason), fault);

    /// <summary>迟到看第一轮开投，早退看最后一轮开票；作废的一轮没有开过票，只算开投。</summary>
    private static IReadOnlyList<ReportMember> Members(IReadOnlyList<Seat> seats, IReadOnlyList<Presence> presences, IReadOnlyList<BallotRound> rounds)
    {
        var (first, last) = (rounds.Count > 0 ? rounds.Min(r => r.OpenedAt) : (DateTimeOffset?)null, rounds.Where(r => r.State == RoundState.Closed).Max(r => r.ClosedAt));
        return
        [
            .. from seat in seats.OrderByDescending(s => s.Kind).ThenBy(s => s.Code, StringComparer.Ordinal)
               let spans = presences.Where(p => p.ExpertId == seat.ExpertId).OrderBy(p => p.From).ToList()
               select new ReportMember(seat.Code, seat.Kind, seat.PledgedAt, seat.PledgeTakenBy is not null, [.. spans.Select(p => (p.From, p.To))],
                   spans.Count > 0 && spans[0].From > first, spans.Count > 0 && spans[^1].To < last, spans.Count(p => p.SignedInFor(seat) is not null) + spans.Count(p => p.SignedOutFor(seat) is not null)),
        ];
    }

    private static ReportCase Case(BallotRound round, BallotCase one, IReadOnlyDictionary<FilingId, int> numbers, IReadOnlyDictionary<FilingId, string> codes) => new(
        numbers.GetValueOrDefault(one.FilingId), codes.GetValueOrDefault(one.FilingId, "—"), one.Roll, Math.Max(1, round.Voting.Quorum.Least(one.Roll.Counted(round.Voting))), one.Roll.IsQuorate(round.Voting),
        round.State == RoundState.Closed ? one.Tally : null, round.State == RoundState.Closed ? one.Passed : null);

    private static async Task<IEnumerable<ReportObjections>> ResultObjections(this TenantSession session, MeetingId id, CancellationToken ct) =>
        (await (from n in session.Db.ResultNotices
                where n.MeetingId == id
                from o in n.Objections
                group o by o.Kind into g
                select new { g.Key, Received = g.LongCount(), Settled = g.LongCount(o => o.SettledAt != null), Upheld = g.LongCount(o => o.Upheld) }).ToListAsync(ct))
        .OrderBy(g => g.Key).Select(g => new ReportObjections($"评审结果：{g.Key.Label()}", g.Received, g.Settled, g.Upheld));
}
