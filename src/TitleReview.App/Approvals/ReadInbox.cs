using Npgsql;
using TitleReview.App.Integrity;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Approvals;

/// <param name="Deadline">退回的为补正期限；其余为申报期的结束，过后退回就交不上来了。</param>
/// <param name="Assignee">派给哪一位同事；没有派为空。</param>
/// <param name="Barred">本人或单位在不得申报的期内，不能通过。</param>
public sealed record InboxRow(
    Guid Id, string Number, string Applicant, string Employer, string County, string Series, string Specialty, Grade Grade,
    FilingStatus Status, int SubmissionNo, DateTimeOffset SubmittedAt, DateTimeOffset Deadline, string? StopName, bool Barred, string? Assignee);

/// <summary>筛选里可选的一项，这一栏里有几件。</summary>
public sealed record InboxOption(string Name, long Count);

/// <summary>记住的一组筛选。</summary>
public sealed record KeptFilter(Guid Id, string Name, string Query);

/// <param name="Matching">符合条件的件数；数到 1001 为止。</param>
/// <param name="Specialties">这一栏里有的专业。</param>
/// <param name="Colleagues">本机构的各位，派给每一位、还等着审核的有几件。</param>
/// <param name="Assigned">派了人、还等着审核的共几件；停用了的人手里的也算。</param>
/// <param name="Me">看的人自己。</param>
/// <param name="Branches">有分支机构的单位：各分支机构的名称。</param>
public sealed record InboxView(
    string OfficeName, IReadOnlyList<InboxRow> Rows, string? Next, IReadOnlyDictionary<InboxTab, long> Counts, long Matching,
    IReadOnlyList<InboxOption> Specialties, IReadOnlyList<InboxOption> Counties, IReadOnlyList<KeptFilter> Filters, IReadOnlyList<Colleague> Colleagues, long Assigned, Guid Me, IReadOnlyList<string> Branches, Moment Now);

/// <summary>收件箱：各级机构用同一个。三句 SQL：一页、各种件数与选项、谁在不得申报的期内。</summary>
[Does(Act.ReadInbox)]
public sealed class ReadInbox(TenantSessions sessions, Vault vault)
{
    private sealed record Read(InboxRow Row, string Key, Standee Standee);

    public async Task<InboxView?> Run(InboxQuery query, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadInbox) is not null) return null;

        var rows = await Page(session, query, ct);
        var page = rows.Take(query.Size).ToList();
        var barred = await session.Barred(vault, page.ConvertAll(r => r.Standee), ct);
        var facts = await Facts(session, query, ct);
        return new InboxView(
            facts.First(f => f.Kind == "office").Name, page.ConvertAll(r => r.Row with { Barred = barred.Contains(new FilingId(r.Row.Id)) }), rows.Count > query.Size ? page[^1].Key : null,
            Enum.GetValues<InboxTab>().ToDictionary(t => t, t => facts.Where(f => f.Kind == $"{t}").Sum(f => f.Count)), facts.First(f => f.Kind == "matching").Count,
            Options(facts, "specialty"), Options(facts, "county"), [.. facts.Where(f => f.Kind == "filter").Select(f => new KeptFilter(f.Id, f.Name, f.More))],
            [.. facts.Where(f => f.Kind == "colleague").Select(f => new Colleague(f.Id, f.Name, f.Count)).OrderBy(c => c.Name, StringComparer.Ordinal)], facts.Where(f => f.Kind == "assigned").Sum(f => f.Count), session.Actor.UserId.Value,
            [.. facts.Where(f => f.Kind == "branch").Select(f => f.Name).Order(StringComparer.Ordinal)], session.Now);
    }

    /// <summary>先按键取出一页，再去看这二十几行的别的栏。</summary>
    private async Task<List<Read>> Page(TenantSession session, InboxQuery query, CancellationToken ct)
    {
        var command = new QueueCommand(session);
        var where = command.Where(query, vault);
        if (QueueCursor.Read(query.After, query.Order) is { } after) where += $" and {after.Beyond(command, query)}";
        await using var reader = await command.Read($"""
            select e.filing_id, e.number, e.applicant_name, e.employer_name, e.place, f.series, e.specialty, f.grade, f.status, e.tries, e.submitted_at, e.deadline,
                   case when f.status = 'InApproval' then f.stops -> f.stop_index -> 'step' ->> 'name' end, a.sealed_resident_id, a.resident_id_digest, array_remove(array[o.credit_code, o.main_code], null), u.display_name
              from (select * from queue_entries where {where} order by {QueueCommand.OrderBy(query)} limit {query.Size + 1}) e
              join filings f on f.tenant_id = e.tenant_id and f.id = e.filing_id
              join applicants a on a.tenant_id = f.tenant_id and a.id = f.applicant_id
              join offices o on o.tenant_id = f.tenant_id and o.id = f.employer_id
              left join users u on u.tenant_id = e.tenant_id and u.id = e.assignee_id
             order by {string.Join(", ", QueueCommand.OrderBy(query).Split(", ").Select(c => "e." + c))}
            """, ct);
        List<Read> rows = [];
        while (await reader.ReadAsync(ct)) rows.Add(RowOf(reader, query));
        return rows;
    }

    private static Read RowOf(NpgsqlDataReader r, InboxQuery query)
    {
        var row = new InboxRow(
            r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetString(6), Enum.Parse<Grade>(r.GetString(7)),
            Enum.Parse<FilingStatus>(r.GetString(8)), r.GetInt32(9), r.GetFieldValue<DateTimeOffset>(10), r.GetFieldValue<DateTimeOffset>(11), r.IsDBNull(12) ? null : r.GetString(12), false, r.IsDBNull(16) ? null : r.GetString(16));
        object? key = query.Order switch
        {
            InboxSort.Deadline => row.Deadline,
            InboxSort.Try => row.SubmissionNo,
            InboxSort.Specialty => row.Specialty,
            InboxSort.County => row.County,
            InboxSort.Employer => row.Employer,
            InboxSort.Name => row.Applicant,
            _ => null,
        };
        return new(row, new QueueCursor(key, row.SubmittedAt, row.Id).Write(),
            new Standee(new FilingId(row.Id), r.GetFieldValue<byte[]>(13), r.GetFieldValue<byte[]>(14), r.GetFieldValue<string[]>(15)));
    }

    private sealed record Fact(string Kind, string Name, long Count, string More, Guid Id);

    /// <summary>一句问完：各栏的件数、筛选的选项、符合条件的几件、本机构叫什么、记住的筛选。</summary>
    private async Task<List<Fact>> Facts(TenantSession session, InboxQuery query, CancellationToken ct)
    {
        var command = new QueueCommand(session);
        var state = QueueCommand.StateOf(query.Tab);
        var branches = session.Actor.Role == Role.EmployerAdministrator ? $"union all select 'branch', name, 0, '', null from offices where tenant_id = {command.Tenant} and reports_to = {command.Office} and main_code is not null" : "";
        await using var reader = await command.Read($"""
            with {command.Counted}
            select state, '', sum(entries)::bigint, '', null::uuid from counted group by state
            union all select 'specialty', specialty, sum(entries)::bigint, '', null from counted where state = '{state}' group by specialty
            union all select 'county', place, sum(entries)::bigint, '', null from counted where state = '{state}' group by place
            union all select 'DueToday', '', (select count(*) from (select 1 from queue_entries where {command.Where(new InboxQuery(InboxTab.DueToday), vault)} limit {QueueCommand.CountCap}) due), '', null
            union all select 'matching', '', ({command.Count(query, vault)}), '', null
            union all select 'office', name, 0, '', null from offices where tenant_id = {command.Tenant} and id = {command.Office}
            union all select 'colleague', c.name, c.entries, '', c.id from ({BulkChoosing.ColleaguesSql(command)}) c (name, entries, id)
            {branches}
            union all select 'assigned', '', coalesce(sum(entries), 0)::bigint, '', null from queue_loads where {command.Mine}
            union all (select 'filter', name, 0, query, id from saved_filters where tenant_id = {command.Tenant} and user_id = {command.With(session.Actor.UserId.Value)} order by name)
            """, ct);
        List<Fact> facts = [];
        while (await reader.ReadAsync(ct)) facts.Add(new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3), reader.IsDBNull(4) ? default : reader.GetGuid(4)));
        return facts;
    }

    private static IReadOnlyList<InboxOption> Options(List<Fact> facts, string kind) =>
        [.. facts.Where(f => f.Kind == kind).OrderByDescending(f => f.Count).ThenBy(f => f.Name, StringComparer.Ordinal).Select(f => new InboxOption(f.Name, f.Count))];
}
