using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>提醒过了期限不再发；一版计划里某专业的截止；计划改了而截止没有改的，不去碰各机构的待办。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122093000_LateReminders")]
internal sealed class LateReminders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create index ix_filings_arrival on filings (tenant_id, arrival_deadline) where status = 'InApproval' and arrival_deadline is not null;
        alter table deliveries add column not_after timestamptz;
        create function plan_closes(terms jsonb, p_channel text, p_series text, p_specialty text) returns timestamptz language sql stable as $$
          select coalesce((select w.closes from plan_windows_of(terms) w where w.channel = p_channel and w.series = p_series and w.specialty = p_specialty), (terms #>> '{window,closes}')::timestamptz)
        $$;
        create or replace function plan_windows_follow() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          if tg_op = 'UPDATE' and (new.terms #>> '{window,closes}') is not distinct from (old.terms #>> '{window,closes}')
             and not exists ((select * from plan_windows_of(new.terms) except select * from plan_windows_of(old.terms)) union all (select * from plan_windows_of(old.terms) except select * from plan_windows_of(new.terms))) then
            return null;
          end if;
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
}
