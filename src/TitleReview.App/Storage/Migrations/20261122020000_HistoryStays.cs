using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>哪些迁移做过，由所有者记；运行角色只读，改不了。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122020000_HistoryStays")]
internal sealed class HistoryStays : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("""
            do $$ begin
              if exists (select 1 from pg_roles where rolname = 'titlereview_app') then
                revoke insert, update, delete on "__EFMigrationsHistory" from titlereview_app;
              end if;
            end $$;
            """);

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
