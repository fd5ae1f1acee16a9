using System.Text.Json;
using Npgsql;

namespace TitleReview.App.Calendar;

/// <summary>随产品带的各年放假与调休安排：库里没有的年份，迁移之后由所有者角色补上；已有的不动。</summary>
internal static class ShippedCalendar
{
    public static async Task Load(NpgsqlConnection owner, CancellationToken ct)
    {
        await using var stream = typeof(ShippedCalendar).Assembly.GetManifestResourceStream("working-calendar.json")!;
        var file = (await JsonSerializer.DeserializeAsync<CalendarFile>(stream, JsonSerializerOptions.Web, ct))!;
        await using var transaction = await owner.BeginTransactionAsync(ct);
        // The owner is bound by the same policy as everybody: it writes as the platform.
        await using var batch = new NpgsqlBatch(owner, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('app.tenant', (select id::text from tenants where slug = 'platform'), true)"));
        foreach (var (year, days) in file.Years)
            batch.BatchCommands.Add(new NpgsqlBatchCommand("""
                insert into calendar_years (year, holidays, make_up_days, edition, source, updated_at, updated_by)
                values ($1, $2, $3, '随产品附带', $4, now(), '系统') on conflict do nothing
                """)
            {
                Parameters =
                {
                    new() { Value = int.Parse(year) }, new() { Value = days.Holidays }, new() { Value = days.MakeUpDays },
                    new() { Value = $"国务院办公厅关于{year}年部分节假日安排的通知" },
                },
            });
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private sealed record CalendarFile(Dictionary<string, Year> Years);

    private sealed record Year(List<DateOnly> Holidays, List<DateOnly> MakeUpDays);
}
