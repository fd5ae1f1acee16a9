using System.Text.Json;
using TitleReview.Domain.Calendar;

namespace TitleReview.App.Tests.Support;

/// <summary>The shipped calendar without a database, for rules that are tried on the domain alone.</summary>
internal static class ShippedDays
{
    public static readonly WorkingCalendar Calendar = Read();

    private static WorkingCalendar Read()
    {
        using var stream = typeof(UseCases).Assembly.GetManifestResourceStream("working-calendar.json")!;
        using var file = JsonDocument.Parse(stream);
        var years = file.RootElement.GetProperty("years");
        return new WorkingCalendar(Days(years, "holidays"), Days(years, "makeUpDays"), years.EnumerateObject().Select(y => int.Parse(y.Name)).ToHashSet(), "test");
    }

    private static HashSet<DateOnly> Days(JsonElement years, string kind) =>
        years.EnumerateObject().SelectMany(y => y.Value.GetProperty(kind).EnumerateArray()).Select(d => DateOnly.Parse(d.GetString()!)).ToHashSet();
}
