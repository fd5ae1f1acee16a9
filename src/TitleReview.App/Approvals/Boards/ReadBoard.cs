using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Approvals;

/// <summary>一个县（市）、一个专业各栏几件。</summary>
public sealed record BoardLine(string Name, long Waiting, long Returned, long Others)
{
    public long All => Waiting + Returned + Others;
}

/// <summary>一个县（市）的一个专业各栏几件。</summary>
public sealed record BoardCell(string County, string Specialty, BoardLine Line);

public sealed record BoardPlan(Guid Id, string Title, int Year, DateOnly Closes);

/// <param name="Plans">本机构有申报的各计划，新的在前。</param>
/// <param name="Cells">县（市）与专业交叉的各格；没有的格子没有申报。</param>
/// <param name="Hands">各在谁手里、怎样了结，一行一个县（市）。</param>
/// <param name="Desks">以下各机构手里等着审核的，用人单位的不在内。</param>
/// <param name="Days">有申报、有办理的各天，先后排。</param>
/// <param name="Forecast">已经截止的为空。</param>
/// <param name="LastYear">预计用到的上一年计划；没有为空。</param>
public sealed record BoardView(
    string Office, BoardPlan Plan, IReadOnlyList<BoardPlan> Plans, BoardLine Total, IReadOnlyList<BoardLine> Counties, IReadOnlyList<BoardLine> Specialties, IReadOnlyList<BoardCell> Cells,
    BoardHands Hands, IReadOnlyList<BoardDesk> Desks, IReadOnlyList<DeskDay> Days, DeskForecast? Forecast, BoardPlan? LastYear, Moment Now);

/// <summary>机构的看板：呈报线上到本机构的，按状态、县（市）、专业、每天各几件，往后还要来多少。件数都是数据库随申报记好的，不去数申报。</summary>
[Does(Act.ReadBoard)]
public sealed class ReadBoard(TenantSessions sessions)
{
    /// <param name="plan">看哪个计划；空为最近一年的。</param>
    public async Task<BoardView?> Run(Guid? plan = null, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        return session.WhyNot(Act.ReadBoard) is not null ? null : await session.Board(plan, ct);
    }
}

/// <summary>本单位的看板：每个人的申报到了哪里、从什么时候起、缺什么、下一步做什么（U14）。该本单位办的在前；总单位连分支机构的一起看。</summary>
[Does(Act.ReadBoard)]
public sealed class ReadStaffBoard(TenantSessions sessions)
{
    public async Task<StaffBoard?> Run(StaffBoardQuery? query = null, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        return session.WhyNot(Act.ReadBoard) is not null || session.Actor.Role != Role.EmployerAdministrator ? null : await session.StaffBoard(query ?? new(), ct);
    }
}

/// <summary>看板的电子表格：机构的是各栏件数与每天件数，单位的是每个人的情形。</summary>
[Does(Act.ReadBoard)]
public sealed class ExportBoard(TenantSessions sessions)
{
    /// <param name="plan">机构看哪个计划。</param>
    /// <param name="staff">单位看哪一年、哪个分支机构；一次导出全部，不分页。</param>
    public async Task<byte[]?> Run(Guid? plan = null, StaffBoardQuery? staff = null, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadBoard) is not null) return null;
        if (session.Actor.Role == Role.EmployerAdministrator) return BoardSheets.Staff(await session.StaffBoard((staff ?? new()) with { Page = null }, ct));
        return await session.Board(plan, ct) is { } board ? BoardSheets.Office(board) : null;
    }
}

internal static class BoardReading
{
    /// <summary>五句：有哪些计划，各栏几件，在谁手里，怎样了结，每天几件。</summary>
    public static async Task<BoardView?> Board(this TenantSession session, Guid? asked, CancellationToken ct)
    {
        var (office, plans) = await Plans(session, ct);
        if ((plans.Find(p => p.Id == asked) ?? plans.FirstOrDefault()) is not { } plan) return null;

        var last = plans.Find(p => p.Year == plan.Year - 1);
        var lines = await Lines(session, plan.Id, ct);
        var days = await Days(session, [plan.Id, .. last is null ? Array.Empty<Guid>() : [last.Id]], ct);
        List<DeskDay> own = [.. days.Where(d => d.Plan == plan.Id).Select(d => d.Day)], before = [.. days.Where(d => d.Plan == last?.Id).Select(d => d.Day)];
        var (total, counties) = (Sum(lines, l => l.By == "state", _ => "").SingleOrDefault() ?? new("", 0, 0, 0), Sum(lines, l => l.By == "county", l => l.County));
        var (hands, desks) = await session.Hands(plan.Id, total, counties, ct);
        return new BoardView(office, plan, plans, total, counties, Sum(lines, l => l.By == "specialty", l => l.Specialty),
            [.. lines.Where(l => l.By == "cell").GroupBy(l => (l.County, l.Specialty)).Select(g => new BoardCell(g.Key.County, g.Key.Specialty, Sum([.. g], _ => true, _ => "")[0]))],
            hands, desks, own, DeskForecast.Of(own, plan.Closes, before, last?.Closes, session.Now.Today), last, session.Now);
    }

    /// <summary>各专业的截止可能不同，取最晚的。</summary>
    private static async Task<(string Office, List<BoardPlan> Plans)> Plans(TenantSession session, CancellationToken ct)
    {
        var command = new QueueCommand(session);
        List<BoardPlan> plans = [];
        var office = "";
        await using var reader = await command.Read($"""
            select o.name, p.id, p.terms ->> 'title', p.year, (select max(w.closes) from plan_windows w where w.tenant_id = p.tenant_id and w.plan_id = p.id)
              from offices o join plans p on p.tenant_id = o.tenant_id
             where o.tenant_id = {command.Tenant} and o.id = {command.Office}
               and exists (select 1 from queue_counts c where c.tenant_id = p.tenant_id and c.office_id = o.id and c.plan_id = p.id)
             order by p.year desc, p.published_at desc
            """, ct);
        while (await reader.ReadAsync(ct))
        {
            office = reader.GetString(0);
            // The window ends at midnight of the next day, or at an hour of the last one.
            plans.Add(new(reader.GetGuid(1), reader.GetString(2), reader.GetInt32(3), new Moment(reader.GetFieldValue<DateTimeOffset>(4).AddSeconds(-1)).Today));
        }

        return (office, plans);
    }

    private sealed record Counted(string By, string County, string Specialty, string State, long Count);

    private static async Task<List<Counted>> Lines(TenantSession session, Guid plan, CancellationToken ct)
    {
        var command = new QueueCommand(session);
        List<Counted> lines = [];
        await using var reader = await command.Read($"""
            select case grouping(place, specialty) when 0 then 'cell' when 1 then 'county' when 2 then 'specialty' else 'state' end, coalesce(place, ''), coalesce(specialty, ''), state, sum(entries)::bigint
              from queue_counts where {command.Mine} and plan_id = {command.With(plan)} and entries > 0
             group by grouping sets ((state), (state, place), (state, specialty), (state, place, specialty))
            """, ct);
        while (await reader.ReadAsync(ct)) lines.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4)));
        return lines;
    }

    private static IReadOnlyList<BoardLine> Sum(List<Counted> lines, Func<Counted, bool> which, Func<Counted, string> name) =>
    [
        .. lines.Where(which).GroupBy(name, StringComparer.Ordinal)
            .Select(g => new BoardLine(g.Key, g.Where(l => l.State == "Waiting").Sum(l => l.Count), g.Where(l => l.State == "Returned").Sum(l => l.Count), g.Where(l => l.State == "Others").Sum(l => l.Count)))
            .OrderByDescending(l => l.All).ThenBy(l => l.Name, StringComparer.Ordinal),
    ];

    private static async Task<List<(Guid Plan, DeskDay Day)>> Days(TenantSession session, Guid[] plans, CancellationToken ct)
    {
        var command = new QueueCommand(session);
        List<(Guid, DeskDay)> days = [];
        await using var reader = await command.Read($"select plan_id, day, arrived, handled from queue_days where {command.Mine} and plan_id = any({command.With(plans)}) order by day", ct);
        while (await reader.ReadAsync(ct)) days.Add((reader.GetGuid(0), new(reader.GetFieldValue<DateOnly>(1), reader.GetInt64(2), reader.GetInt64(3))));
        return days;
    }
}
