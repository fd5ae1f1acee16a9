using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    /// <summary>更正证书上的姓名、异议查实了推翻表决的结果，也是要两个人的决定。</summary>
    [DbContext(typeof(TitleReviewDb)), Migration("20261124030000_DecisionsByTwo")]
    internal sealed class DecisionsByTwo : Migration
    {
        private const string Second = "(state = 'Waiting') = (decided_by_id is null) and (decided_by_id is null or decided_by_id <> proposed_by) and ";

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(name: "ck_result_decisions_second", table: "result_decisions");
            migrationBuilder.AddColumn<string>(name: "new_name", table: "result_decisions", type: "text", nullable: true);
            migrationBuilder.AddColumn<Guid>(name: "objection_id", table: "result_decisions", type: "uuid", nullable: true);
            migrationBuilder.AddCheckConstraint(name: "ck_result_decisions_second", table: "result_decisions", sql: Second + "(kind = 'Confirm') = (reason is null) and (kind = 'Correct') = (new_name is not null) and (kind in ('Again', 'Fail')) = (objection_id is not null)");
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(name: "ck_result_decisions_second", table: "result_decisions");
            migrationBuilder.DropColumn(name: "new_name", table: "result_decisions");
            migrationBuilder.DropColumn(name: "objection_id", table: "result_decisions");
            migrationBuilder.AddCheckConstraint(name: "ck_result_decisions_second", table: "result_decisions", sql: Second + "(kind = 'Revoke') = (reason is not null)");
        }
    }
}
