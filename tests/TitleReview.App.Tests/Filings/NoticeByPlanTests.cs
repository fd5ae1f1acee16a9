using TitleReview.App.Demo;
using TitleReview.App.Filings;
using TitleReview.App.Notices;
using TitleReview.App.People;
using TitleReview.App.Plans;
using TitleReview.App.Storage;
using TitleReview.App.Tests.Documents;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Plans;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Filings;

/// <summary>What a plan says about the notice is done at the desk where it is posted.</summary>
public sealed class The_notice_by_its_plan(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<Filing> OwnFiling(SignedInScope applicant) => Assert.Single((await applicant.Get<ReadApplicantHome>().Run(Ct))!.Filings).Filing;

    /// <summary>The whole number of whom the filing is about; the test may open what no page shows.</summary>
    private async Task<(string Full, string Masked)> NumberOf(FilingId filing)
    {
        var row = (await app.Ask("select a.tenant_id || ' ' || encode(a.sealed_resident_id, 'hex') || ' ' || a.masked_resident_id from filings f join applicants a on a.tenant_id = f.tenant_id and a.id = f.applicant_id where f.id = $1", filing.Value))[0].Split(' ');
        return (app.AsVisitor().Get<Vault>().Open(new TenantId(Guid.Parse(row[0])), RegisterApplicant.ResidentIdPurpose, Convert.FromHexString(row[1])), row[2]);
    }

    private static async Task Revise(SignedInScope officer, PlanId plan, params (string Path, string Value)[] notice)
    {
        var draft = new PlanDraftId(Guid.CreateVersion7());
        Assert.Null(await officer.Get<StartPlanDraft>().Run(draft, new PlanSource.Revise(plan), Ct));
        Assert.Null(await officer.Get<SavePlanPart>().Run(draft, "notice", 0, path => notice.Where(f => f.Path == path).Select(f => f.Value).ToList() is { Count: > 0 } values ? values : null, Ct));
        Assert.Null(await officer.Get<PublishPlan>().Run(draft, plan, 1, "公示的约定漏写，更正", Ct));
    }

    [Fact(DisplayName = "阿克苏：单位没有登记研究同意推荐，不能张贴；登记进经办记录与审计，再张贴"), Trait("rule", "AK-17")]
    public async Task Is_posted_after_the_unit_has_decided()
    {
        await using var applicant = await app.As("submitted@aksu");
        await using var employer = await app.As("employer@aksu");
        var filing = await OwnFiling(applicant);

        Assert.Equal(new NotYetRecommended(), await employer.Get<PostNotice>().Run(filing.Id, Ct));
        Assert.Equal(new NotFoundHere("份申报"), await applicant.Get<RecordRecommendation>().Run(filing.Id, new DateOnly(2023, 9, 15), "党支部会议", Ct));
        Assert.IsType<InvalidInput>(await employer.Get<RecordRecommendation>().Run(filing.Id, new DateOnly(2023, 9, 19), "党支部会议", Ct));
        Assert.Null(await employer.Get<RecordRecommendation>().Run(filing.Id, new DateOnly(2023, 9, 15), "党支部会议", Ct));
        Assert.Null(await employer.Get<PostNotice>().Run(filing.Id, Ct));

        Assert.Contains((await OwnFiling(applicant)).History, e => e is { Action: FilingAction.Recommend, Opinion: "2023年9月15日经党支部会议研究，同意推荐" });
        Assert.Single(await app.Ask("select id::text from audit_entries where act = 'RecordRecommendation' and body::text like '%党支部会议%'"));
        Assert.Equal(new RecommendedBeforeNotice(), await employer.Get<RecordRecommendation>().Run(filing.Id, new DateOnly(2023, 9, 15), "党支部会议", Ct));

        // 演示里走过这一站的，都先有研究推荐。
        Assert.Equal([], await app.Ask("""
            select f.number from filings f join notices n on n.tenant_id = f.tenant_id and n.filing_id = f.id join tenants t on t.id = f.tenant_id
              where t.slug = 'aksu' and not exists (select 1 from filing_events e where e.tenant_id = f.tenant_id and e.filing_id = f.id and e.action = 'Recommend' and e.at <= n.posted_at)
            """));
    }

    [Fact(DisplayName = "塔城演示里用人单位通过了的，都登记过主管部门公示，写进经办记录与审计"), Trait("rule", "TC-33")]
    public async Task Is_followed_by_that_of_the_department()
    {
        Assert.Equal([], await app.Ask("""
            select f.number from filings f join filing_events e on e.tenant_id = f.tenant_id and e.filing_id = f.id and e.action = 'Approve' join tenants t on t.id = f.tenant_id
              where t.slug = 'tacheng' and not exists (select 1 from filing_events d where d.tenant_id = f.tenant_id and d.filing_id = f.id and d.action = 'RecordDepartmentNotice' and d.at <= e.at)
            """));
        await using var employer = await app.As("employer@tacheng");
        await using var applicant = await app.As("publicised@tacheng");
        var filing = await OwnFiling(applicant);
        Assert.Null(await employer.Get<RecordDepartmentNotice>().Run(filing.Id, new("额敏县水利局", new(2023, 9, 11), new(2023, 9, 15), DepartmentOutcome.NoObjection, null), Ct));
        Assert.Contains((await OwnFiling(applicant)).History, e => e is { Action: FilingAction.RecordDepartmentNotice, Opinion: "额敏县水利局于2023年9月11日至2023年9月15日公示，无异议" });
        Assert.Single(await app.Ask("select id::text from audit_entries where act = 'RecordDepartmentNotice' and body::text like '%额敏县水利局%'"));
        Assert.Equal(new NotFoundHere("份申报"), await applicant.Get<RecordDepartmentNotice>().Run(filing.Id, new("额敏县水利局", new(2023, 9, 11), new(2023, 9, 15), DepartmentOutcome.NoObjection, null), Ct));
    }

    [Fact(DisplayName = "公示的页面与打印件隐去号码的中间八位"), Trait("rule", "TC-33")]
    public async Task Hides_the_number()
    {
        await using var applicant = await app.As("publicised@tacheng");
        await using var employer = await app.As("employer@tacheng");
        var filing = await OwnFiling(applicant);
        var (full, masked) = await NumberOf(filing.Id);

        Assert.Contains($"身份证号{masked}", (await employer.Get<ReadNotice>().Run(filing.Id, Ct))!.Text, StringComparison.Ordinal);
        using var pdf = new Pdf((await employer.Get<PrintNotice>().Run(filing.Id, false, Ct)).Pdf!);
        Assert.Contains(masked, pdf.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(full, pdf.Text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "计划定为当日起算、写全号：末日早一天，页面与打印件写全号；库里和审计里仍没有全号，下载留一句审计"), Trait("rule", "TC-33")]
    public async Task Counts_and_shows_as_its_plan_says()
    {
        await using var officer = await app.As("prefecture@tacheng");
        await using var applicant = await app.As("applicant@tacheng");
        await using var employer = await app.As("employer@tacheng");
        var filing = await OwnFiling(applicant);
        await Revise(officer, filing.PlanId, ("notice.firstDayCounts", "true"), ("notice.fullIdNumber", "true"));
        var (full, masked) = await NumberOf(filing.Id);
        Assert.Null(await applicant.Get<SubmitFiling>().Run(filing.Id, Guid.NewGuid(), Ct));

        Assert.Equal(["2"], await app.Ask("select plan_edition::text from filings where id = $1", filing.Id.Value));
        var before = (await employer.Get<ReadNotice>().Run(filing.Id, Ct))!;
        Assert.Equal((new DateOnly(2023, 9, 18), new DateOnly(2023, 9, 22), 5), (before.FirstDay, before.LastDay, before.WorkingDaysLeft));
        Assert.Null(await employer.Get<PostNotice>().Run(filing.Id, Ct));
        var posted = (await employer.Get<ReadNotice>().Run(filing.Id, Ct))!;
        Assert.Equal((before.FirstDay, before.LastDay, before.Text), (posted.FirstDay, posted.LastDay, posted.Text));
        Assert.Contains($"身份证号{full}", posted.Text, StringComparison.Ordinal);
        using var pdf = new Pdf((await employer.Get<PrintNotice>().Run(filing.Id, false, Ct)).Pdf!);
        Assert.Contains(full, pdf.Text, StringComparison.Ordinal);

        Assert.Contains($"身份证号{masked}", Assert.Single(await app.Ask("select text from notices where filing_id = $1", filing.Id.Value)), StringComparison.Ordinal);
        Assert.Equal([], await app.Ask("select id::text from audit_entries a where a::text like '%' || $1 || '%'", full));
        Assert.Single(await app.Ask("select id::text from audit_entries where act = 'ReadNotice' and body::text like '%含身份证号码%'"));
    }

    [Fact(DisplayName = "公示页：凭编号看，号码遮着；反映有回执，联系方式只有单位看得到；末日一过内容就没有了，回执还能查"), Trait("rule", "TC-33")]
    public async Task Has_a_page_for_the_public_until_it_is_over()
    {
        await using var applicant = await app.As("submitted@bazhou");
        await using var employer = await app.As("employer@bazhou");
        await using var visitor = app.AsVisitor();
        var filing = await OwnFiling(applicant);
        Assert.Contains((await employer.Get<ReadNotices>().Run(Ct))!.At(NoticeStage.ToPost), r => r.FilingId == filing.Id.Value && r.WhyNot is null);
        Assert.Null(await employer.Get<PostNotice>().Run(filing.Id, Ct));
        var notice = (await employer.Get<ReadNotice>().Run(filing.Id, Ct))!.Posted!;

        var shown = (await visitor.Get<ReadPublicNotice>().Run("bazhou", notice.Code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal), Ct))!;
        var (full, masked) = await NumberOf(filing.Id);
        Assert.Contains(masked, shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(full, shown.Text, StringComparison.Ordinal);
        Assert.Null(await visitor.Get<ReadPublicNotice>().Run("tacheng", notice.Code, Ct));
        Assert.Null(await visitor.Get<ReadPublicNotice>().Run("bazhou", "2222-2222-2222", Ct));
        Assert.Equal((null, new NotFoundHere("个公示")), await visitor.Get<ObjectPublicly>().Run("tacheng", notice.Code, Guid.NewGuid(), "不实", null, null, Ct));

        var id = Guid.NewGuid();
        Assert.IsType<InvalidInput>((await visitor.Get<ObjectPublicly>().Run("bazhou", notice.Code, id, " ", null, null, Ct)).Refusal);
        var receipt = (await visitor.Get<ObjectPublicly>().Run("bazhou", notice.Code, id, "第二项业绩不是他主持的", "同事", "0996-0000000", Ct)).Receipt!;
        Assert.Equal(receipt, (await visitor.Get<ObjectPublicly>().Run("bazhou", notice.Code, id, "第二项业绩不是他主持的", "同事", "0996-0000000", Ct)).Receipt);
        Assert.Equal(["1"], await app.Ask("select count(*)::text from objections where id = $1", id));
        Assert.Equal(["0"], await app.Ask("select count(*)::text from audit_entries where body::text like '%0996-0000000%'"));
        Assert.Equal(["1"], await app.Ask("select count(*)::text from outbox_events e join filings f on f.tenant_id = e.tenant_id and f.id = e.filing_id where e.kind = 'ObjectionOpen' and e.office_id = f.employer_id and f.id = $1", filing.Id.Value));
        Assert.Equal("0996-0000000", (await employer.Get<ReadNotice>().Run(filing.Id, Ct))!.Contacts[id]);
        var own = (await applicant.Get<ReadNotice>().Run(filing.Id, Ct))!;
        Assert.Empty(own.Contacts);
        Assert.Equal((null, null, null), (Assert.Single(own.Objections).Content, own.Objections[0].By, own.Objections[0].Receipt));
        Assert.Equal("同事", (await employer.Get<ReadNotice>().Run(filing.Id, Ct))!.Objections[0].By);
        Assert.Contains((await employer.Get<ReadNotices>().Run(Ct))!.At(NoticeStage.Objected), r => r.FilingId == filing.Id.Value);

        var (pdf, _, none) = await employer.Get<PrintNotice>().Run(filing.Id, false, Ct);
        Assert.Null(none);
        Assert.Contains("反映情况", string.Concat(await employer.Get<global::TitleReview.Documents.Work.PdfWorker>().Texts(pdf!, Ct)), StringComparison.Ordinal);

        app.Clock.StartAt(new DateTimeOffset(notice.LastDay.AddDays(1).ToDateTime(new TimeOnly(0, 1)), Moment.Beijing));
        try
        {
            var over = (await visitor.Get<ReadPublicNotice>().Run("bazhou", notice.Code, Ct))!;
            Assert.Equal((null, null, true), (over.Text, over.Employer, over.IsOver));
            Assert.Equal(new NoticeOver(), (await visitor.Get<ObjectPublicly>().Run("bazhou", notice.Code, Guid.NewGuid(), "迟来的", null, null, Ct)).Refusal);
            Assert.Null((await visitor.Get<ReadObjectionReceipt>().Run("bazhou", receipt.No, Ct))!.SettledAt);
            Assert.Null(await employer.Get<SettleObjection>().Run(filing.Id, id, "查阅项目档案，确由其主持", false, Ct));
            Assert.Equal("查阅项目档案，确由其主持", (await visitor.Get<ReadObjectionReceipt>().Run("bazhou", $" {receipt.No.ToLowerInvariant()} ", Ct))!.Outcome);
            Assert.Null(await visitor.Get<ReadObjectionReceipt>().Run("tacheng", receipt.No, Ct));
        }
        finally
        {
            app.Clock.StartAt(new DateTimeOffset(2023, 9, 18, 9, 0, 0, Moment.Beijing));
        }
    }
}
