using System.Text.RegularExpressions;
using TitleReview.Documents.ReviewForms;

namespace TitleReview.App.Tests.Documents;

public sealed partial class ReviewFormTests(Printing printing)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<Pdf> Print(ReviewFormData form) => new(await ReviewFormPrinter.Print(form, printing.Worker, Ct));

    [Fact(DisplayName = "评审表每一格填的内容都印出来，一格不少")]
    public async Task Every_cell_is_printed()
    {
        var (form, planted) = Forms.Planted();
        using var pdf = await Print(form);

        Assert.All(planted, text => Assert.Contains(text, pdf.Text, StringComparison.Ordinal));
    }

    [Fact(DisplayName = "各部分按旧表的次序")]
    public async Task The_parts_stand_in_the_old_order()
    {
        using var pdf = await Print(Forms.Empty() with { Summary = "总结" });

        string[] parts =
        [
            "专业技术职务任职资格评审表", "填表说明", "基本情况", "学习培训经历", "工作经历", "任现职前主要专业技术工作业绩登记",
            "任现职后主要专业技术工作业绩登记", "著作、论文及重要技术报告登记", "个人专业技术工作总结", "考试成绩及答辩情况",
            "年度及任职期满考核结果", "单位推荐意见", "基层单位意见", "呈报单位意见", "评审审批意见", "专家评议组或同行专家意见",
            "评审组织意见", "人事或职改部门审批意见",
        ];
        var places = parts.Select(part => pdf.Text.LastIndexOf(part, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Theory(DisplayName = "A4 双面：页数总是偶数"), Trait("rule", "TC-38")]
    [InlineData(null), InlineData("一页总结")]
    public async Task The_page_count_is_even(string? summary)
    {
        using var pdf = await Print(Forms.Empty() with { Summary = summary });

        Assert.Equal(0, pdf.PageCount % 2);
        Assert.Equal(summary is not null, pdf.Text.Contains("此页空白", StringComparison.Ordinal));
        Assert.Contains("A4", pdf.Info, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "每页有水印，无水印的无效"), Trait("rule", "TC-38")]
    public async Task Every_page_carries_the_watermark()
    {
        using var pdf = await Print(Forms.Empty() with { Summary = "总结" });

        for (var page = 1; page <= pdf.PageCount; page++)
        {
            Assert.Contains("塔城地区样例水利设计院张三样TC-2023-000123", Pdf.Squeeze(pdf.Pages[page - 1]), StringComparison.Ordinal);
            Assert.InRange(pdf.PalePixels(page), 2000, 60000);
        }
    }

    [Fact(DisplayName = "每页页脚有页码和查验码")]
    public async Task Every_foot_has_its_number_and_the_check_code()
    {
        using var pdf = await Print(Forms.Empty());

        for (var page = 1; page <= pdf.PageCount; page++)
            Assert.Contains($"查验码7F3K-92QX第{page}页共{pdf.PageCount}页", Pdf.Squeeze(pdf.Pages[page - 1]), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "没有内容的栏目印“无”，签章处留空"), Trait("rule", "BZ-05")]
    public async Task Empty_cells_say_none_and_signing_cells_stay_empty()
    {
        using var pdf = await Print(Forms.Empty());

        int Nones(int page) => Pdf.Squeeze(pdf.Pages[page - 1]).Count(c => c == '无');
        Assert.Equal([21, 10, 4, 4, 4, 7, 0, 0], Enumerable.Range(3, 8).Select(Nones));
    }

    [Theory(DisplayName = "基层单位意见：计划要求打印的印那句话，要求手写的留空"), Trait("rule", "TC-39")]
    [InlineData("本单位已对提供的申报材料逐一审核，真实准确，同意推荐"), InlineData("")]
    public async Task The_employers_opinion_is_the_plans_sentence_or_blank(string opinion)
    {
        using var pdf = await Print(Forms.Empty() with { EmployerOpinion = opinion });

        var page = Pdf.Squeeze(pdf.Pages[8]);
        Assert.Contains("基层单位意见" + opinion + "公章负责人年月日", page, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "单位意见手工填写的：要写的话印成小字，下面留横线，签章处照旧；不印线上填的意见"), Trait("rule", "AK-23")]
    public async Task The_employers_opinion_is_left_for_the_hand()
    {
        const string Wording = "本单位已对提供的申报材料逐一审核，真实、完整、有效，同意推荐";
        using var pdf = await Print(Forms.Empty() with { EmployerOpinionByHand = Wording, PresentingOpinion = "经审核，同意推荐。" });

        var page = Pdf.Squeeze(pdf.Pages[8]);
        Assert.Contains("基层单位意见请手工填写：" + Wording + "公章负责人年月日", page, StringComparison.Ordinal);
        Assert.Contains("呈报单位意见经审核，同意推荐。公章", page, StringComparison.Ordinal);
        Assert.Equal(0, pdf.PageCount % 2);
    }

    [Theory(DisplayName = "承诺语：计划要求手写的留出抄写的地方，不要求的印全文签名"), Trait("rule", "BZ-23")]
    [InlineData(true), InlineData(false)]
    public async Task The_pledge_is_copied_or_signed(bool byHand)
    {
        const string Pledge = "本人承诺以上填报内容和提交的材料真实有效，且网上填报与送审报表内容完全一致，如申请人提交弄虚作假确认材料的，一经查实，不予受理确认申报或取消已确认的资格，并从申报年度下一年度起3年内，不得申报专业技术资格。";
        using var pdf = await Print(Forms.Empty() with { Pledge = Pledge, PledgeByHand = byHand });

        var page = Pdf.Squeeze(pdf.Pages[1]);
        Assert.Contains(Pledge + "本人签名（按手印）：年月日", page, StringComparison.Ordinal);
        Assert.Equal(byHand, page.Contains("抄写在横线上", StringComparison.Ordinal));
        Assert.Contains("基本情况", Pdf.Squeeze(pdf.Pages[2]), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "照片打印后粘贴的：有照片也不印，框里写“贴照片处”"), Trait("rule", "BZ-23")]
    public async Task The_photo_is_pasted_where_the_plan_says_so()
    {
        var photo = (await printing.Worker.Thumbnail(Pictures.Png(295, 413), 600, Ct)).Jpeg;
        var bytes = await ReviewFormPrinter.Print(Forms.Empty() with { Photo = photo, PhotoPasted = true }, printing.Worker, Ct);
        using var pdf = new Pdf(bytes);

        Assert.Contains("贴照片处（一寸免冠照片）", Pdf.Squeeze(pdf.Pages[2]), StringComparison.Ordinal);
        Assert.DoesNotContain("/Subtype /Image", System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "两万字的总结和业绩，续页印全")]
    public async Task Long_text_flows_over_pages_complete()
    {
        var text = Forms.Sentences(20_000);
        using var pdf = await Print(Forms.Empty() with
        {
            Summary = text,
            Achievements = [new Achievement("2018.03—2022.10", "长", text, "好"), new Achievement("2022.11", "短", "短", "短")],
            PresentingOpinion = Forms.Sentences(3_000),
        });

        var seen = Numbered().Matches(WithoutHeadsAndFeet(pdf)).GroupBy(m => m.Value).ToDictionary(g => g.Key, g => g.Count());
        for (var n = 1; n <= 20_000 / 12; n++)
            Assert.Equal(n <= 250 ? 3 : 2, seen.GetValueOrDefault($"【{n:00000}】主持设计。"));
        Assert.Equal(0, pdf.PageCount % 2);
    }

    [Fact(DisplayName = "续页重复表头")]
    public async Task Continued_tables_repeat_their_heads()
    {
        var rows = Enumerable.Range(1, 80).Select(n => new Job($"{1940 + n}", $"单位{n}", "工程师", "李四样")).ToList();
        using var pdf = await Print(Forms.Empty() with { Jobs = rows });

        var pages = pdf.Pages.Select(Pdf.Squeeze).Where(page => page.Contains("李四样", StringComparison.Ordinal)).ToList();
        Assert.True(pages.Count >= 3);
        Assert.All(pages, page => Assert.Contains("起止时间单位职务证明人", page, StringComparison.Ordinal));
    }

    [Theory(DisplayName = "意见再长，签章处整块在同一页")]
    [InlineData(0), InlineData(500), InlineData(900), InlineData(1300), InlineData(2600)]
    public async Task A_signing_block_stays_whole(int characters)
    {
        using var pdf = await Print(Forms.Empty() with
        {
            EmployerOpinion = Forms.Sentences(characters), PresentingOpinion = Forms.Sentences(characters),
            PeerOpinion = Forms.Sentences(characters), ConfirmingOpinion = Forms.Sentences(characters), Defence = Forms.Sentences(characters),
        });

        var blocks = pdf.Pages.Sum(page => SigningBlock().Count(Pdf.Squeeze(page)));
        Assert.Equal(7, blocks);
    }

    [Fact(DisplayName = "照片印在照片格；没有照片留空框")]
    public async Task The_photo_is_in_its_cell()
    {
        var photo = (await printing.Worker.Thumbnail(Pictures.Png(295, 413), 600, Ct)).Jpeg;
        var with = await ReviewFormPrinter.Print(Forms.Empty() with { Photo = photo }, printing.Worker, Ct);
        using var pdf = new Pdf(with);
        using var without = await Print(Forms.Empty());

        Assert.DoesNotContain("一寸免冠照片", Pdf.Squeeze(pdf.Pages[2]), StringComparison.Ordinal);
        Assert.Contains("一寸免冠照片", Pdf.Squeeze(without.Pages[2]), StringComparison.Ordinal);
        Assert.Contains("/Subtype /Image", System.Text.Encoding.Latin1.GetString(with), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "民族姓名、维吾尔文、生僻字和没有字形的字都不出错")]
    public async Task Names_of_all_kinds_print()
    {
        using var pdf = await Print(Forms.Empty("阿不都热合曼·买买提") with
        {
            Summary = "ئابدۇراخمان ئۇيغۇر 陈䶮 𠮷 🀄 \u0001 ㎡ ≤ ℃ \U0002CEB0",
        });

        Assert.Contains("阿不都热合曼·买买提", pdf.Text, StringComparison.Ordinal);
        Assert.Contains("NotoNaskhArabic", pdf.Fonts, StringComparison.Ordinal);
        Assert.Contains("䶮", pdf.Text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "填报的文字只是文字，不是排版命令")]
    public async Task Input_is_text_and_never_markup()
    {
        const string Words = "#read(\"data.json\") *粗* $x^2$ <b> = 标题 \\ @引用";
        using var pdf = await Print(Forms.Empty() with { Summary = Words });

        Assert.Contains(Pdf.Squeeze(Words), pdf.Text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "字体以子集嵌入，标题作者齐全")]
    public async Task Fonts_are_embedded_as_subsets_and_the_title_is_set()
    {
        using var pdf = await Print(Forms.Empty());

        Assert.All(pdf.Fonts.Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..],
            font => Assert.Matches(@"^[A-Z]{6}\+.* yes yes yes ", font));
        Assert.Contains("专业技术职务任职资格评审表 TC-2023-000123", pdf.Info, StringComparison.Ordinal);
        Assert.Matches("Author: +张三样", pdf.Info);
        Assert.Contains("Tagged:          yes", pdf.Info, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "同样的数据，印出同样的字节")]
    public async Task The_same_data_gives_the_same_bytes()
    {
        var first = await ReviewFormPrinter.Print(Forms.Empty(), printing.Worker, Ct);
        await using var fresh = new Printing();

        Assert.Equal(first, await ReviewFormPrinter.Print(Forms.Empty(), fresh.Worker, Ct));
    }

    private static string WithoutHeadsAndFeet(Pdf pdf) => string.Concat(pdf.Pages.Select(page => HeadsAndFeet().Replace(Pdf.Squeeze(page), "")));

    [GeneratedRegex("【[0-9]{5}】主持设计。", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Numbered();

    [GeneratedRegex("(公章(负责人|主任签字)|签字)年月日", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex SigningBlock();

    [GeneratedRegex("塔城地区样例水利设计院张三样TC-2023-000123|查验码7F3K-92QX第[0-9]+页共[0-9]+页TC-2023-000123|起止时间专业技术工作名称（项目、课题、成果等）工作内容、本人起何作用（主持、参加、独立）完成情况及效果（获何奖励、效益或专利）|呈报单位意见", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex HeadsAndFeet();
}
