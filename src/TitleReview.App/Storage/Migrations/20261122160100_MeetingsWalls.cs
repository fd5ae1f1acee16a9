using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>评审会、表决各表的行级隔离。席位、议程、观察席在开会之前可以换，封票开票时要毁掉；此外的，谁也删不掉。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122160100_MeetingsWalls")]
internal sealed class MeetingsWalls : Migration
{
    private static readonly IReadOnlyList<string> Kept = ["meetings", "presences", "incidents", "ballot_rounds", "ballot_cases"];

    public static readonly IReadOnlyList<string> TenantTables = [.. Kept, "meeting_seats", "meeting_cases", "recusals", "observer_seats", "sealed_votes"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));
        migrationBuilder.Sql($"""
            do $$ begin
              if exists (select 1 from pg_roles where rolname = 'titlereview_app') then
                revoke delete, truncate on {string.Join(", ", Kept)} from titlereview_app;
              end if;
            end $$;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
