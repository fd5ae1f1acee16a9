using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261122150000_ReportDesk")]
    internal sealed class ReportDesk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "report_department",
                table: "offices",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "report_phone",
                table: "offices",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "waived",
                table: "fee_refunds",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "waived",
                table: "fee_refunds");

            migrationBuilder.DropColumn(
                name: "report_department",
                table: "offices");

            migrationBuilder.DropColumn(
                name: "report_phone",
                table: "offices");
        }
    }
}
