using TitleReview.Documents.Notices;

namespace TitleReview.App.Tests.Documents;

public sealed class NoticeTests(Printing printing)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static NoticeData Poster(string achievements) => new()
    {
        Title = "推荐单位公示",
        Paragraphs =
        [
            new NoticeParagraph("根据自治区职称评审的要求，现对张三样同志申报工程系列水利专业高级专业技术任职资格进行公示。"),
            new NoticeParagraph("女，维吾尔族，中共党员，身份证号6542***********012，现任工程师", "基本信息"),
            new NoticeParagraph("拥护党的领导。", "思想政治条件"),
            new NoticeParagraph(achievements, "业绩成果"),
        ],
        Period = "公示时间从2023年8月21日起至2023年8月25日止（公示期不少于5个工作日）。",
        Contact = "如对张三样同志的相关信息有疑异，请电话或书面形式反映至样例办公室，监督电话：0000-0000000",
        SignatureLines = ["签字：（单位负责人签字并签署意见）", "（推荐单位公章）", "2023年　月　日"],
        PrintedAt = Forms.August20,
    };

    [Fact(DisplayName = "推荐单位公示：一页张贴，要素齐全"), Trait("rule", "TC-33")]
    public async Task The_poster_is_one_page_with_everything_on_it()
    {
        using var pdf = new Pdf(await NoticePrinter.Print(Poster("主持某灌区节水改造。"), printing.Worker, Ct));

        Assert.Equal(1, pdf.PageCount);
        Assert.Equal(Pdf.Squeeze(
            "推荐单位公示根据自治区职称评审的要求，现对张三样同志申报工程系列水利专业高级专业技术任职资格进行公示。" +
            "基本信息：女，维吾尔族，中共党员，身份证号6542***********012，现任工程师思想政治条件：拥护党的领导。" +
            "业绩成果：主持某灌区节水改造。公示时间从2023年8月21日起至2023年8月25日止（公示期不少于5个工作日）。" +
            "如对张三样同志的相关信息有疑异，请电话或书面形式反映至样例办公室，监督电话：0000-0000000" +
            "签字：（单位负责人签字并签署意见）（推荐单位公章）2023年月日"), pdf.Text);
    }

    [Theory(DisplayName = "公示内容多：先缩字号，再续页，一字不少")]
    [InlineData(700, 1), InlineData(6000, 7)]
    public async Task More_text_shrinks_first_and_then_flows(int characters, int pages)
    {
        using var pdf = new Pdf(await NoticePrinter.Print(Poster(Forms.Sentences(characters)), printing.Worker, Ct));

        Assert.InRange(pdf.PageCount, 1, pages);
        Assert.Contains($"【{characters / 12:00000}】主持设计。公示时间从", pdf.Text, StringComparison.Ordinal);
        Assert.Contains("监督电话", Pdf.Squeeze(pdf.Pages[^1]), StringComparison.Ordinal);
        Assert.Contains("推荐单位公章", Pdf.Squeeze(pdf.Pages[^1]), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "公示结果没有公示期一句"), Trait("rule", "TC-33")]
    public async Task The_outcome_of_the_notice_prints_without_a_period()
    {
        using var pdf = new Pdf(await NoticePrinter.Print(new NoticeData
        {
            Title = "推荐单位公示结果",
            Paragraphs = [new NoticeParagraph("兹有张三样同志系本单位职工，经公示5个工作日无异议，张三样同志符合申报系列工程高级专业技术任职资格。")],
            SignatureLines = ["单位（印章）：", "负责人（签名）：", "2023年　月　日"],
            PrintedAt = Forms.August20,
        }, printing.Worker, Ct));

        Assert.Equal(1, pdf.PageCount);
        Assert.Contains("无异议", pdf.Text, StringComparison.Ordinal);
        Assert.EndsWith("单位（印章）：负责人（签名）：2023年月日", pdf.Text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "单位的名称再长，名单里后面的栏也不挤成一字一行")]
    public async Task A_very_long_office_leaves_room_for_the_other_columns()
    {
        using var pdf = new Pdf(await NoticePrinter.Print(new NoticeData
        {
            Title = "评审结果公示", Paragraphs = [new NoticeParagraph("下列人员通过评审。")], Heads = ["序号", "姓名", "工作单位", "专业", "职务"],
            Rows = [["1", "张三样", "克孜勒苏柯尔克孜自治州人力资源和社会保障局职称社会化评价中心暨专业技术人员继续教育基地管理办公室", "农业机械化与自动化", "高级农艺师"]],
            SignatureLines = ["单位（印章）："], PrintedAt = Forms.August20,
        }, printing.Worker, Ct));

        // As it stands on the page, line by line: the whole title on one line.
        Assert.Contains("高级农艺师", pdf.Pages[0], StringComparison.Ordinal);
    }
}
