using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261123002000_BoxSeal")]
    internal sealed class BoxSeal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "box_seal",
                table: "ballot_rounds",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0]);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "box_seal",
                table: "ballot_rounds");
        }
    }
}
