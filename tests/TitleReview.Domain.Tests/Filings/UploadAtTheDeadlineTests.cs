using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Tests.Filings;

public sealed class An_upload_at_the_deadline
{
    // The window closes when 29 September begins.
    [Theory(DisplayName = "截止前开始的上传，计划许可几分钟就再收几分钟；截止后才开始的不收，提交也不收")]
    [InlineData(0, 0, 5, false), InlineData(0, 10, 0, true), InlineData(0, 10, 9, true), InlineData(0, 10, 10, false), InlineData(0, 10, 30, false), InlineData(1, 10, 5, false)]
    public void Is_received_only_as_far_as_the_plan_says(int startedAfterMinutes, int finishMinutes, int afterMinutes, bool received)
    {
        var terms = Given.Terms();
        var slot = new SlotTerms("papers", "论文", "other", PerRow: false, Required: false, MaxFiles: 2);
        var plan = new Plan(new PlanId(Guid.NewGuid()), terms with { Files = terms.Files with { FinishMinutes = finishMinutes }, Slots = [slot] }, 1, Given.Monday);
        var filing = Given.ADraft(plan);
        var closes = Given.Window.Closes;
        var started = startedAfterMinutes == 0 ? closes.AddMinutes(-1) : closes.AddMinutes(startedAfterMinutes);
        var now = new Moment(closes.AddMinutes(afterMinutes));

        Assert.Equal(received, filing.WhyNotReceive(slot, plan, Given.By(filing.ApplicantId), started, now) is null);
        Assert.NotNull(filing.Submit(plan, now));
    }
}
