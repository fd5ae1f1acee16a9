using DocumentFormat.OpenXml.Spreadsheet;
using FontList = DocumentFormat.OpenXml.Spreadsheet.Fonts;

namespace TitleReview.Documents.Rosters;

/// <summary>花名册的字体与框线；编号即样式表里的次序。</summary>
internal static class RosterStyles
{
    public const uint Title = 1, Line = 2, Head = 3, Centred = 4, LeftAligned = 5;

    private const uint TextFormat = 49;

    public static Stylesheet Sheet() => new(
        new FontList(Font(10, bold: false), Font(18, bold: true), Font(10, bold: true)),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(
            new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()),
            new Border(
                new LeftBorder { Style = BorderStyleValues.Thin }, new RightBorder { Style = BorderStyleValues.Thin },
                new TopBorder { Style = BorderStyleValues.Thin }, new BottomBorder { Style = BorderStyleValues.Thin },
                new DiagonalBorder())),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            Format(font: 1, border: 0, HorizontalAlignmentValues.Center),
            Format(font: 0, border: 0, HorizontalAlignmentValues.Left),
            Format(font: 2, border: 1, HorizontalAlignmentValues.Center),
            Format(font: 0, border: 1, HorizontalAlignmentValues.Center),
            Format(font: 0, border: 1, HorizontalAlignmentValues.Left)));

    private static Font Font(double size, bool bold)
    {
        var font = new Font();
        if (bold) font.Append(new Bold());
        font.Append(new FontSize { Val = size }, new FontName { Val = "宋体" });
        return font;
    }

    private static CellFormat Format(uint font, uint border, HorizontalAlignmentValues horizontal) => new()
    {
        FontId = font, BorderId = border, NumberFormatId = TextFormat, FillId = 0, FormatId = 0,
        ApplyFont = true, ApplyBorder = true, ApplyNumberFormat = true, ApplyAlignment = true,
        Alignment = new Alignment { Horizontal = horizontal, Vertical = VerticalAlignmentValues.Center, WrapText = true },
    };
}
