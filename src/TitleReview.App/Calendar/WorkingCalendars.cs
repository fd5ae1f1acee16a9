using System.Text.Json;
using TitleReview.Domain.Calendar;

namespace TitleReview.App.Calendar;

/// <summary>随产品带的工作日历：国务院办公厅每年公布的放假与调休安排。没有的年份，用到时会拒绝。</summary>
public static class WorkingCalendars
{
    private static readonly Lazy<WorkingCalendar> Shipped = new(Read);

    public static WorkingCalendar Current => Shipped.Value;

    private static WorkingCalendar Read()
    {
        using var stream = typeof(WorkingCalendars).Assembly.GetManifestResourceStream("working-calendar.json")!;
        var file = JsonSerializer.Deserialize<CalendarFile>(stream, JsonSerializerOptions.Web)!;
        return new WorkingCalendar(
            file.Years.Values.SelectMany(y => y.Holidays).ToHashSet(),
            file.Years.Values.SelectMany(y => y.MakeUpDays).ToHashSet(),
            file.Years.Keys.Select(int.Parse).ToHashSet(),
            $"国务院办公厅 {file.Years.Keys.Min()}—{file.Years.Keys.Max()}");
    }

    private sealed record CalendarFile(Dictionary<string, CalendarYear> Years);

    private sealed record CalendarYear(List<DateOnly> Holidays, List<DateOnly> MakeUpDays);
}
