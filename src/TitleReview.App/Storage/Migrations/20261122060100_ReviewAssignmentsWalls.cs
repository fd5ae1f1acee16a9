using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>送专家审阅两张表的行级隔离。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122060100_ReviewAssignmentsWalls")]
internal sealed class ReviewAssignmentsWalls : Migration
{
    public static readonly IReadOnlyList<string> TenantTables = ["review_cases", "review_assignments"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
