using TitleReview.Domain.Plans.Reading;

namespace TitleReview.Domain.Tests.Plans.Reading;

public sealed class The_wording_of_a_notice
{
    private const string Opening = "关于开展2026年度职称评审工作的通知\n各有关单位：\n";

    private static string? Value(string body, string path, string opening = Opening) =>
        NoticeReader.Read(opening + body).Proposals.FirstOrDefault(p => p.Path == path)?.Value;

    private static IEnumerable<string> Read(string notice, string path) => NoticeReader.Read(NoticeTruth.Notice(notice)).Proposals.Where(p => p.Path == path).Select(p => p.Value);

    [Theory(DisplayName = "申报期的各种写法")]
    [InlineData("申报时间：2026年3月1日至4月15日18时。", "2026-03-01T00:00:00", "2026-04-15T18:00:00")]
    [InlineData("（一）网上申报：3月1日10:00至3月20日18:00", "2026-03-01T10:00:00", "2026-03-20T18:00:00")]
    [InlineData("网上申报时间为２０２６年３月１日～４月１５日。", "2026-03-01T00:00:00", "2026-04-16T00:00:00")]
    [InlineData("申报时间：2026.3.1-2026.4.15", "2026-03-01T00:00:00", "2026-04-16T00:00:00")]
    [InlineData("申报时间：2026-03-01至2026-04-15", "2026-03-01T00:00:00", "2026-04-16T00:00:00")]
    [InlineData("申报时间：3月1日—15日。", "2026-03-01T00:00:00", "2026-03-16T00:00:00")]
    [InlineData("申报时间：3月1日（星期日）9时到3月15日（星期日）下午5时30分。", "2026-03-01T09:00:00", "2026-03-15T17:30:00")]
    [InlineData("申报时间：12月1日至1月10日24:00。", "2026-12-01T00:00:00", "2027-01-11T00:00:00")]
    [InlineData("申报时间：\n2026 年 3 月 1 日 – 4 月 15 日", "2026-03-01T00:00:00", "2026-04-16T00:00:00")]
    [InlineData("请申报人于3月1日起登录系统填报，3月31日17时系统关闭。", "2026-03-01T00:00:00", "2026-03-31T17:00:00")]
    [InlineData("申报截止时间为4月30日18:00。\n某某局\n某某办公室\n2026年2月10日", "2026-02-10T00:00:00", "2026-04-30T18:00:00")]
    public void Says_a_window(string body, string opens, string closes) =>
        Assert.Equal($$"""{"opens":"{{opens}}+08:00","closes":"{{closes}}+08:00"}""", Value(body, "window"));

    [Theory(DisplayName = "提交次数的各种写法")]
    [InlineData("每人提交次数不得超过三次。", 3)]
    [InlineData("申报人最多提交2次。", 2)]
    [InlineData("每人限提交５次。", 5)]
    [InlineData("每名申报人共有2次提交机会。", 2)]
    [InlineData("提交以三次为限。", 3)]
    public void Says_a_limit(string body, int limit) => Assert.Equal($$"""{"limit":{{limit}},"countedAt":"AtSubmit"}""", Value(body, "submission"));

    [Theory(DisplayName = "补正期的各种写法")]
    [InlineData("退回的，须在3个工作日内修改。", "WorkingDays", 3)]
    [InlineData("收到退回意见后七十二小时内补正。", "Hours", 72)]
    [InlineData("退回的材料请尽快修改。", null, 0)]
    [InlineData("退回后72小时内补正。", "Hours", 72)]
    [InlineData("应于退回之日起五日内修改完善。", "CalendarDays", 5)]
    [InlineData("补正材料应在10个自然日内提交。", "CalendarDays", 10)]
    public void Says_a_fix_time(string body, string? unit, int amount) =>
        Assert.Equal(unit is null ? null : $$"""{"unit":"{{unit}}","amount":{{amount}},"mayPassWindowEnd":true,"lapsesAsNotAccepted":false}""", Value(body, "fix"));

    [Theory(DisplayName = "评审费的各种写法")]
    [InlineData("评审费：中级500元/人。", "\"Intermediate\"", 500)]
    [InlineData("副高级每人收费５００元。", "\"AssociateSenior\"", 500)]
    [InlineData("评审费每人300元（初级）。", "\"Junior\",\"Assistant\"", 300)]
    [InlineData("正、副高级评审费600元。", "\"AssociateSenior\",\"Senior\"", 600)]
    public void Says_a_fee(string body, string grades, int yuan) =>
        Assert.Equal($$"""{"grades":[{{grades}}],"tracks":["Review"],"yuan":{{yuan}}}""", Value(body, "fees.rows[]"));

    [Theory(DisplayName = "花名册的栏，用制表符、顿号分开都认")]
    [InlineData("花名册\n序号\t姓名\t性别\t工作单位\t备注")]
    [InlineData("花名册栏目：序号、姓名、性别、工作单位、备注。")]
    public void Says_the_columns(string body) => Assert.Equal("""["序号","姓名","性别","工作单位","备注"]""", Value(body, "roster.columns"));

    [Fact(DisplayName = "巴州附件5：花名册十二栏"), Trait("rule", "BZ-31")]
    public void Reads_the_roster() =>
        Assert.Equal(["""["序号","姓名","性别","族别","政治面貌","身份证号码","现任专业技术职务","获现任专业技术职务时间","拟晋升专业技术职务","工作单位","是否通过","备注"]"""], Read("bazhou-2023", "roster.columns"));

    [Fact(DisplayName = "阿克苏：截止到分，须到达评审委员会"), Trait("rule", "AK-04")]
    public void Reads_a_deadline_at_the_committee()
    {
        Assert.Equal(["""{"opens":"2024-07-22T00:00:00+08:00","closes":"2024-08-30T18:00:00+08:00"}"""], Read("aksu-2024", "window"));
        Assert.Equal(["\"ReachedCommittee\""], Read("aksu-2024", "deadline"));
    }

    [Fact(DisplayName = "科技厅：两个系列各级的职务名称"), Trait("rule", "KJ-02")]
    public void Reads_the_names_of_titles()
    {
        Assert.Equal(["""{"name":"自然科学研究系列","specialties":[],"titleNames":{"Senior":"研究员","AssociateSenior":"副研究员","Intermediate":"助理研究员","Assistant":"研究实习员"}}"""], Read("xinjiang-2021", "catalogue[自然科学研究系列]"));
        Assert.Equal(["""{"name":"实验技术系列","specialties":[],"titleNames":{"Senior":"正高级实验师","AssociateSenior":"高级实验师","Intermediate":"实验师","Assistant":"助理实验师"}}"""], Read("xinjiang-2021", "catalogue[实验技术系列]"));
    }

    [Fact(DisplayName = "克州：专家库每专业不少于11人、每系列不少于25人"), Trait("rule", "KZ-17")]
    public void Reads_the_pool()
    {
        Assert.Equal(["11"], Read("kezhou-2021", "committee.poolPerSpecialty"));
        Assert.Equal(["25"], Read("kezhou-2021", "committee.poolPerSeries"));
    }

    [Fact(DisplayName = "巴州：评审与初定、授予分开收费"), Trait("rule", "BZ-27")]
    public void Reads_fees_by_track() => Assert.Equal(
        [
            """{"grades":["Intermediate"],"tracks":["Review"],"yuan":380}""",
            """{"grades":["Junior","Assistant"],"tracks":["Review"],"yuan":220}""",
            """{"grades":["Junior","Assistant"],"tracks":["InitialDetermination"],"yuan":100}""",
            """{"grades":["Intermediate"],"tracks":["InitialDetermination","Conferral"],"yuan":380}""",
        ], Read("bazhou-2023", "fees.rows[]"));
}
