using Microsoft.EntityFrameworkCore;
using TitleReview.App.Calendar;
using TitleReview.App.Filings;
using TitleReview.App.Integrity;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Approvals;

/// <summary>通过：用人单位、县（市）、地区都用这一个；末级通过即形式审核通过。本人或单位还在不得申报期内的不能通过（TC-44）。</summary>
[Does(Act.ApproveFiling)]
public sealed class ApproveFiling(TenantSessions sessions, Vault vault)
{
    public async Task<Refusal?> Run(FilingId id, string? opinion, bool originalsChecked, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await FilingLocks.Take(session, id, ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNotDesk(Act.ApproveFiling, FilingAction.Approve, filing) is { } refusal) return refusal;

        return (await session.Pass(vault, filing!, opinion, originalsChecked, inBulk: false, ct)).Refusal
            ?? await session.Save(ct);
    }
}

/// <summary>这份申报的本人、单位此刻有没有不得申报的记录；各站的审核页都先列出来。</summary>
[Does(Act.ReadFiling)]
public sealed class ReadFilingBars(TenantSessions sessions, Vault vault)
{
    public async Task<IReadOnlyList<Bar>> Run(FilingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNot(Act.ReadFiling, filing) is not null) return [];

        var (_, _, applicant, employer, _, _) = await session.Dossier(filing!, ct);
        return await session.Bars(vault, applicant, employer, ct, id);
    }
}

/// <summary>退回补正：每一处都判了才能退回，不合格的一次全部告知（AK-09）；有首次未告知的，先由第二个人同意。</summary>
[Does(Act.ReturnFiling)]
public sealed class ReturnFiling(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await FilingLocks.Take(session, id, ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNotDesk(Act.ReturnFiling, FilingAction.Return, filing) is { } refusal) return refusal;

        var judging = await session.Judging(filing!, ct);
        var (plan, calendar) = (judging.Dossier.Plan, await session.Calendar(ct));
        if (filing!.WhyNotReturn(plan, calendar, session.Actor, session.Now) is { } closed) return closed;
        var sheet = judging.Sheet();
        if (sheet.WhyNotReturn() is { } incomplete) return incomplete;
        if (sheet.Untold is { Count: > 0 } untold) return new UntoldNeedsSecond([.. untold.Select(l => l.Item)]);

        return filing.Return(plan, sheet.Corrections(), calendar, session.Actor, session.Now)
            ?? await session.Save(ct);
    }
}

/// <summary>不予受理：写明理由，这份申报到此结束。</summary>
[Does(Act.DeclineFiling)]
public sealed class DeclineFiling(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId id, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNotDesk(Act.DeclineFiling, FilingAction.Decline, filing) is { } refusal) return refusal;

        var plan = await session.PlanOf(filing!, ct);
        return filing!.Decline(reason, session.Actor, session.Now, filing.WhyNotReturn(plan, await session.Calendar(ct), session.Actor, session.Now))
            ?? await session.Save(ct);
    }
}

internal static class Desk
{
    /// <summary>
    /// 本级在呈报线上、但申报已不在手里的（刚被同事办了、已报上级），说清现在到了哪里；不在呈报线上的，一律“没有找到”。
    /// </summary>
    public static Refusal? WhyNotDesk(this TenantSession session, Act act, FilingAction action, Filing? filing)
    {
        if (session.WhyNot(act, filing) is not { } refusal) return null;
        if (refusal is AwayNow or NotByDeputy || session.WhyNot(Act.ReadFiling, filing) is not null || filing!.ApplicantId == session.Actor.ApplicantId) return refusal;
        return FilingFlow.WhyNot(filing.Status, action) ?? new NotYourStop(filing.CurrentStop!.OfficeName);
    }
}
