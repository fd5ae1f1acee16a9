using System.Globalization;
using System.Text.RegularExpressions;

namespace TitleReview.Domain.Certificates;

/// <summary>编号里的一份：规则填好、只差序号的样子，序号在同样的样子里连着数。</summary>
/// <param name="Series">序号的位置写作 #，如 AK2024013#；同样的样子一个计数。</param>
public sealed record NumberSlot(string Series, int Digits)
{
    public string Write(int serial) => Series.Replace("#", serial.ToString($"D{Digits}", CultureInfo.InvariantCulture), StringComparison.Ordinal);
}

/// <summary>证书编号的规则（TC-41）：几个名称拼起来，末尾或中间一个连续的序号。规则是数据，这里只会读它。</summary>
public static partial class CertificateNumbering
{
    public const string Region = "地区", Year = "年", Series = "系列", Specialty = "专业", Grade = "级别", Serial = "序号";

    /// <summary>看哪几样要有代码。</summary>
    private static readonly string[] Coded = [Series, Specialty, Grade];

    private static readonly string[] Names = [Region, Year, .. Coded, Serial];

    public static bool IsCode(string code) => Code().IsMatch(code);

    public static Refusal? WhyNot(string rule)
    {
        var parts = Part().Matches(rule);
        if (Part().Replace(rule, "") is { Length: > 0 } rest && !Literal().IsMatch(rest)) return Wrong($"“{rest}”里有不能用的字；名称以外只用数字、大写字母和短横");
        if (parts.FirstOrDefault(p => !Names.Contains(p.Groups["name"].Value)) is { } unknown) return Wrong($"没有“{unknown.Groups["name"].Value}”这一样");
        if (parts.Count(p => p.Groups["name"].Value == Serial) != 1) return Wrong("要有一个序号，只有一个");
        if (parts.Any(p => p.Groups["name"].Value != Serial && p.Groups["digits"].Success)) return Wrong("只有序号写几位");
        return Digits(rule) is < 3 or > 8 ? Wrong("序号写 3 至 8 位，如“{序号:5}”") : null;
    }

    /// <summary>照规则填好；缺哪个代码，说出来。</summary>
    /// <param name="region">本端口的代码。</param>
    /// <param name="said">系列、专业、级别各是什么。</param>
    public static (NumberSlot? Slot, Refusal? Refusal) Fill(string rule, IReadOnlyDictionary<string, string> codes, string region, int year, IReadOnlyDictionary<string, string> said)
    {
        if (WhyNot(rule) is { } wrong) return (null, wrong);

        string? missing = null;
        string Value(string name) => name switch
        {
            Serial => "#",
            Year => year.ToString(CultureInfo.InvariantCulture),
            Region => codes.GetValueOrDefault(Region) ?? region,
            _ => codes.GetValueOrDefault(said[name]) ?? Miss(said[name]),
        };
        string Miss(string what)
        {
            missing ??= what;
            return "";
        }

        var filled = Part().Replace(rule, p => Value(p.Groups["name"].Value));
        return missing is { } name ? (null, new CodeMissing(name)) : (new NumberSlot(filled, Digits(rule)), null);
    }

    private static int Digits(string rule) =>
        Part().Matches(rule).FirstOrDefault(p => p.Groups["name"].Value == Serial) is { } serial && int.TryParse(serial.Groups["digits"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits : 0;

    private static InvalidInput Wrong(string why) => new("Numbering", $"证书的编号规则不对：{why}。");

    [GeneratedRegex(@"\{(?<name>[^{}:]+)(:(?<digits>\d))?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();

    [GeneratedRegex(@"^[0-9A-Z-]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"^[0-9A-Z]{1,8}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}

public sealed record CodeMissing(string What) : Refusal($"证书编号要用“{What}”的代码，计划里还没有写。请在计划或端口默认的“电子证书”里添上，再发证。");
