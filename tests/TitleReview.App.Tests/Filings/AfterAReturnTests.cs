using TitleReview.App.Approvals;
using TitleReview.App.Filings;
using TitleReview.App.Notices;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Notices;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Filings;

/// <summary>公示期间异议属实，退回补正，再次提交之后重新公示；其间机构只看提交过的内容。</summary>
public sealed class AfterAReturnTests(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "异议属实的公示不能出结果；补正再交之后可以、也必须重新公示"), Trait("rule", "TC-33")]
    public async Task An_upheld_objection_leads_to_a_new_notice()
    {
        await using var applicant = await app.As("submitted@tacheng");
        await using var employer = await app.As("employer@tacheng");
        var id = (await applicant.Get<ReadApplicantHome>().Run(Ct))!.Filings[0].Filing.Id;
        var objection = Guid.CreateVersion7();
        Assert.Null(await employer.Get<PostNotice>().Run(id, Ct));
        Assert.Equal(new NoticeAlreadyPosted(), await employer.Get<PostNotice>().Run(id, Ct));
        Assert.Null(await employer.Get<RecordObjection>().Run(id, objection, "所填工程并非其主持。", null, Ct));
        Assert.Null(await employer.Get<SettleObjection>().Run(id, objection, "经核实，为参加而非主持。", upheld: true, Ct));
        Assert.Null(await Desk.Return(employer, id, new Correction(new FormPlace(FormCatalogue.Achievement), "业绩", "请据实改为参加。")));

        // 退回之后，申报人改的内容机构看不到，直到再次提交。
        Assert.Null((await applicant.Get<SaveDraft>().Run(id, new DraftChange.Field(FormCatalogue.Basic, null, "birthplace", "新疆托里"), Ct)).Refusal);
        Assert.Equal("新疆塔城", (await employer.Get<ReadFiling>().Run(id, Ct))!.Form.Single(FormCatalogue.Basic)["birthplace"]);
        Assert.Equal("新疆托里", (await applicant.Get<ReadFiling>().Run(id, Ct))!.Form.Single(FormCatalogue.Basic)["birthplace"]);

        // 要求补正的一项没动，预审问一句；动过就不问了。
        Assert.Single((await applicant.Get<PrecheckFiling>().Run(id, Ct)).Findings, f => f.ClauseKey == "fix");
        var row = (await applicant.Get<ReadFiling>().Run(id, Ct))!.Form.Rows(FormCatalogue.Achievement)[1].Id;
        Assert.Null((await applicant.Get<SaveDraft>().Run(id, new DraftChange.Field(FormCatalogue.Achievement, row, "role", "参加。负责施工技术交底。"), Ct)).Refusal);
        Assert.DoesNotContain((await applicant.Get<PrecheckFiling>().Run(id, Ct)).Findings, f => f.ClauseKey == "fix");
        Assert.Null(await applicant.Get<SubmitFiling>().Run(id, Guid.CreateVersion7(), Ct));
        Assert.Equal("新疆托里", (await employer.Get<ReadFiling>().Run(id, Ct))!.Form.Single(FormCatalogue.Basic)["birthplace"]);
        app.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Equal(new ObjectionUpheld(), await employer.Get<ConcludeNotice>().Run(id, Ct));
        Assert.Null(await employer.Get<PostNotice>().Run(id, Ct));
        Assert.IsType<NoticeStillRunning>(await employer.Get<ConcludeNotice>().Run(id, Ct));
        app.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Null(await employer.Get<ConcludeNotice>().Run(id, Ct));
        Assert.Null(await employer.Get<RecordDepartmentNotice>().Run(id, new("县水利局", new(2023, 9, 11), new(2023, 9, 15), DepartmentOutcome.NoObjection, null), Ct));
        await Desk.PassChecklist(employer, id);
        Assert.Null(await employer.Get<ApproveFiling>().Run(id, "同意推荐", originalsChecked: false, Ct));
    }
}
