using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>看板要的每天件数：呈报线上各机构，一天里首次送来几件、它办了几件。由触发器随经办记录在同一事务里写（docs/decisions/0023）。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122110200_BoardWalls")]
internal sealed class BoardWalls : Migration
{
    public static readonly IReadOnlyList<string> DerivedTables = ["queue_days"];

    public static readonly IReadOnlyList<string> TenantTables = DerivedTables;

    /// <summary>What one entry of a filing's story counts for, at each office of its line.</summary>
    private const string Counted = """
        select e.tenant_id, s.office_id, f.plan_id, (e.at at time zone interval '08:00')::date as day,
               (e.action = 'Submit' and e.submission_no = 1)::int as arrived, (e.action in ('Approve', 'Return', 'Decline') and e.office = s.name)::int as handled
          from filing_events e join filings f on f.tenant_id = e.tenant_id and f.id = e.filing_id
         cross join lateral (select distinct (stop #>> '{officeId,value}')::uuid as office_id, stop ->> 'officeName' as name from jsonb_array_elements(f.stops) stop) s
         where ((e.action = 'Submit' and e.submission_no = 1) or (e.action in ('Approve', 'Return', 'Decline') and e.office = s.name))
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql($"""
            create table queue_days (
              tenant_id uuid not null, office_id uuid not null, plan_id uuid not null, day date not null, arrived bigint not null, handled bigint not null,
              primary key (tenant_id, office_id, plan_id, day));
            create view queue_days_expected with (security_invoker = true) as
              select tenant_id, office_id, plan_id, day, sum(arrived)::bigint as arrived, sum(handled)::bigint as handled from ({Counted}) counted group by 1, 2, 3, 4;
            create function queue_day() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
            begin
              insert into queue_days as d select c.tenant_id, c.office_id, c.plan_id, c.day, sum(c.arrived), sum(c.handled)
                from ({Counted} and e.tenant_id = new.tenant_id and e.filing_id = new.filing_id and e.no = new.no) c group by 1, 2, 3, 4
                on conflict (tenant_id, office_id, plan_id, day) do update set arrived = d.arrived + excluded.arrived, handled = d.handled + excluded.handled;
              return null;
            end $$;
            revoke all on function queue_day() from public;
            do $$ declare t uuid; begin
              for t in select id from tenants loop
                perform set_config('app.tenant', t::text, true);
                insert into queue_days select * from queue_days_expected where tenant_id = t;
              end loop;
              perform set_config('app.tenant', '', true);
            end $$;
            create constraint trigger queue_day after insert on filing_events deferrable initially deferred for each row
              when (new.action in ('Submit', 'Approve', 'Return', 'Decline')) execute function queue_day();
            """);
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));
        migrationBuilder.Sql("""
            do $$ begin
              if exists (select 1 from pg_roles where rolname = 'titlereview_app') then
                revoke insert, update, delete, truncate on queue_days, queue_days_expected from titlereview_app;
              end if;
            end $$;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The boards are not taken down.");
}
