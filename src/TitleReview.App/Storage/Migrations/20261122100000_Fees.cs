using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261122100000_Fees")]
    internal sealed class Fees : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "bank_sheets",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    collector_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    cells = table.Column<string>(type: "jsonb", nullable: false),
                    head_row = table.Column<int>(type: "integer", nullable: false),
                    columns = table.Column<string>(type: "jsonb", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    uploaded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    uploaded_by_name = table.Column<string>(type: "text", nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_sheets", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_bank_sheets_offices_tenant_id_collector_id",
                        columns: x => new { x.tenant_id, x.collector_id },
                        principalTable: "offices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bank_sheets_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "fee_notices",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_edition = table.Column<int>(type: "integer", nullable: false),
                    applicant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    employer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    payer = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    collector_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: true),
                    paid_fen = table.Column<long>(type: "bigint", nullable: false),
                    settled = table.Column<bool>(type: "boolean", nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    opens_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reminded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fee_notices", x => new { x.tenant_id, x.filing_id });
                    table.CheckConstraint("ck_fee_notices_money", "amount_fen >= 0 and paid_fen >= 0");
                    table.ForeignKey(
                        name: "fk_fee_notices_filings_tenant_id_filing_id",
                        columns: x => new { x.tenant_id, x.filing_id },
                        principalTable: "filings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_fee_notices_offices_tenant_id_collector_id",
                        columns: x => new { x.tenant_id, x.collector_id },
                        principalTable: "offices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_fee_notices_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "paper_hand_ins",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    applicant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    employer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    receiver_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    items = table.Column<string>(type: "jsonb", nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    opens_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    checked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    checked_by_name = table.Column<string>(type: "text", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reminded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_paper_hand_ins", x => new { x.tenant_id, x.filing_id });
                    table.ForeignKey(
                        name: "fk_paper_hand_ins_filings_tenant_id_filing_id",
                        columns: x => new { x.tenant_id, x.filing_id },
                        principalTable: "filings",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_paper_hand_ins_offices_tenant_id_receiver_id",
                        columns: x => new { x.tenant_id, x.receiver_id },
                        principalTable: "offices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_paper_hand_ins_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "paper_receipts",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    no = table.Column<int>(type: "integer", nullable: false),
                    receiver_id = table.Column<Guid>(type: "uuid", nullable: false),
                    receiver = table.Column<string>(type: "text", nullable: false),
                    employer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<string>(type: "text", nullable: false),
                    filings = table.Column<string>(type: "jsonb", nullable: false),
                    lines = table.Column<string>(type: "jsonb", nullable: false),
                    issued_by_name = table.Column<string>(type: "text", nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    voided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    voided_by_name = table.Column<string>(type: "text", nullable: true),
                    void_reason = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_paper_receipts", x => new { x.tenant_id, x.year, x.no });
                    table.ForeignKey(
                        name: "fk_paper_receipts_offices_tenant_id_receiver_id",
                        columns: x => new { x.tenant_id, x.receiver_id },
                        principalTable: "offices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_paper_receipts_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payments",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    collector_id = table.Column<Guid>(type: "uuid", nullable: false),
                    employer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    applicant_id = table.Column<Guid>(type: "uuid", nullable: true),
                    way = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    payer_name = table.Column<string>(type: "text", nullable: false),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    surplus_fen = table.Column<long>(type: "bigint", nullable: false),
                    surplus_refunded_fen = table.Column<long>(type: "bigint", nullable: false),
                    explanation = table.Column<string>(type: "text", nullable: true),
                    serial = table.Column<string>(type: "text", nullable: true),
                    slip = table.Column<string>(type: "jsonb", nullable: true),
                    submitted_by = table.Column<Guid>(type: "uuid", nullable: false),
                    submitted_by_name = table.Column<string>(type: "text", nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_by_name = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payments", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_payments_money", "amount_fen > 0 and surplus_fen >= surplus_refunded_fen and surplus_refunded_fen >= 0");
                    table.ForeignKey(
                        name: "fk_payments_offices_tenant_id_collector_id",
                        columns: x => new { x.tenant_id, x.collector_id },
                        principalTable: "offices",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payments_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "series_counters",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    series = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    last = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_series_counters", x => new { x.tenant_id, x.series, x.year });
                    table.ForeignKey(
                        name: "fk_series_counters_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bank_lines",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sheet_id = table.Column<Guid>(type: "uuid", nullable: false),
                    collector_id = table.Column<Guid>(type: "uuid", nullable: false),
                    row_no = table.Column<int>(type: "integer", nullable: false),
                    serial = table.Column<string>(type: "text", nullable: false),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    payer_name = table.Column<string>(type: "text", nullable: false),
                    remark = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    decided_by_name = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_lines", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_bank_lines_counted", "(state = 'Counted') = (payment_id is not null)");
                    table.ForeignKey(
                        name: "fk_bank_lines_bank_sheets_tenant_id_sheet_id",
                        columns: x => new { x.tenant_id, x.sheet_id },
                        principalTable: "bank_sheets",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bank_lines_payments_tenant_id_payment_id",
                        columns: x => new { x.tenant_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bank_lines_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "fee_receipts",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    no = table.Column<int>(type: "integer", nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    payer = table.Column<string>(type: "text", nullable: false),
                    collector = table.Column<string>(type: "text", nullable: false),
                    plan_title = table.Column<string>(type: "text", nullable: false),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    lines = table.Column<string>(type: "jsonb", nullable: false),
                    issued_by_name = table.Column<string>(type: "text", nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    voided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    voided_by_name = table.Column<string>(type: "text", nullable: true),
                    void_reason = table.Column<string>(type: "text", nullable: true),
                    replaced_by = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fee_receipts", x => new { x.tenant_id, x.year, x.no });
                    table.CheckConstraint("ck_fee_receipts_no", "no >= 1 and amount_fen > 0");
                    table.ForeignKey(
                        name: "fk_fee_receipts_payments_tenant_id_payment_id",
                        columns: x => new { x.tenant_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_fee_receipts_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "fee_refunds",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: true),
                    collector_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    proposed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_by_name = table.Column<string>(type: "text", nullable: false),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_by_name = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_reason = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fee_refunds", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_fee_refunds_money", "amount_fen > 0");
                    table.ForeignKey(
                        name: "fk_fee_refunds_payments_tenant_id_payment_id",
                        columns: x => new { x.tenant_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_fee_refunds_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payment_shares",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    refunded_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payment_shares", x => new { x.tenant_id, x.payment_id, x.filing_id });
                    table.CheckConstraint("ck_payment_shares_money", "amount_fen >= refunded_fen and refunded_fen >= 0");
                    table.ForeignKey(
                        name: "fk_payment_shares_fee_notices_tenant_id_filing_id",
                        columns: x => new { x.tenant_id, x.filing_id },
                        principalTable: "fee_notices",
                        principalColumns: new[] { "tenant_id", "filing_id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payment_shares_payments_tenant_id_payment_id",
                        columns: x => new { x.tenant_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payment_shares_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_bank_lines_tenant_id_sheet_id_row_no",
                table: "bank_lines",
                columns: new[] { "tenant_id", "sheet_id", "row_no" });

            migrationBuilder.CreateIndex(
                name: "ux_bank_lines_payment",
                table: "bank_lines",
                columns: new[] { "tenant_id", "payment_id" },
                unique: true,
                filter: "payment_id is not null");

            migrationBuilder.CreateIndex(
                name: "ux_bank_lines_serial",
                table: "bank_lines",
                columns: new[] { "tenant_id", "serial" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bank_sheets_tenant_id_collector_id",
                table: "bank_sheets",
                columns: new[] { "tenant_id", "collector_id" });

            migrationBuilder.CreateIndex(
                name: "ux_bank_sheets_file",
                table: "bank_sheets",
                columns: new[] { "tenant_id", "sha256" },
                unique: true,
                filter: "state <> 'Discarded'");

            migrationBuilder.CreateIndex(
                name: "ix_fee_notices_tenant_id_collector_id_settled_filing_id",
                table: "fee_notices",
                columns: new[] { "tenant_id", "collector_id", "settled", "filing_id" });

            migrationBuilder.CreateIndex(
                name: "ix_fee_notices_tenant_id_employer_id_settled",
                table: "fee_notices",
                columns: new[] { "tenant_id", "employer_id", "settled" });

            migrationBuilder.CreateIndex(
                name: "ix_fee_receipts_tenant_id_payment_id",
                table: "fee_receipts",
                columns: new[] { "tenant_id", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_fee_refunds_tenant_id_payment_id",
                table: "fee_refunds",
                columns: new[] { "tenant_id", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_fee_refunds_waiting",
                table: "fee_refunds",
                columns: new[] { "tenant_id", "collector_id" },
                filter: "state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_paper_hand_ins_tenant_id_code",
                table: "paper_hand_ins",
                columns: new[] { "tenant_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_paper_hand_ins_tenant_id_employer_id",
                table: "paper_hand_ins",
                columns: new[] { "tenant_id", "employer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_paper_hand_ins_tenant_id_receiver_id_completed_at",
                table: "paper_hand_ins",
                columns: new[] { "tenant_id", "receiver_id", "completed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_paper_receipts_tenant_id_employer_id",
                table: "paper_receipts",
                columns: new[] { "tenant_id", "employer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_paper_receipts_tenant_id_receiver_id",
                table: "paper_receipts",
                columns: new[] { "tenant_id", "receiver_id" });

            migrationBuilder.CreateIndex(
                name: "ix_payment_shares_tenant_id_filing_id",
                table: "payment_shares",
                columns: new[] { "tenant_id", "filing_id" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_tenant_id_collector_id_state_submitted_at",
                table: "payments",
                columns: new[] { "tenant_id", "collector_id", "state", "submitted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_tenant_id_employer_id",
                table: "payments",
                columns: new[] { "tenant_id", "employer_id" });

            migrationBuilder.CreateIndex(
                name: "ux_payments_serial",
                table: "payments",
                columns: new[] { "tenant_id", "serial" },
                unique: true,
                filter: "serial is not null and state in ('Waiting', 'Confirmed')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bank_lines");

            migrationBuilder.DropTable(
                name: "fee_receipts");

            migrationBuilder.DropTable(
                name: "fee_refunds");

            migrationBuilder.DropTable(
                name: "paper_hand_ins");

            migrationBuilder.DropTable(
                name: "paper_receipts");

            migrationBuilder.DropTable(
                name: "payment_shares");

            migrationBuilder.DropTable(
                name: "series_counters");

            migrationBuilder.DropTable(
                name: "bank_sheets");

            migrationBuilder.DropTable(
                name: "fee_notices");

            migrationBuilder.DropTable(
                name: "payments");
        }
    }
}
