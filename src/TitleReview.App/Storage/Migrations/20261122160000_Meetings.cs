using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261122160000_Meetings")]
    internal sealed class Meetings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "meetings",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    committee_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    draw_id = table.Column<Guid>(type: "uuid", nullable: false),
                    office_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    video_link = table.Column<string>(type: "text", nullable: true),
                    groups = table.Column<string>(type: "jsonb", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    room_code = table.Column<string>(type: "text", nullable: true),
                    made_by = table.Column<string>(type: "text", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    opened_by = table.Column<string>(type: "text", nullable: true),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_by = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meetings", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_meetings_code", "(state = 'InSession') = (room_code is not null)");
                    table.CheckConstraint("ck_meetings_ended", "(state in ('Closed', 'Cancelled')) = (ended_at is not null) and (state in ('InSession', 'Closed')) = (opened_at is not null)");
                    table.ForeignKey(
                        name: "fk_meetings_committees_tenant_id_committee_id",
                        columns: x => new { x.tenant_id, x.committee_id },
                        principalTable: "committees",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_meetings_draws_tenant_id_draw_id",
                        columns: x => new { x.tenant_id, x.draw_id },
                        principalTable: "draws",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_meetings_plans_tenant_id_plan_id",
                        columns: x => new { x.tenant_id, x.plan_id },
                        principalTable: "plans",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_meetings_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ballot_rounds",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    no = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    share_in_database = table.Column<byte[]>(type: "bytea", nullable: false),
                    opened_by = table.Column<string>(type: "text", nullable: false),
                    opened_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    voted = table.Column<string>(type: "jsonb", nullable: false),
                    teller = table.Column<string>(type: "text", nullable: true),
                    scrutineer = table.Column<string>(type: "text", nullable: true),
                    closed_by = table.Column<string>(type: "text", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    annul_reason = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ballot_rounds", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_ballot_rounds_closed", "(state in ('Closed', 'Annulled')) = (closed_at is not null) and (state = 'Annulled') = (annul_reason is not null)");
                    table.CheckConstraint("ck_ballot_rounds_key", "(state = 'Open' and kind = 'Sealed') = (length(share_in_database) > 0)");
                    table.CheckConstraint("ck_ballot_rounds_paper", "kind = 'Paper' or (state <> 'Entered' and teller is null)");
                    table.ForeignKey(
                        name: "fk_ballot_rounds_meetings_tenant_id_meeting_id",
                        columns: x => new { x.tenant_id, x.meeting_id },
                        principalTable: "meetings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ballot_rounds_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "incidents",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    asks_pause = table.Column<bool>(type: "boolean", nullable: false),
                    noted_by = table.Column<string>(type: "text", nullable: false),
                    noted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answered_by = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incidents", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_incidents_answer", "(answer is null) = (answered_at is null)");
                    table.ForeignKey(
                        name: "fk_incidents_meetings_tenant_id_meeting_id",
                        columns: x => new { x.tenant_id, x.meeting_id },
                        principalTable: "meetings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_incidents_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "meeting_cases",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_no = table.Column<int>(type: "integer", nullable: false),
                    no = table.Column<int>(type: "integer", nullable: false),
                    is_live = table.Column<bool>(type: "boolean", nullable: false),
                    withdrawn_reason = table.Column<string>(type: "text", nullable: true),
                    withdrawn_by = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meeting_cases", x => new { x.tenant_id, x.meeting_id, x.filing_id });
                    table.CheckConstraint("ck_meeting_cases_withdrawn", "(withdrawn_reason is null) = (withdrawn_by is null) and (withdrawn_reason is null or not is_live)");
                    table.ForeignKey(
                        name: "fk_meeting_cases_filings_tenant_id_filing_id",
                        columns: x => new { x.tenant_id, x.filing_id },
                        principalTable: "filings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_meeting_cases_meetings_tenant_id_meeting_id",
                        columns: x => new { x.tenant_id, x.meeting_id },
                        principalTable: "meetings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_meeting_cases_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "meeting_seats",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    expert_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    group_no = table.Column<int>(type: "integer", nullable: true),
                    pledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    pledge_digest = table.Column<string>(type: "text", nullable: true),
                    pledge_taken_by = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meeting_seats", x => new { x.tenant_id, x.meeting_id, x.expert_id });
                    table.CheckConstraint("ck_meeting_seats_pledge", "(pledged_at is null) = (pledge_digest is null)");
                    table.ForeignKey(
                        name: "fk_meeting_seats_experts_tenant_id_expert_id",
                        columns: x => new { x.tenant_id, x.expert_id },
                        principalTable: "experts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_meeting_seats_meetings_tenant_id_meeting_id",
                        columns: x => new { x.tenant_id, x.meeting_id },
                        principalTable: "meetings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_meeting_seats_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "observer_seats",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    seated_by = table.Column<string>(type: "text", nullable: false),
                    seated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_observer_seats", x => new { x.tenant_id, x.meeting_id, x.user_id });
                    table.ForeignKey(
                        name: "fk_observer_seats_meetings_tenant_id_meeting_id",
                        columns: x => new { x.tenant_id, x.meeting_id },
                        principalTable: "meetings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_observer_seats_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ballot_cases",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    round_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    members = table.Column<int>(type: "integer", nullable: false),
                    attending = table.Column<int>(type: "integer", nullable: false),
                    recused = table.Column<int>(type: "integer", nullable: false),
                    voters = table.Column<string>(type: "jsonb", nullable: false),
                    in_favour = table.Column<int>(type: "integer", nullable: true),
                    against = table.Column<int>(type: "integer", nullable: true),
                    abstained = table.Column<int>(type: "integer", nullable: true),
                    passed = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ballot_cases", x => new { x.tenant_id, x.round_id, x.filing_id });
                    table.CheckConstraint("ck_ballot_cases_counts", "(in_favour is null) = (passed is null) and (in_favour is null) = (against is null) and (in_favour is null) = (abstained is null) and coalesce(in_favour + against + abstained, 0) <= attending and coalesce(least(in_favour, against, abstained), 0) >= 0 and attending + recused <= members");
                    table.ForeignKey(
                        name: "fk_ballot_cases_ballot_rounds_tenant_id_round_id",
                        columns: x => new { x.tenant_id, x.round_id },
                        principalTable: "ballot_rounds",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ballot_cases_filings_tenant_id_filing_id",
                        columns: x => new { x.tenant_id, x.filing_id },
                        principalTable: "filings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ballot_cases_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "presences",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    expert_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    in_by = table.Column<string>(type: "text", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    out_by = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_presences", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_presences_span", "(\"to\" is null) = (out_by is null) and (\"to\" is null or \"to\" >= \"from\")");
                    table.ForeignKey(
                        name: "fk_presences_meeting_seats_tenant_id_meeting_id_expert_id",
                        columns: x => new { x.tenant_id, x.meeting_id, x.expert_id },
                        principalTable: "meeting_seats",
                        principalColumns: new[] { "tenant_id", "meeting_id", "expert_id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_presences_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "recusals",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    expert_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recusals", x => new { x.tenant_id, x.meeting_id, x.filing_id, x.expert_id });
                    table.ForeignKey(
                        name: "fk_recusals_meeting_cases_tenant_id_meeting_id_filing_id",
                        columns: x => new { x.tenant_id, x.meeting_id, x.filing_id },
                        principalTable: "meeting_cases",
                        principalColumns: new[] { "tenant_id", "meeting_id", "filing_id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_recusals_meeting_seats_tenant_id_meeting_id_expert_id",
                        columns: x => new { x.tenant_id, x.meeting_id, x.expert_id },
                        principalTable: "meeting_seats",
                        principalColumns: new[] { "tenant_id", "meeting_id", "expert_id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_recusals_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sealed_votes",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    round_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    voter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    envelope = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sealed_votes", x => new { x.tenant_id, x.round_id, x.filing_id, x.voter_id });
                    table.CheckConstraint("ck_sealed_votes_size", "length(envelope) = 94");
                    table.ForeignKey(
                        name: "fk_sealed_votes_ballot_cases_tenant_id_round_id_filing_id",
                        columns: x => new { x.tenant_id, x.round_id, x.filing_id },
                        principalTable: "ballot_cases",
                        principalColumns: new[] { "tenant_id", "round_id", "filing_id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_sealed_votes_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_ballot_cases_tenant_id_filing_id",
                table: "ballot_cases",
                columns: new[] { "tenant_id", "filing_id" });

            migrationBuilder.CreateIndex(
                name: "ux_ballot_rounds_no",
                table: "ballot_rounds",
                columns: new[] { "tenant_id", "meeting_id", "no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_incidents_tenant_id_meeting_id",
                table: "incidents",
                columns: new[] { "tenant_id", "meeting_id" });

            migrationBuilder.CreateIndex(
                name: "ux_meeting_cases_live",
                table: "meeting_cases",
                columns: new[] { "tenant_id", "filing_id" },
                unique: true,
                filter: "is_live");

            migrationBuilder.CreateIndex(
                name: "ix_meeting_seats_tenant_id_expert_id",
                table: "meeting_seats",
                columns: new[] { "tenant_id", "expert_id" });

            migrationBuilder.CreateIndex(
                name: "ix_meetings_tenant_id_committee_id",
                table: "meetings",
                columns: new[] { "tenant_id", "committee_id" });

            migrationBuilder.CreateIndex(
                name: "ix_meetings_tenant_id_draw_id",
                table: "meetings",
                columns: new[] { "tenant_id", "draw_id" });

            migrationBuilder.CreateIndex(
                name: "ix_meetings_tenant_id_office_id_starts_at",
                table: "meetings",
                columns: new[] { "tenant_id", "office_id", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_meetings_tenant_id_plan_id",
                table: "meetings",
                columns: new[] { "tenant_id", "plan_id" });

            migrationBuilder.CreateIndex(
                name: "ix_observer_seats_tenant_id_user_id",
                table: "observer_seats",
                columns: new[] { "tenant_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ux_presences_here",
                table: "presences",
                columns: new[] { "tenant_id", "meeting_id", "expert_id" },
                unique: true,
                filter: "\"to\" is null");

            migrationBuilder.CreateIndex(
                name: "ix_recusals_tenant_id_meeting_id_expert_id",
                table: "recusals",
                columns: new[] { "tenant_id", "meeting_id", "expert_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "incidents");

            migrationBuilder.DropTable(
                name: "observer_seats");

            migrationBuilder.DropTable(
                name: "presences");

            migrationBuilder.DropTable(
                name: "recusals");

            migrationBuilder.DropTable(
                name: "sealed_votes");

            migrationBuilder.DropTable(
                name: "meeting_cases");

            migrationBuilder.DropTable(
                name: "meeting_seats");

            migrationBuilder.DropTable(
                name: "ballot_cases");

            migrationBuilder.DropTable(
                name: "ballot_rounds");

            migrationBuilder.DropTable(
                name: "meetings");
        }
    }
}
