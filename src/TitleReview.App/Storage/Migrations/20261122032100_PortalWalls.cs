using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>公告与附件的行级隔离；公告只撤下，不删除。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122032100_PortalWalls")]
internal sealed class PortalWalls : Migration
{
    public static readonly IReadOnlyList<string> TenantTables = ["announcements", "attachments"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));
        migrationBuilder.Sql("""
            do $$ begin
              if exists (select 1 from pg_roles where rolname = 'titlereview_app') then
                revoke delete on announcements from titlereview_app;
              end if;
            end $$;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
