using TitleReview.Domain.Approvals;

namespace TitleReview.Domain.Tests.Approvals;

public sealed class The_forecast_of_a_desk
{
    private static readonly DateOnly Today = new(2026, 9, 20), Closes = new(2026, 9, 24), LastCloses = new(2025, 9, 26);

    private static List<DeskDay> Daily(DateOnly from, params long[] arrived) => [.. arrived.Select((n, at) => new DeskDay(from.AddDays(at), n, 0))];

    [Fact(DisplayName = "没有上一年：照最近七个整天的平均数，今天的半天不算")]
    public void Goes_by_the_pace()
    {
        var days = Daily(Today.AddDays(-10), 90, 90, 90, 7, 7, 7, 7, 7, 7, 7, 500);
        var forecast = DeskForecast.Of(days, Closes, [], null, Today)!;

        Assert.Equal((5, 7.0, 35L, null), (forecast.DaysLeft, forecast.PerDay, forecast.ByPace, forecast.ByLastYear));
        // Today has its own bar: the forecast begins tomorrow.
        Assert.Equal([7, 7, 7, 7], forecast.Coming.Select(d => d.Arrived));
        Assert.Equal((Today.AddDays(1), Closes), (forecast.Coming[0].Day, forecast.Coming[^1].Day));
    }

    [Fact(DisplayName = "有上一年：照上一年截止前同样天数里来的那一份，图上逐日照它；今天截止、已经截止，都答得出")]
    public void Goes_by_last_years_curve()
    {
        // Last year 50 before the last five days, then 10, 20, 30, 40, 100: four times as many in the end as before.
        var last = Daily(LastCloses.AddDays(-9), 10, 10, 10, 10, 10, 10, 20, 30, 40, 100);
        var days = Daily(Today.AddDays(-7), 10, 10, 10, 10, 10, 10, 40);
        var forecast = DeskForecast.Of(days, Closes, last, LastCloses, Today)!;

        Assert.Equal((71L, 400L), (forecast.ByPace, forecast.ByLastYear));
        Assert.Equal([40, 60, 80, 200], forecast.Coming.Select(d => d.Arrived));
        Assert.Equal(1, DeskForecast.Of(days, Today, last, LastCloses, Today)!.DaysLeft);
        Assert.Null(DeskForecast.Of(days, Today.AddDays(-1), last, LastCloses, Today));
        Assert.Null(DeskForecast.Of(days, Closes, Daily(LastCloses, 5), LastCloses, Today)!.ByLastYear);
    }
}
