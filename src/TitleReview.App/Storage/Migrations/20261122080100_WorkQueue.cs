using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>
/// 各机构的待办（docs/decisions/0023）：每份送审过的申报，在呈报线上的每个机构各有一行，连同排序、查找要用的各栏；
/// 件数另有一张表。都由触发器随申报在同一事务里写，程序只读；verify 拿它们与申报逐行对照。
/// </summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122080100_WorkQueue")]
internal sealed class WorkQueue : Migration
{
    /// <summary>Not of the model: written by the triggers below, read by App/Approvals.</summary>
    public static readonly IReadOnlyList<string> DerivedTables = ["plan_windows", "queue_entries", "queue_counts"];

    public static readonly IReadOnlyList<string> TenantTables = ["saved_filters", .. DerivedTables];

    private const string Guarded = "security definer set search_path = public, pg_temp";

    /// <summary>What a row of the queue says besides whose it is; in the order of the view.</summary>
    private const string Said = "plan_id, state, number, applicant_name, employer_name, place, specialty, tries, submitted_at, deadline, resident_tail";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // No foreign keys: these rows are derived, and every one would be checked again at each approval.
        migrationBuilder.Sql("""
            create table plan_windows (
              tenant_id uuid not null, plan_id uuid not null, channel text not null, series text not null, specialty text not null, closes timestamptz not null,
              primary key (tenant_id, plan_id, channel, series, specialty));
            create table queue_entries (
              tenant_id uuid not null, filing_id uuid not null, office_id uuid not null, plan_id uuid not null, state text collate "C" not null, number text not null,
              applicant_name text collate "C" not null, employer_name text collate "C" not null, place text collate "C" not null, specialty text collate "C" not null,
              tries integer not null, submitted_at timestamptz not null, deadline timestamptz not null, resident_tail text collate "C" not null,
              primary key (tenant_id, filing_id, office_id));
            create index ix_queue_age on queue_entries (tenant_id, office_id, state, submitted_at, filing_id);
            create index ix_queue_name on queue_entries (tenant_id, office_id, state, applicant_name, submitted_at, filing_id);
            create index ix_queue_employer on queue_entries (tenant_id, office_id, state, employer_name, submitted_at, filing_id);
            create index ix_queue_deadline on queue_entries (tenant_id, office_id, state, deadline, submitted_at, filing_id) where state <> 'Others';
            create index ix_queue_tries on queue_entries (tenant_id, office_id, tries, submitted_at, filing_id) where state = 'Waiting';
            create index ix_queue_specialty on queue_entries (tenant_id, office_id, specialty, submitted_at, filing_id) where state = 'Waiting';
            create index ix_queue_place on queue_entries (tenant_id, office_id, place, submitted_at, filing_id) where state = 'Waiting';
            create index ix_queue_tail on queue_entries (tenant_id, office_id, resident_tail);
            create table queue_counts (
              tenant_id uuid not null, office_id uuid not null, plan_id uuid not null, state text collate "C" not null, specialty text collate "C" not null, place text collate "C" not null,
              entries bigint not null check (entries >= 0),
              primary key (tenant_id, office_id, state, specialty, place, plan_id));
            """);

        // The same rule as PlanTerms.WindowFor, spelt out for every channel and specialty; '' stands for what is in no catalogue.
        migrationBuilder.Sql($$"""
            create function plan_windows_of(terms jsonb) returns table (channel text, series text, specialty text, closes timestamptz) language sql stable as $$
              select distinct on (1, 2, 3) c.x ->> 'key', s.x ->> 'name', p.x ->> 'name',
                     coalesce(p.x #>> '{window,closes}', s.x #>> '{window,closes}', c.x #>> '{window,closes}', terms #>> '{window,closes}')::timestamptz
                from jsonb_array_elements(terms -> 'channels') with ordinality c(x, n), jsonb_array_elements(terms -> 'catalogue') with ordinality s(x, n),
                     jsonb_array_elements(s.x -> 'specialties') with ordinality p(x, n)
               order by 1, 2, 3, c.n, s.n, p.n
            $$;
            create function plan_windows_follow() returns trigger language plpgsql {{Guarded}} as $$
            begin
              delete from plan_windows where tenant_id = new.tenant_id and plan_id = new.id;
              insert into plan_windows select new.tenant_id, new.id, w.* from plan_windows_of(new.terms) w;
              insert into plan_windows values (new.tenant_id, new.id, '', '', '', (new.terms #>> '{window,closes}')::timestamptz);
              if tg_op = 'UPDATE' then
                update queue_entries q set deadline = e.deadline from queue_expected e
                 where e.tenant_id = new.tenant_id and e.plan_id = new.id and q.tenant_id = e.tenant_id and q.filing_id = e.filing_id and q.office_id = e.office_id and q.deadline <> e.deadline;
              end if;
              return null;
            end $$;
            """);

        // One definition: the triggers write from it, verify compares with it.
        migrationBuilder.Sql("""
            create view queue_expected with (security_invoker = true) as
              select f.tenant_id, f.id as filing_id, s.office_id, f.plan_id,
                     case when f.current_office_id = s.office_id then 'Waiting' when f.status = 'Returned' then 'Returned' else 'Others' end as state,
                     f.number, a.name as applicant_name, e.name as employer_name, e.place, f.specialty, f.submissions_used as tries, f.submitted_at,
                     case when f.status = 'Returned' then f.fix_deadline else coalesce(w.closes, g.closes) end as deadline,
                     reverse(to_char(a.birth_date, 'DD') || right(a.masked_resident_id, 4)) as resident_tail
                from filings f
                join applicants a on a.tenant_id = f.tenant_id and a.id = f.applicant_id
                join offices e on e.tenant_id = f.tenant_id and e.id = f.employer_id
                join plan_windows g on g.tenant_id = f.tenant_id and g.plan_id = f.plan_id and g.channel = '' and g.series = '' and g.specialty = ''
                left join plan_windows w on w.tenant_id = f.tenant_id and w.plan_id = f.plan_id and w.channel = f.channel and w.series = f.series and w.specialty = f.specialty
               cross join lateral (select distinct (stop #>> '{officeId,value}')::uuid as office_id from jsonb_array_elements(f.stops) stop) s
               where f.submitted_at is not null;
            """);

        var assignments = string.Join(", ", Said.Split(", ").Select(c => $"{c} = excluded.{c}"));
        var old = string.Join(", ", Said.Split(", ").Select(c => $"queue_entries.{c}"));
        var given = string.Join(", ", Said.Split(", ").Select(c => $"excluded.{c}"));
        migrationBuilder.Sql($"""
            create function queue_write(p_tenant uuid, p_filing uuid) returns void language plpgsql {Guarded} as $$
            #variable_conflict use_column
            begin
              insert into queue_entries (tenant_id, filing_id, office_id, {Said})
              select tenant_id, filing_id, office_id, {Said} from queue_expected where tenant_id = p_tenant and filing_id = p_filing
              on conflict (tenant_id, filing_id, office_id) do update set {assignments} where ({old}) is distinct from ({given});
            end $$;
            create function queue_follow_filing() returns trigger language plpgsql {Guarded} as $$
            begin perform queue_write(new.tenant_id, new.id); return null; end $$;
            create function queue_follow_applicant() returns trigger language plpgsql {Guarded} as $$
            begin perform queue_write(f.tenant_id, f.id) from filings f where f.tenant_id = new.tenant_id and f.applicant_id = new.id and f.submitted_at is not null; return null; end $$;
            create function queue_follow_office() returns trigger language plpgsql {Guarded} as $$
            begin perform queue_write(f.tenant_id, f.id) from filings f where f.tenant_id = new.tenant_id and f.employer_id = new.id and f.submitted_at is not null; return null; end $$;
            create function queue_forget() returns trigger language plpgsql {Guarded} as $$
            begin delete from queue_entries where tenant_id = old.tenant_id and filing_id = old.id; return null; end $$;
            """);
        // Counted at commit, when the transaction already holds the head of the audit chain: so no two of one port wait for each other's counts.
        migrationBuilder.Sql($"""
            create function queue_count() returns trigger language plpgsql {Guarded} as $$
            begin
              if tg_op = 'UPDATE' and (old.plan_id, old.state, old.specialty, old.place) = (new.plan_id, new.state, new.specialty, new.place) then return null; end if;
              if tg_op <> 'INSERT' then
                update queue_counts set entries = entries - 1
                 where tenant_id = old.tenant_id and office_id = old.office_id and state = old.state and specialty = old.specialty and place = old.place and plan_id = old.plan_id;
              end if;
              if tg_op <> 'DELETE' then
                insert into queue_counts as c values (new.tenant_id, new.office_id, new.plan_id, new.state, new.specialty, new.place, 1)
                  on conflict (tenant_id, office_id, state, specialty, place, plan_id) do update set entries = c.entries + 1;
              end if;
              return null;
            end $$;
            """);
        foreach (var function in new[] { "plan_windows_follow()", "queue_write(uuid, uuid)", "queue_follow_filing()", "queue_follow_applicant()", "queue_follow_office()", "queue_forget()", "queue_count()" })
            migrationBuilder.Sql($"revoke all on function {function} from public;");

        // What is there already, port by port: the owner too sees one at a time.
        migrationBuilder.Sql("""
            do $$ declare t uuid; begin
              for t in select id from tenants loop
                perform set_config('app.tenant', t::text, true);
                insert into plan_windows select p.tenant_id, p.id, w.* from plans p, plan_windows_of(p.terms) w where p.tenant_id = t;
                insert into plan_windows select tenant_id, id, '', '', '', (terms #>> '{window,closes}')::timestamptz from plans where tenant_id = t;
                insert into queue_entries (tenant_id, filing_id, office_id, plan_id, state, number, applicant_name, employer_name, place, specialty, tries, submitted_at, deadline, resident_tail)
                  select tenant_id, filing_id, office_id, plan_id, state, number, applicant_name, employer_name, place, specialty, tries, submitted_at, deadline, resident_tail from queue_expected where tenant_id = t;
                insert into queue_counts select tenant_id, office_id, plan_id, state, specialty, place, count(*) from queue_entries where tenant_id = t group by 1, 2, 3, 4, 5, 6;
              end loop;
              perform set_config('app.tenant', '', true);
            end $$;
            """);

        migrationBuilder.Sql("""
            create trigger plan_windows_follow after insert or update of terms on plans for each row execute function plan_windows_follow();
            create trigger queue_follow_new after insert on filings for each row when (new.submitted_at is not null) execute function queue_follow_filing();
            create trigger queue_follow after update on filings for each row
              when (new.submitted_at is not null and (old.status, old.current_office_id, old.submitted_at, old.fix_deadline, old.submissions_used, old.specialty, old.series, old.channel)
                is distinct from (new.status, new.current_office_id, new.submitted_at, new.fix_deadline, new.submissions_used, new.specialty, new.series, new.channel))
              execute function queue_follow_filing();
            create trigger queue_forget after delete on filings for each row execute function queue_forget();
            create trigger queue_follow after update on applicants for each row when (old.name <> new.name) execute function queue_follow_applicant();
            create trigger queue_follow after update on offices for each row when ((old.name, old.place) <> (new.name, new.place)) execute function queue_follow_office();
            create constraint trigger queue_count after insert or update or delete on queue_entries deferrable initially deferred for each row execute function queue_count();
            """);
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));
        migrationBuilder.Sql($"""
            do $$ begin
              if exists (select 1 from pg_roles where rolname = 'titlereview_app') then
                revoke insert, update, delete, truncate on {string.Join(", ", DerivedTables)}, queue_expected from titlereview_app;
              end if;
            end $$;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The queue is not taken down.");
}
