using Microsoft.EntityFrameworkCore;
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

    public static void Record(this TenantSession session, ReviewResult result) => session.Chain(ResultNote, result.Id.Value, result.RecordDigest);

    public static void Record(this TenantSession session, Certificate certificate) => session.Chain(CertificateNote, certificate.Id.Value, certificate.RecordDigest);

    public static void Record(this TenantSession session, ResultNotice notice) => session.Chain(NoticeNote, notice.Id.Value, notice.RecordDigest);

    public static void Record(this TenantSession session, ResultObjection objection) => session.Chain(ObjectionNote, objection.Id, objection.RecordDigest);

    public static void Record(this TenantSession session, ResultMirror mirror) => session.Chain(MirrorNote, mirror.Key, mirror.RecordDigest);

    public static void Record(this TenantSession session, ResultDecision decision) => session.Chain(DecisionNote, decision.Id.Value, decision.RecordDigest);

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

        var objections = await session.Db.Set<ResultObjection>().AsNoTracking().ToListAsync(ct);
        var (notices, mirrors, decisions) = (await session.Db.ResultNotices.AsNoTracking().ToListAsync(ct), await session.Db.ResultMirrors.AsNoTracking().ToListAsync(ct), await session.Db.ResultDecisions.AsNoTracking().ToListAsync(ct));
        faults.AddRange(await session.ChainFaults(
        [
            ("评审结果", ResultNote, results.Select(r => new ChainedRecord(r.Id.Value, r.RecordDigest, $"{r.Id.Value}"))),
            ("证书", CertificateNote, certificates.Select(c => new ChainedRecord(c.Id.Value, c.RecordDigest, c.Number))),
            ("结果公示", NoticeNote, notices.Select(n => new ChainedRecord(n.Id.Value, n.RecordDigest, $"{n.Id.Value}"))),
            ("结果异议", ObjectionNote, objections.Select(o => new ChainedRecord(o.Id, o.RecordDigest, $"{o.Id}"))),
            ("同步公示", MirrorNote, mirrors.Select(m => new ChainedRecord(m.Key, m.RecordDigest, m.Key))),
            ("结果决定", DecisionNote, decisions.Select(d => new ChainedRecord(d.Id.Value, d.RecordDigest, $"{d.Id.Value}"))),
        ], ct));
        return faults;
    }
}
