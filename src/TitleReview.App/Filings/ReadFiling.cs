using Microsoft.EntityFrameworkCore;
using TitleReview.App.Calendar;
using TitleReview.App.Integrity;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Eligibility;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;
using TitleReview.Domain.Results;

namespace TitleReview.App.Filings;

/// <summary>看一份申报：申报人看自己的，各级机构看呈报线上的。没有与无权都回答 null。</summary>
[Does(Act.ReadFiling)]
public sealed class ReadFiling(TenantSessions sessions)
{
    public async Task<FilingDetail?> Run(FilingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNot(Act.ReadFiling, filing) is not null) return null;

        var dossier = await session.Dossier(filing!, ct);
        var (_, plan, applicant, employer, materials, notice) = dossier;
        var whyNotReturn = filing!.WhyNotReturn(plan, await session.Calendar(ct), session.Actor, session.Now);
        var submitted = filing.ApplicantId != session.Actor.ApplicantId ? dossier.LastSubmission : null;
        if (submitted is not null) materials = [.. materials.Where(m => OfficePapers.Holds(plan.Terms, m.Slot) || submitted.Materials.Any(s => s.Id == m.Id))];
        return new FilingDetail(filing, plan.Terms, applicant, employer, materials, notice, session.Now,
            WhyNotEdit: filing.WhyNotAmend(plan, session.Now),
            WhyNotSubmit: filing.WhyNotSubmit(plan, session.Now),
            WhyNotWithdraw: filing.WhyNotWithdraw(),
            WhyNotPrint: filing.WhyNotPrint(plan.Terms.Print),
            WhyNotApprove: filing.WhyNotApprove(plan, notice, session.Actor, session.Now) ?? OfficePapers.WhyNotApprove(filing, plan.Terms, employer.EmployerKind, materials),
            WhyNotReturn: whyNotReturn,
            WhyNotDecline: filing.WhyNotDecline(session.Actor, whyNotReturn))
        {
            Form = submitted?.Form ?? filing.Form,
            Unfinished = await session.Db.PartialUploads.AsNoTracking().Where(u => u.FilingId == id && u.StartedBy == session.Actor.UserId).OrderBy(u => u.StartedAt).ToListAsync(ct),
            PlanNews = filing.SubmissionNo > 0 || filing.PlanEdition == plan.Edition ? null
                : await session.Db.PlanEditions.AsNoTracking().SingleAsync(e => e.PlanId == plan.Id && e.No == plan.Edition, ct),
        };
    }
}

/// <param name="Eligibility">资格条件逐条合不合；没有这份申报为空。</param>
public sealed record PrecheckResult(IReadOnlyList<Finding> Findings, EligibilityAnswer? Eligibility);

/// <summary>预审：提交之前把查得出的问题一次说全，不用掉次数（N1）。</summary>
[Does(Act.PrecheckFiling)]
public sealed class PrecheckFiling(TenantSessions sessions, Vault vault)
{
    public async Task<PrecheckResult> Run(FilingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNot(Act.PrecheckFiling, filing) is not null) return new PrecheckResult([], null);

        var dossier = await session.Dossier(filing!, ct);
        var subject = (await session.Subject(dossier, vault, ct)) with
        {
            Bars = await session.Bars(vault, dossier.Applicant, dossier.Employer, ct),
            FiledElsewhere = await session.FiledElsewhere(vault, dossier.Applicant, dossier.Plan, ct),
        };
        return new PrecheckResult(Precheck.Run(subject), EligibilityAnswer.Of(subject));
    }
}

public sealed record ApplicantHomeView(Applicant Applicant, string EmployerName, EmployerKind? EmployerKind, IReadOnlyList<FilingItem> Filings, IReadOnlyList<PlanTerms> Plans, Moment Now);

/// <param name="OwesFee">评审费由本人缴，还没有缴清，也没有回单等着核实。</param>
/// <param name="Result">公布了的评审结果；还没有的为空。</param>
public sealed record FilingItem(Filing Filing, PlanTerms Terms, bool OwesFee, ResultState? Result)
{
    /// <summary>评审表等他打印：形式审核通过了，评审还没有结果。</summary>
    public bool Prints => Result is null && Filing.WhyNotPrint(Terms.Print) is null;
}

/// <summary>申报人首页：我的申报，有什么事要办。</summary>
[Does(Act.ReadOwnHome)]
public sealed class ReadApplicantHome(TenantSessions sessions)
{
    public async Task<ApplicantHomeView?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadOwnHome) is not null || session.Actor.ApplicantId is not { } id) return null;

        var applicant = await session.Db.Applicants.AsNoTracking().SingleAsync(a => a.Id == id, ct);
        var employer = await session.Db.Offices.AsNoTracking().SingleAsync(o => o.Id == applicant.EmployerId, ct);
        var plans = await session.Db.Plans.AsNoTracking().OrderByDescending(p => p.Year).ToListAsync(ct);
        var filings = await session.Db.Filings.AsNoTracking().Include(f => f.History.OrderBy(e => e.No)).Where(f => f.ApplicantId == id).ToListAsync(ct);
        var owed = await session.Db.FeeNotices.Where(n => n.ApplicantId == id && n.Payer == FeePayer.Applicant && !n.Settled
            && !session.Db.PaymentShares.Any(s => s.FilingId == n.FilingId && session.Db.Payments.Any(p => p.Id == s.PaymentId && p.State == PaymentState.Waiting))).Select(n => n.FilingId).ToListAsync(ct);
        var announced = (await session.Db.ReviewResults.AsNoTracking().Where(r => r.ApplicantId == id && r.State != ResultState.Voted).Select(r => new { r.FilingId, r.State, r.TakenAt }).ToListAsync(ct)).ToLookup(r => r.FilingId);
        List<FilingItem> items = [];
        foreach (var filing in filings.OrderByDescending(f => f.SavedAt)) items.Add(new FilingItem(filing, (await session.PlanOf(filing, ct)).Terms, owed.Contains(filing.Id), announced[filing.Id].MaxBy(r => r.TakenAt)?.State));
        return new ApplicantHomeView(applicant, employer.Name, employer.EmployerKind, items,
            [.. plans.Select(p => p.Terms)], session.Now);
    }
}
