using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace TitleReview.Documents.Rosters;

/// <summary>花名册电子版：A4 横向，一页宽，标题与表头逐页重复；每格都是文本，身份证号不会变成科学计数。</summary>
public static class RosterXlsx
{
    private const string SheetName = "花名册";
    private const int HeadRow = 3;

    /// <summary>列宽以字符计，一字符约 1.7 毫米。</summary>
    private const double CharactersPerMillimetre = 0.6;

    public static byte[] Write(RosterData roster)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = RosterStyles.Sheet();
            workbook.AddNewPart<WorksheetPart>("roster").Worksheet = Sheet(roster);
            workbook.Workbook = new Workbook(
                new Sheets(new Sheet { Name = SheetName, SheetId = 1, Id = "roster" }),
                new DefinedNames(new DefinedName($"{SheetName}!$1:${HeadRow}") { Name = "_xlnm.Print_Titles", LocalSheetId = 0 }));

            document.PackageProperties.Title = roster.Title;
            document.PackageProperties.Created = roster.PrintedAt.UtcDateTime;
        }

        return bytes.ToArray();
    }

    private static Worksheet Sheet(RosterData roster)
    {
        var last = Letter(roster.Columns.Count);
        return new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            new SheetViews(new SheetView(new Pane
            {
                VerticalSplit = HeadRow, TopLeftCell = $"A{HeadRow + 1}",
                ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen,
            }) { WorkbookViewId = 0 }),
            new Columns(roster.Columns.Select((column, i) => new Column
            {
                Min = (uint)i + 1, Max = (uint)i + 1, Width = column.Millimetres * CharactersPerMillimetre, CustomWidth = true,
            })),
            new SheetData(Rows(roster)),
            new MergeCells(new MergeCell { Reference = $"A1:{last}1" }, new MergeCell { Reference = $"A2:{last}2" }),
            new PrintOptions { HorizontalCentered = true },
            new PageMargins { Left = 0.5, Right = 0.5, Top = 0.6, Bottom = 0.7, Header = 0.3, Footer = 0.3 },
            new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 },
            new HeaderFooter(new OddFooter("&C第 &P 页　共 &N 页")));
    }

    private static IEnumerable<Row> Rows(RosterData roster)
    {
        yield return Row(1, 34, [roster.Title], _ => RosterStyles.Title);
        yield return Row(2, 22, [$"{roster.EmployerLine}　　　　{roster.DateLine}".TrimEnd()], _ => RosterStyles.Line);
        yield return Row(HeadRow, 32, [.. roster.Columns.Select(c => c.Name)], _ => RosterStyles.Head);

        var number = HeadRow;
        foreach (var line in roster.Lines)
            yield return Row(++number, null, line, column => roster.Columns[column].LeftAligned ? RosterStyles.LeftAligned : RosterStyles.Centred);
    }

    private static Row Row(int number, double? height, IReadOnlyList<string> texts, Func<int, uint> style)
    {
        var row = new Row(texts.Select((text, column) => Cell($"{Letter(column + 1)}{number}", text, style(column))))
        {
            RowIndex = (uint)number,
        };
        if (height is null) return row;

        row.Height = height;
        row.CustomHeight = true;
        return row;
    }

    private static Cell Cell(string reference, string text, uint style) => new()
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

    private static string Letter(int column) => (column > 26 ? Letter((column - 1) / 26) : "") + (char)('A' + (column - 1) % 26);
}
