using TitleReview.App.Plans;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Tests.Plans;

public sealed class The_Kezhou_plan_of_2021
{
    private readonly PlanWorld _world = new("kezhou");
    private PlanTerms Terms => _world.Terms;
    private static readonly Moment August5 = PlanWorld.At(2021, 8, 5);

    private TitleChoice A(string channel = "targeted", Grade grade = Grade.Intermediate, TitleTrack track = TitleTrack.Review, string series = "农业系列", string specialty = "农艺") => _world.Choice(channel, grade, track, series, specialty);

    private Refusal? WhyNot(TitleChoice choice) => Terms.WhyNotChoose(choice, EmployerKind.PublicInstitution);

    [Fact(DisplayName = "定向评价、初定（授予）、特殊人才认定、援疆、教师高级、高技能，各开各的"), Trait("rule", "KZ-02")]
    public void Offers_its_kinds()
    {
        foreach (var grade in Enum.GetValues<Grade>()) Assert.Null(WhyNot(A(grade: grade)));
        Assert.Null(WhyNot(A("initial", track: TitleTrack.InitialDetermination)));
        Assert.Null(WhyNot(A("initial", Grade.AssociateSenior, TitleTrack.Conferral)));
        Assert.Null(WhyNot(A("grassroots", track: TitleTrack.Recognition)));
        Assert.Null(WhyNot(A("special", Grade.Senior, TitleTrack.Recognition)));
        Assert.Null(WhyNot(A("aid", Grade.Senior)));
        Assert.Null(WhyNot(A("teachers", Grade.AssociateSenior, series: "幼儿园教师系列", specialty: "幼儿园教师")));
        Assert.Null(WhyNot(A("skilled") with { Path = FilingPath.SkilledTrades }));
        Assert.Equal(new NotOffered(), WhyNot(A("skilled")));
    }

    [Theory(DisplayName = "教师初级由县（市）自行评审，这里不开"), Trait("rule", "KZ-02")]
    [InlineData("targeted"), InlineData("targeted-teachers"), InlineData("teachers"), InlineData("initial"), InlineData("aid")]
    public void Leaves_the_junior_teachers_to_the_counties(string channel)
    {
        Assert.Equal(new NotOffered(), WhyNot(A(channel, Grade.Assistant, series: "中小学教师系列", specialty: "中小学教师")));
        Assert.Contains(Terms.Decisions, d => d.Key == "counties");
    }

    [Fact(DisplayName = "特殊人才：规定的基层服务满三年，且连续三年优秀；援疆满一年、仍在服务"), Trait("rule", "KZ-02")]
    public void Demands_service_of_the_special()
    {
        Assert.Equal([CriterionKind.Service, CriterionKind.Value, CriterionKind.Appraisals], Terms.Criteria.Where(c => c.Scope?.Channels?.Contains("grassroots") == true).Select(c => c.Kind));
        Assert.All(Terms.Criteria.Where(c => c.Scope?.Channels is not null), c => Assert.True(c.Blocks));
        Assert.Equal(1, Terms.Criteria.Single(c => c.Key == "aid-years").Years);
    }

    [Fact(DisplayName = "记过以上处分期内不得申报"), Trait("rule", "KZ-03")]
    public void Bars_the_sanctioned()
    {
        Assert.Subset(Terms.Eligibility.BarredSanctions!.ToHashSet(), new HashSet<string> { "记过", "降级", "撤职" });
        Assert.DoesNotContain("警告", Terms.Eligibility.BarredSanctions!);
        Assert.NotNull(Terms.Module(FormCatalogue.Basic)!.Field("sanction"));
    }

    [Fact(DisplayName = "自治区与定向评价同一年度只能报一个：两边的计划都核对"), Trait("rule", "KZ-04")]
    public void Allows_one_channel_a_year()
    {
        var region = PlanFiles.Read("xinjiang-2021");
        Assert.Equal((true, true, Terms.Year), (Terms.Eligibility.OneChannelPerYear, region.Eligibility.OneChannelPerYear, region.Year));
    }

    [Fact(DisplayName = "7月15日至8月15日；教育系列到9月10日；卫生系列另行确定，现在不能报"), Trait("rule", "KZ-05")]
    public void Opens_education_longer_and_health_later()
    {
        Assert.Equal(new FilingWindow(Moment.StartOf(new(2021, 7, 15)), Moment.EndOf(new(2021, 8, 15))), Terms.WindowFor(A()));
        Assert.Equal(Moment.EndOf(new(2021, 9, 10)), Terms.WindowFor(A("teachers", Grade.Senior, series: "中小学教师系列", specialty: "中小学教师")).Closes);
        Assert.Equal(new WindowLater("卫生系列", "卫生健康系列申报评审时间另行确定。"), _world.Plan.WhyNotOpen(A(series: "卫生系列", specialty: "医疗卫生"), August5));
        Assert.True(Terms.Milestones.Single(m => m.Kind == MilestoneKind.Meeting) is { Tentative: true, From.Month: 9, To.Month: 10 });
        Assert.Equal(new DateOnly(2021, 11, 30), Terms.Milestones[^1].To);
    }

    [Theory(DisplayName = "《个人现实表现》与党委书面推荐意见，缺一不可"), Trait("rule", "KZ-06")]
    [InlineData("conduct"), InlineData("party-recommendation")]
    public void Wants_the_political_papers(string slot)
    {
        Assert.Empty(_world.Blocking("employer", A(), August5));
        Assert.Contains(_world.Blocking("employer", A(), August5, scans: m => m.RemoveAll(x => x.Slot == slot)), f => f.Place.Slot == slot);
    }

    [Fact(DisplayName = "国语水平：中级及以上，不达标一票否决"), Trait("rule", "KZ-07")]
    public void Knocks_out_by_the_state_language()
    {
        var language = Assert.Single(Terms.Languages);
        Assert.True(language.KnockOut);
        Assert.Equal([Grade.Intermediate, Grade.AssociateSenior, Grade.Senior], Enum.GetValues<Grade>().Where(g => language.Scope.Covers(A(grade: g), null)));
    }

    [Fact(DisplayName = "评委会可“一人一策”放宽"), Trait("rule", "KZ-08")]
    public void May_relax() => Assert.Equal(["艰苦边远县（市）", "乡（镇）基层一线", "脱贫成果巩固提升与乡村振兴一线", "疫情防控一线"], Terms.Committee.CanRelax ? Terms.Committee.RelaxationGrounds : null);

    [Fact(DisplayName = "企业属地化：民营企业与事业单位走同一条链，从所在县（市）报起"), Trait("rule", "KZ-09")]
    public void Takes_enterprises_where_they_are() =>
        Assert.Equal(_world.Stops("employer", A()).Skip(1).Select(s => s.OfficeName), _world.Stops("employer-private", A()).Skip(1).Select(s => s.OfficeName));

    [Fact(DisplayName = "外语、计算机不作要求"), Trait("rule", "KZ-10")]
    public void Demands_no_foreign_language() => Assert.DoesNotContain(Terms.Slots, s => s.Title.Contains("外语", StringComparison.Ordinal) || s.Title.Contains("计算机", StringComparison.Ordinal));

    [Fact(DisplayName = "五级五个机构，各有审核重点与清单；行业主管局按系列点名"), Trait("rule", "KZ-11")]
    public void Has_five_stops_at_five_offices()
    {
        var stops = _world.Stops("employer", A());
        Assert.Equal([OfficeKind.Employer, OfficeKind.CountyDepartment, OfficeKind.CountyHr, OfficeKind.PrefectureDepartment, OfficeKind.EvaluationCentre], stops.Select(s => s.Step.Kind));
        Assert.Equal(5, stops.Select(s => s.OfficeId).Distinct().Count());
        Assert.Equal(["材料真实性和完整性", "材料真实性和完整性", "材料真实性和完整性", "材料业绩成果和实践能力", "任职基本条件和申报程序"], stops.Select(s => s.Step.Focus));
        Assert.All(stops, s => Assert.NotEmpty(s.Step.Checklist!));
        Assert.EndsWith("教育局", _world.Stops("employer", A("teachers", Grade.Senior, series: "中小学教师系列", specialty: "中小学教师"))[3].OfficeName, StringComparison.Ordinal);
        Assert.All(Terms.Catalogue, s => Assert.NotNull(Terms.Chains[0].Steps[3].OfficeFor(s.Name)));
    }

    [Fact(DisplayName = "五级走完，形式审核通过"), Trait("rule", "KZ-11")]
    public void Walks_all_five()
    {
        var filing = _world.Draft("employer", A(), August5);
        Assert.Null(_world.Submit(filing, "employer", August5));
        for (var stop = 0; stop < 5; stop++)
        {
            Assert.Equal(stop, filing.StopIndex);
            Assert.Null(_world.Approve(filing, August5));
        }

        Assert.Equal(FilingStatus.FormalityPassed, filing.Status);
    }

    [Fact(DisplayName = "作假没有写几年，用国家规定的三年"), Trait("rule", "KZ-12")]
    public void Falls_back_to_the_national_years() => Assert.Equal(3, Terms.Penalty.PersonYears);

    [Fact(DisplayName = "扫描件即可，不核原件；评审表两份、个人现实表现在答辩时交"), Trait("rule", "KZ-13")]
    public void Collects_paper_at_the_defence()
    {
        Assert.DoesNotContain(Terms.Chains[0].Steps, s => s.ChecksOriginals);
        Assert.Equal(PaperMode.AtDefence, Terms.Paper.Mode);
        Assert.Equal([("专业技术任职资格评审表", 2), ("个人现实表现", 1)], Terms.Paper.Items.Select(i => (i.Name, i.Copies)));
        Assert.Contains(_world.Blocking("employer", A(), August5, scans: m => m.RemoveAll(x => x.Slot == "certificate")), f => f.ClauseKey == "title.evidence");
    }

    [Fact(DisplayName = "定向高级答辩，教师试讲；量化赋分"), Trait("rule", "KZ-14")]
    public void Knows_who_defends()
    {
        Assert.Equal([Grade.AssociateSenior, Grade.Senior], Enum.GetValues<Grade>().Where(g => Terms.Defence.Rules.Any(r => r.Scope.Covers(A(grade: g), null))));
        Assert.True(Terms.Defence.Rules.Single(r => r.Scope.Covers(A("teachers", Grade.Senior, series: "中小学教师系列", specialty: "中小学教师"), null)).Trial);
        Assert.True(Terms.Committee.Scored);
    }

    [Fact(DisplayName = "纪检到场，会前签保密责任书"), Trait("rule", "KZ-15")]
    public void Meets_under_discipline() => Assert.True(Terms.Committee is { DisciplinePresent: true, SecrecyPledge: true });

    [Fact(DisplayName = "两公示、三公开"), Trait("rule", "KZ-16")]
    public void Publishes_five_things() => Assert.Equal(["申报前单位公示", "评审结果公示", "评审条件公开", "评审程序公开", "任职文件公开"], Terms.Publicity);

    [Fact(DisplayName = "专家库每专业11人、每系列25人，7月26日前；达不到的参加自治区评审"), Trait("rule", "KZ-17")]
    public void Needs_a_pool_of_experts()
    {
        Assert.True(Terms.Committee is { PoolPerSpecialty: 11, PoolPerSeries: 25 });
        Assert.Equal(new DateOnly(2021, 7, 26), Terms.Committee.PoolDue);
        Assert.Contains("自治区级职称评审", Terms.Committee.Fallback, StringComparison.Ordinal);
    }
}
