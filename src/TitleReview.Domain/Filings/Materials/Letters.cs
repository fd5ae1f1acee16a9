namespace TitleReview.Domain.Filings.Materials;

/// <summary>比较之前先把写法拉平：全角变半角，间隔号、空格、标点都去掉，字母大写。</summary>
internal static class Letters
{
    private const string Numerals = "〇零一二三四五六七八九十百0123456789";

    public static string Plain(string text) => string.Concat(Placed(text).Letters);

    /// <summary>拉平的字，连同每个字原来在第几位。</summary>
    public static (List<char> Letters, List<int> At) Placed(string text)
    {
        var (letters, at) = (new List<char>(text.Length), new List<int>(text.Length));
        for (var i = 0; i < text.Length; i++)
        {
            // By hand: without a culture's tables Normalize leaves full-width letters as they are.
            var c = text[i] is >= '\uFF01' and <= '\uFF5E' ? (char)(text[i] - 0xFEE0) : text[i];
            if (!char.IsLetterOrDigit(c) && !char.IsSurrogate(c)) continue;
            letters.Add(char.ToUpperInvariant(c));
            at.Add(i);
        }

        return (letters, at);
    }

    /// <summary>数字不同，就是另一家：第一中学不是第二中学。一个数字也没读到的，不算不同。</summary>
    public static bool OtherNumber(string read, string wanted) =>
        Only(read) is { Length: > 0 } numbers && numbers != Only(wanted);

    private static string Only(string text) => string.Concat(text.Where(c => Numerals.Contains(c, StringComparison.Ordinal)));
}
