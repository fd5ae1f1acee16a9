using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>
/// 成批办理与分工各表的行级隔离；派给谁也写进待办表（docs/decisions/0023、0024）：仍由触发器随改动在同一事务里写，
/// 各人手里的件数另有一张表，所以按人筛、数件数与从前一样快。
/// </summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122110100_BulkWalls")]
internal sealed class BulkWalls : Migration
{
    /// <summary>Not of the model: written by the triggers below.</summary>
    public static readonly IReadOnlyList<string> DerivedTables = ["queue_loads"];

    public static readonly IReadOnlyList<string> TenantTables = ["bulk_orders", "bulk_rows", "desk_assignments", .. DerivedTables];

    private const string Guarded = "security definer set search_path = public, pg_temp";

    /// <summary>What a row of the queue says besides whose it is; in the order of the view.</summary>
    private const string Said = "plan_id, state, number, applicant_name, employer_name, place, specialty, tries, submitted_at, deadline, resident_tail, assignee_id";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            alter table queue_entries add assignee_id uuid;
            create index ix_queue_assignee on queue_entries (tenant_id, office_id, assignee_id, submitted_at, filing_id) where state = 'Waiting';
            create table queue_loads (
              tenant_id uuid not null, office_id uuid not null, assignee_id uuid not null, entries bigint not null check (entries >= 0),
              primary key (tenant_id, office_id, assignee_id));
            """);

        // The same view with one column more; everything that reads it by name goes on as before.
        migrationBuilder.Sql("""
            create or replace view queue_expected with (security_invoker = true) as
              select f.tenant_id, f.id as filing_id, s.office_id, f.plan_id,
                     case when f.current_office_id = s.office_id then 'Waiting' when f.status = 'Returned' then 'Returned' else 'Others' end as state,
                     f.number, a.name as applicant_name, e.name as employer_name, e.place, f.specialty, f.submissions_used as tries, f.submitted_at,
                     case when f.status = 'Returned' then f.fix_deadline else coalesce(w.closes, g.closes) end as deadline,
                     reverse(to_char(a.birth_date, 'DD') || right(a.masked_resident_id, 4)) as resident_tail, d.assignee_id
                from filings f
                join applicants a on a.tenant_id = f.tenant_id and a.id = f.applicant_id
                join offices e on e.tenant_id = f.tenant_id and e.id = f.employer_id
                join plan_windows g on g.tenant_id = f.tenant_id and g.plan_id = f.plan_id and g.channel = '' and g.series = '' and g.specialty = ''
                left join plan_windows w on w.tenant_id = f.tenant_id and w.plan_id = f.plan_id and w.channel = f.channel and w.series = f.series and w.specialty = f.specialty
               cross join lateral (select distinct (stop #>> '{officeId,value}')::uuid as office_id from jsonb_array_elements(f.stops) stop) s
                left join desk_assignments d on d.tenant_id = f.tenant_id and d.filing_id = f.id and d.office_id = s.office_id
               where f.submitted_at is not null;
            """);

        var assignments = string.Join(", ", Said.Split(", ").Select(c => $"{c} = excluded.{c}"));
        var old = string.Join(", ", Said.Split(", ").Select(c => $"queue_entries.{c}"));
        var given = string.Join(", ", Said.Split(", ").Select(c => $"excluded.{c}"));
        migrationBuilder.Sql($"""
            create or replace function queue_write(p_tenant uuid, p_filing uuid) returns void language plpgsql {Guarded} as $$
            #variable_conflict use_column
            begin
              insert into queue_entries (tenant_id, filing_id, office_id, {Said})
              select tenant_id, filing_id, office_id, {Said} from queue_expected where tenant_id = p_tenant and filing_id = p_filing
              on conflict (tenant_id, filing_id, office_id) do update set {assignments} where ({old}) is distinct from ({given});
            end $$;
            create function queue_follow_assignment() returns trigger language plpgsql {Guarded} as $$
            begin
              update queue_entries set assignee_id = case when tg_op = 'DELETE' then null else new.assignee_id end
               where tenant_id = coalesce(new.tenant_id, old.tenant_id) and filing_id = coalesce(new.filing_id, old.filing_id) and office_id = coalesce(new.office_id, old.office_id);
              return null;
            end $$;
            revoke all on function queue_follow_assignment() from public;
            create trigger queue_follow after insert or delete or update of assignee_id on desk_assignments for each row execute function queue_follow_assignment();
            """);

        // Counted at commit, like the counts of the queue and for the same reason.
        migrationBuilder.Sql($"""
            create function queue_load() returns trigger language plpgsql {Guarded} as $$
            begin
              if tg_op <> 'INSERT' and old.state = 'Waiting' and old.assignee_id is not null then
                update queue_loads set entries = entries - 1 where tenant_id = old.tenant_id and office_id = old.office_id and assignee_id = old.assignee_id;
              end if;
              if tg_op <> 'DELETE' and new.state = 'Waiting' and new.assignee_id is not null then
                insert into queue_loads as l values (new.tenant_id, new.office_id, new.assignee_id, 1)
                  on conflict (tenant_id, office_id, assignee_id) do update set entries = l.entries + 1;
              end if;
              return null;
            end $$;
            revoke all on function queue_load() from public;
            create constraint trigger queue_load_new after insert on queue_entries deferrable initially deferred for each row when (new.assignee_id is not null) execute function queue_load();
            create constraint trigger queue_load_gone after delete on queue_entries deferrable initially deferred for each row when (old.assignee_id is not null) execute function queue_load();
            create constraint trigger queue_load after update on queue_entries deferrable initially deferred for each row
              when ((old.state, old.assignee_id) is distinct from (new.state, new.assignee_id) and (old.assignee_id is not null or new.assignee_id is not null)) execute function queue_load();
            """);
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));
        migrationBuilder.Sql($"""
            do $$ begin
              if exists (select 1 from pg_roles where rolname = 'titlereview_app') then
                revoke insert, update, delete, truncate on {string.Join(", ", DerivedTables)} from titlereview_app;
                revoke delete, truncate on bulk_orders, bulk_rows from titlereview_app;
                revoke truncate on desk_assignments from titlereview_app;
              end if;
            end $$;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
