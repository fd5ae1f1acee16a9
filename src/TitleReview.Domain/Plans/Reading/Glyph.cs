using System.Globalization;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>一个字读作什么：全角读作半角，各种横线读作一种，空白与看不见的字不读。</summary>
internal static class Glyph
{
    public static bool IsLineBreak(string text, int i) =>
        text[i] is '\n' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'));

    public static char? Fold(string text, int i) => text[i] switch
    {
        '\t' => '\t',
        // Word 粘来的强调号。
        '*' => null,
        '—' or '–' or '―' or '‐' or '‑' or '‒' or '─' or '~' or '～' or '〜' or '－' or '﹣' => '-',
        '．' => '.',
        >= '\uFF01' and <= '\uFF5E' and var c => (char)(c - 0xFEE0),
        var c when char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse => null,
        // 生僻字占两个位置，成对的留下，半个的不读。
        var c when char.IsSurrogate(c) => IsPaired(text, i) ? c : null,
        '\uFFFD' => null,
        var c => c,
    };

    /// <summary>一句原文读出来的样子：去空白、统一字形。</summary>
    public static string Fold(string sentence) => string.Concat(Enumerable.Range(0, sentence.Length).Select(i => Fold(sentence, i)).OfType<char>());

    private static bool IsPaired(string text, int i) =>
        char.IsHighSurrogate(text[i]) ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) : i > 0 && char.IsHighSurrogate(text[i - 1]);
}
