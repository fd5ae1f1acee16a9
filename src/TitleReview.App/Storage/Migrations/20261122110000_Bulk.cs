using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261122110000_Bulk")]
    internal sealed class Bulk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "bulk_orders",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ask = table.Column<string>(type: "jsonb", nullable: false),
                    filter = table.Column<string>(type: "text", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ordered_by = table.Column<Guid>(type: "uuid", nullable: false),
                    ordered_by_name = table.Column<string>(type: "text", nullable: false),
                    office_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    file = table.Column<string>(type: "text", nullable: true),
                    file_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulk_orders", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_bulk_orders_offices_tenant_id_office_id",
                        columns: x => new { x.tenant_id, x.office_id },
                        principalTable: "offices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bulk_orders_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "desk_assignments",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    office_id = table.Column<Guid>(type: "uuid", nullable: false),
                    assignee_id = table.Column<Guid>(type: "uuid", nullable: false),
                    assigned_by_name = table.Column<string>(type: "text", nullable: false),
                    assigned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_desk_assignments", x => new { x.tenant_id, x.filing_id, x.office_id });
                    table.ForeignKey(
                        name: "fk_desk_assignments_filings_tenant_id_filing_id",
                        columns: x => new { x.tenant_id, x.filing_id },
                        principalTable: "filings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_desk_assignments_offices_tenant_id_office_id",
                        columns: x => new { x.tenant_id, x.office_id },
                        principalTable: "offices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_desk_assignments_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bulk_rows",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bulk_id = table.Column<Guid>(type: "uuid", nullable: false),
                    no = table.Column<int>(type: "integer", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    sentence = table.Column<string>(type: "text", nullable: true),
                    submission_no = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulk_rows", x => new { x.tenant_id, x.bulk_id, x.no });
                    table.ForeignKey(
                        name: "fk_bulk_rows_bulk_orders_tenant_id_bulk_id",
                        columns: x => new { x.tenant_id, x.bulk_id },
                        principalTable: "bulk_orders",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bulk_rows_filings_tenant_id_filing_id",
                        columns: x => new { x.tenant_id, x.filing_id },
                        principalTable: "filings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bulk_rows_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_bulk_orders_due",
                table: "bulk_orders",
                columns: new[] { "tenant_id", "ordered_at" },
                filter: "state in ('Checking', 'Running')");

            migrationBuilder.CreateIndex(
                name: "ix_bulk_orders_files",
                table: "bulk_orders",
                columns: new[] { "tenant_id", "file_until" },
                filter: "file is not null");

            migrationBuilder.CreateIndex(
                name: "ix_bulk_orders_own",
                table: "bulk_orders",
                columns: new[] { "tenant_id", "ordered_by", "ordered_at" });

            migrationBuilder.CreateIndex(
                name: "ix_bulk_orders_tenant_id_office_id",
                table: "bulk_orders",
                columns: new[] { "tenant_id", "office_id" });

            migrationBuilder.CreateIndex(
                name: "ix_bulk_rows_state",
                table: "bulk_rows",
                columns: new[] { "tenant_id", "bulk_id", "state", "no" });

            migrationBuilder.CreateIndex(
                name: "ix_bulk_rows_tenant_id_filing_id",
                table: "bulk_rows",
                columns: new[] { "tenant_id", "filing_id" });

            migrationBuilder.CreateIndex(
                name: "ux_bulk_rows_once",
                table: "bulk_rows",
                columns: new[] { "tenant_id", "bulk_id", "filing_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_desk_assignments_tenant_id_office_id",
                table: "desk_assignments",
                columns: new[] { "tenant_id", "office_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bulk_rows");

            migrationBuilder.DropTable(
                name: "desk_assignments");

            migrationBuilder.DropTable(
                name: "bulk_orders");
        }
    }
}
