using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using TitleReview.Documents.Rosters;

namespace TitleReview.App.Tests.Documents;

public sealed class RosterTests(Printing printing)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static RosterData Roster(int rows, string remark = "评审") => new()
    {
        Title = "2023年度水利专业职称申报人员花名册",
        EmployerLine = "单位（盖章）：塔城地区样例水利局",
        DateLine = "2023年8月20日",
        Rows =
        [
            .. Enumerable.Range(1, rows).Select(n => new RosterRow(
                $"张三样{n}", "女", "维吾尔族", "中共党员", $"65420119850312{n:0000}", "工程师", "2016年12月", "高级工程师",
                "塔城地区样例水利设计院", "", remark)),
        ],
        PrintedAt = Forms.August20,
    };

    [Fact(DisplayName = "电子花名册：十二栏，标题合并，表头逐页重复，横向一页宽"), Trait("rule", "BZ-31")]
    public void The_workbook_has_the_notices_twelve_columns()
    {
        using var book = Open(RosterXlsx.Write(Roster(3)));
        var sheet = book.WorkbookPart!.WorksheetParts.Single().Worksheet;

        Assert.Equal("2023年度水利专业职称申报人员花名册", Assert.Single(Texts(sheet, 1)));
        Assert.Equal(
            ["序号", "姓名", "性别", "族别", "政治面貌", "身份证号码", "现任专业技术职务", "获现任专业技术职务时间", "拟晋升专业技术职务", "工作单位", "是否通过", "备注（初定/授予/评审）"],
            Texts(sheet, 3));
        Assert.Equal(["2", "张三样2", "女"], Texts(sheet, 5).Take(3));
        Assert.Contains("A1:L1", sheet.Descendants<MergeCell>().Select(m => m.Reference?.Value));
        Assert.Equal("'花名册'!$1:$3", book.WorkbookPart.Workbook.DefinedNames!.Elements<DefinedName>().Single().Text);

        var setup = sheet.GetFirstChild<PageSetup>()!;
        Assert.Equal((9u, OrientationValues.Landscape, 1u, 0u), (setup.PaperSize!.Value, setup.Orientation!.Value, setup.FitToWidth!.Value, setup.FitToHeight!.Value));
        Assert.True(sheet.SheetProperties!.PageSetupProperties!.FitToPage!.Value);
    }

    [Fact(DisplayName = "栏目由计划选用、定次序；系统不认得的栏留空"), Trait("rule", "TC-37")]
    public void The_plan_chooses_the_columns()
    {
        var roster = Roster(1) with { Columns = RosterColumn.Of(["姓名", "档案号", "工作单位", "序号"]) };
        using var book = Open(RosterXlsx.Write(roster));
        var sheet = book.WorkbookPart!.WorksheetParts.Single().Worksheet;

        Assert.Equal(["姓名", "档案号", "工作单位", "序号"], Texts(sheet, 3));
        Assert.Equal(["张三样1", "", "塔城地区样例水利设计院", "1"], Texts(sheet, 4));
        Assert.Contains("A1:D1", sheet.Descendants<MergeCell>().Select(m => m.Reference?.Value));
    }

    [Fact(DisplayName = "身份证号是文本，不变成科学计数"), Trait("rule", "BZ-31")]
    public void Id_numbers_are_text_cells()
    {
        using var book = Open(RosterXlsx.Write(Roster(1)));
        var cell = book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().Single(c => c.CellReference == "F4");

        Assert.Equal("654201198503120001", cell.InnerText);
        Assert.Equal(CellValues.InlineString, cell.DataType!.Value);
        var formats = book.WorkbookPart.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ToList();
        Assert.Equal(49u, formats[(int)cell.StyleIndex!.Value].NumberFormatId!.Value);
    }

    [Theory(DisplayName = "像公式的文字不会被当作公式")]
    [InlineData("=HYPERLINK(\"x\")"), InlineData("+1"), InlineData("-1"), InlineData("@SUM(A1)"), InlineData("  =1+1")]
    public void Formula_like_texts_are_escaped(string remark)
    {
        using var book = Open(RosterXlsx.Write(Roster(1, remark)));
        var cell = book.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().Single(c => c.CellReference == "L4");

        Assert.Equal("'" + remark, cell.InnerText);
        Assert.Null(cell.CellFormula);
    }

    [Fact]
    public void Characters_that_xml_cannot_carry_do_not_break_the_file()
    {
        using var book = Open(RosterXlsx.Write(Roster(1, "坏\u0001字\uD800符\uFFFF<&>𠮷")));
        Assert.Equal("坏字\uFFFD符<&>𠮷", Texts(book.WorkbookPart!.WorksheetParts.Single().Worksheet, 4)[^1]);
    }

    [Fact]
    public void The_file_follows_the_office_format()
    {
        using var book = Open(RosterXlsx.Write(Roster(500, "=1")));
        Assert.DoesNotContain(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book, Ct), _ => true);
    }

    [Fact(DisplayName = "纸质花名册：A4 横排，每页有表头和页码"), Trait("rule", "BZ-31")]
    public async Task The_paper_roster_repeats_its_head()
    {
        using var pdf = new Pdf(await RosterPrinter.Print(Roster(60), printing.Worker, Ct));

        Assert.Matches(@"Page size: +841\.8\d* x 595\.2\d* pts", pdf.Info);
        Assert.True(pdf.PageCount > 2);
        for (var page = 1; page <= pdf.PageCount; page++)
        {
            Assert.Contains(string.Concat(RosterData.Heads), Pdf.Squeeze(pdf.Pages[page - 1]), StringComparison.Ordinal);
            Assert.Contains($"第{page}页共{pdf.PageCount}页", Pdf.Squeeze(pdf.Pages[page - 1]), StringComparison.Ordinal);
        }

        for (var n = 1; n <= 60; n++) Assert.Contains($"65420119850312{n:0000}", pdf.Text, StringComparison.Ordinal);
    }

    private static SpreadsheetDocument Open(byte[] bytes) => SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);

    private static List<string> Texts(Worksheet sheet, int row) =>
        [.. sheet.Descendants<Row>().Single(r => r.RowIndex! == (uint)row).Elements<Cell>().Select(c => c.InnerText)];
}
