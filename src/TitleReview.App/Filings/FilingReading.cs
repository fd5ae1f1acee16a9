using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Filings;

/// <summary>一份申报和它周围的一切，办理与显示都从这里开始。</summary>
internal sealed record FilingDossier(Filing Filing, Plan Plan, Applicant Applicant, Office Employer, IReadOnlyList<Material> Materials, PublicNotice? Notice)
{
    public Submission? LastSubmission { get; init; }

    public PrecheckSubject Subject(Moment now) =>
        new(Filing.Choice, Filing.Form, Plan.Terms, Applicant, Employer, Materials, Filing.LeftUnder(Plan.Terms), now) { Corrections = Filing.Corrections, LastSubmission = LastSubmission };
}

internal static class FilingReading
{
    /// <summary>取一份申报，连同经办记录；办理前先经过它。</summary>
    public static Task<Filing?> Filing(this TenantSession session, FilingId id, CancellationToken ct) =>
        session.Db.Filings.Include(f => f.History.OrderBy(e => e.No)).SingleOrDefaultAsync(f => f.Id == id, ct);

    /// <summary>取用机会的 UPDATE 改过这一行，重读以得到新的次数与版本。</summary>
    public static async Task<Filing> Reread(this TenantSession session, Filing filing, CancellationToken ct)
    {
        await session.Db.Entry(filing).ReloadAsync(ct);
        return filing;
    }

    public static async Task<FilingDossier> Dossier(this TenantSession session, Filing filing, CancellationToken ct) => new(
        filing,
        await session.PlanOf(filing, ct),
        await session.Db.Applicants.SingleAsync(a => a.Id == filing.ApplicantId, ct),
        await session.Db.Offices.SingleAsync(o => o.Id == filing.EmployerId, ct),
        await session.Db.Materials.Where(m => m.FilingId == filing.Id).OrderBy(m => m.UploadedAt).ToListAsync(ct),
        await session.NoticeOf(filing.Id, ct))
    { LastSubmission = filing.Status is FilingStatus.Draft or FilingStatus.Returned && filing.SubmissionNo > 0 ? await session.LastSubmission(filing.Id, ct) : null };

    /// <summary>预审要看的，连同各页遮盖的回答、申报人的号码与单位；不盲评的不取号码。</summary>
    public static async Task<PrecheckSubject> Subject(this TenantSession session, FilingDossier dossier, Vault vault, CancellationToken ct) => dossier.Subject(session.Now) with
    {
        Pages = await session.Db.MaterialPages.AsNoTracking().Where(p => p.FilingId == dossier.Filing.Id).ToListAsync(ct),
        Known = dossier.Plan.Terms.Masking.Items.Count == 0 ? null : session.Known(vault, dossier.Applicant, dossier.Employer.Name, dossier.Filing.Form),
    };

    public static Task<Submission?> LastSubmission(this TenantSession session, FilingId filing, CancellationToken ct) =>
        session.Db.Submissions.AsNoTracking().Where(s => s.FilingId == filing).OrderByDescending(s => s.No).FirstOrDefaultAsync(ct);

    /// <summary>最近一次公示；补正后重新公示的，以新的为准。</summary>
    public static Task<PublicNotice?> NoticeOf(this TenantSession session, FilingId filing, CancellationToken ct) =>
        session.Db.Notices.Include(n => n.Objections).Where(n => n.FilingId == filing).OrderByDescending(n => n.SubmissionNo).FirstOrDefaultAsync(ct);

    /// <summary>
    /// 这份申报按哪一版计划办：提交过的按提交时的那一版（申报期取后来延长的）；没有提交过的按现行版。
    /// </summary>
    public static async Task<Plan> PlanOf(this TenantSession session, Filing filing, CancellationToken ct)
    {
        var plan = await session.Db.Plans.SingleAsync(p => p.Id == filing.PlanId, ct);
        if (filing.SubmissionNo == 0 || filing.PlanEdition == plan.Edition) return plan;

        var edition = await session.Db.PlanEditions.AsNoTracking().SingleAsync(e => e.PlanId == plan.Id && e.No == filing.PlanEdition, ct);
        return plan.Under(edition.No, edition.Terms);
    }

    /// <summary>可被计划点名的机构：不在单位呈报线上的评委会、主管部门、评价中心。</summary>
    public static async Task<IReadOnlyList<Office>> NamedOffices(this TenantSession session, CancellationToken ct) =>
        await session.Db.Offices.AsNoTracking().Where(o => o.Kind != OfficeKind.Employer).ToListAsync(ct);

    /// <summary>从用人单位逐级向上的呈报线。</summary>
    public static async Task<IReadOnlyList<Office>> Line(this TenantSession session, Office employer, CancellationToken ct)
    {
        List<Office> line = [employer];
        while (line[^1].ReportsTo is { } above && line.Count < 10)
            line.Add(await session.Db.Offices.SingleAsync(o => o.Id == above, ct));
        return line;
    }

    /// <summary>审批链经过本机构的申报；站点在首次提交时定下，有几级都在里面。</summary>
    public static IQueryable<Filing> FilingsOnMyLine(this TenantSession session)
    {
        var mine = Json.Write(new[] { new { OfficeId = session.Actor.OfficeId ?? default } });
        return session.Db.Filings.Where(f => EF.Functions.JsonContains(f.Stops, mine));
    }
}

/// <summary>申报页要显示的全部，连同每件事此刻为什么不能办。</summary>
public sealed record FilingDetail(
    Filing Filing, PlanTerms Terms, Applicant Applicant, Office Employer, IReadOnlyList<Material> Materials, PublicNotice? Notice, Moment Now,
    Refusal? WhyNotEdit, Refusal? WhyNotSubmit, Refusal? WhyNotWithdraw, Refusal? WhyNotPrint,
    Refusal? WhyNotApprove, Refusal? WhyNotReturn, Refusal? WhyNotDecline)
{
    /// <summary>看的人看到的表：本人看正在填的；机构在退回、撤回之后看最近一次提交的底稿，不看未提交的改动。</summary>
    public FilingForm Form { get; init; } = Filing.Form;

    /// <summary>看的人自己没有传完的文件。</summary>
    public IReadOnlyList<PartialUpload> Unfinished { get; init; } = [];

    /// <summary>开始填报之后计划出了新版，草稿按新版办；没有为空。</summary>
    public PlanEdition? PlanNews { get; init; }

    public string ChannelName => Terms.Channel(Filing.Choice.Channel)?.Name ?? Filing.Choice.Channel;

    public FilingWindow Window => Terms.WindowFor(Filing.Choice);

    /// <summary>最迟何时交：退回的看补正期，草稿看申报期。</summary>
    public DateTimeOffset Deadline => Filing.Status == FilingStatus.Returned ? Filing.FixDeadline ?? Window.Closes : Window.Closes;

    public Stop? Stop => Filing.CurrentStop;

    /// <summary>申报正停在看的人这一站；不然他只看，不办。</summary>
    public bool AtMyDesk => WhyNotApprove is not (NotYourStop or NotPossibleNow);

    /// <summary>现在这一站由本级上传的栏目（KJ-10）。</summary>
    public IReadOnlyList<(SlotTerms Slot, FormRow? Row)> OfficeSlots => OfficePapers.AtStop(Filing, Terms, Employer.EmployerKind);

    /// <summary>此处可用的意见固定措辞（TC-39）。</summary>
    public IReadOnlyList<OpinionPreset> Opinions => Stop is { } stop ? [.. Terms.Opinions.Where(o => o.Stop == stop.Step.Kind)] : [];
}
