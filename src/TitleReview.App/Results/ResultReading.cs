using Microsoft.EntityFrameworkCore;
using Npgsql;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Results;

namespace TitleReview.App.Results;

/// <summary>一份结果，连同封存的计票、申报、申报人、单位。</summary>
/// <param name="Counted">没有表决的为空。</param>
public sealed record ResultRow(ReviewResult Result, BallotCase? Counted, Filing Filing, Applicant Applicant, string Employer, PlanTerms Terms)
{
    public string Title => Terms.TitleName(Filing.Choice);

    /// <summary>与封存的计票一个字不差。</summary>
    public bool Reconciles => Result.Reconciles(Counted);

    public PageNine? Page => PageNine.Of(Result, Counted, Title);
}

/// <summary>评审结果的读取，与记进审计链的摘要。</summary>
internal static class ResultReading
{
    private const string ResultNote = "评审结果的摘要", CertificateNote = "证书的摘要", NoticeNote = "结果公示的摘要", ObjectionNote = "结果异议的摘要", MirrorNote = "同步公示的摘要", DecisionNote = "结果决定的摘要";

    public static async Task<IReadOnlyList<ResultRow>> ResultRows(this TenantSession session, IQueryable<ReviewResult> results, CancellationToken ct)
    {
        var found = await (from r in results
                           join f in session.Db.Filings on r.FilingId equals f.Id
                           join a in session.Db.Applicants on r.ApplicantId equals a.Id
                           join e in session.Db.Offices on r.EmployerId equals e.Id
                           from c in session.Db.BallotCases.Where(c => c.RoundId == r.RoundId && c.FilingId == r.FilingId).DefaultIfEmpty()
                           select new { r, f, a, Employer = e.Name, c }).ToListAsync(ct);
        var terms = await session.TermsOf([.. found.Select(x => x.f)], ct);
        return [.. found.Select(x => new ResultRow(x.r, x.c, x.f, x.a, x.Employer, terms[(x.f.PlanId, x.f.PlanEdition)])).OrderBy(x => x.Filing.Choice.Specialty, StringComparer.Ordinal).ThenBy(x => x.Filing.Number, StringComparer.Ordinal)];
    }

    /// <summary>各份申报按哪一版计划办。</summary>
    private static async Task<Dictionary<(PlanId, int), PlanTerms>> TermsOf(this TenantSession session, IReadOnlyList<Filing> filings, CancellationToken ct)
    {
        var plans = filings.Select(f => f.PlanId).Distinct().ToList();
        var editions = await session.Db.PlanEditions.AsNoTracking().Where(e => plans.Contains(e.PlanId)).ToDictionaryAsync(e => (e.PlanId, e.No), e => e.Terms, ct);
        return filings.Select(f => (f.PlanId, f.PlanEdition)).Distinct().ToDictionary(k => k, k => editions[k]);
    }

    /// <summary>这份申报最近一次的结果：重新评审之后的，以新的为准。</summary>
    public static async Task<ResultRow?> CurrentResult(this TenantSession session, FilingId filing, CancellationToken ct)
    {
        var newest = await session.Db.ReviewResults.Where(r => r.FilingId == filing).OrderByDescending(r => r.TakenAt).Select(r => (ResultId?)r.Id).FirstOrDefaultAsync(ct);
        return newest is { } id ? (await session.ResultRows(session.Db.ReviewResults.Where(r => r.Id == id), ct)).Single() : null;
    }

    /// <summary>要重新评审、还没有列入下一次评审会的（没有再评过，此刻也不在议程上）。</summary>
    public static IQueryable<ReviewResult> ToReviewAgain(this TenantSession session) => session.Db.ReviewResults.Where(r => r.State == ResultState.Reexamining
        && !session.Db.MeetingCases.Any(c => c.FilingId == r.FilingId && c.IsLive) && !session.Db.ReviewResults.Any(x => x.FilingId == r.FilingId && x.TakenAt > r.TakenAt));

    /// <summary>本人看得到的一次：最近公布的。重新评审之后、公布之前，看到的仍是“重新评审”。</summary>
    public static async Task<ResultRow?> AnnouncedResult(this TenantSession session, FilingId filing, CancellationToken ct)
    {
        var newest = await session.Db.ReviewResults.Where(r => r.FilingId == filing && r.State != ResultState.Voted).OrderByDescending(r => r.TakenAt).Select(r => (ResultId?)r.Id).FirstOrDefaultAsync(ct);
        return newest is { } id ? (await session.ResultRows(session.Db.ReviewResults.Where(r => r.Id == id), ct)).Single() : null;
    }

    public static IQueryable<ResultNotice> ResultNoticesWhole(this TenantSession session) => session.Db.ResultNotices.Include(n => n.Objections).Include(n => n.Mirrors);

    /// <summary>由谁同意：本端口的地级人社部门；没有设的，由评审办事机构自己的另一个人。</summary>
    public static async Task<OfficeId> Decider(this TenantSession session, OfficeId organiser, CancellationToken ct)
    {
        var bureaus = await session.Db.Offices.AsNoTracking().Where(o => o.Kind == OfficeKind.PrefectureHr && o.ReportsTo == null).OrderBy(o => o.Name).Select(o => o.Id).ToListAsync(ct);
        return bureaus.Contains(organiser) || bureaus.Count == 0 ? organiser : bureaus[0];
    }

    // ── 审计链里的摘要 ──

    public static void Record(this TenantSession session, ReviewResult result) => session.Note($"{ResultNote} {result.Id.Value} {result.RecordDigest}");

    public static void Record(this TenantSession session, Certificate certificate) => session.Note($"{CertificateNote} {certificate.Id.Value} {certificate.RecordDigest}");

    public static void Record(this TenantSession session, ResultNotice notice) => session.Note($"{NoticeNote} {notice.Id.Value} {notice.RecordDigest}");

    public static void Record(this TenantSession session, ResultObjection objection) => session.Note($"{ObjectionNote} {objection.Id} {objection.RecordDigest}");

    public static void Record(this TenantSession session, ResultMirror mirror) => session.Note($"{MirrorNote} {mirror.Key} {mirror.RecordDigest}");

    public static void Record(this TenantSession session, ResultDecision decision) => session.Note($"{DecisionNote} {decision.Id.Value} {decision.RecordDigest}");

    /// <summary>各份结果、各张证书、公示、异议、决定，与审计链里最后的摘要、封存的计票对（verify）。</summary>
    public static async Task<IReadOnlyList<string>> ResultFaults(this TenantSession session, CancellationToken ct)
    {
        List<string> faults = [];
        var results = await session.Db.ReviewResults.AsNoTracking().ToListAsync(ct);
        var rounds = results.Select(r => r.RoundId).Distinct().ToList();
        var counted = await session.Db.BallotCases.AsNoTracking().Where(c => rounds.Contains(c.RoundId)).ToDictionaryAsync(c => (c.RoundId, c.FilingId), ct);
        faults.AddRange(results.Where(r => !r.Reconciles(r.RoundId is { } round ? counted.GetValueOrDefault((round, r.FilingId)) : null)).Select(r => $"评审结果：{r.Id.Value}：与封存的计票不符"));
        var certificates = await session.Db.Certificates.AsNoTracking().ToListAsync(ct);
        faults.AddRange(certificates.Where(c => !c.IsGenuine).Select(c => $"证书：{c.Number}：内容与发证时的摘要不符"));

        (string Note, string What, Dictionary<string, string> Now)[] chained =
        [
            (ResultNote, "评审结果", results.ToDictionary(r => $"{r.Id.Value}", r => r.RecordDigest)),
            (CertificateNote, "证书", certificates.ToDictionary(c => $"{c.Id.Value}", c => c.RecordDigest)),
            (NoticeNote, "结果公示", await session.Db.ResultNotices.AsNoTracking().ToDictionaryAsync(n => $"{n.Id.Value}", n => n.RecordDigest, ct)),
            (ObjectionNote, "结果异议", await session.Db.Set<ResultObjection>().AsNoTracking().ToDictionaryAsync(o => $"{o.Id}", o => o.RecordDigest, ct)),
            (MirrorNote, "同步公示", await session.Db.ResultMirrors.AsNoTracking().ToDictionaryAsync(m => m.Key, m => m.RecordDigest, ct)),
            (DecisionNote, "结果决定", await session.Db.ResultDecisions.AsNoTracking().ToDictionaryAsync(d => $"{d.Id.Value}", d => d.RecordDigest, ct)),
        ];
        var recorded = await session.Chained([.. chained.Select(c => c.Note)], ct);
        foreach (var (note, what, now) in chained)
        {
            var last = recorded.Where(r => r.Key.Note == note).ToDictionary(r => r.Key.Id, r => r.Value, StringComparer.Ordinal);
            faults.AddRange(now.Where(n => last.GetValueOrDefault(n.Key) != n.Value).Select(n => $"{what}：{n.Key}：记录与审计链里的摘要不符"));
            faults.AddRange(last.Keys.Except(now.Keys).Select(id => $"{what}：审计链里有、记录却没有了：{id}"));
        }

        return faults;
    }

    /// <summary>审计链里各条最后的摘要。</summary>
    private static async Task<Dictionary<(string Note, string Id), string>> Chained(this TenantSession session, string[] notes, CancellationToken ct)
    {
        Dictionary<(string, string), string> recorded = [];
        await using var ask = new NpgsqlCommand("""
            select n -> 'values' ->> 'text' from audit_entries a cross join jsonb_array_elements(case jsonb_typeof(a.body) when 'array' then a.body else '[]' end) n
              where n ->> 'entity' = 'Note' and split_part(n -> 'values' ->> 'text', ' ', 1) = any($1) order by a.seq
            """, session.Connection)
        { Parameters = { new() { Value = notes } } };
        await using var reader = await ask.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            if (reader.GetString(0).Split(' ') is [var note, var id, var digest]) recorded[(note, id)] = digest;
        return recorded;
    }
}
