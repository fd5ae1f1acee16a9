using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace TitleReview.Documents.Sheets;

/// <summary>写出去的格子：每格都是文本，身份证号不会变成科学计数，也不会当公式执行。</summary>
internal static class SheetCells
{
    public static Cell Text(string reference, string text, uint style) => new()
    {
        CellReference = reference,
        DataType = CellValues.InlineString,
        StyleIndex = style,
        InlineString = new InlineString(new Text(Harmless(text)) { Space = SpaceProcessingModeValues.Preserve }),
    };

    // 以 = + - @ 开头的字，被另存为 CSV 再打开时会当公式执行。
    private static string Harmless(string text)
    {
        // Lone surrogates become U+FFFD; the rest that XML cannot carry is dropped.
        var clean = string.Concat(text.EnumerateRunes().Where(rune =>
            rune.Value is '\n' or '\t' || (rune.Value >= ' ' && rune.Value is not (0xFFFE or 0xFFFF))));
        return clean.TrimStart() is ['=' or '+' or '-' or '@', ..] ? "'" + clean : clean;
    }
}
