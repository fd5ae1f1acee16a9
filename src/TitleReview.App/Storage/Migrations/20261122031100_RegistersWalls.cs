using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>各登记表的墙：租户的两张照旧；全平台的三张各有各的门（docs/decisions/0011）。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122031100_RegistersWalls")]
internal sealed class RegistersWalls : Migration
{
    public static readonly IReadOnlyList<string> TenantTables = ["regional_holidays", "integrity_records"];

    /// <summary>The functions run with the owner's rights: they are the only way to the guarded tables.</summary>
    private const string Guarded = "security definer set search_path = public";

    private static readonly string[] Functions =
    [
        "platform_bars_of(bytea, date)", "person_year_taken(bytea, int, boolean)", "claim_person_year(bytea, int, uuid, boolean)",
        "release_person_year(uuid)", "own_person_years()",
    ];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));

        // The platform's own household: not a port, but it holds the platform administrators and their audit chain.
        migrationBuilder.Sql("""
            insert into tenants (id, slug, code, name) values (gen_random_uuid(), 'platform', 'PF', '平台管理');
            create function app_is_platform() returns boolean language sql stable
              return exists (select 1 from tenants where id = app_tenant() and slug = 'platform');
            alter table calendar_years enable row level security;
            alter table calendar_years force row level security;
            create policy everyone_reads on calendar_years for select using (true);
            create policy platform_adds on calendar_years for insert with check (app_is_platform());
            create policy platform_revises on calendar_years for update using (app_is_platform()) with check (app_is_platform());
            """);

        migrationBuilder.Sql($"""
            create table platform_bars (
              tenant_id uuid not null references tenants (id), record_id uuid not null, digest bytea not null, "from" date not null, "to" date not null, basis text not null,
              primary key (tenant_id, record_id), foreign key (tenant_id, record_id) references integrity_records (tenant_id, id));
            create index ix_platform_bars_digest on platform_bars (digest);
            create table person_years (
              tenant_id uuid not null references tenants (id), filing_id uuid not null, digest bytea not null, year int not null, exclusive boolean not null, claimed_at timestamptz not null,
              primary key (tenant_id, filing_id), foreign key (tenant_id, filing_id) references filings (tenant_id, id));
            create index ix_person_years_digest on person_years (digest, year);

            create function platform_bar_mirror() returns trigger language plpgsql {Guarded} as $$
            begin
              delete from platform_bars where tenant_id = new.tenant_id and record_id = new.id;
              if new.platform_wide and new.lifted_at is null then
                insert into platform_bars values (new.tenant_id, new.id, new.platform_digest, new."from", new."to", new.basis);
              end if;
              return null;
            end $$;
            create trigger platform_bar_mirror after insert or update on integrity_records for each row execute function platform_bar_mirror();

            create function platform_bars_of(p_digest bytea, p_day date) returns table ("from" date, "to" date, basis text) language sql stable {Guarded} as $$
              select b."from", b."to", b.basis from platform_bars b
               where b.digest = p_digest and p_day between b."from" and b."to" and b.tenant_id is distinct from app_tenant()
            $$;

            create function person_year_taken(p_digest bytea, p_year int, p_exclusive boolean) returns boolean language sql stable {Guarded} as $$
              select exists (select 1 from person_years y where y.digest = p_digest and y.year = p_year and y.tenant_id is distinct from app_tenant() and (p_exclusive or y.exclusive))
            $$;

            -- One person's year is claimed by one at a time: the lock is held until the submission commits or does not.
            create function claim_person_year(p_digest bytea, p_year int, p_filing uuid, p_exclusive boolean) returns boolean language plpgsql {Guarded} as $$
            begin
              perform pg_advisory_xact_lock(hashtextextended(encode(p_digest, 'hex') || '/' || p_year, 0));
              if person_year_taken(p_digest, p_year, p_exclusive) then return false; end if;
              insert into person_years values (app_tenant(), p_filing, p_digest, p_year, p_exclusive, clock_timestamp())
                on conflict (tenant_id, filing_id) do update set digest = excluded.digest, year = excluded.year, exclusive = excluded.exclusive;
              return true;
            end $$;

            create function release_person_year(p_filing uuid) returns void language sql {Guarded} as $$
              delete from person_years where tenant_id = app_tenant() and filing_id = p_filing
            $$;

            -- For the verification: a port's own claims, never another's.
            create function own_person_years() returns table (filing_id uuid, year int) language sql stable {Guarded} as $$
              select y.filing_id, y.year from person_years y where y.tenant_id = app_tenant()
            $$;
            """);
        foreach (var table in new[] { "platform_bars", "person_years" })
            migrationBuilder.Sql($"""
                alter table {table} enable row level security;
                alter table {table} force row level security;
                create policy owner_only on {table} for all to current_user using (true) with check (true);
                revoke all on {table} from public;
                """);
        foreach (var function in Functions.Append("platform_bar_mirror()")) migrationBuilder.Sql($"revoke all on function {function} from public;");
        migrationBuilder.Sql($"""
            do $$ begin
              if exists (select 1 from pg_roles where rolname = 'titlereview_app') then
                revoke all on platform_bars, person_years from titlereview_app;
                revoke delete on calendar_years, integrity_records from titlereview_app;
                grant execute on function {string.Join(", ", Functions)} to titlereview_app;
              end if;
            end $$;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
