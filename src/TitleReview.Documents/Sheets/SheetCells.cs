using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace TitleReview.Documents.Sheets;

/// <summary>写出去的格子：文本不会当公式执行，身份证号不会变成科学计数；几个、第几这样的数是数，能合计、能排序。</summary>
internal static class SheetCells
{
    public static Cell Text(string reference, string text, uint style) => new()
    {
        CellReference = reference,
        DataType = CellValues.InlineString,
        StyleIndex = style,
        InlineString = new InlineString(new Text(Harmless(text)) { Space = SpaceProcessingModeValues.Preserve }),
    };

    /// <summary>短的整数写成数；编号、电话、身份证号（长的、零打头的）仍是文本，一位不丢。</summary>
    public static Cell TextOrCount(string reference, string text, uint style) => text is { Length: > 0 and <= MostDigits } && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0')
        ? new() { CellReference = reference, DataType = CellValues.Number, StyleIndex = style, CellValue = new CellValue(text) }
        : Text(reference, text, style);

    // A phone number without its area code has seven or eight digits; no count of ours has more than six.
    private const int MostDigits = 6;

    // 以 = + - @ 开头的字，被另存为 CSV 再打开时会当公式执行。
    private static string Harmless(string text)
    {
        // Lone surrogates become U+FFFD; the rest that XML cannot carry is dropped.
        var clean = string.Concat(text.EnumerateRunes().Where(rune =>
            rune.Value is '\n' or '\t' || (rune.Value >= ' ' && rune.Value is not (0xFFFE or 0xFFFF))));
        return clean.TrimStart() is ['=' or '+' or '-' or '@', ..] ? "'" + clean : clean;
    }
}
