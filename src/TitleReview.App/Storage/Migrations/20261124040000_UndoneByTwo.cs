using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261124040000_UndoneByTwo")]
    internal sealed class UndoneByTwo : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "undo_at",
                table: "language_tests",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "undo_by",
                table: "language_tests",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "undo_by_id",
                table: "language_tests",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "undo_reason",
                table: "language_tests",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "undone_at",
                table: "language_tests",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "undone_by",
                table: "language_tests",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "undone_by_id",
                table: "language_tests",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "undo_at",
                table: "exemptions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "undo_by",
                table: "exemptions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "undo_by_id",
                table: "exemptions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "undo_reason",
                table: "exemptions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "undone_at",
                table: "exemptions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "undone_by",
                table: "exemptions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "undone_by_id",
                table: "exemptions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "no",
                table: "defence_sittings",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            // The sittings there are get their number in the order in which they were added.
            migrationBuilder.Sql("""
                alter table defence_sittings no force row level security;
                update defence_sittings s set no = n.no
                  from (select tenant_id, id, row_number() over (partition by tenant_id, meeting_id order by made_at, id) as no from defence_sittings) n
                 where n.tenant_id = s.tenant_id and n.id = s.id;
                alter table defence_sittings force row level security;
                """);

            migrationBuilder.AddCheckConstraint(
                name: "ck_language_tests_undone",
                table: "language_tests",
                sql: "(undo_by_id is null) = (undo_at is null) and (undo_by_id is null or state in ('Agreed', 'Withdrawn')) and (undone_by_id is null) = (undone_at is null) and (undone_by_id is null or (state = 'Withdrawn' and undo_by_id is not null and undone_by_id <> undo_by_id)) and (undo_by_id is null or (state = 'Withdrawn') = (undone_by_id is not null))");

            migrationBuilder.AddCheckConstraint(
                name: "ck_exemptions_undone",
                table: "exemptions",
                sql: "(undo_by_id is null) = (undo_at is null) and (undo_by_id is null or state in ('Agreed', 'Withdrawn')) and (undone_by_id is null) = (undone_at is null) and (undone_by_id is null or (state = 'Withdrawn' and undo_by_id is not null and undone_by_id <> undo_by_id)) and (undo_by_id is null or (state = 'Withdrawn') = (undone_by_id is not null))");

            migrationBuilder.CreateIndex(
                name: "ux_defence_sittings_no",
                table: "defence_sittings",
                columns: new[] { "tenant_id", "meeting_id", "no" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_language_tests_undone",
                table: "language_tests");

            migrationBuilder.DropCheckConstraint(
                name: "ck_exemptions_undone",
                table: "exemptions");

            migrationBuilder.DropIndex(
                name: "ux_defence_sittings_no",
                table: "defence_sittings");

            migrationBuilder.DropColumn(
                name: "undo_at",
                table: "language_tests");

            migrationBuilder.DropColumn(
                name: "undo_by",
                table: "language_tests");

            migrationBuilder.DropColumn(
                name: "undo_by_id",
                table: "language_tests");

            migrationBuilder.DropColumn(
                name: "undo_reason",
                table: "language_tests");

            migrationBuilder.DropColumn(
                name: "undone_at",
                table: "language_tests");

            migrationBuilder.DropColumn(
                name: "undone_by",
                table: "language_tests");

            migrationBuilder.DropColumn(
                name: "undone_by_id",
                table: "language_tests");

            migrationBuilder.DropColumn(
                name: "undo_at",
                table: "exemptions");

            migrationBuilder.DropColumn(
                name: "undo_by",
                table: "exemptions");

            migrationBuilder.DropColumn(
                name: "undo_by_id",
                table: "exemptions");

            migrationBuilder.DropColumn(
                name: "undo_reason",
                table: "exemptions");

            migrationBuilder.DropColumn(
                name: "undone_at",
                table: "exemptions");

            migrationBuilder.DropColumn(
                name: "undone_by",
                table: "exemptions");

            migrationBuilder.DropColumn(
                name: "undone_by_id",
                table: "exemptions");

            migrationBuilder.DropColumn(
                name: "no",
                table: "defence_sittings");
        }
    }
}
