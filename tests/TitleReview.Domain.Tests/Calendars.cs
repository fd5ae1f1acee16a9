using System.Text.Json;
using TitleReview.Domain.Calendar;

namespace TitleReview.Domain.Tests;

/// <summary>The published calendar, read here without the app so that the domain is tried alone.</summary>
internal static class Calendars
{
    public static readonly WorkingCalendar Real = Read();

    private static WorkingCalendar Read()
    {
        using var stream = typeof(Calendars).Assembly.GetManifestResourceStream("working-calendar.json")!;
        using var file = JsonDocument.Parse(stream);
        var years = file.RootElement.GetProperty("years");
        return new WorkingCalendar(Days(years, "holidays"), Days(years, "makeUpDays"), years.EnumerateObject().Select(y => int.Parse(y.Name)).ToHashSet(), "test");
    }

    private static HashSet<DateOnly> Days(JsonElement years, string kind) =>
        years.EnumerateObject().SelectMany(y => y.Value.GetProperty(kind).EnumerateArray()).Select(d => DateOnly.Parse(d.GetString()!)).ToHashSet();
}
