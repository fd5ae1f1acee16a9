using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>材料各页的行级隔离；从前上传的补上各页，机器还没有找过。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122050100_MaterialPagesWalls")]
internal sealed class MaterialPagesWalls : Migration
{
    public static readonly IReadOnlyList<string> TenantTables = ["material_pages"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            alter table materials no force row level security;
            insert into material_pages (tenant_id, material_id, no, filing_id, search, search_tries, masks, refused)
              select m.tenant_id, m.id, n, m.filing_id, 'NotAsked', 0, '[]', '[]' from materials m cross join generate_series(1, m.pages) n;
            alter table materials force row level security;
            """);
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
