using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261122180000_Rounds")]
    internal sealed class Rounds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "entered_by",
                table: "ballot_rounds",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "entered_by_id",
                table: "ballot_rounds",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "voting",
                table: "ballot_rounds",
                type: "jsonb",
                nullable: false,
                defaultValue: """{"quorum":{"of":2,"in":3},"pass":{"of":2,"in":3},"recusedCounted":false,"mostRounds":1,"panelSize":3}""");

            migrationBuilder.AddCheckConstraint(
                name: "ck_ballot_rounds_entered",
                table: "ballot_rounds",
                sql: "(teller is null) = (entered_by_id is null) and (state <> 'Entered' or entered_by_id is not null)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_ballot_rounds_entered",
                table: "ballot_rounds");

            migrationBuilder.DropColumn(
                name: "entered_by",
                table: "ballot_rounds");

            migrationBuilder.DropColumn(
                name: "entered_by_id",
                table: "ballot_rounds");

            migrationBuilder.DropColumn(
                name: "voting",
                table: "ballot_rounds");
        }
    }
}
