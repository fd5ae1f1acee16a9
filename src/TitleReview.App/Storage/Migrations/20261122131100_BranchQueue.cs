using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>分支机构的申报，它的总单位的待办里也有一行，有没有自己的一站都看得到（docs/decisions/0027）。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122131100_BranchQueue")]
internal sealed class BranchQueue : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // The view of BulkWalls with one more office; nothing of before has one, so no row is written anew.
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
               cross join lateral (
                 select (stop #>> '{officeId,value}')::uuid as office_id from jsonb_array_elements(f.stops) stop
                 union select f.main_employer_id where f.main_employer_id is not null) s
                left join desk_assignments d on d.tenant_id = f.tenant_id and d.filing_id = f.id and d.office_id = s.office_id
               where f.submitted_at is not null;
            """);
        // Whom nobody has vouched for: a few; asked for with every session.
        migrationBuilder.Sql("create index ix_users_unvouched on users (tenant_id, office_id) where handed_by is not null;");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The queue is not taken down.");
}
