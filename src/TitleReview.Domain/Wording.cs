using System.Globalization;
using System.Text;

namespace TitleReview.Domain;

/// <summary>日期、时刻、大小在页面和公文里的写法，只此一处。</summary>
public static class Wording
{
    /// <summary>2026年7月3日 18:00（北京时间）；零点写成前一日 24:00，免得少算一天。</summary>
    public static string Print(this DateTimeOffset instant)
    {
        var local = instant.ToOffset(Moment.Beijing);
        return local.TimeOfDay == TimeSpan.Zero
            ? $"{DateOnly.FromDateTime(local.DateTime).AddDays(-1).Print()} 24:00（北京时间）"
            : $"{DateOnly.FromDateTime(local.DateTime).Print()} {local:HH:mm}（北京时间）";
    }

    /// <summary>起点的写法：零点只写日期，不写成前一日 24:00。</summary>
    public static string PrintStart(this DateTimeOffset instant) =>
        instant.ToOffset(Moment.Beijing).TimeOfDay == TimeSpan.Zero ? DateOnly.FromDateTime(instant.ToOffset(Moment.Beijing).DateTime).Print() : instant.Print();

    /// <summary>2026年7月3日。</summary>
    public static string Print(this DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";

    /// <summary>星期一至星期日。</summary>
    public static string PrintWeekday(this DateOnly day) => $"星期{"日一二三四五六"[(int)day.DayOfWeek]}";

    /// <summary>表格里的短写法：07-03 18:00。</summary>
    public static string PrintShort(this DateTimeOffset instant) => $"{instant.ToOffset(Moment.Beijing):yyyy-MM-dd HH:mm}";

    /// <summary>摘要里的写法：到微秒为止，数据库就存这么细；差着它存不下的零头，就会说内容变了。</summary>
    public static string Exact(this DateTimeOffset instant) => $"{instant.ToUniversalTime():yyyy-MM-ddTHH:mm:ss.ffffff}";

    /// <summary>还剩 31 小时、还剩 2 天；按整数舍去，宁可说少。</summary>
    public static string Left(this TimeSpan span) => span switch
    {
        { Ticks: <= 0 } => "已到期",
        { TotalDays: >= 2 } => $"还剩 {(int)span.TotalDays} 天",
        { TotalHours: >= 1 } => $"还剩 {(int)span.TotalHours} 小时",
        _ => $"还剩 {(int)span.TotalMinutes} 分钟",
    };

    /// <summary>人写的理由、意见：去掉首尾空白和不能显示的字符，换行留着。数据库存不下它们，存了也没人看得见。</summary>
    public static string Plain(this string? text) =>
        string.Concat((text ?? "").EnumerateRunes().Where(r => r != Rune.ReplacementChar && (!Rune.IsControl(r) || r.Value is '\n' or '\t')).Select(r => r.ToString())).Trim();

    /// <summary>要找的字：全角的数字、字母当作半角的；括号等照原样，名称里用的就是全角。</summary>
    public static string Sought(this string? text) =>
        string.Concat(text.Plain().Select(c => c is (>= '０' and <= '９') or (>= 'Ａ' and <= 'Ｚ') or (>= 'ａ' and <= 'ｚ') or '－' ? (char)(c - 0xFEE0) : c));

    /// <summary>人填的一个数：0、正整数，全角的也认；空着、不是数的为空。</summary>
    public static int? WholeNumber(this string? text) => int.TryParse(text.Sought(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>有没有不能显示的字符（换行与制表除外），或半个字。</summary>
    public static bool HasUnprintable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] is not ('\n' or '\r' or '\t')) return true;
            // 改写方向的控制符与 BOM：能让印出来的字换了次序，看着一样、其实不一样。
            if (text[i] is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF') return true;
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i]))) return true;
        }

        return false;
    }

    public static string PrintBytes(this long bytes) => bytes switch
    {
        < 1024 => $"{bytes} 字节",
        < 1024 * 1024 => $"{bytes / 1024} KB",
        _ => $"{bytes / 1048576.0:0.#} MB",
    };
}
