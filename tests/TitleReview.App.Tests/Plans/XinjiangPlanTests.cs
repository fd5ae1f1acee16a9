using TitleReview.App.Plans;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Tests.Plans;

public sealed class The_Xinjiang_science_plan_of_2021
{
    private readonly PlanWorld _world = new("xinjiang");
    private PlanTerms Terms => _world.Terms;
    private static readonly Moment September28 = PlanWorld.At(2021, 9, 28);

    private TitleChoice A(string channel = "review", Grade grade = Grade.Intermediate, string series = "实验技术系列", string specialty = "实验技术") => _world.Choice(channel, grade, series: series, specialty: specialty);

    [Fact(DisplayName = "9月6日至10月10日"), Trait("rule", "KJ-01")]
    public void Opens_in_its_days() => Assert.Equal(new FilingWindow(Moment.StartOf(new(2021, 9, 6)), Moment.EndOf(new(2021, 10, 10))), Terms.Window);

    [Theory(DisplayName = "两个系列各级的职务名称"), Trait("rule", "KJ-02")]
    [InlineData("自然科学研究系列", "自然科学研究", "研究实习员", "助理研究员", "副研究员", "研究员")]
    [InlineData("实验技术系列", "实验技术", "助理实验师", "实验师", "高级实验师", "正高级实验师")]
    public void Names_the_titles(string series, string specialty, params string[] names) =>
        Assert.Equal(names, new[] { Grade.Assistant, Grade.Intermediate, Grade.AssociateSenior, Grade.Senior }.Select(g => Terms.TitleName(A(grade: g, series: series, specialty: specialty))));

    [Fact(DisplayName = "不唯论文、奖项：都可以填无"), Trait("rule", "KJ-03")]
    public void Demands_neither_paper_nor_award() =>
        Assert.All(Terms.Modules.Where(m => m.Key is FormCatalogue.Paper or FormCatalogue.Award or FormCatalogue.Property), m => Assert.Equal(0, m.MinRows));

    [Fact(DisplayName = "每栏有佐证；最多三次；退回多久没有写，用默认5个工作日"), Trait("rule", "KJ-04")]
    public void Counts_three_and_takes_the_default_fix()
    {
        Assert.Equal(new SubmissionTerms(3, CountingPoint.AtSubmit), Terms.Submission);
        Assert.Equal(new FixTerms(FixUnit.WorkingDays, 5, MayPassWindowEnd: true, LapsesAsNotAccepted: false), Terms.Fix);
        Assert.Empty(_world.Blocking("employer", A(), September28));
        Assert.Contains(_world.Blocking("employer", A(), September28, scans: m => m.RemoveAll(x => x.Slot == "achievement-proof")), f => f.Place.Slot == "achievement-proof");
    }

    [Fact(DisplayName = "签字的承诺书、照片、身份证、学历学位；资格疆内任一、疆外都要"), Trait("rule", "KJ-05")]
    public void Wants_its_evidence()
    {
        Assert.Subset(Terms.Slots.Where(s => s.Required).Select(s => s.Key).ToHashSet(), new HashSet<string> { "pledge-signed", "photo", "id-card", "diploma", "degree" });
        Assert.Equal([("疆内", 1), ("疆外", 3)], Terms.SlotGroups.Select(g => (g.When!.Values!.Single(), g.AtLeast)));
    }

    [Fact(DisplayName = "机关调动的交任命文件与干部履历表"), Trait("rule", "KJ-06")]
    public void Wants_the_cadre_history()
    {
        Assert.Equal(["任命文件", "干部履历表"], Terms.Slots.Where(s => s.When?.Field == "fromCivilService").Select(s => s.Title));
        Assert.Contains(_world.Blocking("employer", A(), September28, f => f.Single(FormCatalogue.Basic).Set("fromCivilService", "是"), m => m.RemoveAll(x => x.Slot == "cadre-history")), f => f.Place.Slot == "cadre-history");
    }

    [Fact(DisplayName = "专业科目2021年度，公需科目2014—2020年度"), Trait("rule", "KJ-07")]
    public void Wants_fixed_years_of_training()
    {
        Assert.Equal([2021], Terms.Training.Rules.Single(r => r.Subject == TrainingSubject.Specialist).Years(2021, 2016));
        Assert.Equal(Enumerable.Range(2014, 7), Terms.Training.Rules.Single(r => r.Subject == TrainingSubject.General).Years(2021, 2016));
        Assert.Contains(_world.Blocking("employer", A(), September28, f => f.Remove(FormCatalogue.Training, f.Rows(FormCatalogue.Training).Single(r => r["year"] == "2014").Id)), f => f.ClauseKey == "training");
    }

    [Fact(DisplayName = "总结写业绩与学术水平；近三年考核"), Trait("rule", "KJ-08")]
    public void Wants_three_appraisals()
    {
        Assert.Equal(["工作业绩", "学术水平"], Terms.Summary.Headings);
        Assert.Equal(3, Terms.Appraisal.RecentYears);
    }

    [Fact(DisplayName = "公示不少于5个工作日；单位意见一字不差"), Trait("rule", "KJ-09")]
    public void Keeps_the_words_of_the_opinion()
    {
        Assert.Equal(5, Terms.Notice.WorkingDays);
        Assert.Equal("本单位已对提供的申报材料逐一审核，真实、完整、有效，同意推荐", Terms.Opinions.Single(o => o.Stop == OfficeKind.Employer).Text);
    }

    [Fact(DisplayName = "单位、主管单位、评委会三级；推荐意见由主管单位上传，申报人不用管"), Trait("rule", "KJ-10")]
    public void Has_a_step_of_the_competent_department()
    {
        Assert.Equal([OfficeKind.Employer, OfficeKind.CompetentDepartment, OfficeKind.Committee], _world.Stops("employer", A()).Select(s => s.Step.Kind));
        Assert.Equal(OfficeKind.CompetentDepartment, Terms.Slots.Single(s => s.Key == "recommendation").FilledBy);
        Assert.DoesNotContain(_world.Blocking("employer", A(), September28), f => f.Place.Slot == "recommendation");
    }

    [Fact(DisplayName = "写明由某一级上传的材料，审批链里得有这一级"), Trait("rule", "KJ-10")]
    public void Has_a_step_for_every_paper_of_an_office()
    {
        List<PlanFinding> Wrong(OfficeKind kind) => [.. PlanValidator.Check(new PlanToCheck(Terms with { Slots = [.. Terms.Slots.Select(s => s.FilledBy is null ? s : s with { FilledBy = kind })] }, null, new HashSet<string>(), "")).Where(f => f.Path.EndsWith(".filledBy", StringComparison.Ordinal))];

        Assert.Empty(Wrong(OfficeKind.CompetentDepartment));
        Assert.True(Assert.Single(Wrong(OfficeKind.CountyHr)).Blocks);
    }

    [Fact(DisplayName = "委托评审：经职称办公室审核同意，须有委托评审函"), Trait("rule", "KJ-11")]
    public void Takes_the_entrusted_through_the_title_office()
    {
        Assert.Equal(["演示生态地理研究所（中央驻疆）", "自治区专业技术人员职称办公室", "自治区自然科学研究、实验技术系列职称评审委员会"], _world.Stops("employer-central", A("entrusted")).Select(s => s.OfficeName));
        Assert.Contains(_world.Blocking("employer-central", A("entrusted"), September28, scans: m => m.RemoveAll(x => x.Slot == "entrusting-letter")), f => f.Place.Slot == "entrusting-letter");
    }

    [Fact(DisplayName = "援疆：不经本地单位，直接到评委会；须有派出单位同意的证明，援派期一年以上、正在援疆"), Trait("rule", "KJ-12")]
    public void Takes_the_seconded_without_the_local_employer()
    {
        var filing = _world.Draft("employer", A("aid"), September28);
        Assert.Null(_world.Submit(filing, "employer", September28));
        Assert.Equal(OfficeKind.Committee, Assert.Single(filing.Stops).Step.Kind);
        Assert.Null(_world.Approve(filing, September28));
        Assert.Equal(FilingStatus.FormalityPassed, filing.Status);

        Assert.Contains(_world.Blocking("employer", A("aid"), September28, scans: m => m.RemoveAll(x => x.Slot == "home-consent")), f => f.Place.Slot == "home-consent");
        Assert.Equal([("aidMonths", (int?)12), ("aidServing", null)], Terms.Criteria.Where(c => c.Scope.Covers(A("aid"), null)).Select(c => (c.Field!, c.Minimum)));
    }

    [Fact(DisplayName = "高技能在实验技术系列；访惠聚免继续教育照规定的事由"), Trait("rule", "KJ-13")]
    public void Knows_the_skilled_and_the_favoured()
    {
        Assert.Equal(["实验技术系列"], Terms.SkilledTrades.Series);
        Assert.Contains("访惠聚驻村", Terms.Training.Exemptions.Select(e => e.Name));
    }

    [Fact(DisplayName = "今年不要评审表，不印不交；金额没有写"), Trait("rule", "KJ-14")]
    public void Wants_no_paper()
    {
        var filing = _world.Draft("employer", A("aid"), September28);
        Assert.Equal(PrintGate.None, Terms.Print.Gate);
        Assert.Equal(new PrintNotWanted(), filing.WhyNotPrint(Terms.Print));
        Assert.Equal((PaperMode.None, 0), (Terms.Paper.Mode, Terms.Paper.Items.Count));
        Assert.Null(Terms.Fees.For(A()));
    }

    [Fact(DisplayName = "作假没有写几年，用国家规定的三年"), Trait("rule", "KJ-15")]
    public void Falls_back_to_the_national_years() => Assert.Equal((3, null), (Terms.Penalty.PersonYears, Terms.Penalty.EmployerYears));
}
