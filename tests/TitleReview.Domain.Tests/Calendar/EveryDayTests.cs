using TitleReview.Domain.Calendar;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Permissions;
using TitleReview.Tests.Support;

namespace TitleReview.Domain.Tests.Calendar;

/// <summary>Every day of six years, one to fifteen working days on, against a calendar leafed through sheet by sheet.</summary>
public sealed class Every_day_of_six_years
{
    private static readonly DateOnly First = new(2021, 1, 1), Last = new(2026, 12, 31);

    /// <summary>Days off of one port only: on a working week, over a weekend, on a make-up day (2023-10-07), beside a national holiday.</summary>
    private static readonly DateOnly[] OfOnePort = [new(2021, 7, 20), new(2021, 7, 21), new(2022, 5, 2), new(2023, 4, 21), new(2023, 4, 22), new(2023, 10, 7), new(2024, 6, 17), new(2025, 6, 6), new(2026, 3, 20), new(2026, 5, 27), new(2026, 5, 28)];

    private static WorkingCalendar Of(bool regional)
    {
        var actor = new Actor(default, "管理员", Role.PlatformAdministrator);
        var years = ShippedCalendar.Real.Years.Select(y => CalendarYear.New(new CalendarDraft(y, In(y, ShippedCalendar.Real.Holidays), In(y, ShippedCalendar.Real.MakeUpDays), "通知"), actor, Given.Monday)).ToList();
        var before = Given.At(2020, 1, 1, 9);
        var days = OfOnePort.Where(_ => regional).SelectMany(d => RegionalHoliday.Enter(d, null, "古尔邦节", "通知", actor, before).Days).ToList();
        return WorkingCalendar.Of(years, days);
    }

    private static List<DateOnly> In(int year, IEnumerable<DateOnly> days) => [.. days.Where(d => d.Year == year)];

    private static bool Works(DateOnly day, bool regional) =>
        !(regional && OfOnePort.Contains(day))
        && (ShippedCalendar.Real.MakeUpDays.Contains(day) || (day.DayOfWeek is >= DayOfWeek.Monday and <= DayOfWeek.Friday && !ShippedCalendar.Real.Holidays.Contains(day)));

    [Theory(DisplayName = "六年里的每一天，往后数一到十五个工作日：与逐日翻日历相同；补正期的工作日也同"), InlineData(false), InlineData(true)]
    [Trait("rule", "TC-33"), Trait("rule", "TC-16")]
    public void Counts_as_one_leafs_through(bool regional)
    {
        var calendar = Of(regional);
        var wide = new FilingWindow(Given.Day(2020, 1, 1), Given.Day(2030, 1, 1));
        for (var start = First; start <= Last; start = start.AddDays(1))
        {
            var (sheet, counted) = (start, 0);
            for (var count = 1; count <= 15; count++)
            {
                while (counted < count && sheet < Last)
                {
                    sheet = sheet.AddDays(1);
                    if (Works(sheet, regional)) counted++;
                }

                var (day, refusal) = calendar.After(start, count);
                var (deadline, cannot) = FixWindow.Deadline(new FixTerms(FixUnit.WorkingDays, count, true, true), new Moment(Moment.StartOf(start).AddHours(10)), wide, calendar);
                if (counted < count)
                {
                    Assert.Equal((new CalendarYearMissing(2027), new CalendarYearMissing(2027)), (refusal, cannot));
                    continue;
                }

                Assert.True((refusal, day) == (null, sheet) && calendar.Between(start, day) == count, $"{start} + {count}: {day}, not {sheet}");
                Assert.True((cannot, deadline) == (null, Moment.EndOf(sheet)), $"{start} + {count}: {deadline}");
            }
        }
    }

    [Fact(DisplayName = "版本写明用的是哪几年、哪一版，地区放假几天")]
    public void Names_its_edition()
    {
        Assert.Equal("工作日历 2019—2026 年（2023年9月18日修订）", Of(false).Edition);
        Assert.Equal("工作日历 2019—2026 年（2023年9月18日修订）；另有本地区放假 11 天", Of(true).Edition);
        Assert.Equal(new CalendarYearMissing(2023), WorkingCalendar.Of([], []).After(new DateOnly(2023, 9, 18), 5).Refusal);
    }
}

public sealed class A_year_typed_in
{
    private const string Whole = "2027-01-01 至 2027-01-03\n2027-02-05至2027-02-11、4月3日至5日；5月1日至5月5日\n2027年6月9日\n2027/9/15，2027-10-01～2027-10-07";

    private static string[] Sentences(string holidays, string makeUpDays = "", string source = "通知")
    {
        var (_, refusal) = CalendarDraft.Read(2027, holidays, makeUpDays, source);
        return refusal is InvalidInput invalid ? [.. invalid.Errors.Select(e => $"{e.Field}: {e.Sentence}")] : [];
    }

    [Fact(DisplayName = "一天一行、一段一行、写年月日的、只写月日的，都读得懂；写回去连着的合成一段")]
    public void Is_read_as_people_write_it()
    {
        var (draft, refusal) = CalendarDraft.Read(2027, Whole, "2027-02-20\n2027-10-09", " 通知 ");

        Assert.Null(refusal);
        Assert.Equal((27, 2, "通知"), (draft.Holidays.Count, draft.MakeUpDays.Count, draft.Source));
        Assert.StartsWith("2027-01-01 至 2027-01-03\n2027-02-05 至 2027-02-11\n2027-04-03 至 2027-04-05\n", DayLines.Write(draft.Holidays), StringComparison.Ordinal);
        Assert.Equal(draft.Holidays, DayLines.Read(DayLines.Write(draft.Holidays), 2027).Days);
        Assert.Equal((DayKind.Holiday, DayKind.MakeUp, DayKind.Weekend, DayKind.Working), (draft.KindOf(new(2027, 1, 1)), draft.KindOf(new(2027, 2, 20)), draft.KindOf(new(2027, 2, 21)), draft.KindOf(new(2027, 2, 22))));
    }

    [Theory(DisplayName = "哪里不对，一句话落在哪一栏")]
    [InlineData("元旦三天", "读不懂")]
    [InlineData("2027-02-30", "不存在的日期")]
    [InlineData("2026-12-31 至 2027-01-02", "不在 2027 年之内")]
    [InlineData("2027-03-05 至 2027-03-01", "结束早于开始")]
    [InlineData("2027-01-03 至 2027-03-01", "太长了")]
    [InlineData("2027-01-03", "列了不止一次")]
    public void Says_what_is_wrong_with_a_line(string line, string words) =>
        Assert.Contains("Holidays: ", Assert.Single(Sentences($"{Whole}\n{line}"), s => s.Contains(words, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact(DisplayName = "平日不是调休上班日；两处都列的只留一处；短得离谱的不收；没有依据的不收")]
    public void Says_what_is_wrong_with_the_whole()
    {
        Assert.Contains(Sentences(Whole, "2027-02-22"), s => s.Contains("星期一，本来就上班", StringComparison.Ordinal));
        Assert.Contains(Sentences(Whole, "2027-02-06"), s => s.Contains("只留一处", StringComparison.Ordinal));
        Assert.Contains(Sentences("2027-01-01", ""), s => s.StartsWith("Holidays: 只列了 1 天", StringComparison.Ordinal));
        Assert.Contains(Sentences(Whole, "", " "), s => s.StartsWith("Source: ", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "随产品带的各年，照样过得了录入时的检查")]
    public void Agrees_with_what_is_shipped()
    {
        foreach (var year in ShippedCalendar.Real.Years)
            Assert.Null(CalendarDraft.Read(year, DayLines.Write(ShippedCalendar.Real.Holidays.Where(d => d.Year == year)), DayLines.Write(ShippedCalendar.Real.MakeUpDays.Where(d => d.Year == year)), "通知").Refusal);
    }

    [Theory(DisplayName = "年份太早、太远的不录"), InlineData(2018, false), InlineData(2019, true), InlineData(2025, true), InlineData(2026, false)]
    public void Is_not_of_any_year(int year, bool may) => Assert.Equal(may, CalendarDraft.WhyNotYear(year, Given.Monday) is null);
}

public sealed class The_short_name_of_a_port
{
    [Theory(DisplayName = "平台管理的短名不给端口用，写法也有规矩")]
    [InlineData("tacheng", true), InlineData("kezhou-2", true), InlineData("platform", false), InlineData("Platform", false), InlineData("塔城", false), InlineData("a", false), InlineData("", false)]
    public void Is_not_the_platforms(string slug, bool may) => Assert.Equal(may, Domain.Organizations.Tenant.WhyNotSlug(slug) is null);
}
