using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Permissions;
using Microsoft.EntityFrameworkCore;

namespace TitleReview.App.Approvals;

/// <summary>一批，连同各种结果各几件。</summary>
public sealed record BulkSummary(BulkOrder Order, IReadOnlyDictionary<BulkRowState, int> Counts)
{
    public int Of(params BulkRowState[] states) => states.Sum(s => Counts.GetValueOrDefault(s));

    /// <summary>试过了几件，或办过了几件。</summary>
    public int Handled => Order.State == BulkState.Checking ? Order.Total - Of(BulkRowState.Unchecked) : Of(BulkRowState.Done, BulkRowState.Refused);

    /// <summary>一共要试、要办几件。</summary>
    public int Due => Order.State == BulkState.Checking ? Order.Total : Of(BulkRowState.Able, BulkRowState.Done, BulkRowState.Refused, BulkRowState.Cancelled);
}

public sealed record BulkLine(int No, Guid Filing, string Number, string Applicant, string Employer, BulkRowState State, string Sentence, DateTimeOffset? At);

/// <param name="Unjudged">能办的里面，有没有人判的各处的几件。</param>
/// <param name="Last">能办的里面，通过了就是形式审核通过的几件。</param>
/// <param name="Next">还有下一页的，从第几件之后看起。</param>
public sealed record BulkView(BulkSummary Summary, IReadOnlyList<BulkLine> Lines, int? Next, Moment Now, int Unjudged = 0, int Last = 0);

/// <summary>我的批量任务：最近的几批，做到哪里了。</summary>
[Does(Act.OrderBulk)]
public sealed class ReadBulks(TenantSessions sessions)
{
    private const int Most = 30;

    public async Task<IReadOnlyList<BulkSummary>?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.OrderBulk) is not null) return null;

        var orders = await session.Db.BulkOrders.AsNoTracking().Where(o => o.OrderedBy == session.Actor.UserId).OrderByDescending(o => o.OrderedAt).Take(Most).ToListAsync(ct);
        var counts = await session.BulkCounts([.. orders.Select(o => o.Id)], ct);
        return [.. orders.Select(o => new BulkSummary(o, counts[o.Id]))];
    }
}

/// <summary>一批：做到哪里了，每一件怎样、为什么。</summary>
[Does(Act.OrderBulk)]
public sealed class ReadBulk(TenantSessions sessions)
{
    public const int PageSize = 50;

    /// <param name="state">只看这一种；空为全部。</param>
    /// <param name="after">从第几件之后看起。</param>
    public async Task<BulkView?> Run(BulkId id, BulkRowState? state = null, int after = 0, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.OrderBulk) is not null || await session.OwnBulk(id, ct) is not { } order) return null;

        var counts = await session.BulkCounts([id], ct);
        var lines = await session.BulkLines(order, state, after, PageSize + 1, ct);
        var (unjudged, last) = order is { Kind: BulkKind.Pass, State: BulkState.Checked } ? await session.PassMarks(id, ct) : default;
        return new BulkView(new BulkSummary(order, counts[id]), [.. lines.Take(PageSize)], lines.Count > PageSize ? lines[PageSize - 1].No : null, session.Now, unjudged, last);
    }
}

internal static class BulkReading
{
    public static async Task<IReadOnlyDictionary<BulkId, IReadOnlyDictionary<BulkRowState, int>>> BulkCounts(this TenantSession session, IReadOnlyList<BulkId> ids, CancellationToken ct)
    {
        var counted = await session.Db.BulkRows.Where(r => ids.Contains(r.BulkId)).GroupBy(r => new { r.BulkId, r.State }).Select(g => new { g.Key.BulkId, g.Key.State, Count = g.Count() }).ToListAsync(ct);
        return ids.ToDictionary(id => id, id => (IReadOnlyDictionary<BulkRowState, int>)counted.Where(c => c.BulkId == id).ToDictionary(c => c.State, c => c.Count));
    }

    public static async Task<(int Unjudged, int Last)> PassMarks(this TenantSession session, BulkId id, CancellationToken ct)
    {
        var (unjudged, last) = (BulkRow.UnjudgedMark, BulkRow.LastMark);
        var able = session.Db.BulkRows.Where(r => r.BulkId == id && r.State == BulkRowState.Able && r.Sentence != null);
        return (await able.CountAsync(r => r.Sentence!.Contains(unjudged), ct), await able.CountAsync(r => r.Sentence!.StartsWith(last), ct));
    }

    /// <summary>编号、姓名、单位取待办表里此刻的。</summary>
    public static async Task<List<BulkLine>> BulkLines(this TenantSession session, BulkOrder order, BulkRowState? state, int after, int most, CancellationToken ct)
    {
        var command = new QueueCommand(session);
        var only = state is { } one ? $" and r.state = {command.With($"{one}")}" : "";
        List<BulkLine> lines = [];
        await using var reader = await command.Read($"""
            select r.no, r.filing_id, q.number, q.applicant_name, q.employer_name, r.state, coalesce(r.sentence, ''), r.at
              from bulk_rows r join queue_entries q on q.tenant_id = r.tenant_id and q.filing_id = r.filing_id and q.office_id = {command.With(order.OfficeId.Value)}
             where r.tenant_id = {command.Tenant} and r.bulk_id = {command.With(order.Id.Value)} and r.no > {command.With(after)}{only}
             order by r.no limit {most}
            """, ct);
        while (await reader.ReadAsync(ct))
            lines.Add(new(reader.GetInt32(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), Enum.Parse<BulkRowState>(reader.GetString(5)), reader.GetString(6), reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7)));
        return lines;
    }
}
