using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261122131000_Branches")]
    internal sealed class Branches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "handed_by",
                table: "users",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "main_code",
                table: "offices",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "reviews_branches",
                table: "offices",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "main_employer_id",
                table: "filings",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ordered_for",
                table: "bulk_orders",
                type: "uuid",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "handed_by",
                table: "users");

            migrationBuilder.DropColumn(
                name: "main_code",
                table: "offices");

            migrationBuilder.DropColumn(
                name: "reviews_branches",
                table: "offices");

            migrationBuilder.DropColumn(
                name: "main_employer_id",
                table: "filings");

            migrationBuilder.DropColumn(
                name: "ordered_for",
                table: "bulk_orders");
        }
    }
}
