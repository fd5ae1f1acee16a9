using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261122130000_FeesCorrections")]
    internal sealed class FeesCorrections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_payments_tenant_id_employer_id",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ux_payments_serial",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_paper_hand_ins_tenant_id_employer_id",
                table: "paper_hand_ins");

            migrationBuilder.DropIndex(
                name: "ix_paper_hand_ins_tenant_id_receiver_id_completed_at",
                table: "paper_hand_ins");

            migrationBuilder.DropIndex(
                name: "ix_fee_notices_tenant_id_collector_id_settled_filing_id",
                table: "fee_notices");

            migrationBuilder.DropIndex(
                name: "ix_fee_notices_tenant_id_employer_id_settled",
                table: "fee_notices");

            migrationBuilder.DropIndex(
                name: "ux_bank_lines_serial",
                table: "bank_lines");

            migrationBuilder.DropCheckConstraint(
                name: "ck_bank_lines_counted",
                table: "bank_lines");

            migrationBuilder.DropColumn(
                name: "cells",
                table: "bank_sheets");

            migrationBuilder.AddColumn<string>(
                name: "bearer",
                table: "paper_hand_ins",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Employer");

            migrationBuilder.AddColumn<int>(
                name: "row_count",
                table: "bank_sheets",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_cells",
                table: "bank_sheets",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<bool>(
                name: "confirms",
                table: "bank_lines",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "corrected_at",
                table: "bank_lines",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "hitch",
                table: "bank_lines",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "same_as",
                table: "bank_lines",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "bank_corrections",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    collector_id = table.Column<Guid>(type: "uuid", nullable: false),
                    money = table.Column<bool>(type: "boolean", nullable: false),
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
                    table.PrimaryKey("pk_bank_corrections", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_bank_corrections_bank_lines_tenant_id_line_id",
                        columns: x => new { x.tenant_id, x.line_id },
                        principalTable: "bank_lines",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bank_corrections_payments_tenant_id_payment_id",
                        columns: x => new { x.tenant_id, x.payment_id },
                        principalTable: "payments",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bank_corrections_tenants_tenant_id",
                        column: x => x.tenant_id,
                        principalTable: "tenants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_payments_decided",
                table: "payments",
                columns: new[] { "tenant_id", "collector_id", "decided_at", "id" },
                filter: "state <> 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_payments_tenant_id_collector_id_payer_name_paid_on",
                table: "payments",
                columns: new[] { "tenant_id", "collector_id", "payer_name", "paid_on" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_tenant_id_employer_id_state_decided_at",
                table: "payments",
                columns: new[] { "tenant_id", "employer_id", "state", "decided_at" });

            migrationBuilder.CreateIndex(
                name: "ux_payments_serial",
                table: "payments",
                columns: new[] { "tenant_id", "serial", "paid_on", "amount_fen" },
                unique: true,
                filter: "serial is not null and state in ('Waiting', 'Confirmed')");

            migrationBuilder.CreateIndex(
                name: "ix_paper_hand_ins_due",
                table: "paper_hand_ins",
                columns: new[] { "tenant_id", "due_at" },
                filter: "completed_at is null and due_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_paper_hand_ins_employer",
                table: "paper_hand_ins",
                columns: new[] { "tenant_id", "employer_id" })
                .Annotation("Npgsql:IndexInclude", new[] { "completed_at", "checked_at", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_paper_hand_ins_receiver",
                table: "paper_hand_ins",
                columns: new[] { "tenant_id", "receiver_id", "employer_id" })
                .Annotation("Npgsql:IndexInclude", new[] { "completed_at", "checked_at", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_fee_notices_collector",
                table: "fee_notices",
                columns: new[] { "tenant_id", "collector_id", "settled", "employer_id" })
                .Annotation("Npgsql:IndexInclude", new[] { "due_at", "amount_fen", "paid_fen" });

            migrationBuilder.CreateIndex(
                name: "ix_fee_notices_due",
                table: "fee_notices",
                columns: new[] { "tenant_id", "due_at" },
                filter: "not settled and due_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_fee_notices_employer",
                table: "fee_notices",
                columns: new[] { "tenant_id", "employer_id", "settled" })
                .Annotation("Npgsql:IndexInclude", new[] { "due_at", "amount_fen", "paid_fen" });

            migrationBuilder.CreateIndex(
                name: "ix_fee_notices_tenant_id_applicant_id",
                table: "fee_notices",
                columns: new[] { "tenant_id", "applicant_id" });

            migrationBuilder.CreateIndex(
                name: "ux_bank_lines_same",
                table: "bank_lines",
                columns: new[] { "tenant_id", "collector_id", "serial", "paid_on", "amount_fen", "payer_name" },
                unique: true,
                filter: "same_as is null");

            migrationBuilder.AddCheckConstraint(
                name: "ck_bank_lines_counted",
                table: "bank_lines",
                sql: "(state = 'Counted') = (payment_id is not null) and (state <> 'Repeat' or same_as is not null)");

            migrationBuilder.CreateIndex(
                name: "ix_applicants_name",
                table: "applicants",
                columns: new[] { "tenant_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_bank_corrections_collector",
                table: "bank_corrections",
                columns: new[] { "tenant_id", "collector_id" },
                filter: "state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_bank_corrections_tenant_id_payment_id",
                table: "bank_corrections",
                columns: new[] { "tenant_id", "payment_id" });

            migrationBuilder.CreateIndex(
                name: "ux_bank_corrections_waiting",
                table: "bank_corrections",
                columns: new[] { "tenant_id", "line_id" },
                unique: true,
                filter: "state = 'Waiting'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bank_corrections");

            migrationBuilder.DropIndex(
                name: "ix_payments_decided",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_payments_tenant_id_collector_id_payer_name_paid_on",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_payments_tenant_id_employer_id_state_decided_at",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ux_payments_serial",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_paper_hand_ins_due",
                table: "paper_hand_ins");

            migrationBuilder.DropIndex(
                name: "ix_paper_hand_ins_employer",
                table: "paper_hand_ins");

            migrationBuilder.DropIndex(
                name: "ix_paper_hand_ins_receiver",
                table: "paper_hand_ins");

            migrationBuilder.DropIndex(
                name: "ix_fee_notices_collector",
                table: "fee_notices");

            migrationBuilder.DropIndex(
                name: "ix_fee_notices_due",
                table: "fee_notices");

            migrationBuilder.DropIndex(
                name: "ix_fee_notices_employer",
                table: "fee_notices");

            migrationBuilder.DropIndex(
                name: "ix_fee_notices_tenant_id_applicant_id",
                table: "fee_notices");

            migrationBuilder.DropIndex(
                name: "ux_bank_lines_same",
                table: "bank_lines");

            migrationBuilder.DropCheckConstraint(
                name: "ck_bank_lines_counted",
                table: "bank_lines");

            migrationBuilder.DropIndex(
                name: "ix_applicants_name",
                table: "applicants");

            migrationBuilder.DropColumn(
                name: "bearer",
                table: "paper_hand_ins");

            migrationBuilder.DropColumn(
                name: "row_count",
                table: "bank_sheets");

            migrationBuilder.DropColumn(
                name: "sealed_cells",
                table: "bank_sheets");

            migrationBuilder.DropColumn(
                name: "confirms",
                table: "bank_lines");

            migrationBuilder.DropColumn(
                name: "corrected_at",
                table: "bank_lines");

            migrationBuilder.DropColumn(
                name: "hitch",
                table: "bank_lines");

            migrationBuilder.DropColumn(
                name: "same_as",
                table: "bank_lines");

            migrationBuilder.AddColumn<string>(
                name: "cells",
                table: "bank_sheets",
                type: "jsonb",
                nullable: false,
                defaultValue: "");

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

            migrationBuilder.CreateIndex(
                name: "ix_paper_hand_ins_tenant_id_employer_id",
                table: "paper_hand_ins",
                columns: new[] { "tenant_id", "employer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_paper_hand_ins_tenant_id_receiver_id_completed_at",
                table: "paper_hand_ins",
                columns: new[] { "tenant_id", "receiver_id", "completed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_fee_notices_tenant_id_collector_id_settled_filing_id",
                table: "fee_notices",
                columns: new[] { "tenant_id", "collector_id", "settled", "filing_id" });

            migrationBuilder.CreateIndex(
                name: "ix_fee_notices_tenant_id_employer_id_settled",
                table: "fee_notices",
                columns: new[] { "tenant_id", "employer_id", "settled" });

            migrationBuilder.CreateIndex(
                name: "ux_bank_lines_serial",
                table: "bank_lines",
                columns: new[] { "tenant_id", "serial" },
                unique: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_bank_lines_counted",
                table: "bank_lines",
                sql: "(state = 'Counted') = (payment_id is not null)");
        }
    }
}
