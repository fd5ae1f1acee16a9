using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>答辩各表的行级隔离；排定的、评的、免的、测试的，都不由程序删。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261123000100_DefenceWalls")]
internal sealed class DefenceWalls : Migration
{
    public static readonly IReadOnlyList<string> TenantTables = ["defence_sittings", "defences", "defence_marks", "exemptions", "language_tests"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));
        migrationBuilder.Sql("""
            do $$ begin
              if exists (select 1 from pg_roles where rolname = 'titlereview_app') then
                revoke truncate on defence_sittings from titlereview_app;
                revoke delete, truncate on defences, defence_marks, exemptions, language_tests from titlereview_app;
              end if;
            end $$;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
