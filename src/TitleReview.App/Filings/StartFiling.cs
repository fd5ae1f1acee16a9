using Microsoft.EntityFrameworkCore;
using TitleReview.App.Integrity;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Filings;

/// <summary>开始申报：选定渠道、系列、专业、级别、途径，生成申报编号。每人每个计划一份。</summary>
[Does(Act.StartFiling)]
public sealed class StartFiling(TenantSessions sessions, Vault vault)
{
    public async Task<Refusal?> Run(FilingId id, PlanId planId, TitleChoice choice, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var applicant = await session.Db.Applicants.SingleOrDefaultAsync(a => a.Id == session.Actor.ApplicantId, ct);
        if (session.WhyNot(Act.StartFiling, applicant) is { } refusal) return refusal;
        if (applicant!.WhyNotFile() is { } notYet) return notYet;

        var plan = await session.Db.Plans.SingleOrDefaultAsync(p => p.Id == planId, ct);
        if (plan is null) return new NotFoundHere("个评审计划");

        var employer = await session.Db.Offices.SingleAsync(o => o.Id == applicant.EmployerId, ct);
        if ((plan.Terms.WhyNotChoose(choice, employer.EmployerKind!.Value) ?? plan.WhyNotOpen(choice, session.Now)) is { } closed) return closed;
        if (await session.Bars(vault, applicant, employer, ct) is [var bar, ..]) return bar.Refusal;

        await session.Begin(ct);
        if (await session.Db.Filings.AnyAsync(f => f.PlanId == planId && f.ApplicantId == applicant.Id, ct)) return new AlreadyFiled();
        var number = await FilingNumbers.Next(session, plan.Year, ct);
        session.Add(Filing.Start(id, number, plan, applicant, choice, session.Now));
        return await session.Save(ct);
    }
}
