using System.Text.Json;
using TitleReview.Domain.Calendar;

namespace TitleReview.Tests.Support;

/// <summary>The shipped working calendar, read for rules that are tried on the domain alone.</summary>
internal static class ShippedCalendar
{
    public static readonly WorkingCalendar Real = Read();

    private static WorkingCalendar Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src", "TitleReview.App", "Calendar", "working-calendar.json")));
        var years = file.RootElement.GetProperty("years");
        return new WorkingCalendar(Days(years, "holidays"), Days(years, "makeUpDays"), years.EnumerateObject().Select(y => int.Parse(y.Name)).ToHashSet(), "test");
    }

    private static HashSet<DateOnly> Days(JsonElement years, string kind) =>
        years.EnumerateObject().SelectMany(y => y.Value.GetProperty(kind).EnumerateArray()).Select(d => DateOnly.Parse(d.GetString()!)).ToHashSet();
}
