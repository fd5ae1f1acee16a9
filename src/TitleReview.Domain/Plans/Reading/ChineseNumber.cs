namespace TitleReview.Domain.Plans.Reading;

/// <summary>“三”“3”“十二”“48”：通知里写数目的两种写法。</summary>
internal static class ChineseNumber
{
    /// <summary>正则里的一个数目，配 <see cref="Read"/>。</summary>
    public const string Pattern = "(?<n>[0-9]{1,5}|[一二两三四五六七八九十]{1,3})";

    private const string Digits = "零一二三四五六七八九";

    public static int? Read(ReadOnlySpan<char> text)
    {
        if (int.TryParse(text, out var number)) return number;
        var (sum, digit) = (0, 0);
        foreach (var c in text)
        {
            if (c == '十') (sum, digit) = (sum + (Math.Max(digit, 1) * 10), 0);
            else if (c == '两') digit = 2;
            else if (Digits.IndexOf(c, StringComparison.Ordinal) is var value and > 0) digit = value;
            else return null;
        }

        return sum + digit is > 0 and var total ? total : null;
    }
}
