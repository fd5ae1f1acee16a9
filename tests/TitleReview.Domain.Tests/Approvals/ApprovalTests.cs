using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Tests.Support;

namespace TitleReview.Domain.Tests.Approvals;

public sealed class The_stops_of_a_filing
{
    [Fact(DisplayName = "县属单位三站：单位、县（市）人社局、地区人社局"), Trait("rule", "TC-14")]
    public void Are_three_for_a_county_employer() =>
        Assert.Equal([OfficeKind.Employer, OfficeKind.CountyHr, OfficeKind.PrefectureHr], Given.Terms().Chains[0].StopsFor(Given.CountyLine, [], "工程系列").Select(s => s.Step.Kind));

    [Fact(DisplayName = "地直单位两站：单位、地区人社局"), Trait("rule", "TC-15")]
    public void Are_two_for_an_employer_under_the_prefecture() =>
        Assert.Equal([OfficeKind.Employer, OfficeKind.PrefectureHr], Given.Terms().Chains[0].StopsFor(Given.DirectLine, [], "工程系列").Select(s => s.Step.Kind));

    [Fact(DisplayName = "审批链：不空、同类机构只一次、末级且只有末级是形式审核")]
    public void Come_from_a_chain_that_makes_sense()
    {
        var steps = Given.Terms().Chains[0].Steps;

        Assert.Null(new ApprovalChain(steps).WhyNot());
        Assert.Equal(new ChainInvalid("审批链不能为空。"), new ApprovalChain([]).WhyNot());
        Assert.Equal(new ChainInvalid("审批链里同一类机构只能出现一次。"), new ApprovalChain([steps[0], steps[0], steps[2]]).WhyNot());
        Assert.IsType<ChainInvalid>(new ApprovalChain([steps[0], steps[1]]).WhyNot());
        Assert.IsType<ChainInvalid>(new ApprovalChain([steps[2], steps[0]]).WhyNot());
        Assert.IsType<ChainInvalid>(new ApprovalChain([steps[0] with { IsFormalityCheck = true }, steps[2]]).WhyNot());
    }
}

public sealed class An_approval
{
    private readonly Plan _plan = Given.APlan();

    [Fact(DisplayName = "公示没有满期出结果，单位不能报送"), Trait("rule", "TC-33")]
    public void By_the_employer_waits_for_the_notice()
    {
        var filing = Given.InApproval(_plan);
        var employer = Given.By(Given.Station);

        Assert.Equal(new NoticeNotOver(), filing.Approve(_plan, null, "同意推荐", true, employer, Given.Monday));
        Assert.Equal(new NoticeNotOver(), filing.Approve(_plan, Given.ANotice(filing.Id), "同意推荐", true, employer, Given.Monday));
        Assert.Null(filing.Approve(_plan, Given.AConcludedNotice(filing), "同意推荐", true, employer, Given.Monday));
        Assert.Equal(Given.County.Id, filing.CurrentOfficeId);
    }

    [Fact(DisplayName = "有异议查实的，单位不能报送"), Trait("rule", "TC-33")]
    public void By_the_employer_is_refused_when_an_objection_was_upheld()
    {
        var filing = Given.InApproval(_plan);
        var notice = Given.ANotice(filing.Id);
        var objection = Guid.NewGuid();
        Assert.Null(notice.Object(objection, "获奖证书不实", null, Given.Monday));
        Assert.Null(notice.Settle(objection, "查实", true, Given.Monday));

        Assert.Equal(new ObjectionUpheld(), filing.Approve(_plan, notice, "同意推荐", true, Given.By(Given.Station), Given.Monday));
    }

    [Theory(DisplayName = "没有意见不能通过"), Trait("rule", "TC-39")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n\t　")]
    public void Needs_an_opinion(string? opinion)
    {
        var filing = Given.InApproval(_plan);
        Assert.Equal(new OpinionRequired(), filing.Approve(_plan, Given.AConcludedNotice(filing), opinion, true, Given.By(Given.Station), Given.Monday));
    }

    [Fact(DisplayName = "县（市）人社局须勾选原件已核，并留下是谁勾的"), Trait("rule", "TC-36")]
    public void By_the_county_needs_the_originals()
    {
        var filing = Given.AtDeskOf(Given.County, _plan);
        var county = Given.By(Given.County);

        Assert.Equal(new OriginalsNotChecked(), filing.Approve(_plan, null, "同意上报", false, county, Given.Monday));
        Assert.Null(filing.Approve(_plan, null, "同意上报", true, county, Given.Monday));
        Assert.True(filing.History[^1].OriginalsChecked);
        Assert.Equal(county.UserId, filing.History[^1].UserId);
    }

    [Fact(DisplayName = "末级通过即形式审核通过，不再停在任何机构"), Trait("rule", "TC-14")]
    public void By_the_last_stop_passes_the_formality_check()
    {
        var filing = Given.Passed(_plan);

        Assert.Equal(FilingStatus.FormalityPassed, filing.Status);
        Assert.Null(filing.CurrentOfficeId);
        Assert.Null(filing.CurrentStop);
    }

    [Fact(DisplayName = "地直单位报上来就到地区人社局"), Trait("rule", "TC-15")]
    public void By_an_employer_under_the_prefecture_goes_straight_there()
    {
        var filing = Given.AtDeskOf(Given.Prefecture, _plan, Given.DirectLine);

        Assert.Equal(Given.Prefecture.Id, filing.CurrentOfficeId);
        Assert.Equal(2, filing.Stops.Count);
    }

    [Fact(DisplayName = "不在自己这一级的，谁都办不了"), Trait("rule", "TC-43")]
    public void By_an_office_that_has_it_not_is_refused()
    {
        var filing = Given.InApproval(_plan);
        var notHere = new NotYourStop("水利工作站");
        foreach (var other in new[] { Given.County, Given.Prefecture, Given.Institute })
        {
            Assert.Equal(notHere, filing.Approve(_plan, null, "同意", true, Given.By(other), Given.Monday));
            Assert.Equal(notHere, filing.SendBack(_plan, other));
            Assert.Equal(notHere, filing.Decline("不符", Given.By(other), Given.Monday));
        }
    }

    [Fact(DisplayName = "每一步都记下谁、何时、在哪个机构、什么意见"), Trait("rule", "TC-43")]
    public void Is_recorded_with_who_when_where_and_what()
    {
        var filing = Given.InApproval(_plan);
        var employer = Given.By(Given.Station);
        Assert.Null(filing.Approve(_plan, Given.AConcludedNotice(filing), " 同意推荐 ", true, employer, Given.Monday));

        var step = filing.History[^1];
        Assert.Equal((2, FilingAction.Approve, "水利工作站", "同意推荐", employer.Name, Given.Monday.Instant),
            (step.No, step.Action, step.Office, step.Opinion, step.UserName, step.At));
    }
}

public sealed class A_return
{
    private readonly Plan _plan = Given.APlan();

    [Fact(DisplayName = "退回须一次写明全部补正事项，每条都有话")]
    public void Needs_a_complete_list_of_corrections()
    {
        var filing = Given.InApproval(_plan);
        var employer = Given.By(Given.Station);
        var blank = Given.Corrections[0] with { Sentence = " " };

        Assert.Equal(new CorrectionsRequired(), filing.Return(_plan, [], ShippedCalendar.Real, employer, Given.Monday));
        Assert.Equal(new CorrectionsRequired(), filing.Return(_plan, [Given.Corrections[0], blank], ShippedCalendar.Real, employer, Given.Monday));
        Assert.Equal(FilingStatus.InApproval, filing.Status);
        Assert.Null(filing.Return(_plan, Given.Corrections, ShippedCalendar.Real, employer, Given.Monday));
    }

    [Fact(DisplayName = "申报时限过后不能再退回，可作不予受理"), Trait("rule", "TC-16")]
    public void After_the_window_is_refused()
    {
        var filing = Given.InApproval(_plan);
        var late = new Moment(Given.Window.Closes);
        var employer = Given.By(Given.Station);

        Assert.Equal(new ReturnTooLate(Given.Window.Closes), filing.SendBack(_plan, Given.Station, late));
        Assert.Null(filing.WhyNotDecline(employer, filing.WhyNotReturn(_plan, ShippedCalendar.Real, employer, late)));
    }
}

public sealed class A_decline
{
    private readonly Plan _plan = Given.APlan();

    [Fact(DisplayName = "不予受理须写明理由")]
    public void Needs_a_reason()
    {
        var filing = Given.AtDeskOf(Given.County, _plan);

        Assert.Equal(new ReasonRequired("不予受理"), filing.Decline("  ", Given.By(Given.County), Given.Monday));
        Assert.Null(filing.Decline("专业不符", Given.By(Given.County), Given.Monday));
        Assert.Equal(FilingStatus.NotAccepted, filing.Status);
    }

    [Fact(DisplayName = "还能退回时，单位这一级不作不予受理")]
    public void By_the_employer_is_refused_while_a_return_is_possible()
    {
        var filing = Given.InApproval(_plan);
        var employer = Given.By(Given.Station);

        Assert.Equal(new MayNotDecline("水利工作站"), filing.Decline("不符", employer, Given.Monday, filing.WhyNotReturn(_plan, ShippedCalendar.Real, employer, Given.Monday)));
    }
}

public sealed class The_print_gate
{
    private readonly Plan _plan = Given.APlan();

    [Fact(DisplayName = "形式审核通过之前不能打印评审表"), Trait("rule", "TC-38")]
    public void Is_shut_before_the_formality_check()
    {
        foreach (var filing in new[] { Given.ADraft(_plan), Given.InApproval(_plan), Given.AtDeskOf(Given.Prefecture, _plan) })
            Assert.Equal(new PrintTooEarly(), filing.PrintForm(_plan.Terms.Print, Given.By(filing.ApplicantId), Given.Monday));
    }

    [Fact(DisplayName = "形式审核通过之后可以打印，可以再打印"), Trait("rule", "TC-38")]
    public void Is_open_after_it()
    {
        var filing = Given.Passed(_plan);

        Assert.Null(filing.PrintForm(_plan.Terms.Print, Given.By(filing.ApplicantId), Given.Monday));
        Assert.Null(filing.PrintForm(_plan.Terms.Print, Given.By(filing.ApplicantId), Given.Monday));
        Assert.Equal(FilingStatus.FormalityPassed, filing.Status);
    }

    [Fact(DisplayName = "计划定在评委会接收之后的，形式审核通过也还不能打印")]
    public void May_be_set_later_by_the_plan() =>
        Assert.Equal(new PrintGateNotReached(), Given.Passed(_plan).WhyNotPrint(_plan.Terms.Print with { Gate = PrintGate.ReceivedByCommittee }));
}
