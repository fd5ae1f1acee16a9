using TitleReview.App.Clockwork;
using TitleReview.App.Filings;
using TitleReview.App.Messages;
using TitleReview.App.Plans;
using TitleReview.App.Plans.Documents;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Plans;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Plans;

/// <summary>What an officer does with a plan, from an empty draft to its second edition.</summary>
public sealed class The_life_of_a_plan(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private const string Officer = "prefecture@tacheng";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static PlanDraftId NewDraft() => new(Guid.CreateVersion7());

    private static Func<string, IReadOnlyList<string>?> Form(params (string Path, string Value)[] fields) =>
        path => fields.Where(f => f.Path == path).Select(f => f.Value).ToList() is { Count: > 0 } values ? values : null;

    // 本类自己也发布计划，所以认演示里有人申报的那一份，不按发布先后认。
    private async Task<PlanId> TachengPlan() => new(Guid.Parse((await app.Ask("select f.plan_id from filings f join users u on u.tenant_id = f.tenant_id and u.applicant_id = f.applicant_id where u.user_name = $1", "submitted@tacheng"))[0]));

    private async Task<FilingId> FilingOf(string user) =>
        new(Guid.Parse((await app.Ask("select f.id from filings f join users u on u.tenant_id = f.tenant_id and u.applicant_id = f.applicant_id where u.user_name = $1", user))[0]));

    /// <summary>An invented notice, entered part by part as the pages post it.</summary>
    private static async Task<PlanDraftId> Written(SignedInScope officer, string title)
    {
        var id = NewDraft();
        Assert.Null(await officer.Get<StartPlanDraft>().Run(id, new PlanSource.Blank(), Ct));
        var at = 0;
        Assert.Null(await officer.Get<SavePlanPart>().Run(id, "", at++, Form(("title", title), ("year", "2023"), ("organiser", "某州林业局"), ("noticeNumber", "某林字〔2023〕9号"),
            ("window.opens#day", "2023-09-01"), ("window.opens#time", "10:00"), ("window.closes#day", "2023-09-30"), ("window.closes#time", "18:00")), Ct));
        Assert.Null(await officer.Get<ChangePlanList>().Run(id, "channels", at++, PlanListAct.Add, 0, "州级评审", Ct));
        Assert.Null(await officer.Get<SavePlanPart>().Run(id, "channels[0]", at++, Form(("channels[0].key", "state"), ("channels[0].name", "州级评审"), ("channels[0].description", "林业专业"), ("channels[0].tracks", "Review"), ("channels[0].grades", "Intermediate"), ("channels[0].outbound", "false")), Ct));
        Assert.Null(await officer.Get<ChangePlanList>().Run(id, "catalogue", at++, PlanListAct.Add, 0, "工程系列", Ct));
        Assert.Null(await officer.Get<ChangePlanList>().Run(id, "catalogue[0].specialties", at++, PlanListAct.Add, 0, "森林培育\n森林保护", Ct));
        Assert.Null(await officer.Get<SavePlanPart>().Run(id, "submission", at++, Form(("submission.limit", "2"), ("clauses[\"submission.limit\"].sentence", "提交次数不得超过2次。"), ("clauses[\"submission.limit\"].ruleId", "三")), Ct));
        Assert.Null(await officer.Get<SavePlanPart>().Run(id, "fix", at, Form(("fix.unit", "Hours"), ("fix.amount", "72"), ("fix.mayPassWindowEnd", "true"), ("fix.lapsesAsNotAccepted", "false")), Ct));
        return id;
    }

    [Fact(DisplayName = "从空白页编出一份计划，校验、发布，申报人随即可以按它申报；空着的沿用默认，说得出来源")]
    public async Task Begins_with_an_empty_draft()
    {
        await using var officer = await app.As(Officer);
        var id = await Written(officer, "甲计划");
        var desk = (await officer.Get<ReadPlanDraft>().Run(id, Ct))!;

        Assert.Empty(desk.Faults.Select(f => f.ToString()).Concat(desk.Findings.Where(f => f.Open).Select(f => $"{f.Path}: {f.Sentence}")));
        Assert.Equal((2, 72, FixUnit.Hours), (desk.Terms!.Submission.Limit, desk.Terms.Fix.Amount, desk.Terms.Fix.Unit));
        Assert.Equal(new DateTimeOffset(2023, 9, 30, 18, 0, 0, Moment.Beijing), desk.Terms.Window.Closes);
        Assert.Equal((PlanOrigin.Plan, PlanOrigin.National), (desk.Layers.OriginOf("submission.limit"), desk.Layers.OriginOf("penalty.personYears")));
        Assert.Equal("提交次数不得超过2次。", desk.Terms.Clause("submission.limit")!.Sentence);

        var plan = new PlanId(Guid.CreateVersion7());
        Assert.Null(await officer.Get<PublishPlan>().Run(id, plan, desk.Revision, null, Ct));
        Assert.Null(await officer.Get<ReadPlanDraft>().Run(id, Ct));
        await using var applicant = await app.As("newcomer@tacheng");
        Assert.Contains((await applicant.Get<ReadOpenings>().Run(plan.Value, Ct))!.Openings, o => o is { Specialty.Name: "森林培育", WhyNot: null });
    }

    [Fact(DisplayName = "还有没了结的不能发布；草稿、默认都不低于国家底线；端口提高的底线计划也不能低于它")]
    public async Task Is_not_published_before_it_is_whole()
    {
        await using var officer = await app.As(Officer);
        var id = NewDraft();
        await officer.Get<StartPlanDraft>().Run(id, new PlanSource.Blank(), Ct);
        Assert.IsType<PlanNotReady>(await officer.Get<PublishPlan>().Run(id, new PlanId(Guid.NewGuid()), 0, null, Ct));

        var low = await Written(officer, "乙计划");
        Assert.Null(await officer.Get<SavePlanPart>().Run(low, "notice", 7, Form(("notice.workingDays", "4")), Ct));
        Assert.Contains((await officer.Get<ReadPlanDraft>().Run(low, Ct))!.Findings, f => f is { Blocks: true, Path: "notice.workingDays" });
        Assert.Equal(new PlanNotReady(1), await officer.Get<PublishPlan>().Run(low, new PlanId(Guid.NewGuid()), 8, null, Ct));

        Assert.Equal(new BelowFloor("单位公示", 5, "个工作日"), await officer.Get<SavePlanPart>().Run(null, "notice", 0, Form(("notice.workingDays", "4")), Ct));
        await using var elsewhere = await app.As("prefecture@bazhou");
        Assert.Null(await elsewhere.Get<SavePlanPart>().Run(null, "notice", 0, Form(("notice.workingDays", "7")), Ct));
        var theirs = await Written(elsewhere, "丙计划");
        Assert.Equal(PlanOrigin.Tenant, (await elsewhere.Get<ReadPlanDraft>().Run(theirs, Ct))!.Layers.OriginOf("notice.workingDays"));
        Assert.Null(await elsewhere.Get<SavePlanPart>().Run(theirs, "notice", 7, Form(("notice.workingDays", "5")), Ct));
        Assert.Contains((await elsewhere.Get<ReadPlanDraft>().Run(theirs, Ct))!.Findings, f => f is { Blocks: true, Path: "notice.workingDays" });
    }

    [Fact(DisplayName = "填错的一栏说一句，什么都没有存；两个窗口同时改，后到的不盖掉先到的")]
    public async Task Loses_nothing_in_editing()
    {
        await using var officer = await app.As(Officer);
        var id = await Written(officer, "丁计划");

        var wrong = Assert.IsType<InvalidInput>(await officer.Get<SavePlanPart>().Run(id, "submission", 7, Form(("submission.limit", "三次"), ("submission.countedAt", "AtSubmit")), Ct));
        Assert.Equal(["submission.limit"], wrong.Errors.Select(e => e.Field));
        Assert.Null(await officer.Get<SavePlanPart>().Run(id, "summary", 7, Form(("summary.minLength", "1500")), Ct));
        Assert.IsType<PlanDraftMoved>(await officer.Get<SavePlanPart>().Run(id, "summary", 7, Form(("summary.minLength", "900")), Ct));

        var terms = (await officer.Get<ReadPlanDraft>().Run(id, Ct))!.Terms!;
        Assert.Equal((2, 1500), (terms.Submission.Limit, terms.Summary.MinLength));
    }

    [Fact(DisplayName = "修订另立一版、须有理由：提交过的申报按原来那一版，没有提交过的按新版；延期两边都顺延，并发公告")]
    public async Task Keeps_filings_under_their_edition()
    {
        await using var officer = await app.As(Officer);
        var plan = await TachengPlan();
        await using var before = await app.As("submitted@tacheng");
        var (submitted, draft) = (await FilingOf("submitted@tacheng"), await FilingOf("applicant@tacheng"));

        var id = NewDraft();
        Assert.Null(await officer.Get<StartPlanDraft>().Run(id, new PlanSource.Revise(plan), Ct));
        Assert.Null(await officer.Get<SavePlanPart>().Run(id, "summary", 0, Form(("summary.minLength", "2500"), ("summary.forbidOwnNames", "true")), Ct));
        Assert.Equal(new ReasonRequired("修订已发布的计划"), await officer.Get<PublishPlan>().Run(id, plan, 1, " ", Ct));
        Assert.Null(await officer.Get<PublishPlan>().Run(id, plan, 1, "总结字数漏写，更正", Ct));

        await using var applicant = await app.As("applicant@tacheng");
        Assert.Equal(2000, (await before.Get<ReadFiling>().Run(submitted, Ct))!.Terms.Summary.MinLength);
        Assert.Equal(2500, (await applicant.Get<ReadFiling>().Run(draft, Ct))!.Terms.Summary.MinLength);

        var view = (await officer.Get<ReadPublishedPlan>().Run(plan, Ct))!;
        var (_, path, window) = view.Plan.Terms.All().First(w => w.Name == "工程系列");
        Assert.IsType<ExtensionEarlier>(await officer.Get<ExtendWindows>().Run(plan, [new(path, window.Closes.AddDays(-1))], "网络故障", Ct));
        Assert.Equal(new ReasonRequired("延期"), await officer.Get<ExtendWindows>().Run(plan, [new(path, window.Closes.AddDays(3))], null, Ct));
        Assert.Null(await officer.Get<ExtendWindows>().Run(plan, [new(path, window.Closes.AddDays(3))], "网络故障", Ct));

        Assert.Equal((window.Closes.AddDays(3), 2000), ((await before.Get<ReadFiling>().Run(submitted, Ct))!.Window.Closes, (await before.Get<ReadFiling>().Run(submitted, Ct))!.Terms.Summary.MinLength));
        Assert.Equal(window.Closes.AddDays(3), (await applicant.Get<ReadFiling>().Run(draft, Ct))!.Window.Closes);
        Assert.Equal([(3, EditionKind.Extension, "网络故障"), (2, EditionKind.Revision, "总结字数漏写，更正"), (1, EditionKind.First, null)],
            (await officer.Get<ReadPublishedPlan>().Run(plan, Ct))!.Editions.Select(e => (e.No, e.Kind, e.Reason)));
        Assert.Contains(await app.Ask("select title || body from announcements where published_at is not null"), a => a.Contains("延长", StringComparison.Ordinal) && a.Contains("网络故障", StringComparison.Ordinal));

        // Told are those whose own window moved; another series' extension is not theirs.
        await ToldOfExtension("tacheng");
        Assert.Equal(["工程系列"], await app.Ask("select distinct f.series from messages m join filings f on f.id = m.filing_id where m.kind = 'WindowExtended'"));
        var told = await app.Ask("select m.filing_id from messages m where m.kind = 'WindowExtended'");
        Assert.Contains($"{draft.Value}", told);
        Assert.DoesNotContain($"{submitted.Value}", told);
        Assert.Null(await officer.Get<ExtendWindows>().Run(plan, [new("window", view.Plan.Terms.Window.Closes.AddDays(5))], "断电", Ct));
        await ToldOfExtension("tacheng");
        Assert.Equal(told.Order(), (await app.Ask("select m.filing_id from messages m where m.kind = 'WindowExtended'")).Order());
    }

    private async Task ToldOfExtension(string slug)
    {
        await using var system = app.AsVisitor();
        var tenant = new TenantId(Guid.Parse((await app.Ask("select id from tenants where slug = $1", slug))[0]));
        for (var round = 0; round < 2; round++) await system.Get<DispatchMessages>().Run(tenant, Ct);
    }

    [Fact(DisplayName = "截止前须报到评委会的计划延期：在路上的各份也有通知，到了原来的截止不办结，到了延长后的才办"), Trait("rule", "AK-03")]
    public async Task Extends_the_way_to_the_committee()
    {
        await using var officer = await app.As("committee@aksu");
        var plan = new PlanId(Guid.Parse((await app.Ask("select f.plan_id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = 'submitted@aksu'"))[0]));
        var tenant = new TenantId(Guid.Parse((await app.Ask("select id from tenants where slug = 'aksu'"))[0]));
        var closes = (await officer.Get<ReadPublishedPlan>().Run(plan, Ct))!.Plan.Terms.Window.Closes;
        var waiting = await app.Ask("select id from filings where plan_id = $1 and status = 'InApproval' and arrival_deadline is not null order by id", plan.Value);
        Assert.NotEmpty(waiting);
        Assert.Null(await officer.Get<ExtendWindows>().Run(plan, [new("window", closes.AddDays(2))], "网络故障", Ct));
        await ToldOfExtension("aksu");
        Assert.Empty(waiting.Except(await app.Ask("select m.filing_id from messages m where m.kind = 'WindowExtended'")));

        var before = app.Clock.GetUtcNow();
        await using var system = app.AsVisitor();
        app.Clock.StartAt(closes.AddHours(1));
        await system.Get<LapseFilings>().Run(tenant, Ct);
        Assert.Equal(waiting, await app.Ask("select id from filings where plan_id = $1 and status = 'InApproval' and arrival_deadline is not null order by id", plan.Value));
        app.Clock.StartAt(closes.AddDays(2).AddHours(1));
        await using var later = app.AsVisitor();
        await later.Get<LapseFilings>().Run(tenant, Ct);
        Assert.Empty(await app.Ask("select id from filings where plan_id = $1 and status = 'InApproval' and arrival_deadline is not null", plan.Value));
        app.Clock.StartAt(before);
    }

    [Fact(DisplayName = "动手修订之后别人又修订、延期：不并入新版发布不了；并入之后两边的改动都在，延期不丢")]
    public async Task Loses_no_revision_to_another()
    {
        await using var officer = await app.As(Officer);
        var plan = new PlanId(Guid.CreateVersion7());
        Assert.Null(await officer.Get<PublishPlan>().Run(await Written(officer, "庚计划"), plan, 7, null, Ct));
        var (mine, theirs) = (NewDraft(), NewDraft());
        foreach (var draft in new[] { mine, theirs }) Assert.Null(await officer.Get<StartPlanDraft>().Run(draft, new PlanSource.Revise(plan), Ct));
        Assert.Null(await officer.Get<SavePlanPart>().Run(theirs, "submission", 0, Form(("submission.limit", "4")), Ct));
        Assert.Null(await officer.Get<PublishPlan>().Run(theirs, plan, 1, "次数写错", Ct));
        var later = new DateTimeOffset(2023, 10, 20, 18, 0, 0, Moment.Beijing);
        Assert.Null(await officer.Get<ExtendWindows>().Run(plan, [new("window", later)], "网络故障", Ct));

        Assert.Null(await officer.Get<SavePlanPart>().Run(mine, "fix", 0, Form(("fix.unit", "Hours"), ("fix.amount", "96"), ("fix.mayPassWindowEnd", "true"), ("fix.lapsesAsNotAccepted", "false")), Ct));
        Assert.Equal(new PlanMoved(3), await officer.Get<PublishPlan>().Run(mine, plan, 1, "补正期写错", Ct));
        Assert.Equal(3, (await officer.Get<ReadPlanDraft>().Run(mine, Ct))!.Newer!.No);
        Assert.Null(await officer.Get<RebasePlanDraft>().Run(mine, 1, Ct));
        Assert.Equal(["fix.amount"], (await officer.Get<ComparePlan>().Run(mine, Ct))!.Changes.Select(c => c.Path));
        Assert.Null(await officer.Get<PublishPlan>().Run(mine, plan, 2, "补正期写错", Ct));

        var terms = (await officer.Get<ReadPublishedPlan>().Run(plan, Ct))!.Plan.Terms;
        Assert.Equal((4, 96, later), (terms.Submission.Limit, terms.Fix.Amount, terms.Window.Closes));
    }

    [Fact(DisplayName = "申报期已经开始的，修订不能缩短；同年度同名的不能再发一份；别家组织的计划改不了")]
    public async Task Keeps_what_was_promised()
    {
        await using var officer = await app.As(Officer);
        var plan = new PlanId(Guid.CreateVersion7());
        Assert.Null(await officer.Get<PublishPlan>().Run(await Written(officer, "辛计划"), plan, 7, null, Ct));
        Assert.Equal(new SameNamePublished("辛计划", 2023), await officer.Get<PublishPlan>().Run(await Written(officer, "辛计划"), new PlanId(Guid.CreateVersion7()), 7, null, Ct));

        var shorter = NewDraft();
        Assert.Null(await officer.Get<StartPlanDraft>().Run(shorter, new PlanSource.Revise(plan), Ct));
        Assert.Null(await officer.Get<SavePlanPart>().Run(shorter, "", 0, Form(("title", "辛计划"), ("year", "2023"), ("organiser", "某州林业局"), ("noticeNumber", "某林字〔2023〕9号"),
            ("window.opens#day", "2023-09-01"), ("window.opens#time", "10:00"), ("window.closes#day", "2023-09-25"), ("window.closes#time", "18:00")), Ct));
        Assert.Equal(new WindowShortened("工程系列（森林培育）", new DateTimeOffset(2023, 9, 30, 18, 0, 0, Moment.Beijing)), await officer.Get<PublishPlan>().Run(shorter, plan, 1, "提前截止", Ct));

        await using var another = await app.As("prefecture@bazhou");
        var theirs = new PlanId(Guid.Parse((await app.Ask("select p.id from plans p join tenants t on t.id = p.tenant_id where t.slug = 'bazhou' and p.organiser_id is not null"))[0]));
        Assert.IsType<NotYourPlan>(await another.Get<StartPlanDraft>().Run(NewDraft(), new PlanSource.Revise(theirs), Ct));
        Assert.IsType<NotYourPlan>(await another.Get<FreezePlan>().Run(theirs, true, null, Ct));
        Assert.IsType<NotYourPlan>(await another.Get<ExtendWindows>().Run(theirs, [new("window", DateTimeOffset.MaxValue)], "延", Ct));
        Assert.Null(await another.Get<StartPlanDraft>().Run(NewDraft(), new PlanSource.Copy(theirs), Ct));
    }

    [Fact(DisplayName = "封存之后不能修订、不能延期；启封须写理由")]
    public async Task Stands_still_when_frozen()
    {
        await using var officer = await app.As(Officer);
        var draft = await Written(officer, "戊计划");
        var plan = new PlanId(Guid.CreateVersion7());
        Assert.Null(await officer.Get<PublishPlan>().Run(draft, plan, 7, null, Ct));

        Assert.Null(await officer.Get<FreezePlan>().Run(plan, true, null, Ct));
        Assert.Equal(new PlanFrozen(), await officer.Get<StartPlanDraft>().Run(NewDraft(), new PlanSource.Revise(plan), Ct));
        Assert.Equal(new PlanFrozen(), await officer.Get<ExtendWindows>().Run(plan, [new("window", new DateTimeOffset(2023, 10, 9, 0, 0, 0, Moment.Beijing))], "故障", Ct));
        Assert.Equal(new ReasonRequired("启封"), await officer.Get<FreezePlan>().Run(plan, false, null, Ct));
        Assert.Null(await officer.Get<FreezePlan>().Run(plan, false, "通知更正", Ct));
        Assert.Null(await officer.Get<ExtendWindows>().Run(plan, [new("window", new DateTimeOffset(2023, 10, 9, 0, 0, 0, Moment.Beijing))], "故障", Ct));
    }

    [Fact(DisplayName = "照去年的另写一份，与底本对照得出哪里不同；导出再导入，是同一份")]
    public async Task Copies_compares_exports_imports()
    {
        await using var officer = await app.As(Officer);
        var copy = NewDraft();
        Assert.Null(await officer.Get<StartPlanDraft>().Run(copy, new PlanSource.Copy(await TachengPlan()), Ct));
        Assert.Empty((await officer.Get<ComparePlan>().Run(copy, Ct))!.Changes);
        var revision = (await officer.Get<ReadPlanDraft>().Run(copy, Ct))!.Revision;
        Assert.Null(await officer.Get<SavePlanPart>().Run(copy, "submission", revision, Form(("submission.limit", "2"), ("submission.countedAt", "AtSubmit")), Ct));
        Assert.Equal([new PlanChange("submission.limit", "提交次数 › 最多几次", "3", "2")], (await officer.Get<ComparePlan>().Run(copy, Ct))!.Changes.Where(c => c.Path.StartsWith("submission", StringComparison.Ordinal)));

        var (text, _) = (await officer.Get<ExportPlanDraft>().Run(copy, Ct))!.Value;
        var imported = NewDraft();
        Assert.Null(await officer.Get<StartPlanDraft>().Run(imported, new PlanSource.File(text), Ct));
        Assert.Equal(text, (await officer.Get<ExportPlanDraft>().Run(imported, Ct))!.Value.Json);

        var bad = NewDraft();
        var refused = Assert.IsType<InvalidInput>(await officer.Get<StartPlanDraft>().Run(bad, new PlanSource.File("""{"year":"今年","fix":{"amount":true}}"""), Ct));
        Assert.Equal(2, refused.Errors.Count);
        Assert.Null(await officer.Get<ReadPlanDraft>().Run(bad, Ct));
    }

    [Theory(DisplayName = "只有组织评审的机构编得了计划：县里的、用人单位、申报人、别的端口的，一律没有找到")]
    [InlineData("county@tacheng"), InlineData("employer@tacheng"), InlineData("applicant@tacheng"), InlineData("prefecture@bazhou")]
    public async Task Is_the_affair_of_the_organising_office(string stranger)
    {
        await using var officer = await app.As(Officer);
        var draft = await Written(officer, $"己计划-{stranger}");
        await using var other = await app.As(stranger);

        Assert.Null(await other.Get<ReadPlanDraft>().Run(draft, Ct));
        Assert.IsType<NotFoundHere>(await other.Get<SavePlanPart>().Run(draft, "submission", 7, Form(("submission.limit", "9")), Ct));
        Assert.IsType<NotFoundHere>(await other.Get<PublishPlan>().Run(draft, new PlanId(Guid.NewGuid()), 7, null, Ct));
        Assert.IsType<NotFoundHere>(await other.Get<ExtendWindows>().Run(await TachengPlan(), [new("window", DateTimeOffset.MaxValue)], "x", Ct));
        Assert.IsType<NotFoundHere>(await other.Get<DiscardPlanDraft>().Run(draft, Ct));
        Assert.IsType<NotFoundHere>(await other.Get<PastePlanNotice>().Run(draft, "通知", Ct));
        Assert.Null(await other.Get<ExportPlanDraft>().Run(draft, Ct));
    }

    [Fact(DisplayName = "贴上通知，采用勾选的建议：只写勾了的，连同来源句；通知自相矛盾的要写明怎么定才能发布（1.8）"), Trait("rule", "AK-22")]
    public async Task Takes_only_what_was_ticked()
    {
        await using var officer = await app.As(Officer);
        var id = NewDraft();
        Assert.Null(await officer.Get<StartPlanDraft>().Run(id, new PlanSource.Blank(), Ct));
        Assert.Null(await officer.Get<PastePlanNotice>().Run(id, PlanFiles.Notice("aksu-2024"), Ct));
        var proposals = Domain.Plans.Reading.NoticeReader.Read((await officer.Get<ReadPlanDraft>().Run(id, Ct))!.Draft!.NoticeText).Proposals;

        Assert.Equal(new NothingTaken(), await officer.Get<AdoptProposals>().Run(id, 1, [], Ct));
        var limit = proposals.ToList().FindIndex(p => p.Path == "submission");
        Assert.Null(await officer.Get<AdoptProposals>().Run(id, 1, [limit], Ct));
        var one = (await officer.Get<ReadPlanDraft>().Run(id, Ct))!;
        Assert.Equal(["submission", "clauses"], one.Document.Select(p => p.Key));
        Assert.Equal((3, CountingPoint.AtCommittee), ((int)one.Document["submission"]!["limit"]!, Enum.Parse<CountingPoint>((string)one.Document["submission"]!["countedAt"]!)));

        Assert.Null(await officer.Get<AdoptProposals>().Run(id, 2, [.. Enumerable.Range(0, proposals.Count)], Ct));
        Assert.Null(await officer.Get<ChangePlanList>().Run(id, "channels", 3, PlanListAct.Add, 0, "评审", Ct));
        Assert.Null(await officer.Get<SavePlanPart>().Run(id, "channels[0]", 4, Form(("channels[0].key", "review"), ("channels[0].name", "评审"), ("channels[0].description", "评审"), ("channels[0].tracks", "Review"), ("channels[0].grades", "Intermediate"), ("channels[0].outbound", "false")), Ct));
        var whole = (await officer.Get<ReadPlanDraft>().Run(id, Ct))!;
        Assert.Equal((5, 3), (whole.Terms!.Penalty.PersonYears, whole.Terms.Penalty.EmployerYears));
        Assert.Contains(whole.Findings, f => f is { Key: "penalty.pledge", Open: true });

        Assert.Null(await officer.Get<DecidePlan>().Run(id, "penalty.pledge", "按正文五年，承诺书随计划印五年。", Ct));
        Assert.Contains((await officer.Get<ReadPlanDraft>().Run(id, Ct))!.Findings, f => f is { Key: "penalty.pledge", Open: false });
    }
}

public sealed class No_plan
{
    [Fact(DisplayName = "任何计划都到不了底线以下：随机改五百次，低于底线的一概校验不过，也出不了新版")]
    public void Goes_below_a_floor()
    {
        var random = new Random(20260101);
        var terms = PlanFiles.Read("tacheng-2023");
        for (var i = 0; i < 500; i++)
        {
            var (days, results, years, tries, raised) = (random.Next(0, 9), random.Next(0, 9), random.Next(0, 7), random.Next(0, 4), random.Next(0, 9));
            var changed = terms with { Notice = terms.Notice with { WorkingDays = days }, Committee = terms.Committee with { ResultNoticeWorkingDays = results }, Penalty = terms.Penalty with { PersonYears = years }, Submission = new(tries, CountingPoint.AtSubmit) };
            var tenant = terms with { Notice = terms.Notice with { WorkingDays = raised } };
            var nationally = days >= 5 && results >= 5 && years >= 3 && tries >= 1;

            Assert.Equal(nationally && days >= raised, !NationalFloor.Below(changed, tenant with { Committee = terms.Committee, Penalty = terms.Penalty with { PersonYears = 3 } }).Any());
            Assert.Equal(nationally, new Plan(default, terms, 1, default).Revise(changed, Actor.System, default) is not BelowFloor);
            Assert.Equal(nationally && days >= Math.Max(5, raised), !PlanValidator.Check(new PlanToCheck(changed, tenant with { Penalty = terms.Penalty with { PersonYears = 3 } }, new HashSet<string>(), "")).Any(f => f.Blocks));
        }
    }
}
