using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>评审费与纸质材料各表的行级隔离；收过的钱、开过的收据、记过的流水，谁也删不掉。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122100100_FeesWalls")]
internal sealed class FeesWalls : Migration
{
    public static readonly IReadOnlyList<string> TenantTables =
        ["fee_notices", "payments", "payment_shares", "fee_refunds", "fee_receipts", "bank_sheets", "bank_lines", "series_counters", "paper_hand_ins", "paper_receipts"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));
        migrationBuilder.Sql($"""
            do $$ begin
              if exists (select 1 from pg_roles where rolname = 'titlereview_app') then
                revoke delete, truncate on {string.Join(", ", TenantTables)} from titlereview_app;
              end if;
            end $$;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
