using System.Globalization;
using System.Net;
using System.Text;

namespace TitleReview.Web.Tests.Reviews;

/// <summary>The planted strings in every writing they may leave in: as bytes of five encodings, escaped four ways, with gaps between the letters.</summary>
public sealed class Needles
{
    private static readonly Encoding Chinese = Gb18030();

    private readonly List<(string What, byte[] Bytes)> _needles = [];

    public Needles(IEnumerable<string> planted)
    {
        foreach (var what in planted.Distinct(StringComparer.Ordinal))
            foreach (var writing in Writings(what).Distinct(StringComparer.Ordinal))
                foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Chinese, Encoding.UTF32 })
                    _needles.Add((what, encoding.GetBytes(writing)));
    }

    /// <summary>What is found, by its plain name; Latin letters in whatever case they are escaped.</summary>
    public IEnumerable<string> In(byte[] bytes) => _needles.Where(n => bytes.AsSpan().IndexOf(n.Bytes) >= 0).Select(n => n.What).Distinct(StringComparer.Ordinal);

    public IEnumerable<string> In(string text) => In(Encoding.UTF8.GetBytes(text));

    private static IEnumerable<string> Writings(string what)
    {
        var letters = StringInfo.GetTextElementEnumerator(what);
        List<string> each = [];
        while (letters.MoveNext()) each.Add(letters.GetTextElement());
        string[] gaps = ["", " ", "　", "\u00A0", "\u200B", "·"];
        foreach (var plain in gaps.Select(gap => string.Join(gap, each)).Concat([what.ToUpperInvariant(), what.ToLowerInvariant(), Full(what)]))
        {
            yield return plain;
            yield return Uri.EscapeDataString(plain);
            yield return Uri.EscapeDataString(plain).ToLowerInvariant();
            yield return Uri.EscapeDataString(Uri.EscapeDataString(plain));
            yield return WebUtility.HtmlEncode(plain);
            foreach (var format in new[] { "&#x{0:X};", "&#x{0:x};", "&#{1};", "\\u{0:X4}", "\\u{0:x4}", "\\x{0:x}" })
                yield return string.Concat(plain.Select(c => c < 0x80 && format[0] != '\\' ? $"{c}" : string.Format(CultureInfo.InvariantCulture, format, (int)c, (int)c)));
            yield return string.Concat(plain.Select(c => c < 0x80 ? $"{c}" : $"\\u{(int)c:x4}"));
            yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(plain)).TrimEnd('=');
            yield return Convert.ToHexStringLower(Encoding.BigEndianUnicode.GetBytes(plain));
            yield return Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(plain));
        }
    }

    private static string Full(string text) => string.Concat(text.Select(c => c is > ' ' and < '\u007F' ? (char)(c + 0xFEE0) : c));

    private static Encoding Gb18030()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("gb18030");
    }
}
