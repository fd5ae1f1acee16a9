using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using TitleReview.Documents.Rosters;
using SheetList = DocumentFormat.OpenXml.Spreadsheet.Sheets;

namespace TitleReview.Documents.Sheets;

/// <param name="Width">列宽，以字符计。</param>
/// <param name="Choices">只能填这几样的，表格里给出下拉。</param>
public sealed record SheetColumn(string Name, double Width, IReadOnlyList<string>? Choices = null);

/// <summary>一张普通的名单：第一行是栏名，冻结着；整列都是文本。模板与结果清单用它。</summary>
public static class SheetWriter
{
    /// <summary>模板里预先设成文本的行数；更多的行要自己设。</summary>
    private const int Prepared = 5001;

    public static byte[] Write(string name, IReadOnlyList<SheetColumn> columns, IEnumerable<IReadOnlyList<string>> rows, DateTimeOffset at)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = RosterStyles.Sheet();
            workbook.AddNewPart<WorksheetPart>("list").Worksheet = Sheet(columns, rows);
            workbook.Workbook = new Workbook(new SheetList(new Sheet { Name = name, SheetId = 1, Id = "list" }));
            document.PackageProperties.Title = name;
            document.PackageProperties.Created = at.UtcDateTime;
        }

        return bytes.ToArray();
    }

    private static Worksheet Sheet(IReadOnlyList<SheetColumn> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var sheet = new Worksheet(
            new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }),
            new Columns(columns.Select((c, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = c.Width, CustomWidth = true, Style = RosterStyles.LeftAligned })),
            new SheetData(new[] { Row(1, [.. columns.Select(c => c.Name)], RosterStyles.Head) }.Concat(rows.Select((cells, i) => Row(i + 2, cells, RosterStyles.LeftAligned)))));
        var lists = columns.Select((c, i) => (c.Choices, Letter: SheetReader.Letter(i + 1))).Where(c => c.Choices is not null).Select(c => new DataValidation(new Formula1($"\"{string.Join(',', c.Choices!)}\""))
        {
            Type = DataValidationValues.List, AllowBlank = true, SequenceOfReferences = new ListValue<StringValue> { InnerText = $"{c.Letter}2:{c.Letter}{Prepared}" },
        }).ToList();
        if (lists.Count > 0) sheet.Append(new DataValidations(lists) { Count = (uint)lists.Count });
        return sheet;
    }

    private static Row Row(int number, IReadOnlyList<string> cells, uint style) =>
        new(cells.Select((text, i) => SheetCells.Text($"{SheetReader.Letter(i + 1)}{number}", text, style))) { RowIndex = (uint)number };
}
