using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>没有传完的上传的行级隔离。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122040100_UploadsWalls")]
internal sealed class UploadsWalls : Migration
{
    public static readonly IReadOnlyList<string> TenantTables = ["partial_uploads"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
