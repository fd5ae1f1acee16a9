using TitleReview.Domain.Plans.Reading;

namespace TitleReview.Domain.Tests.Plans.Reading;

public sealed class A_notice_that_contradicts_itself
{
    private const string Opening = "关于开展2026年度职称评审工作的通知\n各有关单位：\n一、时间安排\n网上申报时间：2026年3月1日至4月15日。\n二、要求\n";

    private static IReadOnlyList<string> In(string name) => [.. NoticeReader.Read(NoticeTruth.Notice(name)).Contradictions.Select(c => c.Key)];

    private static Contradiction? Find(string body, string key) => NoticeReader.Read(Opening + body).Contradictions.FirstOrDefault(c => c.Key == key);

    [Fact(DisplayName = "塔城：三个系列没有申报期，公示天数两种写法，编号跳号")]
    public void Tacheng() => Assert.Equal(["window.missing", "notice.days", "numbering"], In("tacheng-2023"));

    [Fact(DisplayName = "巴州：两种承诺书，按小时的补正期，次数没说在哪里计，线上没截止就收纸质")]
    public void Bazhou() => Assert.Equal(["pledge.texts", "fix.hours", "submission.counting", "paper.early"], In("bazhou-2023"));

    [Fact(DisplayName = "阿克苏：五年对三年，“2日”没说哪种日，遮盖与保密混写，编号四之后是三"), Trait("rule", "AK-22")]
    public void Aksu() => Assert.Equal(["penalty.years", "fix.days", "fix.lapse", "masking.secrecy", "numbering"], In("aksu-2024"));

    [Fact(DisplayName = "科技厅：没写补正期，次数没说在哪里计，编号二之后是四")]
    public void Xinjiang() => Assert.Equal(["fix.missing", "submission.counting", "numbering"], In("xinjiang-2021"));

    [Fact(DisplayName = "克州：没写补正期，教育系列越出总申报期，编号十三之后又是十二")]
    public void Kezhou() => Assert.Equal(["fix.missing", "window.outside", "numbering"], In("kezhou-2021"));

    [Fact(DisplayName = "惩戒年数，中文数字与阿拉伯数字也比得出"), Trait("rule", "AK-22")]
    public void Compares_years_in_both_numerals()
    {
        var found = NoticeReader.Read(NoticeTruth.Notice("aksu-2024")).Contradictions.Single(c => c.Key == "penalty.years");

        Assert.Equal(["5", "3"], found.Between.Select(p => p.Value));
        Assert.Contains("五年内", found.Between[0].Sentence, StringComparison.Ordinal);
        Assert.Contains("3 年内", found.Between[1].Sentence, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "两种写法是同一个数，不算矛盾")]
    public void Lets_one_number_in_two_numerals_pass() =>
        Assert.Null(Find("弄虚作假的，三年内不得申报。\n本人承诺以上填报的内容和提交的材料完全真实有效，如有虚假，愿意接受处理，3年内不得申报专业技术资格。", "penalty.years"));

    [Theory(DisplayName = "每种矛盾，换一份通知也查得出")]
    [InlineData("penalty.years", "弄虚作假的，两年内不得申报。\n本人承诺以上填报的内容和提交的材料完全真实有效，如有虚假，愿意接受处理，四年内不得申报专业技术资格。")]
    [InlineData("pledge.texts", "手写“本人承诺所填内容全部真实，提交材料与原件一致，如有虚假愿承担一切责任并接受处理。”\n本人承诺所填内容真实，提交的材料与原件一致，如有虚假，愿意承担一切责任，接受相应处理。")]
    [InlineData("fix.days", "申报人须在退回后3天内修改重报。")]
    [InlineData("fix.hours", "补正材料应于收到通知后24小时之内提交。")]
    [InlineData("fix.missing", "每人最多提交2次。")]
    [InlineData("fix.twice", "退回的须在24小时内修改。\n补正材料须在3个工作日内提交。")]
    [InlineData("fix.lapse", "退回的须在24小时内修改，逾期未修改的视为放弃。\n逾期未补正的不予受理。")]
    [InlineData("submission.limit", "每人最多提交2次。\n申报人员提交次数不得超过3次。")]
    [InlineData("submission.counting", "材料提交次数不得超过三次。")]
    [InlineData("window.order", "网上申报时间：2026年5月9日至5月1日。")]
    [InlineData("window.twice", "网上申报时间：2026年3月5日至4月20日。")]
    [InlineData("window.overlap", "申报安排：工程系列申报时间：3月1日至3月10日；农业系列申报时间：3月9日至3月20日。")]
    [InlineData("window.outside", "申报安排：教育系列申报截止日期5月10日。")]
    [InlineData("window.missing", "三、评审范围\n开展工程系列、农业系列、档案系列职称评审。\n四、申报安排\n申报时间：3月1日至3月10日工程系列；3月11日至3月20日农业系列。")]
    [InlineData("paper.early", "纸质材料报送时间：2026年4月1日至4月20日。")]
    [InlineData("notice.days", "单位公示期为7个工作日。\n公示期不少于7个工作日。")]
    [InlineData("masking.secrecy", "涉密材料请遮盖姓名后上传。")]
    [InlineData("numbering", "（一）甲。\n（三）丙。")]
    public void Is_told_of(string key, string body) => Assert.NotNull(Find(body, key));

    [Theory(DisplayName = "不矛盾的，不说矛盾")]
    [InlineData("fix.days", "申报人须在退回后3个工作日内修改重报。")]
    [InlineData("fix.missing", "退回后超过申报时限的不予受理。")]
    [InlineData("submission.counting", "每名申报人最多提交三次。")]
    [InlineData("submission.counting", "提交评审委员会审核次数不得超过3次。")]
    [InlineData("paper.early", "纸质材料报送时间：2026年4月20日至4月30日。")]
    [InlineData("notice.days", "评审结果公示5个工作日。\n单位公示期不少于7个工作日。")]
    [InlineData("masking.secrecy", "请遮盖姓名。涉密材料脱密后上传。")]
    [InlineData("numbering", "（一）甲。\n1.子。\n2.丑。\n（二）乙。\n1.寅。")]
    public void Is_not_accused_of(string key, string body) => Assert.Null(Find(body, key));

    [Fact(DisplayName = "不是通知的文字，不挑它的毛病")]
    public void Is_a_notice() => Assert.Equal([], NoticeReader.Read("今天天气不错，二、三、五、都好。").Contradictions);
}
