using TitleReview.App.Plans;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Tests.Plans;

public sealed class The_Bazhou_plan_of_2023
{
    private readonly PlanWorld _world = new("bazhou");
    private PlanTerms Terms => _world.Terms;
    private static readonly Moment October10 = PlanWorld.At(2023, 10, 10);

    private TitleChoice A(Grade grade, TitleTrack track = TitleTrack.Review) => _world.Choice("transport", grade, track);

    [Fact(DisplayName = "公路工程、运输工程，初、中级；初次确定、授予、评审三种"), Trait("rule", "BZ-01")]
    public void Offers_three_tracks_for_two_specialties()
    {
        foreach (var specialty in new[] { "公路工程", "运输工程" })
            foreach (var track in new[] { TitleTrack.Review, TitleTrack.InitialDetermination, TitleTrack.Conferral })
                Assert.Null(Terms.WhyNotChoose(_world.Choice("transport", track: track, specialty: specialty), EmployerKind.PublicInstitution));
        Assert.Equal(new NotOffered(), Terms.WhyNotChoose(A(Grade.AssociateSenior), EmployerKind.PublicInstitution));
        Assert.Equal(new NotOffered(), Terms.WhyNotChoose(A(Grade.Intermediate, TitleTrack.Recognition), EmployerKind.PublicInstitution));
    }

    [Fact(DisplayName = "离退休、公务员、参公人员不得参加"), Trait("rule", "BZ-02")]
    public void Bars_three_identities()
    {
        Assert.Equal(["公务员", "参照公务员法管理人员", "离退休人员"], Terms.Eligibility.BarredIdentities);
        Assert.Contains(_world.Blocking("employer", A(Grade.Intermediate), October10, f => f.Single(FormCatalogue.Basic).Set("identity", "离退休人员")), f => f.ClauseKey == "who.retired");
    }

    [Fact(DisplayName = "网上申报、纸质材料、缴费、答辩（拟定）的时间"), Trait("rule", "BZ-03")]
    public void Knows_its_four_windows()
    {
        Assert.Equal(new FilingWindow(Moment.StartOf(new(2023, 8, 10)), Moment.EndOf(new(2023, 10, 31))), Terms.Window);
        Assert.Equal(
        [
            new Milestone("纸质材料报送", new(2023, 10, 23), new(2023, 11, 8), MilestoneKind.Paper), new Milestone("缴费", new(2023, 11, 1), new(2023, 11, 9), MilestoneKind.Payment),
            new Milestone("答辩", new(2023, 11, 11), new(2023, 11, 11), MilestoneKind.Defence, Tentative: true),
        ], Terms.Milestones);
    }

    [Fact(DisplayName = "空着的必填栏、没有印证材料的栏目，都提交不了"), Trait("rule", "BZ-05"), Trait("rule", "BZ-06")]
    public void Leaves_no_blank_and_no_row_without_evidence()
    {
        Assert.Empty(_world.Blocking("employer", A(Grade.Intermediate), October10));
        Assert.Contains(_world.Blocking("employer", A(Grade.Intermediate), October10, f => f.Single(FormCatalogue.Basic).Set("health", "")), f => f.ClauseKey == "blanks");
        Assert.Contains(_world.Blocking("employer", A(Grade.Intermediate), October10, scans: m => m.RemoveAll(x => x.Slot == "achievement-proof")), f => f.Place.Slot == "achievement-proof");
    }

    [Fact(DisplayName = "按注册地逐级：县属单位经县交通运输局、县人社局，州直企业经主管单位，都到评委会"), Trait("rule", "BZ-07")]
    public void Goes_up_by_the_place_of_registration()
    {
        Assert.Equal(["employer", "department", "county", "committee"], _world.Stops("employer", A(Grade.Intermediate)).Select(Login));
        Assert.Equal(["employer-direct", "competent", "committee"], _world.Stops("employer-direct", A(Grade.Intermediate)).Select(Login));
    }

    private string Login(Domain.Approvals.Stop stop) => new[] { "employer", "employer-direct", "department", "county", "competent", "committee" }.Single(l => _world[l].Id == stop.OfficeId);

    [Fact(DisplayName = "退回后48小时，跨周末照算，可以晚于申报期；逾期视为放弃；共三次"), Trait("rule", "BZ-08")]
    public void Gives_forty_eight_hours_over_a_weekend()
    {
        Assert.Equal(new SubmissionTerms(3, CountingPoint.AtSubmit), Terms.Submission);
        var friday = PlanWorld.At(2023, 10, 27, 16, 20);
        var filing = _world.Draft("employer", A(Grade.Intermediate), October10);
        Assert.Null(_world.Submit(filing, "employer", October10));

        Assert.Null(_world.Return(filing, friday));

        Assert.Equal(PlanWorld.At(2023, 10, 29, 16, 20).Instant, filing.FixDeadline);
        Assert.Null(filing.Lapse(_world.Plan, PlanWorld.At(2023, 10, 29, 16, 20)));
        Assert.Equal(FilingStatus.Lapsed, filing.Status);

        var late = _world.Draft("employer", A(Grade.Intermediate), October10);
        Assert.Null(_world.Submit(late, "employer", PlanWorld.At(2023, 10, 31, 23)));
        Assert.Null(_world.Return(late, PlanWorld.At(2023, 11, 2, 10)));
        Assert.Null(_world.Submit(late, "employer", PlanWorld.At(2023, 11, 4, 9, 59)));
    }

    [Fact(DisplayName = "身份证正反两面，一寸免冠照片"), Trait("rule", "BZ-09")]
    public void Wants_both_sides_and_a_photo()
    {
        Assert.Equal(2, Slot("id-card").MaxFiles);
        Assert.Equal((25, 35), (Terms.Files.Photo!.RatioWidth, Terms.Files.Photo.RatioHeight));
    }

    [Fact(DisplayName = "企业交社保证明，不少于6个月；事业单位不要"), Trait("rule", "BZ-10")]
    public void Wants_six_months_of_insurance_from_enterprises()
    {
        Assert.Contains(_world.Blocking("employer-direct", A(Grade.Intermediate), October10, scans: m => m.RemoveAll(x => x.Slot == "social-insurance")), f => f.Place.Slot == "social-insurance");
        Assert.DoesNotContain(_world.Blocking("employer", A(Grade.Intermediate), October10), f => f.Place.Slot == "social-insurance");
        var criterion = Terms.Criteria.Single(c => c.Key == "social-insurance");
        Assert.Equal((CriterionKind.Amount, true, 6, "socialInsuranceMonths"), (criterion.Kind, criterion.Blocks, criterion.Minimum, criterion.Field));
        Assert.NotNull(Terms.Module(FormCatalogue.Basic)!.Field("socialInsuranceMonths"));
    }

    [Fact(DisplayName = "学信网备案表记有效期；查不到的传学籍档案，两样任一"), Trait("rule", "BZ-11")]
    public void Wants_a_valid_registration_of_the_diploma()
    {
        Assert.True(Terms.Module(FormCatalogue.Education)!.Field("verifiedUntil")!.MayBeFuture);
        Assert.Contains(_world.Blocking("employer", A(Grade.Intermediate), October10, scans: m => m.RemoveAll(x => x.Slot == "chsi")), f => f.ClauseKey == "education");
    }

    [Theory(DisplayName = "疆内取得的三样交两样，疆外的三样都要"), Trait("rule", "BZ-12")]
    [InlineData("疆内", 2), InlineData("疆外", 3)]
    public void Wants_two_of_three_or_all(string place, int needed)
    {
        List<Finding> With(int count) => _world.Blocking("employer", A(Grade.Intermediate), October10, f => f.Rows(FormCatalogue.Qualification)[0].Set("place", place), m =>
        {
            var scan = m.First(x => x.Slot == "title-document");
            m.RemoveAll(x => x.Slot is "title-document" or "certificate" or "title-form");
            foreach (var slot in new[] { "title-document", "certificate", "title-form" }.Take(count)) m.Add(new(new(Guid.NewGuid()), default, slot, scan.RowId, new("00", "jpg", 1000, 1200, 1800), "x.jpg", default, October10));
        });

        Assert.Contains(With(needed - 1), f => f.ClauseKey == "title.evidence");
        Assert.DoesNotContain(With(needed), f => f.ClauseKey == "title.evidence");
    }

    [Fact(DisplayName = "机关调动的交任命文件与干部任免审批表，其他人不要"), Trait("rule", "BZ-13")]
    public void Wants_the_cadre_form_from_the_transferred()
    {
        Assert.Equal("干部任免审批表", Slot("cadre-form").Title);
        Assert.Contains(_world.Blocking("employer", A(Grade.Intermediate), October10, f => f.Single(FormCatalogue.Basic).Set("fromCivilService", "是"), m => m.RemoveAll(x => x.Slot is "cadre-form")), f => f.Place.Slot == "cadre-form");
        Assert.DoesNotContain(_world.Blocking("employer", A(Grade.Intermediate), October10), f => f.Place.Slot is "cadre-form" or "appointment-document");
    }

    [Fact(DisplayName = "简历中断的列给人核对"), Trait("rule", "BZ-14")]
    public void Hints_at_the_order_of_the_work_history() => Assert.Contains("上下衔接", Terms.Modules.Single(m => m.Key == FormCatalogue.Work).Hint, StringComparison.Ordinal);

    [Fact(DisplayName = "知识产权只收PDF，其余只收JPG"), Trait("rule", "BZ-15"), Trait("rule", "BZ-28")]
    public void Takes_pdf_only_for_intellectual_property()
    {
        Assert.Equal(["jpg"], Terms.Files.Kinds);
        Assert.Equal(["property-certificate"], Terms.Slots.Where(s => s.Kinds is not null).Select(s => s.Key));
        Assert.Equal(["pdf"], Slot("property-certificate").Kinds);
    }

    [Fact(DisplayName = "近三年考核；基本合格顺延一年，不合格顺延两年"), Trait("rule", "BZ-16")]
    public void Defers_by_the_appraisals()
    {
        Assert.Equal(3, Terms.Appraisal.RecentYears);
        Assert.Equal([("不合格", 2), ("基本合格", 1)], Terms.Appraisal.Deferrals!.Select(d => (d.Key, d.Value)).OrderBy(d => d.Key, StringComparer.Ordinal));
        Assert.Contains(_world.Blocking("employer", A(Grade.Intermediate), October10, f => f.Remove(FormCatalogue.Appraisal, f.Rows(FormCatalogue.Appraisal).Single(r => r["year"] == "2021").Id)), f => f.ClauseKey == "appraisal");
    }

    [Fact(DisplayName = "总结写到四个方面"), Trait("rule", "BZ-17")]
    public void Names_four_headings() => Assert.Equal(["工作态度", "业务能力", "工作业绩", "学术水平"], Terms.Summary.Headings);

    [Fact(DisplayName = "初级近两年；中级公需近五年、专业近三年；公需30、专业60课时"), Trait("rule", "BZ-18")]
    public void Knows_the_hours_of_training()
    {
        List<(TrainingSubject, int, int, int?)> Of(Grade grade) => [.. Terms.Training.Rules.Where(r => r.Scope.Covers(A(grade), EmployerKind.PublicInstitution)).Select(r => (r.Subject, r.Years(2023, 2018).Min(), r.Years(2023, 2018).Max(), r.Hours))];

        Assert.Equal([(TrainingSubject.General, 2022, 2023, 30), (TrainingSubject.Specialist, 2022, 2023, 60)], Of(Grade.Assistant));
        Assert.Equal([(TrainingSubject.General, 2019, 2023, 30), (TrainingSubject.Specialist, 2021, 2023, 60)], Of(Grade.Intermediate));
        Assert.Contains(_world.Blocking("employer", A(Grade.Intermediate), October10, f => f.Rows(FormCatalogue.Training).Single(r => r["year"] == "2019").Set("general", "29")), f => f.ClauseKey == "training");
    }

    [Fact(DisplayName = "免试的交免试审批表；事由只有规定的几种，盖章机构写明"), Trait("rule", "BZ-19"), Trait("rule", "BZ-32")]
    public void Exempts_only_for_the_listed_reasons()
    {
        Assert.Equal(["访惠聚驻村", "驻村管寺", "南疆学前支教"], Terms.Training.Exemptions.Select(e => e.Name));
        Assert.Equal("同级“访惠聚”办公室", Terms.Training.Exemptions[0].StampWhileServing);
        Assert.All(Terms.Training.Exemptions, e => Assert.Equal("原派驻单位所属的地州市或自治区区属主管单位", e.StampAfterReturn));
        Assert.Contains(_world.Blocking("employer", A(Grade.Intermediate), October10, f => f.Rows(FormCatalogue.Training)[0].Set("exempt", "访惠聚驻村"), m => m.RemoveAll(x => x.Slot == "training-exemption")), f => f.Place.Slot == "training-exemption");
        var own = Terms with { Training = Terms.Training with { Exemptions = [.. Terms.Training.Exemptions, new TrainingExemption("本州重点工程", "本局", "本局")] } };
        Assert.Contains(PlanValidator.Check(new PlanToCheck(own, null, new HashSet<string>(), "")), f => f is { Blocks: true, Path: "training.exemptions" });
    }

    [Fact(DisplayName = "承诺书手写、按手印，三年由计划填入"), Trait("rule", "BZ-20"), Trait("rule", "BZ-29")]
    public void Pledges_three_years_by_hand()
    {
        Assert.Equal(3, Terms.Penalty.PersonYears);
        Assert.Contains("新人社规〔2022〕6号", string.Concat(Terms.Penalty.Basis!), StringComparison.Ordinal);
        Assert.Equal("本人承诺以上填报内容和提交的材料真实有效，且网上填报与送审报表内容完全一致，如申请人提交弄虚作假确认材料的，一经查实，不予受理确认申报或取消已确认的资格，并从申报年度下一年度起3年内，不得申报专业技术资格。", Terms.PledgeText());
        Assert.True(Terms.Pledge is { HandCopied: true, Fingerprint: true });
    }

    [Fact(DisplayName = "只遮姓名，逐张回答是否需要遮盖"), Trait("rule", "BZ-21")]
    public void Asks_about_every_image()
    {
        Assert.Equal([MaskKind.Name], Terms.Masking.Items);
        Assert.True(Terms.Masking.AnswerEveryImage);
    }

    [Fact(DisplayName = "公示不少于5个工作日；推荐单位意见与通知一字不差"), Trait("rule", "BZ-22")]
    public void Keeps_the_words_of_the_opinion()
    {
        Assert.Equal(5, Terms.Notice.WorkingDays);
        Assert.Equal("本单位已对提供的申报材料逐一审核，真实准确，同意推荐", Terms.Opinions.Single(o => o.Stop == OfficeKind.Employer).Text);
        Assert.True(Terms.Chains[0].Steps[0].NeedsNotice);
    }

    [Fact(DisplayName = "评委会接收材料之后才打印：两份、双面、水印，照片粘贴、承诺语手写"), Trait("rule", "BZ-23")]
    public void Prints_after_the_committee_received() => Assert.Equal(new PrintTerms(PrintGate.ReceivedByCommittee, 2, true, true, PhotoPasted: true, HandWrittenPledge: true), Terms.Print);

    [Fact(DisplayName = "单位统一报送纸质材料并缴费；受理地点写明"), Trait("rule", "BZ-24"), Trait("rule", "BZ-33")]
    public void Lets_the_employer_hand_in_and_pay()
    {
        Assert.Equal(FeePayer.Employer, Terms.Fees.Payer);
        Assert.Equal([("专业技术职务任职资格评审表", 2), ("申报人员花名册", 1)], Terms.Paper.Items.Select(i => (i.Name, i.Copies)));
        Assert.Contains("库尔勒市腾飞路", Terms.Paper.Place, StringComparison.Ordinal);
        Assert.Contains(Terms.Contacts.Lines, l => l.Contains("13709968778", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "中级答辩，初级免；免答辩的取平均分，不赋分的按通过"), Trait("rule", "BZ-25"), Trait("rule", "BZ-26")]
    public void Knows_who_defends()
    {
        Assert.True(Terms.Defence is { AverageWhenScored: true, PassedWhenUnscored: true });
        Assert.Equal([Grade.Intermediate], new[] { Grade.Junior, Grade.Assistant, Grade.Intermediate }.Where(g => Terms.Defence.Rules.Any(r => r.Scope.Covers(A(g), null))));
        Assert.Equal(5, Terms.Defence.Exemptions.Single(e => e.Kind == ExemptionKind.Duty).Values.Count);
        Assert.Equal(["且末县", "若羌县"], Terms.Defence.Exemptions.Single(e => e.Kind == ExemptionKind.Place).Values);
        Assert.Equal(["县级以下基层单位"], Terms.Defence.Exemptions.Single(e => e.Kind == ExemptionKind.EmployerLevel).Values);
    }

    [Theory(DisplayName = "收费按级别与取得方式"), Trait("rule", "BZ-27")]
    [InlineData(Grade.Intermediate, TitleTrack.Review, 380), InlineData(Grade.Assistant, TitleTrack.Review, 220), InlineData(Grade.Assistant, TitleTrack.InitialDetermination, 100)]
    [InlineData(Grade.Intermediate, TitleTrack.InitialDetermination, 380), InlineData(Grade.Intermediate, TitleTrack.Conferral, 380), InlineData(Grade.Assistant, TitleTrack.Conferral, null)]
    public void Knows_the_fees(Grade grade, TitleTrack track, int? yuan) => Assert.Equal(yuan, Terms.Fees.For(A(grade, track))?.Yuan);

    [Fact(DisplayName = "四公开"), Trait("rule", "BZ-30")]
    public void Publishes_four_things() => Assert.Equal(["政策公开", "条件公开", "程序公开", "结果公开"], Terms.Publicity);

    [Fact(DisplayName = "花名册的标题与十二栏照附件5"), Trait("rule", "BZ-31")]
    public void Orders_the_columns_of_the_roster()
    {
        Assert.Equal("2023年度公路与运输专业职称申报人员花名册", Terms.Roster.Title);
        Assert.Equal(["序号", "姓名", "性别", "族别", "政治面貌", "身份证号码", "现任专业技术职务", "获现任专业技术职务时间", "拟晋升专业技术职务", "工作单位", "是否通过", "备注（初定/授予/评审）"], Terms.Roster.Columns);
    }

    private SlotTerms Slot(string key) => Terms.Slots.Single(s => s.Key == key);
}
