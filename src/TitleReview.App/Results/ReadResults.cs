using Microsoft.EntityFrameworkCore;
using TitleReview.App.Calendar;
using TitleReview.App.Notices;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Results;

namespace TitleReview.App.Results;

/// <param name="States">各种状态各几位。</param>
/// <param name="Untaken">表决过、还没有取结果的几位。</param>
/// <param name="Again">要重新评审、还没有列入下一次评审会的几位。</param>
/// <param name="Waiting">提出了确认，等人社部门同意的几位。</param>
/// <param name="Uncertified">确认了，还没有证书的几位。</param>
public sealed record MeetingLine(Meeting Meeting, IReadOnlyDictionary<ResultState, int> States, int Untaken, DateOnly? LastDay, int OpenObjections, int Again, int Waiting, int Uncertified);

/// <param name="Waiting">等登录的这位同意的。</param>
/// <param name="Own">他自己提出、要本机构另一位同意的。</param>
public sealed record ResultBoard(IReadOnlyList<MeetingLine> Meetings, IReadOnlyList<DecisionLine> Waiting, IReadOnlyList<DecisionLine> Own, Moment Now);

/// <param name="People">涉及的人：编号、姓名、职务。</param>
public sealed record DecisionLine(ResultDecision Decision, string Office, IReadOnlyList<ResultRow> People);

/// <summary>结果一览：散了的评审会各到哪一步，有哪些确认、撤销等本机构同意。</summary>
[Does(Act.ReadResults)]
public sealed class ReadResultBoard(TenantSessions sessions)
{
    private const int Most = 100;

    public async Task<ResultBoard?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadResults) is not null) return null;

        var office = session.Actor.OfficeId ?? default;
        var meetings = await session.Db.Meetings.AsNoTracking().Where(m => m.OfficeId == office && m.State == MeetingState.Closed).OrderByDescending(m => m.StartsAt).Take(Most).ToListAsync(ct);
        var ids = meetings.Select(m => m.Id).ToList();
        var states = (await session.Db.ReviewResults.Where(r => ids.Contains(r.MeetingId)).GroupBy(r => new { r.MeetingId, r.State }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct)).ToLookup(g => g.Key.MeetingId);
        var notices = (await session.Db.ResultNotices.AsNoTracking().Include(n => n.Objections).Where(n => ids.Contains(n.MeetingId)).ToListAsync(ct)).ToLookup(n => n.MeetingId);
        var voted = await (from c in session.Db.BallotCases
                           join r in session.Db.BallotRounds on c.RoundId equals r.Id
                           where ids.Contains(r.MeetingId) && r.State == RoundState.Closed && !session.Db.ReviewResults.Any(x => x.MeetingId == r.MeetingId && x.FilingId == c.FilingId)
                             && session.Db.MeetingCases.Any(x => x.MeetingId == r.MeetingId && x.FilingId == c.FilingId && x.WithdrawnReason == null)
                           select new { r.MeetingId, c.FilingId }).Distinct().ToListAsync(ct);
        var again = await session.ToReviewAgain().Where(r => ids.Contains(r.MeetingId)).Select(r => r.MeetingId).ToListAsync(ct);
        var proposed = await session.Db.ReviewResults.Where(r => ids.Contains(r.MeetingId) && r.State == ResultState.Publicised && r.WaitingId != null).Select(r => r.MeetingId).ToListAsync(ct);
        var uncertified = await session.Db.ReviewResults.Where(r => ids.Contains(r.MeetingId) && r.State == ResultState.Confirmed && !session.Db.Certificates.Any(c => c.ResultId == r.Id && c.State == CertificateState.Valid)).Select(r => r.MeetingId).ToListAsync(ct);
        var waiting = await session.Db.ResultDecisions.AsNoTracking().Where(d => d.DeciderId == office && d.State == DecisionState.Waiting).OrderBy(d => d.ProposedAt).Take(Most).ToListAsync(ct);
        return new ResultBoard(
            [.. meetings.Select(m => new MeetingLine(m, states[m.Id].ToDictionary(g => g.Key.State, g => g.Count), voted.Count(v => v.MeetingId == m.Id),
                notices[m.Id].Max(n => (DateOnly?)n.LastDay), notices[m.Id].Sum(n => n.Objections.Count(o => o.SettledAt is null)), again.Count(a => a == m.Id), proposed.Count(p => p == m.Id), uncertified.Count(u => u == m.Id)))],
            await session.DecisionLines([.. waiting.Where(d => d.ProposedBy != session.Actor.UserId)], ct), await session.DecisionLines([.. waiting.Where(d => d.ProposedBy == session.Actor.UserId)], ct), session.Now);
    }
}

/// <param name="Preview">现在公布的话，公示的正文与起止；公布过的、算不出的为空。</param>
/// <param name="WhyNotPost">现在为什么不能公布。</param>
/// <param name="Contacts">反映的人留的联系方式，按异议的号。</param>
/// <param name="Units">同步公示的单位的名称。</param>
/// <param name="Decider">确认、撤销由谁同意。</param>
/// <param name="Again">要重新评审、还没有列入下一次评审会的几位。</param>
public sealed record MeetingResults(
    Meeting Meeting, PlanTerms Terms, string Committee, IReadOnlyList<ResultRow> Rows, IReadOnlyList<ResultNotice> Notices, IReadOnlyList<DecisionLine> Decisions, IReadOnlyDictionary<ResultId, Certificate> Certificates,
    (string Text, NoticePeriod Period)? Preview, Refusal? WhyNotPost, IReadOnlyDictionary<Guid, string> Contacts, IReadOnlyDictionary<OfficeId, string> Units, (OfficeId Id, string Name) Decider, int Again, Moment Now)
{
    /// <summary>此刻可以提出确认的。</summary>
    public IReadOnlyList<ResultRow> Confirmable => [.. Rows.Where(r => r.Result is { State: ResultState.Publicised, WaitingId: null } && WhyNotConfirm(r) is null)];

    public Refusal? WhyNotConfirm(ResultRow row) => Notices.FirstOrDefault(n => n.Id == row.Result.NoticeId)?.WhyNotConfirm(row.Result.Id, Now);

    /// <summary>确认了、还没有证书的。</summary>
    public int WithoutCertificate => Rows.Count(r => r.Result.State == ResultState.Confirmed && !Certificates.ContainsKey(r.Result.Id));
}

/// <summary>一次评审会的结果：各位的票数与封存的计票对过，公示、异议、确认、证书都从这里办。</summary>
[Does(Act.ReadResults)]
public sealed class ReadResults(TenantSessions sessions, Vault vault)
{
    public async Task<MeetingResults?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.Db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct);
        if (session.WhyNot(Act.ReadResults, meeting?.OfficeId, "次评审会") is not null) return null;

        var rows = await session.ResultRows(session.Db.ReviewResults.AsNoTracking().Where(r => r.MeetingId == id), ct);
        var notices = await session.ResultNoticesWhole().AsNoTracking().Where(n => n.MeetingId == id).OrderByDescending(n => n.PostedAt).ToListAsync(ct);
        var decisions = await session.Db.ResultDecisions.AsNoTracking().Where(d => d.MeetingId == id).OrderByDescending(d => d.ProposedAt).ToListAsync(ct);
        var results = rows.Select(r => r.Result.Id).ToList();
        var certificates = await session.Db.Certificates.AsNoTracking().Where(c => results.Contains(c.ResultId) && c.State == CertificateState.Valid).ToDictionaryAsync(c => c.ResultId, ct);
        var plan = await session.Db.Plans.AsNoTracking().SingleAsync(p => p.Id == meeting!.PlanId, ct);
        var committee = await session.CommitteeName(meeting!, ct);
        var units = notices.SelectMany(n => n.Mirrors).Select(m => m.EmployerId).Distinct().ToList();
        var decider = await session.Decider(meeting!.OfficeId, ct);

        (string, NoticePeriod)? preview = null;
        Refusal? whyNot = rows.Any(r => r.Result.State == ResultState.Voted) ? null : new NothingToAnnounce();
        if (whyNot is null)
        {
            var (period, cannot) = NoticePeriod.From(session.Now, plan.Terms.Committee.ResultNoticeWorkingDays, plan.Terms.Notice.FirstDayCounts, await session.Calendar(ct));
            whyNot = cannot;
            if (cannot is null) preview = (ResultWords.Notice(plan.Terms, meeting, committee, rows.Count(r => r.Result is { State: ResultState.Voted, Verdict: Verdict.Passed }), period!), period!);
        }

        return new MeetingResults(meeting, plan.Terms, committee, rows, notices, await session.DecisionLines(decisions, ct), certificates, preview, whyNot,
            notices.SelectMany(n => n.Objections).Where(o => o.SealedContact is not null).ToDictionary(o => o.Id, o => vault.Open(session.Tenant.Id, ObjectPublicly.ContactPurpose, o.SealedContact!)),
            await session.Db.Offices.AsNoTracking().Where(o => units.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct),
            (decider, await session.Db.Offices.Where(o => o.Id == decider).Select(o => o.Name).SingleAsync(ct)), await session.ToReviewAgain().CountAsync(r => r.MeetingId == id, ct), session.Now);
    }
}

/// <param name="History">这份申报历次评审的结果，新的在前。</param>
public sealed record ResultDetail(ResultRow Row, Meeting Meeting, IReadOnlyList<ReviewResult> History, IReadOnlyList<Certificate> Certificates, IReadOnlyList<DecisionLine> Decisions, string Decider, bool MayPrint, Moment Now);

/// <summary>一位的结果：第 9 页将印什么，与封存的计票对不对得上，证书，历次决定。</summary>
[Does(Act.ReadResults)]
public sealed class ReadResult(TenantSessions sessions)
{
    public async Task<ResultDetail?> Run(ResultId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var rows = await session.ResultRows(session.Db.ReviewResults.AsNoTracking().Where(r => r.Id == id), ct);
        if (session.WhyNot(Act.ReadResults, rows is [var only] ? only.Result : null) is not null) return null;

        var (row, filing) = (rows[0], rows[0].Filing);
        var decisions = (await session.Db.ResultDecisions.AsNoTracking().Where(d => d.MeetingId == row.Result.MeetingId).OrderByDescending(d => d.ProposedAt).ToListAsync(ct)).Where(d => d.People.Contains(id)).ToList();
        var decider = await session.Decider(row.Result.OfficeId, ct);
        var history = await session.Db.ReviewResults.AsNoTracking().Where(r => r.FilingId == filing.Id).OrderByDescending(r => r.TakenAt).ToListAsync(ct);
        return new ResultDetail(row, await session.Db.Meetings.AsNoTracking().SingleAsync(m => m.Id == row.Result.MeetingId, ct),
            history, await session.Db.Certificates.AsNoTracking().Where(c => c.FilingId == filing.Id).OrderByDescending(c => c.IssuedAt).ToListAsync(ct),
            await session.DecisionLines(decisions, ct), await session.Db.Offices.Where(o => o.Id == decider).Select(o => o.Name).SingleAsync(ct),
            filing.WhyNotPrint(row.Terms.Print) is null && (session.WhyNot(Act.PrintReviewForm, filing) is null || session.WhyNot(Act.PrintReviewForm, history[0]) is null), session.Now);
    }
}

internal static class ResultLists
{
    public static Task<string> CommitteeName(this TenantSession session, Meeting meeting, CancellationToken ct) => session.Db.Committees.Where(c => c.Id == meeting.CommitteeId).Select(c => c.Name).SingleAsync(ct);

    public static async Task<IReadOnlyList<DecisionLine>> DecisionLines(this TenantSession session, IReadOnlyList<ResultDecision> decisions, CancellationToken ct)
    {
        if (decisions.Count == 0) return [];

        var ids = decisions.SelectMany(d => d.People).Distinct().ToList();
        var rows = (await session.ResultRows(session.Db.ReviewResults.AsNoTracking().Where(r => ids.Contains(r.Id)), ct)).ToDictionary(r => r.Result.Id);
        var offices = await session.Db.Offices.AsNoTracking().Where(o => decisions.Select(d => d.OfficeId).Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        return [.. decisions.Select(d => new DecisionLine(d, offices[d.OfficeId], [.. d.People.Select(p => rows[p])]))];
    }
}

/// <summary>公示正文要填的，照计划的模板。</summary>
internal static class ResultWords
{
    public static string Notice(PlanTerms terms, Meeting meeting, string committee, int people, NoticePeriod period) => NoticeText.Fill(terms.Results.NoticeText, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["计划"] = terms.Title, ["评审会"] = meeting.Title, ["评委会"] = committee, ["人数"] = $"{people}", ["工作日数"] = $"{terms.Committee.ResultNoticeWorkingDays}", ["起"] = period.First.Print(), ["止"] = period.Last.Print(),
    });
}
