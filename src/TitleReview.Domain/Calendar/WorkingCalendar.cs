namespace TitleReview.Domain.Calendar;

/// <summary>工作日历：放假日与调休上班日。没有公布安排的年份不猜，直接拒绝。</summary>
/// <param name="Holidays">放假日（含周末调成的放假日）。</param>
/// <param name="MakeUpDays">调休上班的周末。</param>
/// <param name="Years">已公布安排的年份。</param>
/// <param name="Edition">版本，随算出的期限一起留档。</param>
public sealed record WorkingCalendar(IReadOnlySet<DateOnly> Holidays, IReadOnlySet<DateOnly> MakeUpDays, IReadOnlySet<int> Years, string Edition)
{
    /// <summary>全平台公布的各年，加上本端口自己的放假日；当地放假的，国家排了调休上班也放。</summary>
    public static WorkingCalendar Of(IReadOnlyCollection<CalendarYear> years, IReadOnlyCollection<RegionalHoliday> regional)
    {
        var off = regional.Select(r => r.Day).ToHashSet();
        return new WorkingCalendar(
            years.SelectMany(y => y.Holidays).Concat(off).ToHashSet(), years.SelectMany(y => y.MakeUpDays).Where(d => !off.Contains(d)).ToHashSet(),
            years.Select(y => y.Year).ToHashSet(), NameOf(years, off.Count));
    }

    public bool IsWorkingDay(DateOnly day) =>
        MakeUpDays.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day));

    /// <summary>从次日算起的第 <paramref name="count"/> 个工作日（2.5：张贴次日为第一日，是较稳妥的读法）。</summary>
    /// <returns>日期；途经未公布的年份则为拒绝。</returns>
    public (DateOnly Day, Refusal? Refusal) After(DateOnly start, int count)
    {
        var day = start;
        for (var counted = 0; counted < count;)
        {
            day = day.AddDays(1);
            if (!Years.Contains(day.Year)) return (default, new CalendarYearMissing(day.Year));
            if (IsWorkingDay(day)) counted++;
        }

        return (day, Years.Contains(start.Year) ? null : new CalendarYearMissing(start.Year));
    }

    /// <summary>从次日到 <paramref name="through"/>（含）已过的工作日数。</summary>
    public int Between(DateOnly start, DateOnly through)
    {
        var count = 0;
        for (var day = start.AddDays(1); day <= through; day = day.AddDays(1))
            if (IsWorkingDay(day)) count++;
        return count;
    }

    /// <summary>用的是哪一版：同一版的连着的年份合写，另记本地区的放假日有几天。</summary>
    private static string NameOf(IReadOnlyCollection<CalendarYear> years, int regional)
    {
        if (years.Count == 0) return "没有工作日历";
        var editions = years.GroupBy(y => y.Edition).OrderBy(g => g.Min(y => y.Year)).Select(g => g.Count() == 1 ? $"{g.Single().Year} 年（{g.Key}）" : $"{g.Min(y => y.Year)}—{g.Max(y => y.Year)} 年（{g.Key}）");
        return $"工作日历 {string.Join('、', editions)}{(regional > 0 ? $"；另有本地区放假 {regional} 天" : "")}";
    }
}

public sealed record CalendarYearMissing(int Year) : Refusal($"{Year} 年的工作日历还没有录入，无法计算工作日。请联系平台管理员先录入 {Year} 年工作日历。");
