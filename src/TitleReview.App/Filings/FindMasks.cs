using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Filings;

/// <summary>
/// 找一页上要遮盖的地方（N4）：取一页排着队的，读字、找证件照，把建议写回去。几个节点同时跑，一页只归一个；
/// 做到一半死了，过一会儿别的再取。读不成三次的，照实说没有读成。
/// </summary>
[Does(Act.FindMasks)]
public sealed class FindMasks(TenantSessions sessions, Vault vault, ScanPages scans, DocumentWorker worker)
{
    private const int MostTries = 3;

    /// <summary>一页读两三秒；五分钟没有交回，就当那个节点死了。</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private sealed record Taken(Material Material, int No, int Try, TenantId Tenant, KnownIdentity Known, IReadOnlySet<Clue> Clues);

    /// <returns>这个端口有一页可做、做过了。</returns>
    public async Task<bool> Run(TenantId tenant, CancellationToken ct = default)
    {
        var (found, taken) = await Take(tenant, ct);
        if (taken is null) return found;

        PageReading? reading = null;
        try
        {
            reading = await Read(taken, ct);
        }
        catch (Exception e) when (e is WorkerFailure or FileStoreException or FileDamagedException)
        {
            // Tried again later, or given up below.
        }

        await GiveBack(taken, reading, ct);
        return true;
    }

    /// <returns>有没有取到；取到的那一页刚刚被删去的，没有可读的。</returns>
    private async Task<(bool Found, Taken? Taken)> Take(TenantId tenant, CancellationToken ct)
    {
        await using var session = await sessions.OpenFor(tenant, Actor.System, ct);
        if (session.WhyNot(Act.FindMasks) is not null) return (false, null);

        await using var command = new NpgsqlCommand("""
            update material_pages set search_tries = search_tries + 1, search_taken_at = clock_timestamp()
             where (tenant_id, material_id, no) = (
               select tenant_id, material_id, no from material_pages
                where tenant_id = $1 and search = 'Waiting' and (search_taken_at is null or search_taken_at < clock_timestamp() - $2)
                order by material_id, no limit 1 for update skip locked)
            returning material_id, no, search_tries
            """, session.Connection)
        { Parameters = { new() { Value = tenant.Value }, new() { Value = Lease } } };
        MaterialId id;
        int no, tried;
        await using (var row = await command.ExecuteReaderAsync(ct))
        {
            if (!await row.ReadAsync(ct)) return (false, null);
            (id, no, tried) = (new MaterialId(row.GetGuid(0)), row.GetInt32(1), row.GetInt32(2));
        }

        if (await session.Db.Materials.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct) is not { } material) return (true, null);
        var filing = await session.Db.Filings.AsNoTracking().SingleAsync(f => f.Id == material.FilingId, ct);
        var plan = await session.PlanOf(filing, ct);
        var applicant = await session.Db.Applicants.AsNoTracking().SingleAsync(a => a.Id == filing.ApplicantId, ct);
        var employer = await session.Db.Offices.Where(o => o.Id == filing.EmployerId).Select(o => o.Name).SingleAsync(ct);
        return (true, new Taken(material, no, tried, tenant, session.Known(vault, applicant, employer, filing.Form), Clues.For(plan.Terms.Masking.Items)));
    }

    private async Task<PageReading> Read(Taken taken, CancellationToken ct)
    {
        var scan = await worker.Read(await scans.Picture(taken.Tenant, taken.Material, taken.No, ct), ct);
        var proposals = MaskProposals.For(scan, taken.Known, taken.Clues) is MasksFound found ? found.Proposals : [];
        var text = await scans.Text(taken.Tenant, taken.Material, taken.No, ct);
        var written = text.Length == 0 ? [] : ResidualCheck.Of([new("能选中的文字", text)], taken.Known, taken.Clues);
        // 身份证号码不以明文入库，读到的也一样。
        return new PageReading(scan.Lines.Count, scan.Turn,
            [.. proposals.Select(p => p.Clue == Clue.IdNumber ? p with { Read = Partly(p.Read) } : p)],
            [.. written.Select(h => h.Clue == Clue.IdNumber ? h with { Found = Partly(h.Found) } : h)]);
    }

    /// <summary>号码只留头尾，够人在图上认出是哪一处。</summary>
    private static string Partly(string number) => number.Length <= 8 ? number : $"{number[..4]}……{number[^2..]}";

    private async Task GiveBack(Taken taken, PageReading? reading, CancellationToken ct)
    {
        await using var session = await sessions.OpenFor(taken.Tenant, Actor.System, ct);
        if (session.WhyNot(Act.FindMasks) is not null) return;

        var state = reading is not null ? PageSearch.Done : taken.Try >= MostTries ? PageSearch.Failed : PageSearch.Waiting;
        // By hand, not through Save: what the machine found is no act of anybody's, and the trail would grow by a row a page.
        await using var command = new NpgsqlCommand(
            "update material_pages set search = $4, reading = $5 where tenant_id = $1 and material_id = $2 and no = $3 and search = 'Waiting'", session.Connection)
        {
            Parameters =
            {
                new() { Value = taken.Tenant.Value }, new() { Value = taken.Material.Id.Value }, new() { Value = taken.No },
                new() { Value = state.ToString() },
                new() { Value = reading is null ? DBNull.Value : Json.Write(reading), NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}
