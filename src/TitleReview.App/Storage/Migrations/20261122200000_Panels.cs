using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261122200000_Panels")]
    internal sealed class Panels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "panel_reviews",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    expert_id = table.Column<Guid>(type: "uuid", nullable: false),
                    assigned_by = table.Column<string>(type: "text", nullable: false),
                    assigned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    opinion = table.Column<string>(type: "text", nullable: false),
                    scores = table.Column<string>(type: "jsonb", nullable: false),
                    total_score = table.Column<int>(type: "integer", nullable: true),
                    saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_panel_reviews", x => new { x.tenant_id, x.meeting_id, x.filing_id, x.expert_id });
                    table.ForeignKey(
                        name: "fk_panel_reviews_meeting_cases_tenant_id_meeting_id_filing_id",
                        columns: x => new { x.tenant_id, x.meeting_id, x.filing_id },
                        principalTable: "meeting_cases",
                        principalColumns: new[] { "tenant_id", "meeting_id", "filing_id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_panel_reviews_meeting_seats_tenant_id_meeting_id_expert_id",
                        columns: x => new { x.tenant_id, x.meeting_id, x.expert_id },
                        principalTable: "meeting_seats",
                        principalColumns: new[] { "tenant_id", "meeting_id", "expert_id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_panel_reviews_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_panel_reviews_tenant_id_meeting_id_expert_id",
                table: "panel_reviews",
                columns: new[] { "tenant_id", "meeting_id", "expert_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "panel_reviews");
        }
    }
}
