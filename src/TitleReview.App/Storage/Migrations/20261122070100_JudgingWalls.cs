using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>逐项审核各表的行级隔离；给同事的话只增不改。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122070100_JudgingWalls")]
internal sealed class JudgingWalls : Migration
{
    public static readonly IReadOnlyList<string> TenantTables = ["judgements", "original_marks", "desk_notes", "proposals", "defects"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));
        migrationBuilder.Sql(TenantWall.AppendOnly("desk_notes"));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
