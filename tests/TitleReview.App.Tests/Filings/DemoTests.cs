using TitleReview.App.Approvals;
using TitleReview.App.Filings;
using TitleReview.App.Presenting;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Filings;

public sealed class DemoTests(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "演示申报预审没有阻断项，可以直接提交")]
    public async Task The_ready_draft_passes_the_precheck()
    {
        await using var applicant = await app.As("applicant@tacheng");
        var home = await applicant.Get<ReadApplicantHome>().Run(Ct);
        var filing = Assert.Single(home!.Filings).Filing;

        var findings = (await applicant.Get<PrecheckFiling>().Run(filing.Id, Ct)).Findings;

        Assert.Equal([], findings.Where(f => f.Group == FindingGroup.Blocking).Select(f => f.Sentence));
    }

    [Fact(DisplayName = "每个阶段都停着一份申报")]
    public async Task A_filing_is_parked_at_every_stage()
    {
        var statuses = await app.Ask("select distinct status from filings order by 1");

        Assert.Equal(["Draft", "FormalityPassed", "InApproval", "NotAccepted", "Returned"], statuses);
        Assert.Equal(["CountyHr", "Employer", "PrefectureHr"], await app.Ask("select distinct o.kind from filings f join offices o on o.id = f.current_office_id order by 1"));
    }

    [Fact(DisplayName = "通过形式审核的可以打印评审表，查验码有效")]
    public async Task A_passed_filing_prints_and_verifies()
    {
        await using var applicant = await app.As("passed@tacheng");
        var filing = (await applicant.Get<ReadApplicantHome>().Run(Ct))!.Filings[0].Filing;

        var (pdf, _, refusal) = await applicant.Get<PrintReviewForm>().Run(filing.Id, Ct);

        Assert.Null(refusal);
        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(pdf!, 0, 4), StringComparison.Ordinal);
        var code = Assert.Single(await app.Ask("select code from printed_forms where filing_id = $1", filing.Id.Value));
        await using var visitor = app.AsVisitor();
        var verified = await visitor.Get<VerifyPrint>().Run(code, Ct);
        Assert.True(verified!.IsCurrent);
        Assert.DoesNotContain("致远", verified.MaskedName, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "收件箱按机构分开：各看各的")]
    public async Task Each_office_sees_its_own_inbox()
    {
        await using var employer = await app.As("employer@tacheng");
        await using var county = await app.As("county@tacheng");
        await using var prefecture = await app.As("prefecture@tacheng");

        Assert.Equal(2, (await employer.Get<ReadInbox>().Run(new InboxQuery(), Ct))!.Counts[InboxTab.Waiting]);
        Assert.Equal(1, (await county.Get<ReadInbox>().Run(new InboxQuery(), Ct))!.Counts[InboxTab.Waiting]);
        Assert.Equal(FilingStatus.InApproval, Assert.Single((await prefecture.Get<ReadInbox>().Run(new InboxQuery(), Ct))!.Rows).Status);
    }
}
