using System.Text;

namespace TitleReview.Documents.Sheets;

/// <summary>逗号、制表符分隔的文字，读成与电子表格一样的各行。</summary>
internal static class CsvText
{
    static CsvText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static IReadOnlyList<SheetRow> Read(byte[] bytes, SheetLimits limits)
    {
        var text = Decode(bytes);
        if (!IsWritten(text)) throw SheetReader.NotASheet(limits);
        var mark = text[..Math.Min(text.Length, 4096)] is var head && head.Count(c => c == '\t') > head.Count(c => c == ',') ? '\t' : ',';
        List<SheetRow> rows = [];
        var (cells, errors, cell, quoted, number) = (new List<string>(), new List<CellError>(), new StringBuilder(), false, 1);
        void EndCell()
        {
            var said = cell.ToString().Trim();
            cell.Clear();
            if (cells.Count == limits.Columns) return;
            if (said.Length > SheetReader.LongestCell) errors.Add(new CellError(number, cells.Count, $"最多 {SheetReader.LongestCell} 字。"));
            cells.Add(said.Length > SheetReader.LongestCell ? "" : said);
        }

        void EndRow()
        {
            EndCell();
            if (cells.Any(c => c.Length > 0) || errors.Count > 0) rows.Add(new SheetRow(number, [.. cells, .. Enumerable.Repeat("", limits.Columns - cells.Count)], errors));
            (cells, errors, number) = ([], [], number + 1);
            if (rows.Count > limits.Rows + 1) throw SheetReader.TooLong(limits);
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted) { if (c != '"') cell.Append(c); else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]); else quoted = false; }
            // Banks write ="0012", lest a spreadsheet take it for a number.
            else if (c == '"' && cell.ToString().Trim() is "" or "=") { cell.Clear(); quoted = true; }
            else if (c == mark) EndCell();
            else if (c == '\n') EndRow();
            else if (c != '\r') cell.Append(c);
        }

        if (cell.Length > 0 || cells.Count > 0) EndRow();
        // A text of any kind is one column; a table has rows of several.
        return rows.Any(r => r.Cells.Count(c => c.Length > 0) > 1) ? rows : throw SheetReader.NotASheet(limits);
    }

    /// <summary>看内容，不看扩展名：改了名的图片、文档里有控制符。</summary>
    private static bool IsWritten(string text) => !text.StartsWith("%PDF", StringComparison.Ordinal) && !text.Take(4096).Any(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n' or '\f'));

    /// <summary>银行导出的多半是国标码；是合法的 UTF-8 就当 UTF-8。</summary>
    private static string Decode(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding("GB18030").GetString(bytes);
        }
    }
}
