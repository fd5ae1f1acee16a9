using Npgsql;
using TitleReview.App.Storage;
using TitleReview.Domain;

namespace TitleReview.App.Approvals;

/// <summary>
/// 问待办表的一句 SQL。句子由固定的片段拼成，填进去的都是参数；表由数据库随申报写好（Storage/Migrations/WorkQueue），
/// 每种次序一个索引，翻页按键，所以一万份与一百万份一样快。
/// </summary>
internal sealed class QueueCommand
{
    /// <summary>数到这里为止；更多的显示“1000+”，数全表太慢。</summary>
    public const int CountCap = 1001;

    private readonly TenantSession _session;
    private readonly NpgsqlCommand _command;

    public QueueCommand(TenantSession session)
    {
        (_session, _command) = (session, new NpgsqlCommand { Connection = session.Connection, Transaction = session.Transaction });
        (Tenant, Office) = (With(session.Tenant.Id.Value), With(session.Actor.OfficeId?.Value ?? Guid.Empty));
    }

    /// <summary>两个处处要用的参数：本端口、本机构。</summary>
    public string Tenant { get; }

    public string Office { get; }

    public string Mine => $"tenant_id = {Tenant} and office_id = {Office}";

    public string With(object value)
    {
        _command.Parameters.Add(new NpgsqlParameter { Value = value });
        return $"${_command.Parameters.Count}";
    }

    public async Task<NpgsqlDataReader> Read(string sql, CancellationToken ct)
    {
        _command.CommandText = sql;
        return await _command.ExecuteReaderAsync(ct);
    }

    /// <summary>这一栏、这些条件；状态写成字面，部分索引才用得上。</summary>
    public string Where(InboxQuery query, Vault vault)
    {
        List<string> all = [Mine, $"state = '{StateOf(query.Tab)}'"];
        // 截止到某日二十四点的，存的是次日零点：零点整算前一天到期。
        if (query.Tab == InboxTab.DueToday) all.AddRange([$"deadline > {With(DayStart(0))}", $"deadline <= {With(DayStart(1))}"]);
        if (query.Search.Sought() is { Length: > 0 } text) all.Add(text.Length > InboxQuery.LongestSearch ? "false" : QueueSearch.Condition(this, _session, vault, text));
        if (query.Specialty.Plain() is { Length: > 0 } specialty) all.Add($"specialty = {With(specialty)}");
        if (query.County.Plain() is { Length: > 0 } county) all.Add($"place = {With(county)}");
        if (query.Employer.Plain() is { Length: > 0 } employer) all.Add($"employer_name = {With(employer)}");
        if (query.Try is { } no) all.Add($"tries = {With(no)}");
        if (query.Due is >= 0 and <= 400 and var days) all.AddRange([$"deadline > {With(DayStart(0))}", $"deadline <= {With(DayStart(days + 1))}"]);
        if (query.Age is >= 0 and <= 4000 and var age) all.Add($"submitted_at <= {With(_session.Now.Instant.ToUniversalTime().AddDays(-age))}");
        if (query.ByWho) all.Add(query.Who switch { InboxQuery.Mine => $"assignee_id = {With(_session.Actor.UserId.Value)}", InboxQuery.Nobodys => "assignee_id is null", var who => $"assignee_id = {With(Guid.TryParse(who, out var id) ? id : Guid.Empty)}" });
        return string.Join(" and ", all);
    }

    /// <summary>本机构的件数，只取一遍；写在 with 里，<see cref="Count"/> 从它数。</summary>
    public string Counted => $"counted as materialized (select state, specialty, place, entries from queue_counts where {Mine} and entries > 0)";

    /// <summary>只按专业、县市筛选的，件数表里就有。</summary>
    public string Count(InboxQuery query, Vault vault)
    {
        if (query.Tab == InboxTab.DueToday || (query with { Specialty = null, County = null }).IsFiltered) return $"select count(*) from (select 1 from queue_entries where {Where(query, vault)} limit {CountCap}) capped";

        var (specialty, county) = (query.Specialty.Plain(), query.County.Plain());
        return $"select coalesce(sum(entries), 0)::bigint from counted where state = '{StateOf(query.Tab)}'"
            + (specialty.Length > 0 ? $" and specialty = {With(specialty)}" : "") + (county.Length > 0 ? $" and place = {With(county)}" : "");
    }

    /// <summary>一行在次序里的位置。</summary>
    public static string Key(InboxQuery query, string of = "") => string.Join(", ", Columns(query).Select(c => of + c));

    public static string OrderBy(InboxQuery query, bool turned = false) => string.Join(", ", Columns(query).Select(c => c + (query.Backwards != turned ? " desc" : "")));

    public static InboxTab StateOf(InboxTab tab) => tab == InboxTab.DueToday ? InboxTab.Waiting : tab;

    /// <summary>北京时间某天的零点，从今天数起。</summary>
    public DateTimeOffset DayStart(int days) => new DateTimeOffset(_session.Now.Today.AddDays(days).ToDateTime(TimeOnly.MinValue), Moment.Beijing).ToUniversalTime();

    public static string? ColumnOf(InboxSort sort) => sort switch
    {
        InboxSort.Deadline => "deadline",
        InboxSort.Try => "tries",
        InboxSort.Specialty => "specialty",
        InboxSort.County => "place",
        InboxSort.Employer => "employer_name",
        InboxSort.Name => "applicant_name",
        _ => null,
    };

    private static IEnumerable<string> Columns(InboxQuery query) => ColumnOf(query.Order) is { } column ? [column, "submitted_at", "filing_id"] : ["submitted_at", "filing_id"];
}
