using TitleReview.App.Tests.Support;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Plans;

public sealed class The_Aksu_plan_of_2024
{
    private readonly PlanWorld _world = new("aksu");
    private PlanTerms Terms => _world.Terms;
    private static readonly Moment August20 = PlanWorld.At(2024, 8, 20);
    private static readonly Moment Closes = PlanWorld.At(2024, 8, 30, 18);

    private TitleChoice A(Grade grade = Grade.Intermediate, string channel = "review") => _world.Choice(channel, grade);

    private Filing Submitted(Moment at)
    {
        var filing = _world.Draft("employer", A(), August20);
        Assert.Null(_world.Submit(filing, "employer", at));
        return filing;
    }

    private Filing AtCommittee(Moment at)
    {
        var filing = Submitted(at);
        Assert.Null(_world.Approve(filing, at));
        Assert.True(filing.CurrentStop!.Step.IsCommittee);
        return filing;
    }

    [Fact(DisplayName = "机械电子、化工（含制药）；民营企业专项只有初、中级，只对民营企业"), Trait("rule", "AK-01")]
    public void Limits_the_private_channel()
    {
        Assert.Equal(["机械电子", "化工（含制药）"], Terms.Catalogue.Single().Specialties.Select(s => s.Name));
        Assert.Null(Terms.WhyNotChoose(A(Grade.AssociateSenior), EmployerKind.StateEnterprise));
        Assert.Null(Terms.WhyNotChoose(A(Grade.Intermediate, "private"), EmployerKind.PrivateEnterprise));
        Assert.Equal(new NotOffered(), Terms.WhyNotChoose(A(Grade.AssociateSenior, "private"), EmployerKind.PrivateEnterprise));
        Assert.Equal(new ChannelNotForEmployer("民营企业专项评审"), Terms.WhyNotChoose(A(Grade.Intermediate, "private"), EmployerKind.StateEnterprise));
    }

    [Fact(DisplayName = "公务员、参公、离退休、处分期内的不得申报"), Trait("rule", "AK-02")]
    public void Bars_three_kinds()
    {
        Assert.Equal(["公务员", "参照公务员法管理人员", "离退休人员"], Terms.Eligibility.BarredIdentities);
        Assert.Contains("记过", Terms.Eligibility.BarredSanctions!);
        Assert.True(Terms.Eligibility.BarredAtAge);
        Assert.Contains("记过", Terms.Module(FormCatalogue.Basic)!.Field("sanction")!.Options!);
        Assert.True(Terms.Module(FormCatalogue.Basic)!.Field("sanctionUntil")!.MayBeFuture);
    }

    [Fact(DisplayName = "本地区内无需委托评审函"), Trait("rule", "AK-03")]
    public void Wants_no_entrusting_letter() => Assert.DoesNotContain(Terms.Slots, s => s.Title.Contains("委托", StringComparison.Ordinal));

    [Fact(DisplayName = "8月30日18:00前没有报到评委会，视为放弃；卡在单位的也是"), Trait("rule", "AK-04")]
    public void Lapses_what_has_not_reached_the_committee()
    {
        Assert.Equal(new FilingWindow(Moment.StartOf(new(2024, 7, 22)), Closes.Instant), Terms.Window);
        var filing = Submitted(PlanWorld.At(2024, 8, 30, 17, 30));
        Assert.Equal(Closes.Instant, filing.ArrivalDeadline);
        Assert.Equal(new NotDueYet(Closes.Instant), filing.Lapse(_world.Plan, PlanWorld.At(2024, 8, 30, 17, 59)));
        Assert.Equal(new CommitteeDeadlineOver(Closes.Instant), _world.Approve(filing, Closes));

        Assert.Null(filing.Lapse(_world.Plan, Closes));

        Assert.Equal(FilingStatus.Lapsed, filing.Status);
        Assert.Null(AtCommittee(PlanWorld.At(2024, 8, 30, 17, 59)).ArrivalDeadline);
    }

    [Fact(DisplayName = "审核与申报重叠，缴费、报送材料在后"), Trait("rule", "AK-05")]
    public void Knows_the_milestones() => Assert.Equal(
    [
        new Milestone("评审委员会审核", new(2024, 8, 10), new(2024, 9, 10), MilestoneKind.Approval),
        new Milestone("缴费", new(2024, 9, 10), new(2024, 9, 15), MilestoneKind.Payment), new Milestone("材料报送", new(2024, 9, 10), new(2024, 9, 15), MilestoneKind.Paper),
    ], Terms.Milestones);

    [Fact(DisplayName = "评审结果由单位同步公示"), Trait("rule", "AK-06")]
    public void Mirrors_the_results() => Assert.True(Terms.Committee.ResultsMirrored);

    [Fact(DisplayName = "漏传的算申报人的：必交的缺一样也提交不了"), Trait("rule", "AK-07")]
    public void Blocks_what_is_missing() =>
        Assert.Contains(_world.Blocking("employer", A(), August20, scans: m => m.RemoveAll(x => x.Slot == "recommendation")), f => f.Place.Slot == "recommendation");

    [Fact(DisplayName = "单位退回不算次数，到评委会才算；第三次到评委会不能再退"), Trait("rule", "AK-08")]
    public void Counts_at_the_committee()
    {
        Assert.Equal(new SubmissionTerms(3, CountingPoint.AtCommittee), Terms.Submission);
        var filing = Submitted(August20);
        Assert.Equal(0, filing.SubmissionsUsed);
        Assert.Null(_world.Return(filing, August20));
        Assert.Null(_world.Submit(filing, "employer", August20));
        Assert.Equal((0, 2), (filing.SubmissionsUsed, filing.SubmissionNo));

        for (var arrival = 1; arrival <= 3; arrival++)
        {
            Assert.Null(_world.Approve(filing, August20));
            Assert.Equal(arrival, filing.SubmissionsUsed);
            if (arrival == 3) break;
            Assert.Null(_world.Return(filing, August20));
            Assert.Null(_world.Submit(filing, "employer", August20));
        }

        Assert.Equal(new ReturnUsedUp(3), _world.Return(filing, August20));
        Assert.Null(filing.Decline("第三次仍不符合条件", PlanWorld.By(filing.CurrentOfficeId!.Value), August20));
    }

    [Fact(DisplayName = "退回后两日，自然日；到过评委会的可以晚于截止，没到过的不能"), Trait("rule", "AK-08")]
    public void Gives_two_days()
    {
        Assert.Equal(new FixTerms(FixUnit.CalendarDays, 2, MayPassWindowEnd: true, LapsesAsNotAccepted: false), Terms.Fix);
        var late = PlanWorld.At(2024, 8, 29, 10);
        var filing = AtCommittee(late);
        Assert.Null(_world.Return(filing, late));
        Assert.Equal(Moment.EndOf(new(2024, 8, 31)), filing.FixDeadline);

        var never = Submitted(late);
        Assert.Null(_world.Return(never, late));
        Assert.Equal(Closes.Instant, never.FixDeadline);
    }

    [Fact(DisplayName = "退回须一次告知全部；逾期未补正视为放弃"), Trait("rule", "AK-09")]
    public void Tells_everything_at_once()
    {
        var filing = AtCommittee(August20);
        Assert.Equal(new CorrectionsRequired(), filing.Return(_world.Plan, [], ShippedCalendar.Real, PlanWorld.By(filing.CurrentOfficeId!.Value), August20));
        Assert.Null(_world.Return(filing, August20));
        Assert.Null(filing.Lapse(_world.Plan, PlanWorld.At(2024, 8, 23, 0)));
        Assert.Equal(FilingStatus.Lapsed, filing.Status);
    }

    [Fact(DisplayName = "身份证、一寸照；备案表或在线验证报告，查不到的毕业生登记表"), Trait("rule", "AK-10")]
    public void Wants_the_diploma_proven() => Assert.Equal((1, "chsi,graduate-form"), (Group("education-proof").AtLeast, string.Join(',', Group("education-proof").Slots)));

    [Fact(DisplayName = "疆内三样任一，疆外三样都要"), Trait("rule", "AK-11")]
    public void Wants_one_of_three_or_all()
    {
        Assert.Equal((1, "疆内"), (Group("title-in-xinjiang").AtLeast, Group("title-in-xinjiang").When!.Values!.Single()));
        Assert.Equal((3, "疆外"), (Group("title-elsewhere").AtLeast, Group("title-elsewhere").When!.Values!.Single()));
        Assert.Empty(_world.Blocking("employer", A(), August20));
        Assert.Contains(_world.Blocking("employer", A(), August20, scans: m => m.RemoveAll(x => x.Slot == "title-document")), f => f.ClauseKey == "title.evidence");
    }

    [Fact(DisplayName = "获奖须在取得现职称之后"), Trait("rule", "AK-12")]
    public void Counts_only_what_came_after_the_title() =>
        Assert.Contains(_world.Blocking("employer", A(), August20, f => f.Rows(FormCatalogue.Award)[0].Set("date", "2018-01-01")), f => f.ClauseKey == "awards.since");

    [Fact(DisplayName = "近三年考核登记表；民营企业交个人鉴定材料"), Trait("rule", "AK-13")]
    public void Takes_a_personal_appraisal_from_private_firms()
    {
        Assert.Equal(3, Terms.Appraisal.RecentYears);
        Assert.Contains(_world.Blocking("employer-private", A(), August20, scans: m => m.RemoveAll(x => x.Slot == "personal-appraisal")), f => f.Place.Slot == "personal-appraisal");
        Assert.DoesNotContain(_world.Blocking("employer-private", A(), August20), f => f.Place.Slot == "appraisal-form");
    }

    [Fact(DisplayName = "论文不作硬性要求，可以填无"), Trait("rule", "AK-14")]
    public void Demands_no_paper() => Assert.Equal(0, Terms.Modules.Single(m => m.Key == FormCatalogue.Paper).MinRows);

    [Fact(DisplayName = "推荐报告必交；教师资格证有则交"), Trait("rule", "AK-15")]
    public void Has_the_other_attachments() => Assert.Equal([("recommendation", true), ("teacher-certificate", false), ("other-attachments", false)], Terms.Slots.Where(s => s.Module == FormCatalogue.Other).Select(s => (s.Key, s.Required)));

    [Fact(DisplayName = "遮姓名、照片、工作单位；涉密先脱密"), Trait("rule", "AK-16")]
    public void Masks_three_things()
    {
        Assert.Equal([MaskKind.Name, MaskKind.Photo, MaskKind.Employer], Terms.Masking.Items);
        Assert.Contains(_world.Blocking("employer", A(), August20, f => f.Single(FormCatalogue.Pledge).Set("unclassified", "")), f => f.Place.Module == FormCatalogue.Pledge);
    }

    [Fact(DisplayName = "单位先研究推荐，再公示不少于5个工作日，再报评委会"), Trait("rule", "AK-17")]
    public void Decides_then_publicises()
    {
        Assert.True(Terms.Notice is { EmployerDecidesFirst: true, WorkingDays: 5 });
        Assert.Equal([OfficeKind.Employer, OfficeKind.Committee], _world.Stops("employer", A()).Select(s => s.Step.Kind));
        Assert.Equal("阿克苏地区工业和信息化局评审委员会", _world.Stops("employer", A())[^1].OfficeName);
    }

    [Fact(DisplayName = "评委会没有设的，提交不了，说得出缺哪一级"), Trait("rule", "AK-17")]
    public void Refuses_without_its_committee()
    {
        var filing = _world.Draft("employer", A(), August20);
        Assert.Null(filing.TakeTry(_world.Plan, August20));
        Assert.IsType<Domain.Approvals.StopMissing>(filing.Submit(_world.Plan, [_world["employer"]], [], [], PlanWorld.By(default), August20).Refusal);
    }

    [Fact(DisplayName = "副高答辩；几类任务免答辩，取平均分"), Trait("rule", "AK-18")]
    public void Knows_who_defends()
    {
        Assert.Equal([Grade.AssociateSenior], new[] { Grade.Assistant, Grade.Intermediate, Grade.AssociateSenior }.Where(g => Terms.Defence.Rules.Any(r => r.Scope.Covers(A(g), null))));
        Assert.Equal(8, Terms.Defence.Exemptions.Single().Values.Count);
        Assert.True(Terms.Defence.AverageWhenScored);
    }

    [Fact(DisplayName = "近四年继续教育；民营企业初次申报的不要求"), Trait("rule", "AK-19")]
    public void Waives_training_for_private_first_timers()
    {
        Assert.All(Terms.Training.Rules, r => Assert.Equal([2021, 2022, 2023, 2024], r.Years(2024, 2019)));
        void NoTraining(FilingForm form)
        {
            foreach (var row in form.Rows(FormCatalogue.Training).ToList()) form.Remove(FormCatalogue.Training, row.Id);
            form.DeclaredNone.Add(FormCatalogue.Training);
        }

        void FirstTime(FilingForm form)
        {
            NoTraining(form);
            foreach (var field in new[] { "post", "qualification", "qualifiedOn" }) form.Single(FormCatalogue.Basic).Set(field, "无");
            form.Remove(FormCatalogue.Qualification, form.Rows(FormCatalogue.Qualification)[0].Id);
            form.DeclaredNone.Add(FormCatalogue.Qualification);
        }

        Assert.Contains(_world.Blocking("employer-private", A(), August20, NoTraining), f => f.ClauseKey == "training");
        Assert.DoesNotContain(_world.Blocking("employer-private", A(), August20, FirstTime), f => f.ClauseKey == "training");
        Assert.Contains(_world.Blocking("employer", A(), August20, FirstTime), f => f.ClauseKey == "training");
    }

    [Fact(DisplayName = "事业单位普通话不低于三级乙等，须交证书"), Trait("rule", "AK-20")]
    public void Wants_mandarin_of_public_institutions()
    {
        var language = Assert.Single(Terms.Languages);
        Assert.Equal(("mandarin", "三级乙等", false), (language.Field, language.Minimum, language.KnockOut));
        Assert.True(language.Scope.Covers(A(), EmployerKind.PublicInstitution));
        Assert.False(language.Scope.Covers(A(), EmployerKind.StateEnterprise));
        Assert.Contains(_world.Blocking("employer", A(), August20, scans: m => m.RemoveAll(x => x.Slot == "mandarin-certificate")), f => f.Place.Slot == "mandarin-certificate");
        Assert.Empty(_world.Blocking("employer-state", A(), August20));
    }

    [Fact(DisplayName = "高技能贯通二、三、四年，在工程系列"), Trait("rule", "AK-21")]
    public void Knows_the_steps_of_the_skilled()
    {
        Assert.Equal(["工程系列"], Terms.SkilledTrades.Series);
        Assert.Equal([("高级工", 2), ("技师", 3), ("高级技师", 4)], Terms.SkilledTrades.Steps.Select(s => (s.SkillLevel, s.Years)));
    }

    [Fact(DisplayName = "单位三年、个人五年、列入黑名单；承诺书里的年数以正文为准，写明怎么定的"), Trait("rule", "AK-22")]
    public void Punishes_both_and_says_how_it_decided()
    {
        Assert.True(Terms.Penalty is { PersonYears: 5, EmployerYears: 3, Blacklist: true });
        Assert.Contains("下一年度起5年内", Terms.PledgeText(), StringComparison.Ordinal);
        Assert.Contains(Terms.Decisions, d => d.Key == "penalty.pledge");
    }

    [Fact(DisplayName = "两份、双面、水印；单位意见手工填写；五样原件报送"), Trait("rule", "AK-23")]
    public void Leaves_the_opinion_to_the_hand()
    {
        Assert.Equal(new PrintTerms(PrintGate.FormalityPassed, 2, true, true, HandWrittenOpinion: true), Terms.Print);
        Assert.Equal("本单位已对提供的申报材料逐一审核，真实、完整、有效，同意推荐", Terms.Opinions.Single(o => o.Stop == OfficeKind.Employer).Text);
        Assert.Equal([2, 1, 1, 1, 1], Terms.Paper.Items.Select(i => i.Copies));
    }

    [Theory(DisplayName = "副高600、中级400、初级200，申报人交"), Trait("rule", "AK-24")]
    [InlineData(Grade.AssociateSenior, 600), InlineData(Grade.Intermediate, 400), InlineData(Grade.Assistant, 200)]
    public void Knows_the_fees(Grade grade, int yuan) => Assert.Equal((FeePayer.Applicant, yuan), (Terms.Fees.Payer, Terms.Fees.For(A(grade))!.Yuan));

    [Fact(DisplayName = "联系、技术服务、监督举报、来访地址"), Trait("rule", "AK-25")]
    public void Lists_its_contacts() => Assert.Equal(["衣马木", "2139444", "3193615", "2122598", "文化路"],
        new[] { "衣马木", "2139444", "3193615", "2122598", "文化路" }.Where((word, at) => Terms.Contacts.Lines[at].Contains(word, StringComparison.Ordinal)));

    private SlotGroup Group(string key) => Terms.SlotGroups.Single(g => g.Key == key);
}
