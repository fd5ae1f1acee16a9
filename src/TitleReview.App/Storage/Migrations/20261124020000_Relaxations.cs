using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261124020000_Relaxations")]
    internal sealed class Relaxations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_exemptions_live",
                table: "exemptions");

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "exemptions",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(40)",
                oldMaxLength: 40);

            migrationBuilder.AddColumn<string>(
                name: "matter",
                table: "exemptions",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Defence");

            migrationBuilder.AddColumn<string>(
                name: "measure",
                table: "exemptions",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ux_exemptions_live",
                table: "exemptions",
                columns: new[] { "tenant_id", "filing_id", "matter" },
                unique: true,
                filter: "state in ('Waiting', 'Agreed')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("delete from exemptions where matter <> 'Defence'");

            migrationBuilder.DropIndex(
                name: "ux_exemptions_live",
                table: "exemptions");

            migrationBuilder.DropColumn(
                name: "matter",
                table: "exemptions");

            migrationBuilder.DropColumn(
                name: "measure",
                table: "exemptions");

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "exemptions",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(40)",
                oldMaxLength: 40,
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "ux_exemptions_live",
                table: "exemptions",
                columns: new[] { "tenant_id", "filing_id" },
                unique: true,
                filter: "state in ('Waiting', 'Agreed')");
        }
    }
}
