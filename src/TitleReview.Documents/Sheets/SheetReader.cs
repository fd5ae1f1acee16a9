using System.Globalization;
using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace TitleReview.Documents.Sheets;

/// <param name="Bytes">文件最大多少。</param>
/// <param name="Rows">至多多少行，表头不算。</param>
/// <param name="Columns">只看前几列。</param>
/// <param name="Advice">收不下的，请他怎么办。</param>
/// <param name="Csv">也收逗号、制表符分隔的文字，银行多半导出这种。</param>
public sealed record SheetLimits(long Bytes, int Rows, int Columns, string Advice = "请用模板填写，另存之后再上传。", bool Csv = false);

/// <summary>一行：在表里的行号，各格的字，读的时候就看出不对的格。</summary>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells, IReadOnlyList<CellError> Errors);

/// <param name="Column">第几列，从零数。</param>
public sealed record CellError(int Row, int Column, string Sentence)
{
    public string Place() => $"第 {Row} 行 {SheetReader.Letter(Column + 1)} 列";

    public override string ToString() => $"{Place()}：{Sentence}";
}

/// <summary>这个文件整个不能读；一句话说清是什么文件、该怎么办。</summary>
public sealed class SheetRefusedException(string sentence, Exception? inner = null) : Exception(sentence, inner);

/// <summary>
/// 读别人交来的电子表格：只读第一张表，边读边数，各格都是文字。带宏的、炸弹、外部链接不收；公式、变成了数字的号码说出在哪一格，不猜。
/// </summary>
public static class SheetReader
{
    private const int MostParts = 200;

    /// <summary>解开之后至多是限额的这么多倍，五千行的表远不到。</summary>
    private const int MostGrowth = 20;

    /// <summary>一格最多这么多字，多的不是名单。</summary>
    internal const int LongestCell = 500;

    private static readonly byte[] OldFormat = [0xD0, 0xCF, 0x11, 0xE0], Zip = [0x50, 0x4B, 0x03, 0x04];

    /// <exception cref="SheetRefusedException"/>
    public static IReadOnlyList<SheetRow> Read(byte[] bytes, SheetLimits limits)
    {
        if (bytes.Length == 0) throw new SheetRefusedException("文件是空的，请重新选择。");
        if (bytes.Length > limits.Bytes) throw new SheetRefusedException($"文件超过 {limits.Bytes / 1024 / 1024} MB。请只留要用的各行，去掉图片，或分几次上传。");
        if (limits.Csv && !bytes.AsSpan().StartsWith(Zip) && !bytes.AsSpan(0, Math.Min(bytes.Length, 4096)).Contains((byte)0)) return CsvText.Read(bytes, limits);
        if (bytes.AsSpan().StartsWith(OldFormat)) throw new SheetRefusedException("这是旧格式或加了密码的表格。请去掉密码，另存为新格式（扩展名末尾是 x 的工作簿）再上传。");

        WeighParts(bytes, limits);
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            using var document = SpreadsheetDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = limits.Bytes * MostGrowth });
            return Rows(document, limits);
        }
        catch (Exception e) when (e is OpenXmlPackageException or InvalidDataException or XmlException or IOException or ArgumentException or FormatException or InvalidOperationException or KeyNotFoundException or NotSupportedException or UriFormatException)
        {
            throw new SheetRefusedException($"这个文件打不开，可能没有存完整，或不是电子表格。{limits.Advice}", e);
        }
    }

    /// <summary>第 1 列是 A。</summary>
    public static string Letter(int column) => (column > 26 ? Letter((column - 1) / 26) : "") + (char)('A' + (column - 1) % 26);

    /// <summary>先看外面：几个部件、解开多大、有没有宏。声明的大小由解压器守着，说小了只会读不全。</summary>
    private static void WeighParts(byte[] bytes, SheetLimits limits)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Any(e => e.FullName.Contains("vbaProject", StringComparison.OrdinalIgnoreCase) || e.FullName.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) && e.FullName.Contains("macro", StringComparison.OrdinalIgnoreCase)))
                throw new SheetRefusedException("表格里带有宏，不收。请另存为不带宏的工作簿再上传。");
            if (zip.Entries.Any(e => e.FullName.Contains("externalLink", StringComparison.OrdinalIgnoreCase) || e.FullName.Contains("embeddings/", StringComparison.OrdinalIgnoreCase)))
                throw new SheetRefusedException("表格里有连到别的文件的链接或嵌入的文件，不收。请把内容粘贴为数值，再上传。");
            if (zip.Entries.Count > MostParts || zip.Entries.Sum(e => e.Length) > limits.Bytes * MostGrowth)
                throw new SheetRefusedException("这个表格解开以后太大，不收。请只留要用的一张表、要用的几列再上传。");
            if (zip.Entries.Any(e => e.FullName.EndsWith(".dtd", StringComparison.OrdinalIgnoreCase))) throw new InvalidDataException();
        }
        catch (InvalidDataException e)
        {
            throw NotASheet(limits, e);
        }
    }

    private static List<SheetRow> Rows(SpreadsheetDocument document, SheetLimits limits)
    {
        if (document.DocumentType != SpreadsheetDocumentType.Workbook) throw new SheetRefusedException("只收普通的工作簿，不收模板、带宏的。请另存为普通工作簿再上传。");

        var workbook = document.WorkbookPart ?? throw new SheetRefusedException("表格里没有工作表。");
        var first = workbook.Workbook?.Sheets?.Elements<Sheet>().FirstOrDefault(s => s.State is null || s.State.Value == SheetStateValues.Visible)?.Id?.Value ?? throw new SheetRefusedException("表格里没有工作表。");
        var texts = new CellTexts(SharedTexts(workbook.SharedStringTablePart), DateStyles(workbook.WorkbookStylesPart?.Stylesheet));
        List<SheetRow> rows = [];
        using var reader = OpenXmlReader.Create((WorksheetPart)workbook.GetPartById(first));
        var last = 0;
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement) continue;
            var number = reader.Attributes.FirstOrDefault(a => a.LocalName == "r").Value is { } r && int.TryParse(r, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : last + 1;
            last = number;
            // An empty row has no children; the reader must not run into the next one.
            if (!reader.ReadFirstChild()) continue;
            if (ReadRow(reader, number, texts, limits.Columns) is { } row) rows.Add(row);
            if (rows.Count > limits.Rows + 1) throw TooLong(limits);
        }

        return rows;
    }

    private static SheetRow? ReadRow(OpenXmlReader reader, int number, CellTexts texts, int columns)
    {
        var cells = new string[columns];
        Array.Fill(cells, "");
        List<CellError> errors = [];
        var next = 0;
        do
        {
            if (reader.ElementType != typeof(Cell)) continue;
            var cell = (Cell)reader.LoadCurrentElement()!;
            var column = cell.CellReference?.Value is { Length: > 0 } at ? ColumnOf(at) : next;
            next = column + 1;
            if (column < 0 || column >= columns) continue;

            var (text, wrong) = Text(cell, texts);
            if (wrong is not null) errors.Add(new CellError(number, column, wrong));
            cells[column] = text;
        }
        while (reader.ReadNextSibling());
        return cells.All(c => c.Length == 0) && errors.Count == 0 ? null : new SheetRow(number, cells, errors);
    }

    private static (string Text, string? Wrong) Text(Cell cell, CellTexts texts)
    {
        if (cell.CellFormula is not null) return ("", "不能是公式，请把结果填成文字。");

        var type = cell.DataType?.Value;
        var raw = type == CellValues.InlineString ? cell.InlineString?.InnerText ?? "" : cell.CellValue?.InnerText ?? "";
        if (type == CellValues.Error) return ("", "这一格是错误值，请改成文字。");
        if (type == CellValues.SharedString) raw = int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < texts.Shared.Count ? texts.Shared[i] : "";
        if ((type is null || type == CellValues.Number) && raw.Length > 0) return Number(raw, cell.StyleIndex?.Value is { } style && texts.Dates.Contains(style));

        var text = raw.Trim();
        return text.Length > LongestCell ? ("", $"最多 {LongestCell} 字。") : (text, null);
    }

    /// <summary>填成数字的：日期格式的写成日期，十五位以内的照写；更长的，表格软件已把末几位丢了。</summary>
    private static (string Text, string? Wrong) Number(string raw, bool date) =>
        !decimal.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? ("", "这一格认不出来，请改成文字。")
        : date && number is > 0 and < 2_958_466 ? (DateTime.FromOADate((double)number).ToString(number % 1 == 0 ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), null)
        : Math.Abs(number) >= 1_000_000_000_000_000m ? ("", "这一格成了数字，末几位已经丢失。请先把整列设为“文本”，再重新填写。")
        : (number.ToString("0.##########", CultureInfo.InvariantCulture), null);

    /// <summary>哪几种格式是日期：内置的几号，或自定格式里有年、日。</summary>
    private static HashSet<uint> DateStyles(Stylesheet? sheet)
    {
        var own = sheet?.NumberingFormats?.Elements<NumberingFormat>().Where(f => f.FormatCode?.Value is { } code && code.AsSpan().ContainsAny('y', 'd', 'Y')).Select(f => f.NumberFormatId?.Value ?? 0).ToHashSet() ?? [];
        return [.. sheet?.CellFormats?.Elements<CellFormat>().Select((format, at) => (Id: format.NumberFormatId?.Value ?? 0, At: (uint)at)).Where(f => f.Id is >= 14 and <= 17 or 22 or 27 or 30 or 31 or 36 or 57 or 58 || own.Contains(f.Id)).Select(f => f.At) ?? []];
    }

    internal static SheetRefusedException NotASheet(SheetLimits limits, Exception? inner = null) =>
        new($"{(limits.Csv ? "这不是新格式的电子表格，也不是逗号分隔的文本。" : "这不是电子表格文件。")}{limits.Advice}", inner);

    public static SheetRefusedException TooLong(SheetLimits limits) => new($"一次最多 {limits.Rows} 行。请分成几个表格再上传。");

    /// <summary>格子里的号指的是什么：第几段文字、哪几种格式是日期。</summary>
    private sealed record CellTexts(IReadOnlyList<string> Shared, HashSet<uint> Dates);

    private static List<string> SharedTexts(SharedStringTablePart? part)
    {
        List<string> texts = [];
        if (part is null) return texts;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement)
                // Without the phonetic readings that some editors put beside the words.
                texts.Add(string.Concat(((SharedStringItem)reader.LoadCurrentElement()!).ChildElements.Where(c => c is not PhoneticRun and not PhoneticProperties).Select(c => c is Run run ? run.Text?.Text ?? "" : c.InnerText)));
        return texts;
    }

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var letter in reference.TakeWhile(char.IsAsciiLetter))
        {
            column = column * 26 + (char.ToUpperInvariant(letter) - 'A' + 1);
            if (column > 20_000) return -1;
        }

        return column - 1;
    }
}
