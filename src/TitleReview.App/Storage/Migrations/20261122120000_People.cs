using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261122120000_People")]
    internal sealed class People : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ended_at",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ended_by",
                table: "users",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "invited_at",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "deputation_id",
                table: "sign_ins",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "job",
                table: "applicants",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "deputations",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    office_id = table.Column<Guid>(type: "uuid", nullable: false),
                    principal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    principal_name = table.Column<string>(type: "text", nullable: false),
                    deputy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    deputy_name = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    principal_may_act = table.Column<bool>(type: "boolean", nullable: false),
                    appointed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_by = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deputations", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_deputations_two", "principal_id <> deputy_id");
                    table.ForeignKey(
                        name: "fk_deputations_offices_tenant_id_office_id",
                        columns: x => new { x.tenant_id, x.office_id },
                        principalTable: "offices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deputations_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "handovers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    office_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_name = table.Column<string>(type: "text", nullable: false),
                    to_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_name = table.Column<string>(type: "text", nullable: false),
                    ends_account = table.Column<bool>(type: "boolean", nullable: false),
                    work = table.Column<string>(type: "jsonb", nullable: false),
                    words = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    offered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handovers", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_handovers_two", "from_id <> to_id");
                    table.ForeignKey(
                        name: "fk_handovers_offices_tenant_id_office_id",
                        columns: x => new { x.tenant_id, x.office_id },
                        principalTable: "offices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_handovers_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "import_sheets",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    office_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    sealed_rows = table.Column<byte[]>(type: "bytea", nullable: false),
                    uploaded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    uploaded_by_name = table.Column<string>(type: "text", nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    updates_existing = table.Column<bool>(type: "boolean", nullable: false),
                    handled = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<string>(type: "jsonb", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_sheets", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_import_sheets_emptied", "(state = 'Previewed') = (length(sealed_rows) > 0)");
                    table.ForeignKey(
                        name: "fk_import_sheets_offices_tenant_id_office_id",
                        columns: x => new { x.tenant_id, x.office_id },
                        principalTable: "offices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_import_sheets_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_deputations_principal",
                table: "deputations",
                columns: new[] { "tenant_id", "principal_id" },
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_deputations_tenant_id_office_id",
                table: "deputations",
                columns: new[] { "tenant_id", "office_id" });

            migrationBuilder.CreateIndex(
                name: "ix_handovers_tenant_id_office_id",
                table: "handovers",
                columns: new[] { "tenant_id", "office_id" });

            migrationBuilder.CreateIndex(
                name: "ux_handovers_waiting",
                table: "handovers",
                columns: new[] { "tenant_id", "from_id" },
                unique: true,
                filter: "state = 'Offered'");

            migrationBuilder.CreateIndex(
                name: "ix_import_sheets_tenant_id_office_id_uploaded_at",
                table: "import_sheets",
                columns: new[] { "tenant_id", "office_id", "uploaded_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "deputations");

            migrationBuilder.DropTable(
                name: "handovers");

            migrationBuilder.DropTable(
                name: "import_sheets");

            migrationBuilder.DropColumn(
                name: "ended_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "ended_by",
                table: "users");

            migrationBuilder.DropColumn(
                name: "invited_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "deputation_id",
                table: "sign_ins");

            migrationBuilder.DropColumn(
                name: "job",
                table: "applicants");
        }
    }
}
