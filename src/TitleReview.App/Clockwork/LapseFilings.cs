using Microsoft.Extensions.Logging;
using Npgsql;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Clockwork;

/// <summary>补正期满没有再交的、截止时没有报到评委会的，到时自动办结（TC-16），先到期的先办。每份一个事务；一份办不成的记下来，不挡后面的；几个节点同时跑也只办一次。</summary>
[Does(Act.LapseFiling)]
public sealed class LapseFilings(TenantSessions sessions, ILogger<LapseFilings> log)
{
    /// <summary>多到这么多的，十五秒后再来。</summary>
    private const int AtOnce = 5000;

    /// <returns>办结了几份。</returns>
    public async Task<int> Run(TenantId tenant, CancellationToken ct = default)
    {
        List<FilingId> due;
        await using (var session = await sessions.OpenFor(tenant, Actor.System, ct)) due = await Due(session, ct);

        var lapsed = 0;
        foreach (var id in due)
        {
            try
            {
                if (await One(tenant, id, ct) is null) lapsed++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Filing {Filing} could not lapse.", id);
            }
        }

        return lapsed;
    }

    /// <summary>截止延长过的看延长后的（plan_windows 跟着计划走）：没有到的不取，不占到了的名额。</summary>
    private static async Task<List<FilingId>> Due(TenantSession session, CancellationToken ct)
    {
        await using var ask = new NpgsqlCommand("""
            select id from (
              select f.id, f.fix_deadline as due from filings f where f.tenant_id = $1 and f.status = 'Returned' and f.fix_deadline <= $2
              union all
              select f.id, f.arrival_deadline from filings f
               where f.tenant_id = $1 and f.status = 'InApproval' and f.arrival_deadline <= $2 and $2 >= coalesce(
                 (select w.closes from plan_windows w where w.tenant_id = f.tenant_id and w.plan_id = f.plan_id and w.channel = f.channel and w.series = f.series and w.specialty = f.specialty),
                 (select w.closes from plan_windows w where w.tenant_id = f.tenant_id and w.plan_id = f.plan_id and w.channel = '' and w.series = '' and w.specialty = ''))) f
             order by due, id limit $3
            """, session.Connection)
        { Parameters = { new() { Value = session.Tenant.Id.Value }, new() { Value = session.Now.Instant.ToUniversalTime() }, new() { Value = AtOnce } } };
        List<FilingId> due = [];
        await using var rows = await ask.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) due.Add(new FilingId(rows.GetGuid(0)));
        return due;
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
