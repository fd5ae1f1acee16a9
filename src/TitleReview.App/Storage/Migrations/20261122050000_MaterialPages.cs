using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261122050000_MaterialPages")]
    internal sealed class MaterialPages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "material_pages",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    material_id = table.Column<Guid>(type: "uuid", nullable: false),
                    no = table.Column<int>(type: "integer", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    search = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    search_tries = table.Column<int>(type: "integer", nullable: false),
                    search_taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reading = table.Column<string>(type: "jsonb", nullable: true),
                    masked = table.Column<bool>(type: "boolean", nullable: true),
                    masks = table.Column<string>(type: "jsonb", nullable: false),
                    refused = table.Column<string>(type: "jsonb", nullable: false),
                    masked_sha256 = table.Column<string>(type: "text", nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_material_pages", x => new { x.tenant_id, x.material_id, x.no });
                    table.CheckConstraint("ck_material_pages_answer", "(masked is null) = (answered_at is null) and (masked is null) = (answered_by is null) and (masked is true) = (masked_sha256 is not null)");
                    table.ForeignKey(
                        name: "fk_material_pages_filings_tenant_id_filing_id",
                        columns: x => new { x.tenant_id, x.filing_id },
                        principalTable: "filings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_material_pages_materials_tenant_id_material_id",
                        columns: x => new { x.tenant_id, x.material_id },
                        principalTable: "materials",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_material_pages_stored_files_tenant_id_masked_sha256",
                        columns: x => new { x.tenant_id, x.masked_sha256 },
                        principalTable: "stored_files",
                        principalColumns: new[] { "tenant_id", "sha256" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_material_pages_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_material_pages_tenant_id_filing_id",
                table: "material_pages",
                columns: new[] { "tenant_id", "filing_id" });

            migrationBuilder.CreateIndex(
                name: "ix_material_pages_tenant_id_masked_sha256",
                table: "material_pages",
                columns: new[] { "tenant_id", "masked_sha256" });

            migrationBuilder.CreateIndex(
                name: "ix_material_pages_waiting",
                table: "material_pages",
                columns: new[] { "tenant_id", "material_id", "no" },
                filter: "search = 'Waiting'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "material_pages");
        }
    }
}
