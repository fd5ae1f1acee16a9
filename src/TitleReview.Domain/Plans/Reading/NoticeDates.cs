using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>一句里的一个日期或一段时间。</summary>
/// <param name="IsRange">有起有止；否则起止相同，是一个日期。</param>
/// <param name="ByMonth">只写到月，如“9—10月份”“11月底”。</param>
/// <param name="Before">“……前”：是期限，不是起点。</param>
internal sealed record NoticeDate(int Start, int End, DateOnly From, TimeOnly? FromTime, DateOnly To, TimeOnly? ToTime, bool IsRange, bool ByMonth, bool Before)
{
    public DateTimeOffset Opens => FromTime is { } time ? new DateTimeOffset(From.ToDateTime(time), Moment.Beijing) : Moment.StartOf(From);

    /// <summary>只给日期的，止于当日结束。</summary>
    public DateTimeOffset Closes => ToTime is { } time ? new DateTimeOffset(To.ToDateTime(time), Moment.Beijing) : Moment.EndOf(To);
}

/// <summary>通知里写日期的各种写法：年可省，止可只写日，时刻可有可无。</summary>
internal static partial class NoticeDates
{
    private const string First = "(?<![0-9])((?:(?<y1>[0-9]{4})年)?(?<m1>[0-9]{1,2})月(?<d1>[0-9]{1,2})(日|号)?|(?<y1>[0-9]{4})[./-](?<m1>[0-9]{1,2})[./-](?<d1>[0-9]{1,2})日?)";
    private const string Last = "((?:(?:(?<y2>[0-9]{4})年)?(?<m2>[0-9]{1,2})月)?(?<d2>[0-9]{1,2})(日|号)|(?<y2>[0-9]{4})[./-](?<m2>[0-9]{1,2})[./-](?<d2>[0-9]{1,2})日?|(?:(?<y2>[0-9]{4})年)?(?<m2>[0-9]{1,2})月(?<end>底))";
    private const string Weekday = "(\\([^()]{1,6}\\))?";
    private const string FirstTime = "((上午|早上?)?(?<p1>下午|晚上?)?(?<h1>[0-9]{1,2})(:(?<i1>[0-9]{2})(:[0-9]{2})?|[时点]((?<i1>[0-9]{1,2})分)?)整?)?";
    private const string LastTime = "((上午|早上?)?(?<p2>下午|晚上?)?(?<h2>[0-9]{1,2})(:(?<i2>[0-9]{2})(:[0-9]{2})?|[时点]((?<i2>[0-9]{1,2})分)?)整?)?";
    private const string To = "(起|开始)?,?(-{1,3}|至|到)";

    /// <summary>一句里最多看这么多个日期。</summary>
    private const int Most = 40;

    /// <param name="year">没有写年份的日期算这一年。</param>
    public static IReadOnlyList<NoticeDate> In(string text, int year, DateOnly? today = null)
    {
        var dates = new List<NoticeDate>();
        Take(Range().Matches(text));
        Take(Months().Matches(text));
        if (today is not null) Take(FromNow().Matches(text));
        Take(Single().Matches(text));
        return [.. dates.OrderBy(d => d.Start)];

        void Take(MatchCollection matches)
        {
            // MatchCollection is lazy: what is not asked for is not searched.
            foreach (Match m in matches.TakeWhile(_ => dates.Count < Most))
                if (!dates.Exists(d => d.Start < m.Index + m.Length && m.Index < d.End) && Make(m, year, today) is { } date) dates.Add(date);
        }
    }

    private static NoticeDate? Make(Match m, int year, DateOnly? today)
    {
        var byMonth = m.Groups["months"].Success;
        var startsNow = !m.Groups["m1"].Success;
        var y1 = startsNow ? today!.Value.Year : Number(m, "y1") ?? year;
        var from = startsNow ? today : Day(y1, Number(m, "m1"), byMonth ? 1 : Number(m, "d1"));
        if (from is not { } start) return null;
        var isRange = m.Groups["m2"].Success || m.Groups["d2"].Success || m.Groups["end"].Success;
        var m2 = Number(m, "m2") ?? start.Month;
        // 12月申报、次年1月截止，年份常常不写。
        var y2 = Number(m, "y2") ?? (m2 <= 3 && start.Month >= 10 ? y1 + 1 : y1);
        var to = !isRange && !byMonth ? start : byMonth || m.Groups["end"].Success ? EndOfMonth(y2, m2) : Day(y2, m2, Number(m, "d2"));
        if (to is not { } end) return null;
        if (m.Groups["decade"].Success) (start, end) = Decade(start, end, m.Groups["decade"].Value);
        else if (!isRange && byMonth && !m.Groups["whole"].Success) start = end;
        var (endTime, nextDay) = isRange ? Time(m, "2") : Time(m, "1");
        return new NoticeDate(m.Index, m.Index + m.Length, start, isRange ? Time(m, "1").Time : null, nextDay ? end.AddDays(1) : end, endTime, isRange, byMonth, m.Groups["before"].Success);
    }

    private static DateOnly? Day(int year, int? month, int? day) =>
        year is >= 1990 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month.Value) ? new DateOnly(year, month.Value, day.Value) : null;

    private static (DateOnly From, DateOnly To) Decade(DateOnly first, DateOnly last, string name) => name switch
    {
        "上旬" => (first, first.AddDays(9)),
        "中旬" => (first.AddDays(10), first.AddDays(19)),
        _ => (first.AddDays(20), last),
    };

    private static DateOnly? EndOfMonth(int year, int month) =>
        year is >= 1990 and <= 2200 && month is >= 1 and <= 12 ? new DateOnly(year, month, DateTime.DaysInMonth(year, month)) : null;

    /// <summary>下午6时是 18:00；24:00 是次日零点。</summary>
    private static (TimeOnly? Time, bool NextDay) Time(Match m, string which)
    {
        if (Number(m, "h" + which) is not { } hour) return (null, false);
        var minute = Number(m, "i" + which) ?? 0;
        if (m.Groups["p" + which].Success && hour < 12) hour += 12;
        if (hour == 24 && minute == 0) return (null, false);
        return hour < 24 && minute < 60 ? (new TimeOnly(hour, minute), false) : (null, false);
    }

    private static int? Number(Match m, string group) => m.Groups[group].Success ? int.Parse(m.Groups[group].ValueSpan) : null;

    [GeneratedRegex(First + Weekday + FirstTime + To + Last + Weekday + LastTime, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Range();

    [GeneratedRegex("(?<![0-9])(?:(?<y1>[0-9]{4})年)?((?<m1>[0-9]{1,2})月?(-{1,3}|至|到)(?<m2>[0-9]{1,2})(?<months>月)(份|底|中旬|上旬|下旬)?(?<before>之?前)?(?![0-9])|(?<m1>[0-9]{1,2})(?<months>月)(?<whole>份?(?=召开|举行|进行|组织|开展))|(?<m1>[0-9]{1,2})(?<months>月)(底|(?<decade>[上中下]旬))(?<before>之?前)?)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Months();

    [GeneratedRegex("(即日|(发布|印发|发文|下发|公布)之日)起?,?(-{1,3}|至|到)" + Last + Weekday + LastTime, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex FromNow();

    [GeneratedRegex(First + Weekday + FirstTime + "(?<before>(之|以)?前)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Single();
}
