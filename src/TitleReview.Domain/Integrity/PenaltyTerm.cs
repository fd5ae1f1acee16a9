namespace TitleReview.Domain.Integrity;

/// <summary>不得申报的期间：从哪一年的 1 月 1 日起，满几年的 12 月 31 日止（TC-45）。</summary>
public sealed record PenaltyTerm(int FirstYear, int Years)
{
    public DateOnly From => new(FirstYear, 1, 1);
    public DateOnly To => new(FirstYear + Years - 1, 12, 31);

    /// <summary>照计划：从申报年度的下一年起。</summary>
    public static PenaltyTerm After(int filingYear, int years) => new(filingYear + 1, years);

    /// <summary>认定得晚的，可以改从后面的年份起算：不早于申报年度的下一年，不晚于认定那一年的下一年。</summary>
    public static IReadOnlyList<int> FirstYears(int filingYear, DateOnly today) =>
        [.. Enumerable.Range(filingYear + 1, Math.Max(1, today.Year - filingYear + 1))];

    public static Refusal? WhyNotFrom(int firstYear, int filingYear, DateOnly today) => FirstYears(filingYear, today) is var years && years.Contains(firstYear) ? null
        : new InvalidInput("FirstYear", $"起算的年份应为 {years[0]} 至 {years[^1]} 年：不早于申报年度的下一年，不晚于今年的下一年。");

    /// <summary>认定时已经过去一部分的，说还剩多少：“从 2024 年起算，到 2026 年底止，只剩 5 周。”还没有开始的为空。</summary>
    public string? Remaining(DateOnly today)
    {
        if (today <= From) return null;

        var (span, days) = ($"从 {FirstYear} 年起算，到 {To.Year} 年底止", To.DayNumber - today.DayNumber + 1);
        return days switch
        {
            <= 0 => $"{span}，已经期满，记了也不起作用。",
            < 14 => $"{span}，只剩 {days} 天。",
            < 92 => $"{span}，只剩 {days / 7} 周。",
            _ => $"{span}，只剩 {(To.Year - today.Year) * 12 + 12 - today.Month} 个月。",
        };
    }
}
