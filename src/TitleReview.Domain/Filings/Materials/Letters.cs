using System.Text;

namespace TitleReview.Domain.Filings.Materials;

/// <summary>比较之前先把写法拉平：全角变半角，间隔号、空格、标点都去掉，字母大写。</summary>
internal static class Letters
{
    private const string Numerals = "〇零一二三四五六七八九十百0123456789";

    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        // By hand: without a culture's tables Normalize leaves full-width letters as they are.
        foreach (var given in text)
            if ((given is >= '\uFF01' and <= '\uFF5E' ? (char)(given - 0xFEE0) : given) is var c && (char.IsLetterOrDigit(c) || char.IsSurrogate(c))) plain.Append(char.ToUpperInvariant(c));
        return plain.ToString();
    }

    /// <summary>数字不同，就是另一家：第一中学不是第二中学。一个数字也没读到的，不算不同。</summary>
    public static bool OtherNumber(string read, string wanted) =>
        Only(read) is { Length: > 0 } numbers && numbers != Only(wanted);

    private static string Only(string text) => string.Concat(text.Where(c => Numerals.Contains(c, StringComparison.Ordinal)));
}
