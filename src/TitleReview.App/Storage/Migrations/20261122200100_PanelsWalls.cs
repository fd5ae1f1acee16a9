using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>评议的行级隔离；分过的评议不由程序删。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122200100_PanelsWalls")]
internal sealed class PanelsWalls : Migration
{
    public static readonly IReadOnlyList<string> TenantTables = ["panel_reviews"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));
        migrationBuilder.Sql("""
            do $$ begin
              if exists (select 1 from pg_roles where rolname = 'titlereview_app') then
                revoke delete, truncate on panel_reviews from titlereview_app;
              end if;
            end $$;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
