using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using TitleReview.Documents.Sheets;

namespace TitleReview.Documents.Tests.Sheets;

public sealed class Reading_a_sheet
{
    private static readonly SheetLimits Limits = new(1024 * 1024, 50, 6, "请传 XLSX 或 CSV 格式的表格。", Csv: true);

    private static byte[] Xlsx(params Cell[] cells)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = new Stylesheet(
                new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "yyyy\"年\"m\"月\"d\"日\"" }),
                new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()), new CellStyleFormats(new CellFormat()),
                new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14 }, new CellFormat { NumberFormatId = 164 }));
            workbook.AddNewPart<WorksheetPart>("one").Worksheet = new Worksheet(new SheetData(new Row(cells) { RowIndex = 2 }));
            workbook.Workbook = new Workbook(new DocumentFormat.OpenXml.Spreadsheet.Sheets(new Sheet { Name = "明细", SheetId = 1, Id = "one" }));
        }

        return bytes.ToArray();
    }

    private static Cell Number(string at, string value, uint style = 0) => new() { CellReference = at, CellValue = new CellValue(value), StyleIndex = style };

    [Fact(DisplayName = "日期格式的数读成日期，别的数照原样，空格补齐，行号与人看到的一样；十五位以上的数、公式说出在哪一格")]
    public void Gives_every_cell_as_text()
    {
        var row = Assert.Single(SheetReader.Read(Xlsx(Number("A2", "45231", 1), Number("B2", "45231.5", 2), Number("D2", "380.5"), Number("E2", "1234567890123456789"), new Cell { CellReference = "F2", CellFormula = new CellFormula("1+1"), CellValue = new CellValue("2") }), Limits));
        Assert.Equal(2, row.Number);
        Assert.Equal(["2023-11-01", "2023-11-01 12:00:00", "", "380.5", "", ""], row.Cells);
        Assert.Equal(["第 2 行 E 列", "第 2 行 F 列"], row.Errors.Select(e => e.Place()));
    }

    [Fact(DisplayName = "带宏的、解开太大的、行数太多的、不是表格的，都不收，话说清楚；没有说收分隔文字的，不收")]
    public void Refuses_what_is_dangerous()
    {
        static string Why(byte[] bytes, SheetLimits? limits = null) => Assert.Throws<SheetRefusedException>(() => SheetReader.Read(bytes, limits ?? Limits)).Message;
        using var zip = new MemoryStream(Xlsx(Number("A2", "1")));
        using (var grown = new MemoryStream())
        {
            zip.CopyTo(grown);
            using (var archive = new ZipArchive(grown, ZipArchiveMode.Update, leaveOpen: true)) archive.CreateEntry("xl/vbaProject.bin");
            Assert.Contains("宏", Why(grown.ToArray()), StringComparison.Ordinal);
        }

        Assert.Contains("超过", Why(Xlsx(Number("A2", "1")), Limits with { Bytes = 100 }), StringComparison.Ordinal);
        Assert.Contains("最多 50 行", Why(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("甲,乙\n", 52)))), StringComparison.Ordinal);
        Assert.Contains("旧格式", Why([0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0]), StringComparison.Ordinal);
        Assert.Contains("XLSX 或 CSV", Why([0x50, 0x4B, 3, 4, 1, 2, 3]), StringComparison.Ordinal);
        foreach (var named in new[] { "this is not a pdf"u8.ToArray(), "%PDF-1.7, a, b\n1,2,3"u8.ToArray(), [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 0x2C, 0x2C], [0x89, 0x50, 0x4E, 0x47, 0, 0, 0], "只有一段话\n又一段"u8.ToArray() })
            Assert.StartsWith("这不是新格式的电子表格，也不是逗号分隔的文本。请传", Why(named), StringComparison.Ordinal);
        Assert.Contains("空的", Why([]), StringComparison.Ordinal);
        Assert.Contains("不是电子表格", Why("甲,乙"u8.ToArray(), Limits with { Csv = false }), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "CSV：国标码与 UTF-8、逗号与制表符、引号里的逗号与换行、银行写的等号加引号")]
    [InlineData("gb18030")]
    [InlineData("utf-8")]
    public void Reads_what_banks_export(string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var rows = SheetReader.Read(Encoding.GetEncoding(encoding).GetBytes("流水号,付款人,附言\r\n=\"0012\",\"古丽娜, \"\"艾山\"\"\",\"两\n行\"\r\n"), Limits);
        Assert.Equal(["流水号", "付款人", "附言"], rows[0].Cells.Take(3));
        Assert.Equal(["0012", "古丽娜, \"艾山\"", "两\n行"], rows[1].Cells.Take(3));
        Assert.Equal(["甲", "乙", "", "", "", ""], Assert.Single(SheetReader.Read(Encoding.UTF8.GetBytes("甲\t乙\t"), Limits)).Cells);
    }
}
