using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>专家库、评委会、抽取各表的行级隔离；入过库的专家、登记过的关系、抽取过的记录，谁也删不掉。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122140100_CommitteesWalls")]
internal sealed class CommitteesWalls : Migration
{
    public static readonly IReadOnlyList<string> TenantTables = ["experts", "expert_ties", "committees", "draws"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));
        migrationBuilder.Sql($"""
            do $$ begin
              if exists (select 1 from pg_roles where rolname = 'titlereview_app') then
                revoke delete, truncate on {string.Join(", ", TenantTables)} from titlereview_app;
              end if;
            end $$;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
