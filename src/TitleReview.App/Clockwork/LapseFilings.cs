using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Clockwork;

/// <summary>补正期满没有再交的，到时自动办结（TC-16）。每份一个事务；几个节点同时跑也只办一次。</summary>
[Does(Act.LapseFiling)]
public sealed class LapseFilings(TenantSessions sessions)
{
    /// <returns>办结了几份。</returns>
    public async Task<int> Run(TenantId tenant, CancellationToken ct = default)
    {
        List<FilingId> due;
        await using (var session = await sessions.OpenFor(tenant, Actor.System, ct))
            due = await session.Db.Filings.Where(f => (f.Status == FilingStatus.Returned && f.FixDeadline <= session.Now.Instant) || (f.Status == FilingStatus.InApproval && f.ArrivalDeadline <= session.Now.Instant)).Select(f => f.Id).Take(500).ToListAsync(ct);

        var lapsed = 0;
        foreach (var id in due)
            if (await One(tenant, id, ct) is null) lapsed++;
        return lapsed;
    }

    private async Task<Refusal?> One(TenantId tenant, FilingId id, CancellationToken ct)
    {
        await using var session = await sessions.OpenFor(tenant, Actor.System, ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNot(Act.LapseFiling, filing) is { } refusal) return refusal;

        var plan = await session.PlanOf(filing!, ct);
        return filing!.Lapse(plan, session.Now)
            ?? await session.Save(ct);
    }
}
