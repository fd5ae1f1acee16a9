using System.Globalization;
using System.Text.RegularExpressions;

namespace TitleReview.Domain.Presenting;

/// <summary>钱一律用整数的分；怎么写成元、怎么读成分，只此一处。</summary>
public static partial class Money
{
    public const long Yuan = 100;

    /// <summary>一笔最多一千万元：再大的，多半是把账号写进了金额。</summary>
    public const long Most = 10_000_000 * Yuan;

    /// <summary>380 元；有零头的 380.50 元。</summary>
    public static string PrintYuan(this long fen) => $"{fen.WriteYuan()} 元";

    /// <summary>只有数：380、380.50。</summary>
    public static string WriteYuan(this long fen) =>
        (fen < 0 ? "-" : "") + (Math.Abs(fen) / Yuan).ToString(CultureInfo.InvariantCulture) + (fen % Yuan == 0 ? "" : $".{Math.Abs(fen) % Yuan:00}");

    /// <summary>380、380.5、1,140.00、￥380 元；读不懂、不是正数的为 null。</summary>
    public static long? ReadYuan(string? text)
    {
        if (Written().Match(text.Plain().Replace("，", ",", StringComparison.Ordinal)) is not { Success: true } match) return null;
        var (whole, part) = (match.Groups["yuan"].Value.Replace(",", "", StringComparison.Ordinal), match.Groups["fen"].Value);
        if (whole.Length > 9) return null;
        var fen = long.Parse(whole, CultureInfo.InvariantCulture) * Yuan + (part.Length == 0 ? 0 : int.Parse(part.PadRight(2, '0'), CultureInfo.InvariantCulture));
        return fen is > 0 and <= Most ? fen : null;
    }

    [GeneratedRegex(@"^[￥¥+]?\s*(?<yuan>[0-9]{1,3}(,[0-9]{3})+|[0-9]{1,9})(\.(?<fen>[0-9]{1,2})0{0,4})?\s*元?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Written();
}
