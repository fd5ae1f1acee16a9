using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Quartz;

namespace TitleReview.App.Storage.Migrations;

/// <summary>通知与登录各表的行级隔离；定时任务自己的一组表，在另一个模式里，不属于任何租户。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122090100_MessagesWalls")]
internal sealed class MessagesWalls : Migration
{
    public static readonly IReadOnlyList<string> TenantTables =
        ["outbox_events", "messages", "deliveries", "message_settings", "sign_in_settings", "second_factors", "sign_ins", "old_passwords"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));

        migrationBuilder.Sql("create schema quartz;");
        foreach (var statement in QuartzSchema()) migrationBuilder.Sql(statement);
        migrationBuilder.Sql("""
            do $$ begin
              if exists (select 1 from pg_roles where rolname = 'titlereview_app') then
                revoke delete, truncate on outbox_events, messages, deliveries from titlereview_app;
                grant usage on schema quartz to titlereview_app;
                grant select, insert, update, delete on all tables in schema quartz to titlereview_app;
              end if;
            end $$;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");

    /// <summary>The tables of the scheduler as its own package describes them: the app's role could not make them.</summary>
    private static string[] QuartzSchema()
    {
        using var stream = typeof(IScheduler).Assembly.GetManifestResourceStream("Quartz.Impl.AdoJobStore.Schema.create_postgres.sql") ?? throw new InvalidOperationException("Quartz brings no schema.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Replace("{0}", "quartz.qrtz_", StringComparison.Ordinal).Replace("{1}", "qrtz_", StringComparison.Ordinal)
            .Split("--;;").Where(s => s.Contains("CREATE", StringComparison.Ordinal) && !s.TrimStart().StartsWith("-- Quartz.NET", StringComparison.Ordinal))];
    }
}
