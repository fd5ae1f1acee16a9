using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261122140000_Committees")]
    internal sealed class Committees : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "committees",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    office_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    record_number = table.Column<string>(type: "text", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: false),
                    series = table.Column<string>(type: "text", nullable: false),
                    specialties = table.Column<string>(type: "jsonb", nullable: false),
                    grades = table.Column<string>(type: "jsonb", nullable: false),
                    made_by = table.Column<string>(type: "text", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_committees", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_committees_valid", "valid_from <= valid_to");
                    table.ForeignKey(
                        name: "fk_committees_offices_tenant_id_office_id",
                        columns: x => new { x.tenant_id, x.office_id },
                        principalTable: "offices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_committees_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "experts",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    title_name = table.Column<string>(type: "text", nullable: false),
                    grade = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    series = table.Column<string>(type: "text", nullable: false),
                    specialty = table.Column<string>(type: "text", nullable: false),
                    employer = table.Column<string>(type: "text", nullable: false),
                    former_employers = table.Column<string>(type: "jsonb", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: false),
                    mail = table.Column<string>(type: "text", nullable: true),
                    term_from = table.Column<DateOnly>(type: "date", nullable: false),
                    term_to = table.Column<DateOnly>(type: "date", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    status_reason = table.Column<string>(type: "text", nullable: true),
                    office_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_experts", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_experts_term", "term_from <= term_to");
                    table.ForeignKey(
                        name: "fk_experts_offices_tenant_id_office_id",
                        columns: x => new { x.tenant_id, x.office_id },
                        principalTable: "offices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_experts_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "draws",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    committee_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    no = table.Column<int>(type: "integer", nullable: false),
                    heading = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    strata = table.Column<string>(type: "jsonb", nullable: false),
                    candidates = table.Column<string>(type: "jsonb", nullable: false),
                    salt = table.Column<string>(type: "text", nullable: false),
                    roster_digest = table.Column<string>(type: "text", nullable: false),
                    commitment = table.Column<string>(type: "text", nullable: false),
                    sealed_secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    known_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    committed_by = table.Column<string>(type: "text", nullable: false),
                    committed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    secret = table.Column<string>(type: "text", nullable: true),
                    public_value = table.Column<string>(type: "text", nullable: true),
                    witness = table.Column<string>(type: "text", nullable: true),
                    drawn_by = table.Column<string>(type: "text", nullable: true),
                    drawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    seats = table.Column<string>(type: "jsonb", nullable: false),
                    changes = table.Column<string>(type: "jsonb", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    ended_by = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_draws", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_draws_drawn", "(state in ('Drawn', 'Replaced')) = (public_value is not null) and (public_value is null) = (drawn_at is null) and (drawn_at is null or drawn_at >= known_at)");
                    table.CheckConstraint("ck_draws_ended", "(state in ('Replaced', 'Dropped')) = (ended_at is not null) and (ended_at is null) = (reason is null)");
                    table.CheckConstraint("ck_draws_secret", "(state = 'Committed') = (length(sealed_secret) > 0) and (state <> 'Committed' or secret is null)");
                    table.ForeignKey(
                        name: "fk_draws_committees_tenant_id_committee_id",
                        columns: x => new { x.tenant_id, x.committee_id },
                        principalTable: "committees",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_draws_plans_tenant_id_plan_id",
                        columns: x => new { x.tenant_id, x.plan_id },
                        principalTable: "plans",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_draws_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "expert_ties",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    expert_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_by = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    end_reason = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_expert_ties", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_expert_ties_ended", "(ended_at is null) = (end_reason is null)");
                    table.ForeignKey(
                        name: "fk_expert_ties_experts_tenant_id_expert_id",
                        columns: x => new { x.tenant_id, x.expert_id },
                        principalTable: "experts",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_expert_ties_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_committees_tenant_id_office_id",
                table: "committees",
                columns: new[] { "tenant_id", "office_id" });

            migrationBuilder.CreateIndex(
                name: "ix_draws_tenant_id_plan_id",
                table: "draws",
                columns: new[] { "tenant_id", "plan_id" });

            migrationBuilder.CreateIndex(
                name: "ux_draws_live",
                table: "draws",
                columns: new[] { "tenant_id", "committee_id", "plan_id" },
                unique: true,
                filter: "state in ('Committed', 'Drawn')");

            migrationBuilder.CreateIndex(
                name: "ux_draws_no",
                table: "draws",
                columns: new[] { "tenant_id", "committee_id", "plan_id", "no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_expert_ties_tenant_id_expert_id",
                table: "expert_ties",
                columns: new[] { "tenant_id", "expert_id" });

            migrationBuilder.CreateIndex(
                name: "ix_experts_tenant_id_office_id_series_specialty",
                table: "experts",
                columns: new[] { "tenant_id", "office_id", "series", "specialty" });

            migrationBuilder.CreateIndex(
                name: "ux_experts_code",
                table: "experts",
                columns: new[] { "tenant_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_experts_person",
                table: "experts",
                columns: new[] { "tenant_id", "office_id", "name", "employer" },
                unique: true,
                filter: "status <> 'Removed'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "draws");

            migrationBuilder.DropTable(
                name: "expert_ties");

            migrationBuilder.DropTable(
                name: "committees");

            migrationBuilder.DropTable(
                name: "experts");
        }
    }
}
