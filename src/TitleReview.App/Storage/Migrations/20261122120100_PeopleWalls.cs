using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>导入、代办、交接各表的行级隔离；申报人不再因许久不用而锁，从前锁上的放开。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122120100_PeopleWalls")]
internal sealed class PeopleWalls : Migration
{
    public static readonly IReadOnlyList<string> TenantTables = ["import_sheets", "deputations", "handovers"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));
        migrationBuilder.Sql("update users set dormant_at = null where role = 'Applicant';");
        // What is assigned to one person: asked for at a hand-over and at the end of an account.
        migrationBuilder.Sql("create index ix_desk_assignments_assignee on desk_assignments (tenant_id, assignee_id);");
        // Who stood in for whom, and who handed over to whom, is asked for years later.
        migrationBuilder.Sql("""
            do $$ begin
              if exists (select 1 from pg_roles where rolname = 'titlereview_app') then
                revoke delete, truncate on deputations, handovers from titlereview_app;
              end if;
            end $$;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
