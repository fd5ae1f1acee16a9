using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using TitleReview.Documents.Sheets;

namespace TitleReview.App.Tests.Documents;

/// <summary>What strangers hand in as a spreadsheet: read cell by cell, or refused with a sentence.</summary>
public sealed class Sheets_from_strangers
{
    private static readonly SheetLimits Limits = new(3 * 1024 * 1024, 5000, 5);

    private const string Head = """<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""";

    private static string Refused(byte[] bytes) => Assert.Throws<SheetRefusedException>(() => SheetReader.Read(bytes, Limits)).Message;

    /// <summary>A workbook with this first sheet, and whatever else is put into it.</summary>
    private static byte[] Book(string rows, params (string Name, byte[] Bytes)[] more)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Put(string name, byte[] content)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }

            Put("[Content_Types].xml", """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/s.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""u8.ToArray());
            Put("_rels/.rels", """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""u8.ToArray());
            Put("xl/workbook.xml", """<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="b"/></sheets></workbook>"""u8.ToArray());
            Put("xl/_rels/workbook.xml.rels", """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="b" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="s.xml"/></Relationships>"""u8.ToArray());
            Put("xl/s.xml", Encoding.UTF8.GetBytes(Head + rows + "</sheetData></worksheet>"));
            foreach (var (name, content) in more) Put(name, content);
        }

        return bytes.ToArray();
    }

    [Fact(DisplayName = "自己写的读得回来；以等号开头的写出去不是公式；空行跳过，行号照表里的")]
    public void Reads_back_what_it_writes()
    {
        var bytes = SheetWriter.Write("名单", [new("姓名", 10), new("号码", 20, ["甲", "乙"])], [["古丽·艾山", "654201198501010012"], ["", ""], ["=1+1", "@x"]], DateTimeOffset.UnixEpoch);
        var rows = SheetReader.Read(bytes, Limits);
        Assert.Equal([1, 2, 4], rows.Select(r => r.Number));
        Assert.Equal(["古丽·艾山", "654201198501010012", "", "", ""], rows[1].Cells);
        Assert.Equal(["'=1+1", "'@x", "", "", ""], rows[2].Cells);
    }

    [Fact(DisplayName = "公式、错误值、成了数字的号码，说出在哪一格；短的数字照读")]
    public void Says_in_which_cell()
    {
        var rows = SheetReader.Read(Book("""
            <row r="12"><c r="A12"><f>1+1</f><v>2</v></c><c r="B12"><v>654201198501010000</v></c><c r="C12"><v>13900000000</v></c><c r="D12" t="e"><v>#REF!</v></c><c r="ZZ12" t="inlineStr"><is><t>远</t></is></c></row>
            <row r="13"/>
            <row><c t="inlineStr"><is><t> 甲 </t></is></c><c><v>1.5E3</v></c></row>
            """), Limits);
        Assert.Equal(["第 12 行 A 列", "第 12 行 B 列", "第 12 行 D 列"], rows[0].Errors.Select(e => e.Place()));
        Assert.Contains("成了数字", rows[0].Errors[1].Sentence, StringComparison.Ordinal);
        Assert.Equal("13900000000", rows[0].Cells[2]);
        Assert.Equal((14, "甲", "1500"), (rows[1].Number, rows[1].Cells[0], rows[1].Cells[1]));
    }

    [Fact(DisplayName = "宏、旧格式、外部链接、炸弹、外部实体、别的文件、太大、太多行，都不收，各有一句话")]
    public void Refuses_the_rest()
    {
        Assert.Contains("宏", Refused(Book("", ("xl/vbaProject.bin", [1]))), StringComparison.Ordinal);
        Assert.Contains("链接", Refused(Book("", ("xl/externalLinks/externalLink1.xml", [1]))), StringComparison.Ordinal);
        Assert.Contains("旧格式", Refused([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]), StringComparison.Ordinal);
        Assert.Contains("不是电子表格", Refused("姓名,号码"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("空的", Refused([]), StringComparison.Ordinal);
        Assert.Contains("超过", Refused(new byte[Limits.Bytes + 1]), StringComparison.Ordinal);
        Assert.Contains("太大", Refused(Book("", ("xl/big.xml", new byte[Limits.Bytes * 20 + 1]))), StringComparison.Ordinal);
        Assert.Contains("打不开", Refused(Book("<row><c><v>1</v></c>")), StringComparison.Ordinal);
        Assert.Contains("5000 行", Refused(Book(string.Concat(Enumerable.Range(1, 5002).Select(i => $"<row r=\"{i}\"><c><v>1</v></c></row>")))), StringComparison.Ordinal);
        var bytes = Book("<row><c><v>1</v></c></row>");
        Assert.Contains("打不开", Refused(WithEntity(bytes)), StringComparison.Ordinal);
        // Not one of a hundred torn copies brings anything but a sentence.
        var random = new Random(7);
        for (var i = 0; i < 100; i++)
        {
            var torn = bytes.ToArray();
            for (var j = 0; j < 20; j++) torn[random.Next(torn.Length)] = (byte)random.Next(256);
            try { SheetReader.Read(torn, Limits); }
            catch (SheetRefusedException) { }
        }
    }

    private static byte[] WithEntity(byte[] book)
    {
        using var bytes = new MemoryStream();
        bytes.Write(book);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/s.xml")!.Delete();
            using var sheet = zip.CreateEntry("xl/s.xml").Open();
            sheet.Write(Encoding.UTF8.GetBytes(Head.Replace("<worksheet", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><worksheet", StringComparison.Ordinal) + "<row><c t=\"str\"><v>&a;</v></c></row></sheetData></worksheet>"));
        }

        return bytes.ToArray();
    }

    [Fact(DisplayName = "五千行两秒之内读完")]
    public void Reads_five_thousand_within_seconds()
    {
        var bytes = SheetWriter.Write("名单", [new("甲", 10), new("乙", 10), new("丙", 10), new("丁", 10), new("戊", 10)], Enumerable.Range(0, 4999).Select(i => (IReadOnlyList<string>)["张三", $"65420119850101{i:0000}", "13900000000", "", "水利"]), DateTimeOffset.UnixEpoch);
        var watch = Stopwatch.StartNew();
        Assert.Equal(5000, SheetReader.Read(bytes, Limits).Count);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }
}
