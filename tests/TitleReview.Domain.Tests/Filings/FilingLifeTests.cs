using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Plans;
using TitleReview.Tests.Support;

namespace TitleReview.Domain.Tests.Filings;

public sealed class A_filing_that_is_submitted
{
    private readonly Plan _plan = Given.APlan();

    [Fact(DisplayName = "同一计划第四次提交，不予受理"), Trait("rule", "TC-16")]
    public void A_fourth_submission_in_one_plan_is_refused()
    {
        // Two tries are withdrawn before any office acted, the third is returned: none is given back.
        var filing = Given.ADraft(_plan);
        for (var time = 1; time <= 2; time++)
        {
            Assert.Null(filing.Submit(_plan));
            Assert.Null(filing.Withdraw(Given.By(filing.ApplicantId), Given.Monday));
        }

        Assert.Null(filing.Submit(_plan));
        Assert.Equal(3, filing.SubmissionsUsed);
        Assert.Equal(0, filing.SubmissionsLeft);
        Assert.Equal(new NotPossibleNow(FilingStatus.InApproval, FilingAction.Submit), filing.Submit(_plan));
        Assert.Equal(3, filing.SubmissionsUsed);
    }

    [Fact(DisplayName = "第三次提交后不能再退回，只能通过或不予受理"), Trait("rule", "TC-16")]
    public void A_third_submission_cannot_be_returned()
    {
        var filing = Given.ADraft(_plan);
        for (var time = 1; time <= 2; time++)
        {
            Assert.Null(filing.Submit(_plan));
            Assert.Null(filing.SendBack(_plan, Given.Station));
        }

        Assert.Null(filing.Submit(_plan));

        Assert.Equal(new ReturnUsedUp(3), filing.SendBack(_plan, Given.Station));
        Assert.Equal(FilingStatus.InApproval, filing.Status);
    }

    [Fact(DisplayName = "第三次仍不符合要求的，单位这一级也能作不予受理，不会停死"), Trait("rule", "TC-16")]
    public void A_third_submission_can_be_declined_by_the_employer()
    {
        var filing = Given.ADraft(_plan);
        for (var time = 1; time <= 2; time++)
        {
            Assert.Null(filing.Submit(_plan));
            Assert.Null(filing.SendBack(_plan, Given.Station));
        }

        Assert.Null(filing.Submit(_plan));
        var employer = Given.By(Given.Station);
        var whyNotReturn = filing.WhyNotReturn(_plan, ShippedCalendar.Real, employer, Given.Monday);

        Assert.Null(filing.Decline("第三次仍缺考核表", employer, Given.Monday, whyNotReturn));
        Assert.Equal(FilingStatus.NotAccepted, filing.Status);
    }

    [Fact(DisplayName = "申报期开始之前、结束之后都不能提交；截止的瞬间起即不收"), Trait("rule", "TC-40")]
    public void Outside_the_window_takes_no_try()
    {
        var filing = Given.ADraft(_plan);

        Assert.Equal(new NotYetOpen("工程系列", Given.Window.Opens), filing.Submit(_plan, new Moment(Given.Window.Opens.AddTicks(-1))));
        Assert.Equal(new WindowClosed("工程系列", Given.Window.Closes), filing.Submit(_plan, new Moment(Given.Window.Closes)));
        Assert.Equal(0, filing.SubmissionsUsed);
        Assert.Null(filing.Submit(_plan, new Moment(Given.Window.Closes.AddTicks(-1))));
    }

    [Fact(DisplayName = "退回的再提交从第一站起，补正事项清空")]
    public void Again_starts_at_the_first_stop()
    {
        var filing = Given.AtDeskOf(Given.County, _plan);
        Assert.Null(filing.SendBack(_plan, Given.County));
        Assert.Equal(Given.Corrections, filing.Corrections);
        Assert.Null(filing.CurrentOfficeId);

        Assert.Null(filing.Submit(_plan));

        Assert.Equal(Given.Station.Id, filing.CurrentOfficeId);
        Assert.Equal(0, filing.StopIndex);
        Assert.Empty(filing.Corrections);
        Assert.Null(filing.FixDeadline);
    }

    [Fact(DisplayName = "站点在首次提交时定下，以后机构变了也不动"), Trait("rule", "TC-14")]
    public void Keeps_the_stops_of_its_first_submission()
    {
        var filing = Given.InApproval(_plan);
        Assert.Null(filing.SendBack(_plan, Given.Station));

        Assert.Null(filing.Submit(_plan, line: Given.DirectLine));

        Assert.Equal(Given.CountyLine.Select(o => o.Id), filing.Stops.Select(s => s.OfficeId));
    }

    [Fact(DisplayName = "底稿记下第几次、计划第几版、承诺的原文"), Trait("rule", "TC-45")]
    public void Leaves_a_snapshot()
    {
        var filing = Given.ADraft(_plan);
        Assert.Null(filing.TakeTry(_plan, Given.Monday));

        var (snapshot, refusal) = filing.Submit(_plan, Given.CountyLine, [], [], Given.By(filing.ApplicantId), Given.Monday);

        Assert.Null(refusal);
        Assert.Equal((1, 1, "本人承诺", Given.Monday.Instant), (snapshot!.No, snapshot.PlanEdition, snapshot.PledgeText, snapshot.SubmittedAt));
    }
}

public sealed class A_filing_that_was_returned
{
    private readonly Plan _plan = Given.APlan();

    [Fact(DisplayName = "补正期满的瞬间起不能再交"), Trait("rule", "TC-16")]
    public void Past_its_fix_window_cannot_be_submitted()
    {
        var filing = Given.InApproval(_plan);
        Assert.Null(filing.SendBack(_plan, Given.Station));
        var deadline = filing.FixDeadline!.Value;
        Assert.Equal(Given.Window.Closes, deadline);

        Assert.Equal(new FixWindowOver(deadline), filing.Submit(_plan, new Moment(deadline)));
        Assert.Equal(1, filing.SubmissionsUsed);
    }

    [Fact(DisplayName = "期满自动办结，塔城记不予受理；没到期不办"), Trait("rule", "TC-16")]
    public void Lapses_by_itself()
    {
        var filing = Given.InApproval(_plan);
        Assert.Null(filing.SendBack(_plan, Given.Station));
        var deadline = filing.FixDeadline!.Value;

        Assert.Equal(new NotDueYet(deadline), filing.Lapse(_plan, new Moment(deadline.AddTicks(-1))));
        Assert.Null(filing.Lapse(_plan, new Moment(deadline)));
        Assert.Equal(FilingStatus.NotAccepted, filing.Status);
        Assert.Equal("系统", filing.History[^1].UserName);
    }

    [Fact(DisplayName = "计划定为视为放弃的，记视为放弃")]
    public void Lapses_as_the_plan_says()
    {
        var plan = Given.APlan(new FixTerms(FixUnit.Hours, 48, true, LapsesAsNotAccepted: false));
        var filing = Given.InApproval(plan);
        Assert.Null(filing.SendBack(plan, Given.Station));

        Assert.Null(filing.Lapse(plan, Given.Monday.Plus(TimeSpan.FromHours(48))));
        Assert.Equal(FilingStatus.Lapsed, filing.Status);
    }

    [Fact(DisplayName = "没有退回的申报不会逾期")]
    public void Is_the_only_one_that_lapses() =>
        Assert.Equal(new NotPossibleNow(FilingStatus.InApproval, FilingAction.Lapse), Given.InApproval(_plan).Lapse(_plan, new Moment(Given.Window.Closes)));

    [Fact(DisplayName = "可越过申报期的，申报期结束后补正期内仍可交")]
    public void May_be_submitted_after_the_window_where_the_plan_says_so()
    {
        var plan = Given.APlan(new FixTerms(FixUnit.Hours, 48, true, false));
        var filing = Given.InApproval(plan);
        var late = new Moment(Given.Window.Closes.AddHours(-1));
        Assert.Null(filing.SendBack(plan, Given.Station, late));

        Assert.Null(filing.Submit(plan, late.Plus(TimeSpan.FromHours(47))));
    }
}

public sealed class A_filing_that_is_withdrawn
{
    private readonly Plan _plan = Given.APlan();

    [Fact(DisplayName = "第一级办理之前可以撤回，次数不退"), Trait("rule", "TC-16")]
    public void Before_the_first_office_acted_goes_back_to_draft()
    {
        var filing = Given.InApproval(_plan);

        Assert.Null(filing.Withdraw(Given.By(filing.ApplicantId), Given.Monday));
        Assert.Equal(FilingStatus.Draft, filing.Status);
        Assert.Equal(1, filing.SubmissionsUsed);
        Assert.Null(filing.CurrentOfficeId);
    }

    [Fact(DisplayName = "第一级办理之后不能撤回")]
    public void After_the_first_office_acted_is_refused() =>
        Assert.Equal(new OfficeHasActed(), Given.AtDeskOf(Given.County, _plan).Withdraw(Actor.System, Given.Monday));

    [Fact(DisplayName = "退回过又提交的不能撤回：撤成草稿就没有补正期了")]
    public void After_a_return_is_refused()
    {
        var filing = Given.InApproval(_plan);
        Assert.Null(filing.SendBack(_plan, Given.Station));
        Assert.Null(filing.Submit(_plan));

        Assert.Equal(new OfficeHasActed(), filing.Withdraw(Actor.System, Given.Monday));
    }

    [Fact(DisplayName = "最后一次提交不能撤回：撤了就交不上了"), Trait("rule", "TC-16")]
    public void With_its_last_try_is_refused()
    {
        var filing = Given.ADraft(_plan);
        for (var time = 1; time <= 2; time++)
        {
            Assert.Null(filing.Submit(_plan));
            Assert.Null(filing.Withdraw(Actor.System, Given.Monday));
        }

        Assert.Null(filing.Submit(_plan));
        Assert.Equal(new LastTryNotWithdrawn(3), filing.Withdraw(Actor.System, Given.Monday));
    }

    [Fact(DisplayName = "草稿没有提交，谈不上撤回")]
    public void As_a_draft_is_refused() =>
        Assert.Equal(new NotPossibleNow(FilingStatus.Draft, FilingAction.Withdraw), Given.ADraft(_plan).Withdraw(Actor.System, Given.Monday));
}

public sealed class A_filing_that_is_filled_in
{
    private readonly Plan _plan = Given.APlan();

    [Fact(DisplayName = "草稿和退回的可以改，审核中的不能")]
    public void Can_be_amended_as_draft_and_when_returned()
    {
        var filing = Given.ADraft(_plan);
        Assert.Null(filing.WhyNotAmend(_plan, Given.Monday));
        Assert.Null(filing.Submit(_plan));
        Assert.Equal(new NotPossibleNow(FilingStatus.InApproval, FilingAction.Submit), filing.WhyNotAmend(_plan, Given.Monday));
        Assert.Null(filing.SendBack(_plan, Given.Station));
        Assert.Null(filing.WhyNotAmend(_plan, Given.Monday));
        Assert.Equal(new FixWindowOver(Given.Window.Closes), filing.WhyNotAmend(_plan, new Moment(Given.Window.Closes)));
    }

    [Fact(DisplayName = "表中没有的模块、栏、行都拒绝")]
    public void Has_only_the_fields_of_its_plan()
    {
        var filing = Given.ADraft(_plan);

        Assert.Equal(new NoFieldHere(), filing.SetField(_plan.Terms, "nowhere", null, "name", "x", Given.Monday));
        Assert.Equal(new NoFieldHere(), filing.SetField(_plan.Terms, FormCatalogue.Basic, null, "nothing", "x", Given.Monday));
        Assert.Equal(new NoFieldHere(), filing.SetField(_plan.Terms, FormCatalogue.Work, Guid.NewGuid(), "post", "x", Given.Monday));
        Assert.Equal(new NoFieldHere(), filing.SetField(_plan.Terms, FormCatalogue.Work, null, "post", "x", Given.Monday));
        Assert.Equal(new NoFieldHere(), filing.AddRow(_plan.Terms, FormCatalogue.Basic, Guid.NewGuid(), Given.Monday));
        Assert.Equal(new NoFieldHere(), filing.RemoveRow(FormCatalogue.Work, Guid.NewGuid(), Given.Monday));
        Assert.Equal(new NoFieldHere(), filing.DeclareNone(_plan.Terms, "nowhere", Given.Monday));
    }

    [Fact(DisplayName = "同一行再添一次还是那一行；行数有上限")]
    public void Adds_a_row_once_and_not_without_end()
    {
        var filing = Given.ADraft(_plan);
        var row = Guid.NewGuid();
        Assert.Null(filing.AddRow(_plan.Terms, FormCatalogue.Paper, row, Given.Monday));
        Assert.Null(filing.AddRow(_plan.Terms, FormCatalogue.Paper, row, Given.Monday));
        Assert.Single(filing.Form.Rows(FormCatalogue.Paper));

        for (var i = 1; i < FormModule.MaxRows; i++) Assert.Null(filing.AddRow(_plan.Terms, FormCatalogue.Paper, Guid.NewGuid(), Given.Monday));
        Assert.Equal(new TooManyRows(FormModule.MaxRows), filing.AddRow(_plan.Terms, FormCatalogue.Paper, Guid.NewGuid(), Given.Monday));
    }

    [Fact(DisplayName = "填无：子表记无，添行即不再是无；有行的不能记无")]
    public void Declares_a_module_empty_on_purpose()
    {
        var filing = Given.ADraft(_plan);
        Assert.Null(filing.DeclareNone(_plan.Terms, FormCatalogue.Paper, Given.Monday));
        Assert.Contains(FormCatalogue.Paper, filing.Form.DeclaredNone);

        var row = Guid.NewGuid();
        Assert.Null(filing.AddRow(_plan.Terms, FormCatalogue.Paper, row, Given.Monday));
        Assert.DoesNotContain(FormCatalogue.Paper, filing.Form.DeclaredNone);

        Assert.Null(filing.SetField(_plan.Terms, FormCatalogue.Paper, row, "name", "论文", Given.Monday));
        Assert.Equal(new HasRows("著作、论文及重要技术报告"), filing.DeclareNone(_plan.Terms, FormCatalogue.Paper, Given.Monday));
    }

    [Fact(DisplayName = "填无：单行模块里选填的空栏逐一填“无”，必填的不动")]
    public void Fills_none_into_what_may_stay_empty()
    {
        var filing = Given.ADraft(_plan);
        Assert.Null(filing.DeclareNone(_plan.Terms, FormCatalogue.Basic, Given.Monday));

        Assert.Equal("无", filing.Form.Single(FormCatalogue.Basic)["formerName"]);
        Assert.Equal("", filing.Form.Single(FormCatalogue.Basic)["identity"]);
    }

    [Theory(DisplayName = "必填的选项、日期、数字不能填“无”")]
    [InlineData(FormCatalogue.Basic, "identity")]
    [InlineData(FormCatalogue.Basic, "workStarted")]
    [InlineData(FormCatalogue.Basic, "yearsEngaged")]
    public void Does_not_take_none_for_what_is_required(string module, string field) =>
        Assert.IsType<InvalidInput>(Given.ADraft(_plan).SetField(_plan.Terms, module, null, field, "无", Given.Monday));

    [Fact(DisplayName = "首次提交之后不能改选专业、级别")]
    public void Is_not_rechosen_after_its_first_submission()
    {
        var filing = Given.ADraft(_plan);
        var other = Given.Choice with { Grade = Domain.Titles.Grade.Assistant };
        Assert.Null(filing.Rechoose(_plan, other, Domain.Organizations.EmployerKind.PublicInstitution, Given.Monday));
        Assert.Equal(other, filing.Choice);

        Assert.Null(filing.Submit(_plan));
        Assert.Equal(new NotPossibleNow(FilingStatus.InApproval, FilingAction.Submit), filing.Rechoose(_plan, Given.Choice, Domain.Organizations.EmployerKind.PublicInstitution, Given.Monday));
    }
}
