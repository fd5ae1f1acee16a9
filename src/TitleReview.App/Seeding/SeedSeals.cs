using Npgsql;
using TitleReview.Domain;

namespace TitleReview.App.Seeding;

/// <summary>
/// 成批地做触发器平时一行行做的事：把每份底稿、每条经办记录的摘要接进审计链，最后排出待办、点好件数。
/// 写法与触发器相同（audit_seal、audit_link、queue_expected），对不对由 verify 说。
/// </summary>
internal sealed class SeedSeals
{
    private static readonly string[] Triggers =
    [
        "submissions audit_seal", "filing_events audit_seal", "audit_entries audit_link", "filings queue_follow_new", "queue_entries queue_count", "filing_events queue_day",
    ];

    private readonly NpgsqlConnection _owner;
    private readonly TenantId _tenant;
    private long _seq;
    private byte[] _hash = [];

    private SeedSeals(NpgsqlConnection owner, TenantId tenant) => (_owner, _tenant) = (owner, tenant);

    public static async Task<SeedSeals> Begin(NpgsqlConnection owner, TenantId tenant, CancellationToken ct)
    {
        var seals = new SeedSeals(owner, tenant);
        foreach (var trigger in Triggers.Select(t => t.Split(' '))) await Execute(owner, $"alter table {trigger[0]} disable trigger {trigger[1]}", ct);
        await Execute(owner, """
            create function pg_temp.audit_step(state bytea, first bytea, tenant uuid, seq bigint, id uuid, at timestamptz, body jsonb) returns bytea language sql stable as $$
              select audit_hash(coalesce(state, first), tenant, seq, id, at, '00000000-0000-0000-0000-000000000000', '', 'Seal', body)
            $$;
            create aggregate pg_temp.audit_chain(bytea, uuid, bigint, uuid, timestamptz, jsonb) (sfunc = pg_temp.audit_step, stype = bytea);
            """, ct);
        await using var head = new NpgsqlCommand("select seq, hash from audit_heads where tenant_id = $1 for update", owner) { Parameters = { new() { Value = tenant.Value } } };
        await using var reader = await head.ExecuteReaderAsync(ct);
        if (await reader.ReadAsync(ct)) (seals._seq, seals._hash) = (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
        return seals;
    }

    public async Task Seal(Guid[] filings, CancellationToken ct)
    {
        if (filings.Length == 0) return;

        await using var seal = new NpgsqlCommand("""
            with sealed as materialized (
              select row_number() over (order by filing_id, kind, no) + $3 as seq, gen_random_uuid() as id, clock_timestamp() as at, body
                from (select filing_id, 0 as kind, no, jsonb_build_object('table', 'submissions', 'filing', filing_id, 'no', no, 'sha256', encode(sha256(convert_to(to_jsonb(s)::text, 'UTF8')), 'hex')) as body
                        from submissions s where tenant_id = $1 and filing_id = any($2)
                      union all
                      select filing_id, 1, no, jsonb_build_object('table', 'filing_events', 'filing', filing_id, 'no', no, 'sha256', encode(sha256(convert_to(to_jsonb(e)::text, 'UTF8')), 'hex'))
                        from filing_events e where tenant_id = $1 and filing_id = any($2)) rows),
            chained as materialized (select *, pg_temp.audit_chain($4, $1, seq, id, at, body) over (order by seq) as hash from sealed),
            written as (
              insert into audit_entries (tenant_id, id, at, user_id, user_name, act, body, seq, prev, hash)
              select $1, id, at, '00000000-0000-0000-0000-000000000000', '', 'Seal', body, seq, lag(hash, 1, $4) over (order by seq), hash from chained
              returning seq, hash)
            select seq, hash from written order by seq desc limit 1
            """, _owner)
        { Parameters = { new() { Value = _tenant.Value }, new() { Value = filings }, new() { Value = _seq }, new() { Value = _hash } } };
        await using var reader = await seal.ExecuteReaderAsync(ct);
        if (await reader.ReadAsync(ct)) (_seq, _hash) = (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
    }

    public async Task Finish(int filings, int year, CancellationToken ct)
    {
        await Execute(_owner, "analyze filings (id, applicant_id, employer_id, plan_id, channel, series, specialty, submitted_at), applicants (id), offices (id), plan_windows", ct);
        await Execute(_owner, $"""
            insert into audit_heads (tenant_id, seq, hash) values ('{_tenant.Value}', {_seq}, '\x{Convert.ToHexStringLower(_hash)}')
              on conflict (tenant_id) do update set seq = excluded.seq, hash = excluded.hash;
            insert into number_counters (tenant_id, year, last) values ('{_tenant.Value}', {year}, {filings}) on conflict (tenant_id, year) do update set last = excluded.last;
            insert into queue_entries (tenant_id, filing_id, office_id, plan_id, state, number, applicant_name, employer_name, place, specialty, tries, submitted_at, deadline, resident_tail)
              select tenant_id, filing_id, office_id, plan_id, state, number, applicant_name, employer_name, place, specialty, tries, submitted_at, deadline, resident_tail
                from queue_expected where tenant_id = '{_tenant.Value}';
            insert into queue_counts (tenant_id, office_id, plan_id, state, specialty, place, entries)
              select tenant_id, office_id, plan_id, state, specialty, place, count(*) from queue_entries where tenant_id = '{_tenant.Value}' group by 1, 2, 3, 4, 5, 6;
            insert into queue_days select * from queue_days_expected where tenant_id = '{_tenant.Value}';
            """, ct);
        foreach (var trigger in Triggers.Select(t => t.Split(' '))) await Execute(_owner, $"alter table {trigger[0]} enable trigger {trigger[1]}", ct);
    }

    public static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
