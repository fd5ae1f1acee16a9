using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Reviews;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Reviews;

/// <summary>登录的专家看得到的一份案卷。</summary>
internal sealed record OpenCase(FilingId Filing, string Code, UserId Reader);

/// <summary>案卷从库里怎么取。专家看的与申报人事先看的，只差看哪一份表，往后是同一条路。</summary>
internal static class BlindReading
{
    /// <summary>登录的专家此刻看得到的那一份；不归他看的、回避的、编号不对的为空。</summary>
    public static async Task<OpenCase?> AssignedCase(this TenantSession session, string? code, CancellationToken ct) =>
        CaseCode.Read(code) is { } read && await session.OpenCases().Where(c => c.Code == read).Select(c => new { c.FilingId, c.Code }).SingleOrDefaultAsync(ct) is { } one
            ? new OpenCase(one.FilingId, one.Code, session.Actor.UserId) : null;

    /// <summary>
    /// 此刻看得到的：送给本人的；签了承诺书、正开着的评审会议程上的，本组的从召集起就看得到（E1）。
    /// 回避的在哪里都看不到，也不说有没有（E3）。
    /// </summary>
    public static IQueryable<ReviewCase> OpenCases(this TenantSession session)
    {
        var (db, me) = (session.Db, session.Actor.UserId);
        var mine = db.Experts.Where(e => e.UserId == me).Select(e => e.Id);
        var assigned = db.ReviewAssignments.Where(a => a.ExpertId == me).Select(a => a.FilingId);
        var listed = from one in db.MeetingCases
                     join meeting in db.Meetings on one.MeetingId equals meeting.Id
                     join seat in db.Seats on one.MeetingId equals seat.MeetingId
                     where one.IsLive && seat.PledgedAt != null && mine.Contains(seat.ExpertId)
                         && (meeting.State == MeetingState.InSession || (meeting.State == MeetingState.Planned && seat.GroupNo == one.GroupNo))
                     select one.FilingId;
        var recused = db.Recusals.Where(r => mine.Contains(r.ExpertId)).Select(r => r.FilingId);
        return db.ReviewCases.AsNoTracking().Where(c => (assigned.Contains(c.FilingId) || listed.Contains(c.FilingId)) && !recused.Contains(c.FilingId));
    }

    /// <summary>给专家的：最近一次提交的底稿，此后没有提交的改动不在内。</summary>
    public static async Task<BlindSubject> Submitted(this TenantSession session, Filing filing, CancellationToken ct)
    {
        var submission = (await session.LastSubmission(filing.Id, ct))!;
        var sent = submission.Materials.Select(m => m.Id).ToHashSet();
        var subject = await session.Blind(filing, submission.Choice, submission.Form, ct);
        return subject with { Materials = [.. subject.Materials.Where(m => sent.Contains(m.Id))] };
    }

    /// <summary>给申报人预先看的：现在填的、现在传的。</summary>
    public static Task<BlindSubject> AsItStands(this TenantSession session, Filing filing, CancellationToken ct) => session.Blind(filing, filing.Choice, filing.Form, ct);

    public static async Task<BlindCase> Case(this TenantSession session, Vault vault, Filing filing, BlindSubject subject, string? code, CancellationToken ct)
    {
        var applicant = await session.Db.Applicants.AsNoTracking().SingleAsync(a => a.Id == filing.ApplicantId, ct);
        // 申报时的单位与后来的单位都认得出人。
        var employers = await session.Db.Offices.Where(o => o.Id == filing.EmployerId || o.Id == applicant.EmployerId).Select(o => o.Name).ToListAsync(ct);
        var known = session.Known(vault, applicant, employers[0], subject.Form);
        return BlindCase.Of(subject, known with { Employers = [.. known.Employers.Union(employers)] }, code);
    }

    private static async Task<BlindSubject> Blind(this TenantSession session, Filing filing, TitleChoice choice, FilingForm form, CancellationToken ct) => new(
        (await session.PlanOf(filing, ct)).Terms, choice,
        await session.Db.Offices.Where(o => o.Id == filing.EmployerId).Select(o => o.EmployerKind).SingleAsync(ct), form,
        await session.Db.Materials.AsNoTracking().Where(m => m.FilingId == filing.Id).ToListAsync(ct),
        await session.Db.MaterialPages.AsNoTracking().Where(p => p.FilingId == filing.Id).ToListAsync(ct));

    /// <summary>答了“是”的看涂好的那一份，别的看转正去附记的那一份。</summary>
    public static Task<Stream?> Open(this ScanPages scans, TenantId tenant, BlindPage page, PageSize size, CancellationToken ct) =>
        page.Page.Masked is true ? scans.OpenMasked(tenant, page.Page.MaskedSha256!, size, ct) : scans.Open(tenant, page.Material, page.Page.No, size, ct);
}
