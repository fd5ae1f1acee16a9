using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>评审结果、公示、异议、决定、证书各表的行级隔离；谁也删不掉。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122190100_ResultsWalls")]
internal sealed class ResultsWalls : Migration
{
    public static readonly IReadOnlyList<string> TenantTables =
        ["review_results", "result_notices", "result_objections", "result_mirrors", "result_decisions", "certificates", "certificate_batches", "certificate_counters"];

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
