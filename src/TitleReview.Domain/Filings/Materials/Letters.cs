using System.Text;

namespace TitleReview.Domain.Filings.Materials;

/// <summary>比较之前先把写法拉平：全角变半角，间隔号、空格、标点都去掉，字母大写。</summary>
internal static class Letters
{
    private const string Numerals = "〇零一二三四五六七八九十百0123456789";

    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c)) plain.Append(char.ToUpperInvariant(c));
        return plain.ToString();
    }

    public static bool IsNumeral(char c) => Numerals.Contains(c, StringComparison.Ordinal);
}
