using TitleReview.Domain.Calendar;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Plans;
using TitleReview.Tests.Support;

namespace TitleReview.Domain.Tests.Filings;

[Trait("rule", "N7")]
public sealed class A_refunded_try
{
    private static Refusal? Refund(Filing filing, Plan plan, Moment at, OfficeId? office = null) =>
        filing.RefundTry(plan, office ?? Given.Station.Id, "看漏了背面的公章。", ShippedCalendar.Real, Given.By(Given.Station), at);

    [Fact(DisplayName = "退还的是那次退回用掉的一次；只退还一次；补正期从现在重新算，只会更晚")]
    public void Gives_the_try_back_once_and_starts_the_window_anew()
    {
        var plan = Given.APlan(new FixTerms(FixUnit.Hours, 48, MayPassWindowEnd: true, LapsesAsNotAccepted: false));
        var filing = Given.InApproval(plan);
        Assert.Equal(new NothingToRefund(), Refund(filing, plan, Given.Monday));
        Assert.Null(filing.SendBack(plan, Given.Station));
        var before = filing.FixDeadline;

        Assert.Equal(new NothingToRefund(), Refund(filing, plan, Given.Monday, Given.County.Id));
        Assert.Null(Refund(filing, plan, Given.Monday.Plus(TimeSpan.FromHours(24))));

        Assert.Equal((0, 1, 3, FilingStatus.Returned), (filing.SubmissionsUsed, filing.SubmissionNo, filing.SubmissionsLeft, filing.Status));
        Assert.Equal(before!.Value.AddHours(24), filing.FixDeadline);
        Assert.Equal((FilingAction.RefundTry, Given.Station.Name, 1), (filing.History[^1].Action, filing.History[^1].Office, filing.History[^1].SubmissionNo));
        Assert.Equal(new NothingToRefund(), Refund(filing, plan, Given.Monday.Plus(TimeSpan.FromHours(25))));
    }

    [Fact(DisplayName = "再交上来之后也能退还；之后又一次的退回另算；不合规的次数不会出现")]
    public void Works_after_a_resubmission_too()
    {
        var plan = Given.APlan();
        var filing = Given.InApproval(plan);
        Assert.Null(filing.SendBack(plan, Given.Station));
        Assert.Null(filing.Submit(plan));
        Assert.Null(Refund(filing, plan, Given.Monday));
        Assert.Equal((1, 2, FilingStatus.InApproval), (filing.SubmissionsUsed, filing.SubmissionNo, filing.Status));

        Assert.Null(filing.SendBack(plan, Given.Station));
        Assert.Null(Refund(filing, plan, Given.Monday));
        Assert.Equal((0, 2), (filing.SubmissionsUsed, filing.SubmissionNo));
        Assert.Null(filing.Submit(plan));
        Assert.Equal((1, 3), (filing.SubmissionsUsed, filing.SubmissionNo));
    }

    [Fact(DisplayName = "期满办结的：还交得上来就重新打开；申报期也过了的，说清要先延长")]
    public void Reopens_what_lapsed_while_it_can_still_be_handed_in()
    {
        var plan = Given.APlan(new FixTerms(FixUnit.Hours, 48, MayPassWindowEnd: false, LapsesAsNotAccepted: true));
        var filing = Given.InApproval(plan);
        Assert.Null(filing.SendBack(plan, Given.Station));
        var later = Given.Monday.Plus(TimeSpan.FromHours(72));
        Assert.Null(filing.Lapse(plan, later));
        Assert.Equal(FilingStatus.NotAccepted, filing.Status);

        Assert.Equal(new RefundTooLate(plan.Terms.Window.Closes), Refund(filing, plan, new Moment(plan.Terms.Window.Closes)));
        Assert.Null(Refund(filing, plan, later));
        Assert.Equal((FilingStatus.Returned, 0), (filing.Status, filing.SubmissionsUsed));
        Assert.True(filing.FixDeadline > later.Instant);
        Assert.Null(filing.Submit(plan, later));
    }

    [Fact(DisplayName = "不予受理的、形式审核通过的不能退还；在评委会计次而没有报到评委会的没有用掉，不用退还"), Trait("rule", "AK-08")]
    public void Gives_back_nothing_that_was_not_taken()
    {
        var plan = Given.APlan();
        var declined = Given.AtDeskOf(Given.County, plan);
        Assert.Null(declined.Decline("不符合条件。", Given.By(Given.County), Given.Monday));
        Assert.IsType<NothingToRefund>(Refund(declined, plan, Given.Monday));
        Assert.Equal(new NotPossibleNow(FilingStatus.FormalityPassed, FilingAction.RefundTry), Refund(Given.Passed(plan), plan, Given.Monday));

        var atCommittee = new Plan(plan.Id, plan.Terms with { Submission = new(3, CountingPoint.AtCommittee) }, 1, Given.Monday);
        var filing = Given.InApproval(atCommittee);
        Assert.Null(filing.SendBack(atCommittee, Given.Station));
        Assert.Equal(new TryNotCounted(), Refund(filing, atCommittee, Given.Monday));
    }
}
