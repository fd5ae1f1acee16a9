using System.Text.RegularExpressions;

namespace TitleReview.Domain.Calendar;

/// <summary>日子的写法：一行一天，或一段“2027-01-01 至 2027-01-03”；也认“1月1日至1月3日”，年份照所录的年。</summary>
public static partial class DayLines
{
    /// <summary>最长的是春节，九天上下；更长的一段多半是月份写错了。</summary>
    private const int LongestRange = 15;

    /// <returns>排好次序、不重的日子，连同每处不对的一句话。</returns>
    public static (IReadOnlyList<DateOnly> Days, IReadOnlyList<string> Wrong) Read(string? text, int year)
    {
        SortedSet<DateOnly> days = [];
        SortedSet<DateOnly> twice = [];
        List<string> wrong = [];
        foreach (var line in (text ?? "").Split(['\n', ',', '，', '、', ';', '；']).Select(l => l.Plain()).Where(l => l.Length > 0))
        {
            if (Sentence(line, year, out var from, out var to) is { } sentence) { wrong.Add(sentence); continue; }

            for (var day = from; day <= to; day = day.AddDays(1))
                if (!days.Add(day)) twice.Add(day);
        }

        if (twice.Count > 0) wrong.Add($"{twice.Min.Print()}列了不止一次，有几段日子重叠了，请核对。");
        return ([.. days], wrong);
    }

    /// <summary>写回去：连着的几天写成一段。</summary>
    public static string Write(IEnumerable<DateOnly> days)
    {
        List<(DateOnly From, DateOnly To)> ranges = [];
        foreach (var day in days.Order())
        {
            if (ranges.Count > 0 && ranges[^1].To.AddDays(1) == day) ranges[^1] = (ranges[^1].From, day);
            else ranges.Add((day, day));
        }

        return string.Join('\n', ranges.Select(r => r.From == r.To ? $"{r.From:yyyy-MM-dd}" : $"{r.From:yyyy-MM-dd} 至 {r.To:yyyy-MM-dd}"));
    }

    private static string? Sentence(string line, int year, out DateOnly from, out DateOnly to)
    {
        (from, to) = (default, default);
        var shown = line.Length > 40 ? line[..40] + "…" : line;
        if (Line().Match(line) is not { Success: true } match) return $"“{shown}”读不懂。请写成 {year}-01-01，或 {year}-01-01 至 {year}-01-03，一行一条。";
        if (Day(match, "from", year) is not { } first) return $"“{shown}”里有不存在的日期，请核对。";
        var last = match.Groups["to"].Success ? Day(match, "to", year) : first;
        if (last is null) return $"“{shown}”里有不存在的日期，请核对。";
        if (first.Year != year || last.Value.Year != year) return $"“{shown}”不在 {year} 年之内；跨年的假期，各录在自己的那一年。";
        if (last < first) return $"“{shown}”的结束早于开始，请核对。";
        if (last.Value.DayNumber - first.DayNumber >= LongestRange) return $"“{shown}”有 {last.Value.DayNumber - first.DayNumber + 1} 天，太长了，请核对月份。";

        (from, to) = (first, last.Value);
        return null;
    }

    private static DateOnly? Day(Match match, string which, int year)
    {
        int Part(string name, int otherwise) => match.Groups[which + name] is { Success: true } group ? int.Parse(group.ValueSpan) : otherwise;
        var (y, m, d) = (Part("y", year), Part("m", match.Groups["fromm"].Success ? int.Parse(match.Groups["fromm"].ValueSpan) : 0), Part("d", 0));
        return y is >= 1 and <= 9999 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m) ? new DateOnly(y, m, d) : null;
    }

    [GeneratedRegex("""
        ^(?<from>((?<fromy>[0-9]{4})\s*[-/.年]\s*)?(?<fromm>[0-9]{1,2})\s*[-/.月]\s*(?<fromd>[0-9]{1,2})日?)
        (\s*(至|到|~|～|—|–)\s*(?<to>((?<toy>[0-9]{4})\s*[-/.年]\s*)?((?<tom>[0-9]{1,2})\s*[-/.月]\s*)?(?<tod>[0-9]{1,2})日?))?$
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();
}
