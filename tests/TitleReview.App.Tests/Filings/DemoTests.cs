using TitleReview.App.Approvals;
using TitleReview.App.Demo;
using TitleReview.App.Filings;
using TitleReview.App.Plans;
using TitleReview.App.Plans.Documents;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Filings;

public sealed class DemoTests(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Ports() => [.. DemoPeople.Ports.Select(p => p.Slug)];

    [Theory(DisplayName = "每个端口的草稿预审没有阻断项，可以直接提交"), MemberData(nameof(Ports))]
    public async Task The_ready_drafts_pass_the_precheck(string slug)
    {
        foreach (var person in DemoPeople.Ports.Single(p => p.Slug == slug).People.Where(p => p.Stage == DemoPeople.Stages.Draft))
        {
            await using var applicant = await app.As($"{person.Login}@{slug}");
            var filing = Assert.Single((await applicant.Get<ReadApplicantHome>().Run(Ct))!.Filings).Filing;

            var findings = (await applicant.Get<PrecheckFiling>().Run(filing.Id, Ct)).Findings;

            Assert.Equal([], findings.Where(f => f.Group == FindingGroup.Blocking).Select(f => $"{person.Login}: {f.Sentence}"));
        }
    }

    [Theory(DisplayName = "每个端口的每个阶段都停着一份申报，审批链上每一级都有一份在等"), MemberData(nameof(Ports))]
    public async Task A_filing_is_parked_at_every_stage(string slug)
    {
        const string Here = "tenant_id = (select id from tenants where slug = $1)";
        var port = DemoPeople.Ports.Single(p => p.Slug == slug);
        var lapsed = slug == "tacheng" ? Array.Empty<string>() : ["Lapsed"];

        Assert.Equal([.. new[] { "Draft", "FormalityPassed", "InApproval", "NotAccepted", "Returned" }.Concat(lapsed).Order()], await app.Ask($"select distinct status from filings where {Here} order by 1", slug));
        var waiting = await app.Ask($"select distinct o.name from filings f join offices o on o.id = f.current_office_id where f.{Here}", slug);
        var expected = port.People.Select(p => p.Stage is "submitted" or "publicised" ? port.Employers.Single(e => e.Login == p.Employer).Name : port.Desks.FirstOrDefault(d => d.Login == p.Stage)?.Name ?? port.Employers.FirstOrDefault(e => e.Login == p.Stage)?.Name).OfType<string>();
        Assert.Equal(expected.Distinct().Order(StringComparer.Ordinal), waiting.Order(StringComparer.Ordinal));
        var stops = await app.Ask($"select distinct s ->> 'officeName' from filings f, jsonb_array_elements(f.stops) s where f.{Here}", slug);
        Assert.Subset(waiting.ToHashSet(), stops.Except(port.Employers.Skip(1).Select(e => e.Name)).ToHashSet());
    }

    [Theory(DisplayName = "发布的那一版带着来源文件与通知全文，与约定对得上"), MemberData(nameof(Ports))]
    public async Task The_edition_bears_its_document(string slug)
    {
        await using var officer = await app.As($"{DemoPeople.Ports.Single(p => p.Slug == slug).Desks[0].Login}@{slug}");
        var id = (await officer.Get<ReadPlans>().Run(Ct))!.Plans.Single().Id;
        var view = (await officer.Get<ReadPublishedPlan>().Run(id, Ct))!;

        Assert.Equal(PlanFile.Store(PlanFile.Stored(Json.Write(view.Plan.Terms))), PlanFile.Store(PlanFile.Stored(Json.Write(PlanFile.Understand(view.Layers.Merged).Terms!))));
        Assert.Equal(PlanFiles.Notice(DemoPeople.Ports.Single(p => p.Slug == slug).Plan), view.Editions[0].NoticeText);
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

    [Fact(DisplayName = "阿克苏的评审表：单位意见留给手写，要写的话印成小字"), Trait("rule", "AK-23")]
    public async Task The_opinion_is_left_for_the_hand_where_the_plan_says_so()
    {
        await using var applicant = await app.As("passed@aksu");
        var filing = (await applicant.Get<ReadApplicantHome>().Run(Ct))!.Filings[0].Filing;

        using var pdf = new Documents.Pdf((await applicant.Get<PrintReviewForm>().Run(filing.Id, Ct)).Pdf!);

        Assert.Contains("请手工填写：本单位已对提供的申报材料逐一审核，真实、完整、有效，同意推荐公章负责人", pdf.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("抄写在横线上", pdf.Text, StringComparison.Ordinal);
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

/// <summary>No clock of the notice's year: the demo moves the notices to now.</summary>
public sealed class DemoOfToday(PostgresServer server) : AppUnderTest(server)
{
    protected override DateTimeOffset? StartAt => null;
}

public sealed class A_demo_moved_to_now(DemoOfToday app) : IClassFixture<DemoOfToday>
{
    [Fact(DisplayName = "五个端口的申报期都开着；停着的申报提交在申报期里（塔城工程系列太短、评审会已经开过的，除外）")]
    public async Task Is_open_today()
    {
        Assert.Equal(["5"], await app.Ask("select count(*)::text from plans where (terms #>> '{window,opens}')::timestamptz <= now() and now() < (terms #>> '{window,closes}')::timestamptz"));
        Assert.Equal([], await app.Ask("""
            select t.slug || ' ' || f.number from filings f join plans p on p.id = f.plan_id join tenants t on t.id = f.tenant_id
              where t.slug <> 'tacheng' and f.submitted_at < (p.terms #>> '{window,opens}')::timestamptz
                and not exists (select 1 from review_results r where r.filing_id = f.id)
            """));
        Assert.Equal(["5"], await app.Ask("select count(*)::text from plan_editions e join plans p on p.id = e.plan_id where e.document::jsonb #>> '{window,closes}' = p.terms #>> '{window,closes}'"));
    }
}
