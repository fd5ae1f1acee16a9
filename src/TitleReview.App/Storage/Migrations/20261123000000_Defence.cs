using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261123000000_Defence")]
    internal sealed class Defence : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "defence_sittings",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_no = table.Column<int>(type: "integer", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    room = table.Column<string>(type: "text", nullable: false),
                    video_link = table.Column<string>(type: "text", nullable: true),
                    made_by = table.Column<string>(type: "text", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_defence_sittings", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_defence_sittings_span", "ends_at > starts_at and minutes > 0 and (room <> '' or video_link is not null)");
                    table.ForeignKey(
                        name: "fk_defence_sittings_meetings_tenant_id_meeting_id",
                        columns: x => new { x.tenant_id, x.meeting_id },
                        principalTable: "meetings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_defence_sittings_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "exemptions",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    applicant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    office_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    evidence = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    proposed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_by_name = table.Column<string>(type: "text", nullable: false),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: true),
                    decided_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_reason = table.Column<string>(type: "text", nullable: true),
                    score = table.Column<int>(type: "integer", nullable: true),
                    score_of = table.Column<int>(type: "integer", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exemptions", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_exemptions_second", "(state = 'Waiting') = (decided_at is null) and (state not in ('Agreed', 'Refused') or decided_by_id <> proposed_by)");
                    table.ForeignKey(
                        name: "fk_exemptions_filings_tenant_id_filing_id",
                        columns: x => new { x.tenant_id, x.filing_id },
                        principalTable: "filings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_exemptions_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "language_tests",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    office_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    passed = table.Column<bool>(type: "boolean", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    score = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    entered_by = table.Column<Guid>(type: "uuid", nullable: false),
                    entered_by_name = table.Column<string>(type: "text", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: true),
                    decided_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_reason = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_language_tests", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_language_tests_second", "(state = 'Waiting') = (decided_at is null) and (state not in ('Agreed', 'Refused') or decided_by_id <> entered_by)");
                    table.ForeignKey(
                        name: "fk_language_tests_filings_tenant_id_filing_id",
                        columns: x => new { x.tenant_id, x.filing_id },
                        principalTable: "filings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_language_tests_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "defences",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    sitting_id = table.Column<Guid>(type: "uuid", nullable: true),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    marks = table.Column<int>(type: "integer", nullable: true),
                    score = table.Column<int>(type: "integer", nullable: true),
                    passed = table.Column<bool>(type: "boolean", nullable: true),
                    ended_by = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_defences", x => new { x.tenant_id, x.meeting_id, x.filing_id });
                    table.CheckConstraint("ck_defences_done", "(state = 'Done') = (marks is not null) and (marks is null) = (score is null and passed is null) and (score is null or passed is null) and (state in ('Done', 'Absent')) = (ended_at is not null)");
                    table.CheckConstraint("ck_defences_slot", "(sitting_id is null) = (starts_at is null) and (starts_at is null) = (ends_at is null) and (state not in ('Scheduled', 'Done') or sitting_id is not null) and (state <> 'Waiting' or sitting_id is null)");
                    table.ForeignKey(
                        name: "fk_defences_defence_sittings_tenant_id_sitting_id",
                        columns: x => new { x.tenant_id, x.sitting_id },
                        principalTable: "defence_sittings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_defences_meeting_cases_tenant_id_meeting_id_filing_id",
                        columns: x => new { x.tenant_id, x.meeting_id, x.filing_id },
                        principalTable: "meeting_cases",
                        principalColumns: new[] { "tenant_id", "meeting_id", "filing_id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_defences_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "defence_marks",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    expert_id = table.Column<Guid>(type: "uuid", nullable: false),
                    score = table.Column<int>(type: "integer", nullable: true),
                    passed = table.Column<bool>(type: "boolean", nullable: true),
                    remark = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_defence_marks", x => new { x.tenant_id, x.meeting_id, x.filing_id, x.expert_id });
                    table.CheckConstraint("ck_defence_marks_one", "(score is null) <> (passed is null)");
                    table.ForeignKey(
                        name: "fk_defence_marks_defences_tenant_id_meeting_id_filing_id",
                        columns: x => new { x.tenant_id, x.meeting_id, x.filing_id },
                        principalTable: "defences",
                        principalColumns: new[] { "tenant_id", "meeting_id", "filing_id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_defence_marks_meeting_seats_tenant_id_meeting_id_expert_id",
                        columns: x => new { x.tenant_id, x.meeting_id, x.expert_id },
                        principalTable: "meeting_seats",
                        principalColumns: new[] { "tenant_id", "meeting_id", "expert_id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_defence_marks_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_defence_marks_tenant_id_meeting_id_expert_id",
                table: "defence_marks",
                columns: new[] { "tenant_id", "meeting_id", "expert_id" });

            migrationBuilder.CreateIndex(
                name: "ix_defence_sittings_tenant_id_meeting_id_starts_at",
                table: "defence_sittings",
                columns: new[] { "tenant_id", "meeting_id", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_defences_tenant_id_filing_id",
                table: "defences",
                columns: new[] { "tenant_id", "filing_id" });

            migrationBuilder.CreateIndex(
                name: "ix_defences_tenant_id_sitting_id",
                table: "defences",
                columns: new[] { "tenant_id", "sitting_id" });

            migrationBuilder.CreateIndex(
                name: "ux_exemptions_live",
                table: "exemptions",
                columns: new[] { "tenant_id", "filing_id" },
                unique: true,
                filter: "state in ('Waiting', 'Agreed')");

            migrationBuilder.CreateIndex(
                name: "ux_language_tests_live",
                table: "language_tests",
                columns: new[] { "tenant_id", "filing_id" },
                unique: true,
                filter: "state in ('Waiting', 'Agreed')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "defence_marks");

            migrationBuilder.DropTable(
                name: "exemptions");

            migrationBuilder.DropTable(
                name: "language_tests");

            migrationBuilder.DropTable(
                name: "defences");

            migrationBuilder.DropTable(
                name: "defence_sittings");
        }
    }
}
