using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using TitleReview.Documents.Sheets;
using SheetList = DocumentFormat.OpenXml.Spreadsheet.Sheets;

namespace TitleReview.Documents.Rosters;

/// <param name="Name">工作表的名字。</param>
/// <param name="Line">标题下面的一行。</param>
/// <param name="A3">印在 A3 上；否则 A4。</param>
public sealed record TableSheet(string Name, string Title, string Line, IReadOnlyList<TableColumn> Columns, IEnumerable<IReadOnlyList<string>> Rows, DateTimeOffset MadeAt, bool A3 = false);

/// <param name="Millimetres">打印时的宽度。</param>
public sealed record TableColumn(string Name, double Millimetres, bool LeftAligned = false);

/// <summary>一张表的电子版：横向，一页宽，标题与表头逐页重复；编号、电话是文本，身份证号不会变成科学计数；几个、第几是数，能合计；没有公式。</summary>
public static class TableXlsx
{
    private const int HeadRow = 3;

    private const uint A3 = 8, A4 = 9;

    /// <summary>列宽以字符计，一字符约 1.7 毫米。</summary>
    private const double CharactersPerMillimetre = 0.6;

    /// <param name="tables">一张或几张，各占一个工作表。</param>
    public static byte[] Write(params IReadOnlyList<TableSheet> tables)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = RosterStyles.Sheet();
            for (var i = 0; i < tables.Count; i++) workbook.AddNewPart<WorksheetPart>($"table{i + 1}").Worksheet = Sheet(tables[i]);
            workbook.Workbook = new Workbook(
                new SheetList(tables.Select((table, i) => new Sheet { Name = table.Name, SheetId = (uint)i + 1, Id = $"table{i + 1}" })),
                new DefinedNames(tables.Select((table, i) => new DefinedName($"'{table.Name}'!$1:${HeadRow}") { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)i })));

            document.PackageProperties.Title = tables[0].Title;
            document.PackageProperties.Created = tables[0].MadeAt.UtcDateTime;
        }

        return bytes.ToArray();
    }

    private static Worksheet Sheet(TableSheet table)
    {
        var last = SheetReader.Letter(table.Columns.Count);
        return new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            new SheetViews(new SheetView(new Pane
            {
                VerticalSplit = HeadRow, TopLeftCell = $"A{HeadRow + 1}",
                ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen,
            }) { WorkbookViewId = 0 }),
            new Columns(table.Columns.Select((column, i) => new Column
            {
                Min = (uint)i + 1, Max = (uint)i + 1, Width = column.Millimetres * CharactersPerMillimetre, CustomWidth = true,
            })),
            new SheetData(Rows(table)),
            new MergeCells(new MergeCell { Reference = $"A1:{last}1" }, new MergeCell { Reference = $"A2:{last}2" }),
            new PrintOptions { HorizontalCentered = true },
            new PageMargins { Left = 0.5, Right = 0.5, Top = 0.6, Bottom = 0.7, Header = 0.3, Footer = 0.3 },
            new PageSetup { PaperSize = table.A3 ? A3 : A4, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 },
            new HeaderFooter(new OddFooter("&C第 &P 页　共 &N 页")));
    }

    private static IEnumerable<Row> Rows(TableSheet table)
    {
        yield return Row(1, 34, [table.Title], _ => RosterStyles.Title);
        yield return Row(2, 22, [table.Line], _ => RosterStyles.Line);
        yield return Row(HeadRow, 32, [.. table.Columns.Select(c => c.Name)], _ => RosterStyles.Head);

        var number = HeadRow;
        foreach (var line in table.Rows)
            yield return Row(++number, null, line, column => table.Columns[column].LeftAligned ? RosterStyles.LeftAligned : RosterStyles.Centred);
    }

    private static Row Row(int number, double? height, IReadOnlyList<string> texts, Func<int, uint> style)
    {
        var row = new Row(texts.Select((text, column) => SheetCells.TextOrCount($"{SheetReader.Letter(column + 1)}{number}", text, style(column))))
        {
            RowIndex = (uint)number,
        };
        if (height is null) return row;

        row.Height = height;
        row.CustomHeight = true;
        return row;
    }
}
