using FsCheck;
using FsCheck.Fluent;
using TitleReview.Domain.Calendar;
using TitleReview.Tests.Support;

namespace TitleReview.Domain.Tests.Calendar;

public sealed class The_working_calendar
{
    private static readonly DateOnly First = new(2021, 1, 1), Last = new(2026, 12, 31);

    [Fact(DisplayName = "数到第几个工作日，与逐日数一遍相同（2021—2026，含调休）"), Trait("rule", "TC-33")]
    public void Counts_as_one_counts_day_by_day() =>
        Prop.ForAll(
            Gen.Choose(0, Last.DayNumber - First.DayNumber).Two().ToArbitrary(),
            pair =>
            {
                var start = First.AddDays(pair.Item1);
                var count = 1 + pair.Item2 % 30;
                var (day, refusal) = ShippedCalendar.Real.After(start, count);
                var model = Model(start, count);
                return model is null ? refusal == new CalendarYearMissing(2027) : refusal is null && day == model && ShippedCalendar.Real.Between(start, day) == count;
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    /// <summary>One sheet of the calendar after another, each day looked up in the published lists.</summary>
    private static DateOnly? Model(DateOnly start, int count)
    {
        foreach (var day in Enumerable.Range(start.DayNumber + 1, 120).Select(DateOnly.FromDayNumber))
        {
            if (day > Last) return null;
            var works = ShippedCalendar.Real.MakeUpDays.Contains(day)
                || (!ShippedCalendar.Real.Holidays.Contains(day) && day.DayOfWeek is >= DayOfWeek.Monday and <= DayOfWeek.Friday);
            if (works && --count == 0) return day;
        }

        return null;
    }

    [Theory(DisplayName = "公示跨国庆：张贴次日为第一日，放假不算，调休上班算"), Trait("rule", "TC-33")]
    [InlineData("2023-09-24", "2023-10-07")] // 25、26、27、28，调休的 10月7日
    [InlineData("2023-09-25", "2023-10-08")]
    [InlineData("2023-09-27", "2023-10-10")] // 28，调休的 7、8，9、10
    [InlineData("2023-09-28", "2023-10-11")]
    [InlineData("2023-09-18", "2023-09-25")]
    [InlineData("2023-09-15", "2023-09-22")]
    [InlineData("2024-02-09", "2024-02-22")] // 春节；2月18日（周日）上班
    [InlineData("2021-04-30", "2021-05-11")] // 五一；5月8日（周六）上班
    public void Follows_the_worked_examples(string posted, string last) =>
        Assert.Equal((DateOnly.Parse(last), null), ShippedCalendar.Real.After(DateOnly.Parse(posted), 5));

    [Fact(DisplayName = "只看星期几会早八天结束，这里不会"), Trait("rule", "TC-33")]
    public void Does_not_end_eight_days_early()
    {
        Assert.False(ShippedCalendar.Real.IsWorkingDay(new DateOnly(2023, 9, 29)));
        Assert.True(ShippedCalendar.Real.IsWorkingDay(new DateOnly(2023, 10, 7)));
        Assert.Equal(DayOfWeek.Saturday, new DateOnly(2023, 10, 7).DayOfWeek);
    }

    [Fact(DisplayName = "没有公布的年份不猜：拒绝，说出是哪一年")]
    public void Does_not_guess_an_unknown_year()
    {
        Assert.Equal(new CalendarYearMissing(2027), ShippedCalendar.Real.After(new DateOnly(2026, 12, 30), 5).Refusal);
        Assert.Equal(new CalendarYearMissing(2018), ShippedCalendar.Real.After(new DateOnly(2018, 12, 31), 1).Refusal);
        Assert.Equal(new CalendarYearMissing(2030), ShippedCalendar.Real.After(new DateOnly(2030, 6, 3), 5).Refusal);
    }

    [Fact(DisplayName = "放假日与调休上班日不重，调休的都是周末")]
    public void Is_consistent_with_itself()
    {
        Assert.Empty(ShippedCalendar.Real.Holidays.Intersect(ShippedCalendar.Real.MakeUpDays));
        Assert.All(ShippedCalendar.Real.MakeUpDays, d => Assert.True(d.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday));
        Assert.Equal([2021, 2022, 2023, 2024, 2025, 2026], ShippedCalendar.Real.Years.Where(y => y >= 2021).Order());
    }
}
