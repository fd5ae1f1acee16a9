namespace TitleReview.Domain.People;

/// <summary>
/// 法定退休年龄：计划里写的是原定年龄，2025 年起逐步推迟（《国务院关于渐进式延迟法定退休年龄的办法》，
/// 全国人大常委会 2024年9月13日通过的决定所附）。
/// </summary>
public static class StatutoryAge
{
    /// <param name="Months">每几个月推迟 1 个月。</param>
    /// <param name="Most">最多推迟几个月。</param>
    private sealed record Delay(Sex Sex, int BaseAge, int Months, int Most);

    private static readonly DateOnly Begins = new(2025, 1, 1);

    private static readonly Delay[] Schedule =
    [
        new(Sex.Male, 60, 4, 36),   // 60 → 63
        new(Sex.Female, 55, 4, 36), // 55 → 58
        new(Sex.Female, 50, 2, 60), // 50 → 55
    ];

    /// <summary>到龄的日子。</summary>
    public static DateOnly On(DateOnly birthDate, Sex sex, int baseAge) => birthDate.AddYears(baseAge).AddMonths(DelayOf(birthDate, sex, baseAge));

    /// <summary>推迟几个月。</summary>
    public static int DelayOf(DateOnly birthDate, Sex sex, int baseAge)
    {
        var original = birthDate.AddYears(baseAge);
        if (original < Begins || Schedule.FirstOrDefault(d => d.Sex == sex && d.BaseAge == baseAge) is not { } delay) return 0;

        var monthsIn = (original.Year - Begins.Year) * 12 + original.Month - 1;
        return Math.Min(monthsIn / delay.Months + 1, delay.Most);
    }

    /// <summary>“60 周岁”“60 周岁 3 个月”。</summary>
    public static string Print(DateOnly birthDate, Sex sex, int baseAge) => DelayOf(birthDate, sex, baseAge) switch
    {
        0 => $"{baseAge} 周岁",
        var late when late % 12 == 0 => $"{baseAge + late / 12} 周岁",
        var late => $"{baseAge + late / 12} 周岁 {late % 12} 个月",
    };
}
