using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261125000000_ObserverArrival")]
    internal sealed class ObserverArrival : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "arrival_noted_by",
                table: "observer_seats",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "arrived_at",
                table: "observer_seats",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "arrival_noted_by",
                table: "observer_seats");

            migrationBuilder.DropColumn(
                name: "arrived_at",
                table: "observer_seats");
        }
    }
}
