using TitleReview.Documents.Rosters;

namespace TitleReview.Documents.Letters;

/// <summary>表格式文书的电子版：有清单的各占一个工作表，格子里的写在标题下的一行，说明另占一个。</summary>
public static class SheetXlsx
{
    /// <summary>列宽：打印时的比例换成毫米。</summary>
    private const double Millimetres = 20;

    public static byte[] Write(IReadOnlyList<SheetData> sheets)
    {
        List<TableSheet> tables = [.. sheets.Where(s => s.Columns.Count > 0).Select(s => new TableSheet(s.Title, s.Title, Line(s), [.. s.Columns.Select((c, at) => new TableColumn(c.Head, c.Width * Millimetres, LeftAligned: at == 1))], s.Rows, s.PrintedAt))];
        if (sheets.Any(s => s.Notes.Count > 0))
            tables.Add(new TableSheet("说明", sheets[0].Title, sheets[0].Line, [new("哪一处", 40), new("说明", 180, LeftAligned: true)], sheets.SelectMany(s => s.Notes.Select(n => (IReadOnlyList<string>)[s.Title, n])), sheets[0].PrintedAt));
        // Two worksheets of one name, or a longer one, and Excel mends the file aloud.
        return TableXlsx.Write([.. tables.Select((t, at) => tables.Take(at).Any(b => b.Name == t.Name) ? t with { Name = $"{t.Name[..Math.Min(24, t.Name.Length)]}（{at + 1}）" } : t)]);
    }

    private static string Line(SheetData sheet) => string.Join('　', sheet.Cells.SelectMany(row => row).Select(c => $"{c.Label}：{c.Value}").Prepend(sheet.Line).Where(l => l.Length > 0));
}
