using TitleReview.App.Plans;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Tests.Defences;

public sealed class Who_defends
{
    private static readonly Grade[] Grades = Enum.GetValues<Grade>();

    private static string Asked(string plan, string channel, string series, string specialty) =>
        string.Join(' ', Grades.Where(g => PlanFiles.Read(plan).Defence.RuleFor(new TitleChoice(channel, series, specialty, g, TitleTrack.Review, FilingPath.Regular), EmployerKind.PublicInstitution) is not null));

    [Fact(DisplayName = "塔城：只有“定向评价”农艺、畜牧、兽医的正、副高级答辩，现场、视频都可以"), Trait("rule", "TC-18")]
    public void In_tacheng()
    {
        foreach (var specialty in new[] { "农艺", "畜牧", "兽医" }) Assert.Equal("AssociateSenior Senior", Asked("tacheng-2023", "targeted", "农业系列", specialty));
        Assert.Equal("", Asked("tacheng-2023", "local", "工程系列", "水利"));
        Assert.Equal("", Asked("tacheng-2023", "recommend", "农业系列", "农艺"));
        Assert.Equal("", Asked("tacheng-2023", "private", "农业系列", "农艺"));
        var rule = PlanFiles.Read("tacheng-2023").Defence.Rules[0];
        Assert.True(rule.Allows(true) && rule.Allows(false));
    }

    [Fact(DisplayName = "巴州：初级免于答辩，中级现场答辩；只认通知写了的三类"), Trait("rule", "BZ-26")]
    public void In_bazhou()
    {
        Assert.Equal("Intermediate", Asked("bazhou-2023", "transport", "工程系列", "公路工程"));
        var terms = PlanFiles.Read("bazhou-2023").Defence;
        Assert.False(terms.Rules[0].Allows(video: true));
        Assert.True(terms.Names(ExemptionKind.Place, "且末县") && terms.Names(ExemptionKind.EmployerLevel, "县级以下基层单位") && terms.Names(ExemptionKind.Duty, "内地服务管理"));
        Assert.False(terms.Names(ExemptionKind.Place, "尉犁县") || terms.Names(ExemptionKind.Duty, "挂职"));
    }

    [Fact(DisplayName = "阿克苏：副高级答辩；八种免的，按平均分"), Trait("rule", "AK-18")]
    public void In_aksu()
    {
        Assert.Equal("AssociateSenior", Asked("aksu-2024", "review", "工程系列", "机械电子"));
        var terms = PlanFiles.Read("aksu-2024").Defence;
        Assert.True(terms is { Points: 100, AverageWhenScored: true } && terms.Names(ExemptionKind.Duty, "创办、领办合作社"));
    }

    [Fact(DisplayName = "克州：定向评价高级答辩，教师高级试讲；不赋分，只有合格、不合格"), Trait("rule", "KZ-14")]
    public void In_kezhou()
    {
        Assert.Equal("AssociateSenior Senior", Asked("kezhou-2021", "targeted", "农业系列", "农艺"));
        Assert.Equal("", Asked("kezhou-2021", "targeted-teachers", "中小学教师系列", "中小学教师"));
        Assert.True(PlanFiles.Read("kezhou-2021").Defence.RuleFor(new TitleChoice("teachers", "中小学教师系列", "中小学教师", Grade.Senior, TitleTrack.Review, FilingPath.Regular), EmployerKind.PublicInstitution)!.Trial);
        Assert.Null(PlanFiles.Read("kezhou-2021").Defence.Points);
    }
}
