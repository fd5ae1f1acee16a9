using Microsoft.EntityFrameworkCore;
using TitleReview.App.Integrity;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Filings;

/// <summary>
/// 提交：预审没有阻断项，取用一次机会，留下底稿，送到第一站，同一事务。
/// 同一凭号再来（双击、重试、断线重连）不再办，只答上次已办成。
/// </summary>
[Does(Act.SubmitFiling)]
public sealed class SubmitFiling(TenantSessions sessions, Vault vault)
{
    public async Task<Refusal?> Run(FilingId id, Guid operationKey, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await session.Begin(ct);
        var act = $"{Act.SubmitFiling} {id.Value}";
        if (!await OperationKeys.Claim(session, operationKey, act, ct))
            return await OperationKeys.WasFor(session, operationKey, act, ct) ? null : new JustHandledByAnother();

        // 先看再取：说得出理由的先说；真正的把关是取用机会的那一句 UPDATE。
        var before = await session.Filing(id, ct);
        if (session.WhyNot(Act.SubmitFiling, before) is { } refusal) return refusal;

        var plan = await session.PlanOf(before!, ct);
        if (before!.WhyNotSubmit(plan, session.Now) is { } closed) return closed;
        var window = plan.Terms.WindowFor(before.Choice);
        if (await SubmissionTries.Take(session, id, window, plan.Terms.Submission, ct) is null) return new JustHandledByAnother();

        // 取用之后这一行已锁住，预审看的正是要留底的内容；有阻断项则整个事务不算，机会也没有用掉。
        var filing = await session.Reread(before, ct);
        // 取用之后次第已加一，再问按哪一版会答成起草时的那一版；按取用之前问到的（没有提交过的按现行版）。
        var dossier = await session.Dossier(filing, ct) with { Plan = plan };
        if (await session.Bars(vault, dossier.Applicant, dossier.Employer, ct) is [var bar, ..]) return bar.Refusal;
        if (Precheck.Run(await session.Subject(dossier, vault, ct)).Count(f => f.Group == FindingGroup.Blocking) is > 0 and var blocking) return new PrecheckBlocks(blocking);

        if (await session.ClaimYear(vault, dossier.Applicant, dossier.Plan, id, ct) is { } elsewhere) return elsewhere;

        var line = await session.Line(dossier.Employer, ct);
        var (snapshot, notPossible) = filing.Submit(dossier.Plan, line, await session.NamedOffices(ct),
            [.. dossier.Materials.Where(m => !OfficePapers.Holds(plan.Terms, m.Slot)).Select(m => new SubmittedMaterial(m.Id, m.Slot, m.RowId, m.Sha256))], session.Actor, session.Now);
        if (notPossible is not null) return notPossible;

        session.Add(snapshot!);
        return await session.Save(ct);
    }
}

/// <summary>撤回：第一级审核之前可以撤回修改，用掉的次数不退。</summary>
[Does(Act.WithdrawFiling)]
public sealed class WithdrawFiling(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(id, ct);

        if ((session.WhyNot(Act.WithdrawFiling, filing) ?? filing!.Withdraw(session.Actor, session.Now)) is { } refusal) return refusal;

        // 还没有机构办理过：占下的年度让出来，可以改在别的端口申报。
        await PlatformRegister.ReleaseYear(session, id, ct);
        return await session.Save(ct);
    }
}
