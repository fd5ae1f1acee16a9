using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>行级隔离与审计链：数据库自己守的两道墙，应用写错了也绕不过去。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122010000_Walls")]
internal sealed class Walls : Migration
{
    /// <summary>租户的表，连同审计链头；与模型不符时测试会说。</summary>
    public static readonly IReadOnlyList<string> TenantTables =
    [
        "offices", "applicants", "plans", "filings", "filing_events", "submissions", "materials", "stored_files", "notices", "objections",
        "printed_forms", "operation_keys", "number_counters", "audit_entries", "audit_heads",
    ];

    /// <summary>只增不改的表：运行角色没有改、删的权利。</summary>
    public static readonly IReadOnlyList<string> AppendOnlyTables = ["audit_entries", "submissions", "filing_events", "operation_keys"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // '' is what current_setting gives after a reset; null equals nothing: no tenant, no rows.
        // One plain SQL expression is inlined by the planner.
        migrationBuilder.Sql("""
            create function app_tenant() returns uuid language sql stable parallel safe
              return nullif(current_setting('app.tenant', true), '')::uuid;
            """);
        migrationBuilder.Sql("""
            create table audit_heads (
              tenant_id uuid not null primary key references tenants (id),
              seq bigint not null,
              hash bytea not null);
            alter table audit_entries add column seq bigint not null default 0, add column prev bytea not null default '', add column hash bytea not null default '';
            create unique index ux_audit_entries_seq on audit_entries (tenant_id, seq);
            """);
        // jsonb_build_array quotes every part, so no two different rows can give the same text.
        migrationBuilder.Sql("""
            create function audit_hash(prev bytea, tenant uuid, seq bigint, id uuid, at timestamptz, user_id uuid, user_name text, act text, body jsonb) returns bytea
              language sql stable as $$
                select sha256(prev || convert_to(jsonb_build_array(tenant, seq, id, extract(epoch from at), user_id, user_name, act, body)::text, 'UTF8'))
              $$;
            create function audit_link() returns trigger language plpgsql security definer set search_path = public as $$
            declare head audit_heads;
            begin
              insert into audit_heads (tenant_id, seq, hash) values (new.tenant_id, 0, '') on conflict do nothing;
              select * into head from audit_heads where tenant_id = new.tenant_id for update;
              new.seq := head.seq + 1;
              new.prev := head.hash;
              new.hash := audit_hash(new.prev, new.tenant_id, new.seq, new.id, new.at, new.user_id, new.user_name, new.act, new.body);
              update audit_heads set seq = new.seq, hash = new.hash where tenant_id = new.tenant_id;
              return new;
            end $$;
            create trigger audit_link before insert on audit_entries for each row execute function audit_link();
            create function append_only() returns trigger language plpgsql as $$
            begin raise exception 'rows of % are append-only', tg_table_name using errcode = '42501'; end $$;
            """);
        foreach (var table in AppendOnlyTables)
            migrationBuilder.Sql($"""
                create trigger append_only before update or delete on {table} for each row execute function append_only();
                create trigger append_only_truncate before truncate on {table} for each statement execute function append_only();
                """);
        // What may never change is sealed into the chain the moment it is written: the digest of the whole row.
        migrationBuilder.Sql("""
            create function audit_seal() returns trigger language plpgsql as $$
            begin
              insert into audit_entries (tenant_id, id, at, user_id, user_name, act, body)
              values (new.tenant_id, gen_random_uuid(), clock_timestamp(), '00000000-0000-0000-0000-000000000000', '', 'Seal',
                jsonb_build_object('table', tg_table_name, 'filing', new.filing_id, 'no', new.no,
                  'sha256', encode(sha256(convert_to(to_jsonb(new)::text, 'UTF8')), 'hex')));
              return null;
            end $$;
            create trigger audit_seal after insert on submissions for each row execute function audit_seal();
            create trigger audit_seal after insert on filing_events for each row execute function audit_seal();
            """);
        foreach (var table in TenantTables)
            migrationBuilder.Sql($"""
                alter table {table} enable row level security;
                alter table {table} force row level security;
                create policy tenant on {table} as restrictive for all using (tenant_id = app_tenant()) with check (tenant_id = app_tenant());
                create policy everyone on {table} as permissive for all using (true) with check (true);
                """);
        migrationBuilder.Sql("""
            do $$ begin
              if exists (select 1 from pg_roles where rolname = 'titlereview_app') then
                grant usage on schema public to titlereview_app;
                grant select, insert, update, delete on all tables in schema public to titlereview_app;
                revoke update, delete on audit_entries, submissions, filing_events, operation_keys from titlereview_app;
                revoke all on audit_heads from titlereview_app;
                grant select on audit_heads to titlereview_app;
                revoke insert, update, delete on tenants from titlereview_app;
                alter default privileges in schema public grant select, insert, update, delete on tables to titlereview_app;
              end if;
            end $$;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
