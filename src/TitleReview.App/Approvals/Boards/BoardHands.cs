using TitleReview.App.Storage;
using TitleReview.Domain.Filings;

namespace TitleReview.App.Approvals;

/// <summary>以下的一个机构，手里等着它审核的几件。</summary>
public sealed record BoardDesk(string Name, string Place, long Waiting);

/// <summary>一个县（市）的申报各在谁手里、怎样了结；各栏相加就是送审过的一共。</summary>
/// <param name="Employers">在用人单位手里的。</param>
/// <param name="Desks">在以下各机构手里的。</param>
/// <param name="Mine">等本机构审核的。</param>
/// <param name="Closed">形式审核通过、不予受理、视为放弃各几件；多得一时数不清的为空，都在 <see cref="Rest"/> 里。</param>
/// <param name="Rest">此外的：在上级机构的、撤回了没有再交的。</param>
public sealed record HandsLine(string Place, long Employers, long Desks, long Mine, long Returned, IReadOnlyDictionary<FilingStatus, long> Closed, long Rest)
{
    public long All => Employers + Desks + Mine + Returned + Closed.Values.Sum() + Rest;

    public long Of(FilingStatus status) => Closed.GetValueOrDefault(status);
}

/// <param name="Split">怎样了结的分开数了。</param>
/// <param name="AtTop">本机构以上再没有审核的机构。</param>
public sealed record BoardHands(HandsLine Total, IReadOnlyList<HandsLine> Places, bool Split, bool AtTop)
{
    public static readonly IReadOnlyList<FilingStatus> Ends = [FilingStatus.FormalityPassed, FilingStatus.NotAccepted, FilingStatus.Lapsed];

    /// <summary>余下的叫什么。</summary>
    public string RestName => string.Join('、', new[] { Split ? null : "已了结", AtTop ? null : "在上级", "撤回了" }.OfType<string>());
}

internal static class HandsReading
{
    /// <summary>怎样了结没有随申报记好的件数，要数申报；多于这么多的不数，看板不能等。</summary>
    private const int MostCounted = 20_000;

    public static async Task<(BoardHands Hands, IReadOnlyList<BoardDesk> Desks)> Hands(this TenantSession session, Guid plan, BoardLine total, IReadOnlyList<BoardLine> counties, CancellationToken ct)
    {
        var (waiting, desks, top) = await Below(session, plan, ct);
        var split = total.All <= MostCounted;
        var ends = split ? await Ends(session, plan, ct) : [];
        List<HandsLine> places = [.. counties.Select(c =>
        {
            var (employers, above) = waiting.GetValueOrDefault(c.Name);
            var closed = ends.Where(e => e.Place == c.Name).ToDictionary(e => e.Status, e => e.Count);
            return new HandsLine(c.Name, employers, above, c.Waiting, c.Returned, closed, Math.Max(0, c.Others - employers - above - closed.Values.Sum()));
        })];
        var sum = new HandsLine("合计", places.Sum(p => p.Employers), places.Sum(p => p.Desks), total.Waiting, total.Returned,
            BoardHands.Ends.ToDictionary(s => s, s => places.Sum(p => p.Of(s))), places.Sum(p => p.Rest));
        return (new(sum, places, split, top), desks);
    }

    /// <summary>以下各机构手里的，照它们自己的件数；机构是现在呈报到本机构的。</summary>
    private static async Task<(Dictionary<string, (long Employers, long Desks)> Waiting, IReadOnlyList<BoardDesk> Desks, bool AtTop)> Below(TenantSession session, Guid plan, CancellationToken ct)
    {
        var command = new QueueCommand(session);
        Dictionary<string, (long Employers, long Desks)> waiting = new(StringComparer.Ordinal);
        Dictionary<(string Name, string Place), long> desks = [];
        var top = true;
        await using var reader = await command.Read($"""
            with recursive below (id, name, kind, place, mine) as (
              select id, name, kind, place, true from offices where tenant_id = {command.Tenant} and id = {command.Office}
              union all select o.id, o.name, o.kind, o.place, false from offices o join below b on o.reports_to = b.id where o.tenant_id = {command.Tenant})
            select b.mine, case when b.kind = 'Employer' then '' else b.name end, b.place, c.place, coalesce(sum(c.entries), 0)::bigint,
                   (select reports_to is not null from offices where tenant_id = {command.Tenant} and id = {command.Office})
              from below b left join queue_counts c on c.tenant_id = {command.Tenant} and c.office_id = b.id and c.state = 'Waiting' and c.plan_id = {command.With(plan)} and c.entries > 0
             where b.mine or b.kind <> 'Employer' or c.entries > 0
             group by 1, 2, 3, 4
            """, ct);
        while (await reader.ReadAsync(ct))
        {
            top = !reader.GetBoolean(5);
            if (reader.GetBoolean(0)) continue;
            var (name, at, count) = (reader.GetString(1), reader.GetString(2), reader.GetInt64(4));
            if (name.Length > 0) desks[(name, at)] = desks.GetValueOrDefault((name, at)) + count;
            if (reader.IsDBNull(3)) continue;
            var (employers, above) = waiting.GetValueOrDefault(reader.GetString(3));
            waiting[reader.GetString(3)] = name.Length == 0 ? (employers + count, above) : (employers, above + count);
        }

        return (waiting, [.. desks.Select(d => new BoardDesk(d.Key.Name, d.Key.Place, d.Value)).OrderByDescending(d => d.Waiting).ThenBy(d => d.Name, StringComparer.Ordinal)], top);
    }

    private static async Task<List<(string Place, FilingStatus Status, long Count)>> Ends(TenantSession session, Guid plan, CancellationToken ct)
    {
        var command = new QueueCommand(session);
        List<(string, FilingStatus, long)> ends = [];
        await using var reader = await command.Read($"""
            select q.place, f.status, count(*) from queue_entries q join filings f on f.tenant_id = q.tenant_id and f.id = q.filing_id
             where q.tenant_id = {command.Tenant} and q.office_id = {command.Office} and q.state = 'Others' and q.plan_id = {command.With(plan)} and f.status = any({command.With(BoardHands.Ends.Select(s => $"{s}").ToArray())})
             group by 1, 2
            """, ct);
        while (await reader.ReadAsync(ct)) ends.Add((reader.GetString(0), Enum.Parse<FilingStatus>(reader.GetString(1)), reader.GetInt64(2)));
        return ends;
    }
}
