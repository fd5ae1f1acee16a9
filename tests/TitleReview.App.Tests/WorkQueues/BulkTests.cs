using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using TitleReview.App.Approvals;
using TitleReview.App.Integrity;
using TitleReview.App.Messages;
using TitleReview.App.People;
using TitleReview.App.Seeding;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.People;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.WorkQueues;

/// <summary>A seeded port with a queue of several hundred at the prefecture; verified as a whole when the class is done.</summary>
public sealed class BulkPort(PostgresServer server) : AppUnderTest(server), IAsyncLifetime
{
    protected override DateTimeOffset? StartAt => null;

    protected override bool WithDemo => false;

    public TenantId Tenant { get; private set; }

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await using var scope = AsVisitor();
        Assert.Null(await scope.Get<Seeder>().Run(new SeedOrder(2400, Ready: 0), _ => { }, TestContext.Current.CancellationToken));
        Tenant = new(Guid.Parse((await Ask("select id from tenants where slug = 'seed'"))[0]));
        // The second officer of the prefecture, by a name that the tests know.
        await Ask("update users set user_name = 'second@seed', normalized_user_name = 'SECOND@SEED', display_name = '乙同事' where user_name = 'prefecture-second@seed'");
    }
}

public sealed class Bulk_work(BulkPort app) : IClassFixture<BulkPort>
{
    private const string Opinion = "形式审核合格，同意报送。";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly InboxQuery All = new(Size: 5000);

    private static async Task<IReadOnlyList<InboxRow>> Rows(SignedInScope of, InboxQuery query) => (await of.Get<ReadInbox>().Run(query, Ct))!.Rows;

    private static BulkChoice These(IEnumerable<InboxRow> rows) => new(All, [.. rows.Select(r => new FilingId(r.Id))], "");

    private static async Task<BulkId> Order(SignedInScope of, BulkChoice choice, BulkAsk ask)
    {
        var (id, refusal) = await of.Get<OrderBulk>().Run(choice, ask, Ct);
        Assert.Null(refusal);
        return id;
    }

    private static async Task<BulkView> Read(SignedInScope of, BulkId id, BulkRowState? state = null) => (await of.Get<ReadBulk>().Run(id, state, ct: Ct))!;

    private async Task RunAll(IServiceProvider? node = null)
    {
        await using var scope = node is null ? null : node.CreateAsyncScope() as AsyncServiceScope?;
        await using var here = app.AsVisitor();
        while (await (scope?.ServiceProvider.GetRequiredService<RunBulks>() ?? here.Get<RunBulks>()).Run(app.Tenant, Ct) > 0) { }
    }

    [Fact(DisplayName = "代人成批通过：每一件以代办的身份问过、落款写明代谁；代办结束了，余下的不办")]
    public async Task Passes_for_another()
    {
        await using var officer = await app.As("prefecture@seed");
        await using var deputy = await app.As("second@seed");
        Assert.Null(await officer.Again().Get<AppointDeputy>().Run(new DeputationForm { Deputy = deputy.User.Id, From = new Moment(app.Clock.GetUtcNow()).Today, Standing = true }, Ct));
        var deputation = (await officer.Again().Get<ReadColleagues>().Run(ct: Ct))!.Deputations.Single();
        await People.People_of_an_office.Enters(deputy);
        Assert.Null(await deputy.Again().Get<ActForAnother>().Run(deputation.Id, Ct));
        var rows = (await Rows(officer, new(Size: 4))).ToList();

        var done = await Order(deputy, These(rows.Take(2)), new BulkAsk(BulkKind.Pass, Opinion));
        await RunAll();
        Assert.Null(await deputy.Again().Get<ConfirmBulk>().Run(done, Ct));
        await RunAll();
        Assert.Equal(2, (await Read(deputy, done)).Summary.Of(BulkRowState.Done));
        Assert.Equal([$"乙同事（代 {officer.User.DisplayName}）"], await app.Ask("select distinct e.user_name from filing_events e join bulk_rows r on r.filing_id = e.filing_id where r.bulk_id = $1 and e.action = 'Approve' and e.at = r.at", done.Value));

        var late = await Order(deputy, These(rows.Skip(2)), new BulkAsk(BulkKind.Pass, Opinion));
        await RunAll();
        Assert.Null(await deputy.Again().Get<ConfirmBulk>().Run(late, Ct));
        Assert.Null(await officer.Again().Get<EndDeputation>().Run(deputation.Id, Ct));
        await RunAll();
        Assert.All((await Read(deputy, late)).Lines, l => Assert.Equal((BulkRowState.Refused, new BulkOrdererGone($"乙同事（代 {officer.User.DisplayName}）").Sentence), (l.State, l.Sentence)));
    }

    [Fact(DisplayName = "成批通过 200 件，三件不能：试办说清、什么都不改；办到一半断了，两个节点接着办，不重不漏"), Trait("rule", "TC-44")]
    public async Task Passes_two_hundred_but_three()
    {
        await using var officer = await app.As("prefecture@seed");
        var rows = (await Rows(officer, new(Sort: InboxSort.Deadline, Descending: true, Size: 200))).ToList();
        Assert.Equal(200, rows.Count);
        var (failed, barred, declined) = (new FilingId(rows[3].Id), new FilingId(rows[77].Id), new FilingId(rows[150].Id));
        var item = (await officer.Get<ReadJudging>().Run(failed, Ct))!.Sheet.Lines[0].Item;
        Assert.Null((await officer.Get<JudgeItems>().Run(failed, [new ItemAnswer(item.Key, ItemVerdict.Failed, "缺公章")], Ct)).Refusal);
        Assert.Null(await officer.Get<BarFromFiling>().Run(barred, 5, null, new BarForm { Conduct = "论文造假", Basis = "通知第九条" }, Ct));
        var before = await app.Ask("select count(*) from filing_events");

        var id = await Order(officer, These(rows), new BulkAsk(BulkKind.Pass, Opinion));
        Assert.IsType<BulkStillChecking>(await officer.Get<ConfirmBulk>().Run(id, Ct));
        await RunAll();

        var dry = (await Read(officer, id)).Summary;
        Assert.Equal((BulkState.Checked, 198, 2), (dry.Order.State, dry.Of(BulkRowState.Able), dry.Of(BulkRowState.Unable)));
        // Nobody has looked at one of them, and this stop is the last: said before it is confirmed, by the plan's own rule.
        var view = await Read(officer, id, BulkRowState.Able);
        Assert.Equal((198, 198), (view.Unjudged, view.Last));
        Assert.Contains("处没有判，通过等于都看过、都合格", view.Lines[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(Domain.Plans.PassDemand.Nothing, (await officer.Get<ReadBulkForm>().Run(These(rows), Ct))!.Demands);
        var unable = (await Read(officer, id, BulkRowState.Unable)).Lines;
        // The same sentences as one by one.
        Assert.Equal((await officer.Get<ApproveFiling>().Run(failed, Opinion, true, Ct))!.Sentence, unable.Single(l => l.Filing == failed.Value).Sentence);
        Assert.Equal((await officer.Get<ApproveFiling>().Run(barred, Opinion, true, Ct))!.Sentence, unable.Single(l => l.Filing == barred.Value).Sentence);
        Assert.Equal(before, await app.Ask("select count(*) from filing_events"));

        // Between the trial and the act a colleague was quicker with one.
        await using var colleague = await app.As("second@seed");
        Assert.Null(await colleague.Get<DeclineFiling>().Run(declined, "申报专业与岗位不符", Ct));
        Assert.Null(await officer.Get<ConfirmBulk>().Run(id, Ct));
        Assert.IsType<BulkAlreadyDecided>(await officer.Get<ConfirmBulk>().Run(id, Ct));

        // The first node dies in the midst of it.
        using (var dying = CancellationTokenSource.CreateLinkedTokenSource(Ct))
        {
            await using var here = app.AsVisitor();
            var running = here.Get<RunBulks>().Run(app.Tenant, dying.Token);
            while (int.Parse((await app.Ask("select count(*) from bulk_rows where bulk_id = $1 and state = 'Done'", id.Value))[0]) < 30) await Task.Delay(20, Ct);
            await dying.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }

        Assert.InRange((await Read(officer, id)).Summary.Of(BulkRowState.Done), 30, 190);
        await using var other = app.AnotherNode();
        await Task.WhenAll(RunAll(), RunAll(other));
        await RunAll();

        var done = (await Read(officer, id)).Summary;
        Assert.Equal((BulkState.Done, 197, 1, 2), (done.Order.State, done.Of(BulkRowState.Done), done.Of(BulkRowState.Refused), done.Of(BulkRowState.Unable)));
        Assert.Equal([$"{declined.Value}"], (await Read(officer, id, BulkRowState.Refused)).Lines.Select(l => $"{l.Filing}"));
        Assert.Equal(["197"], await app.Ask("select count(*) from filing_events e join bulk_rows r on r.filing_id = e.filing_id where r.bulk_id = $1 and e.action = 'Approve' and e.opinion = $2", id.Value, Opinion));
        Assert.Equal(["1"], await app.Ask("select count(*) from outbox_events where key = $1", $"bulk/{id.Value}"));

        var sheet = Unpacked(await officer.Get<ExportBulkResult>().Run(id, Ct));
        Assert.Contains("缺公章", string.Concat((await officer.Get<ReadJudging>().Run(failed, Ct))!.Sheet.Failed.Select(l => l.Judgement!.Sentence)), StringComparison.Ordinal);
        Assert.Contains(rows[3].Number, sheet, StringComparison.Ordinal);
        Assert.Null(await colleague.Get<ReadBulk>().Run(id, ct: Ct));
        Assert.Null(await colleague.Get<ExportBulkResult>().Run(id, Ct));
        Assert.IsType<NotFoundHere>(await colleague.Get<CancelBulk>().Run(id, Ct));
    }

    [Fact(DisplayName = "别的机构的、不存在的：一件也不收；超过上限、一件没选、没有写意见，说清")]
    public async Task Takes_only_what_waits_here()
    {
        await using var employer = await app.As("employer-8@seed");
        await using var officer = await app.As("prefecture@seed");
        var own = (await Rows(employer, All)).Concat(await Rows(employer, All with { Tab = InboxTab.Others })).Select(r => r.Id).ToHashSet();
        var foreign = (await Rows(officer, new())).First(r => !own.Contains(r.Id));
        var ask = new BulkAsk(BulkKind.Pass, Opinion);

        Assert.Equal(new BulkRowsUnknown(1), (await employer.Get<OrderBulk>().Run(These([foreign]), ask, Ct)).Refusal);
        Assert.Equal(new BulkRowsUnknown(1), (await employer.Get<OrderBulk>().Run(new(All, [new FilingId(Guid.NewGuid())], ""), ask, Ct)).Refusal);
        Assert.IsType<BulkNothingChosen>((await officer.Get<OrderBulk>().Run(new(All, [], ""), ask, Ct)).Refusal);
        Assert.IsType<BulkTooMany>((await officer.Get<OrderBulk>().Run(new(All with { Tab = InboxTab.Others }, null, ""), ask, Ct)).Refusal);
        Assert.IsType<InvalidInput>((await officer.Get<OrderBulk>().Run(These([foreign]), ask with { Opinion = " " }, Ct)).Refusal);

        // On the line, but not at this desk now: the trial says where it lies.
        var gone = (await Rows(officer, new(InboxTab.Others))).First(r => r.StopName is not null);
        var id = await Order(officer, These([gone]), ask);
        await RunAll();
        Assert.Contains("审核", (await Read(officer, id)).Lines.Single().Sentence, StringComparison.Ordinal);
        Assert.IsType<BulkNothingAble>(await officer.Get<ConfirmBulk>().Run(id, Ct));
    }

    [Fact(DisplayName = "下达的人账号停用：余下的都不办，写明原因；余下的不办了：办过的不退")]
    public async Task Stops_when_the_orderer_is_gone()
    {
        await using var officer = await app.As("second@seed");
        var rows = (await Rows(officer, new(Sort: InboxSort.Name))).Take(3).ToList();
        var (id, cancelled) = (await Order(officer, These(rows), new BulkAsk(BulkKind.Assign)), await Order(officer, These(rows), new BulkAsk(BulkKind.Assign)));
        await RunAll();
        Assert.Null(await officer.Get<ConfirmBulk>().Run(id, Ct));
        Assert.Null(await officer.Get<CancelBulk>().Run(cancelled, Ct));

        await app.Ask("update users set disabled = true where user_name = 'second@seed'");
        await RunAll();
        await app.Ask("update users set disabled = false where user_name = 'second@seed'");

        var stopped = await Read(officer, id);
        Assert.Equal((BulkState.Done, 3), (stopped.Summary.Order.State, stopped.Summary.Of(BulkRowState.Refused)));
        Assert.All(stopped.Lines, l => Assert.Contains("账号已停用", l.Sentence, StringComparison.Ordinal));
        Assert.Equal((BulkState.Cancelled, 3), ((await Read(officer, cancelled)).Summary.Order.State, (await Read(officer, cancelled)).Summary.Of(BulkRowState.Cancelled)));
        Assert.Equal([cancelled, id], (await officer.Get<ReadBulks>().Run(Ct))!.Select(b => b.Order.Id).Take(2));
    }

    [Fact(DisplayName = "轮着派给两位：各人手里的件数、按人筛、还没有派的，都对；别的机构的人派不得；办走一件，件数跟着少")]
    public async Task Assigns_evenly()
    {
        await using var officer = await app.As("county-1@seed");
        await app.Ask("insert into users select (jsonb_populate_record(u, jsonb_build_object('id', gen_random_uuid(), 'user_name', 'county-1b@seed', 'normalized_user_name', 'COUNTY-1B@SEED', 'display_name', '丙同事'))).* from users u where user_name = 'county-1@seed'");
        var colleague = new UserId(Guid.Parse((await app.Ask("select id from users where user_name = 'county-1b@seed'"))[0]));
        var (all, me) = (await Rows(officer, All), new UserId(officer.User.Id));
        Assert.IsType<NotAColleague>((await officer.Get<OrderBulk>().Run(These(all.Take(2)), new BulkAsk(BulkKind.Assign, Colleagues: [new UserId(Guid.NewGuid())]), Ct)).Refusal);

        var id = await Order(officer, new(new(Size: 20, Specialty: all[0].Specialty), null, ""), new BulkAsk(BulkKind.Assign, Colleagues: [me, colleague]));
        await RunAll();
        Assert.Null(await officer.Get<ConfirmBulk>().Run(id, Ct));
        await RunAll();

        var chosen = all.Where(r => r.Specialty == all[0].Specialty).ToList();
        var (mine, theirs, nobodys) = (await Rows(officer, All with { Who = InboxQuery.Mine }), await Rows(officer, All with { Who = $"{colleague.Value}" }), await Rows(officer, All with { Who = InboxQuery.Nobodys }));
        Assert.InRange(mine.Count - theirs.Count, 0, 1);
        Assert.Equal(chosen.Select(r => r.Id).Order(), mine.Concat(theirs).Select(r => r.Id).Order());
        Assert.Equal(all.Count - chosen.Count, nobodys.Count);
        Assert.All(theirs, r => Assert.Equal("丙同事", r.Assignee));
        var view = (await officer.Get<ReadInbox>().Run(All, Ct))!;
        Assert.Equal((theirs.Count, chosen.Count), (view.Colleagues.Single(c => c.Id == colleague.Value).Waiting, view.Assigned));

        // Who is not assigned may act all the same.
        Assert.Null(await officer.Get<DeclineFiling>().Run(new FilingId(theirs[0].Id), "不符", Ct));
        Assert.Null(await officer.Get<AssignFiling>().Run(new FilingId(mine[0].Id), null, Ct));
        Assert.IsType<NotAColleague>(await officer.Get<AssignFiling>().Run(new FilingId(mine[0].Id), new UserId(Guid.NewGuid()), Ct));
        var after = (await officer.Get<ReadInbox>().Run(All, Ct))!;
        Assert.Equal((theirs.Count - 1, chosen.Count - 2), (after.Colleagues.Single(c => c.Id == colleague.Value).Waiting, after.Assigned));
    }

    [Fact(DisplayName = "提醒：申报人收到一条，带着现状与加的一句；一天之内不重复；给单位的合成一条")]
    public async Task Reminds_once_a_day()
    {
        await using var officer = await app.As("county-2@seed");
        var rows = (await Rows(officer, new(InboxTab.Returned))).Take(2).ToList();
        foreach (var (audience, able) in new[] { (RemindAudience.Applicant, 2), (RemindAudience.Employer, 2), (RemindAudience.Applicant, 0) })
        {
            var id = await Order(officer, These(rows), new BulkAsk(BulkKind.Remind, Audience: audience, Line: "请尽快补传证书"));
            await RunAll();
            Assert.Equal(able, (await Read(officer, id)).Summary.Of(BulkRowState.Able));
            if (able > 0) Assert.Null(await officer.Get<ConfirmBulk>().Run(id, Ct));
            await RunAll();
        }

        Assert.IsType<JustReminded>(await officer.Get<RemindFiling>().Run(new FilingId(rows[0].Id), RemindAudience.Applicant, null, Ct));
        await using var scope = app.AsVisitor();
        while (await scope.Get<DispatchMessages>().Run(app.Tenant, Ct) > 0) { }
        var told = await app.Ask("select text from messages where kind = 'RemindApplicant' and filing_id = $1", rows[0].Id);
        Assert.Contains("请尽快补传证书。", Assert.Single(told), StringComparison.Ordinal);
        Assert.Contains("退回补正", told[0], StringComparison.Ordinal);
        Assert.Equal(["2"], await app.Ask("select count(*) from outbox_events where kind = 'RemindEmployer'"));
    }

    [Fact(DisplayName = "导出：各件都在，身份证号码隐去；只有本人能下载，过了保留期清去")]
    public async Task Exports_masked_and_for_a_while()
    {
        await using var officer = await app.As("county-3@seed");
        await using var other = await app.As("prefecture@seed");
        var rows = await Rows(officer, All with { Tab = InboxTab.Returned });
        var id = await Order(officer, new(All with { Tab = InboxTab.Returned }, null, "tab=Returned"), new BulkAsk(BulkKind.Export));
        Assert.Null(await officer.Get<ConfirmBulk>().Run(id, Ct));
        await RunAll();

        Assert.Null(await other.Get<OpenExport>().Run(id, Ct));
        await using (var content = await officer.Get<OpenExport>().Run(id, Ct))
        {
            using var copy = new MemoryStream();
            await content!.CopyToAsync(copy, Ct);
            var sheet = Unpacked(copy.ToArray());
            Assert.All(rows, r => Assert.Contains(r.Number, sheet, StringComparison.Ordinal));
            Assert.Contains("********", sheet, StringComparison.Ordinal);
            Assert.All(rows, r => Assert.DoesNotContain(SeedPeople.IdOf(1, int.Parse(r.Number[^6..])).Number, sheet, StringComparison.Ordinal));
        }

        Assert.NotEmpty(await app.Ask("select 1 from audit_entries where body::text like '%下载导出的待办%'"));
        await app.Ask("update bulk_orders set file_until = now() - interval '1 minute' where id = $1", id.Value);
        Assert.Null(await officer.Get<OpenExport>().Run(id, Ct));
        await using var scope = app.AsVisitor();
        Assert.Equal(1, await scope.Get<DropExports>().Run(app.Tenant, Ct));
        Assert.Null((await Read(officer, id)).Summary.Order.File);
    }

    [Fact(DisplayName = "没有判的清单、没有核的原件：计划不许的不能成批通过；计划许了，记在下达的人名下；试办之后又提交过的不办"), Trait("rule", "TC-36")]
    public async Task Judges_in_bulk_only_where_the_plan_lets_it()
    {
        var waiting = await app.Ask("select f.id || '|' || u.user_name from filings f join users u on u.office_id = f.current_office_id where u.role = 'EmployerAdministrator' order by f.number limit 1");
        var (filing, admin) = (Guid.Parse(waiting[0].Split('|')[0]), waiting[0].Split('|')[1]);
        // The poster is another story.
        await app.Ask($$"""set session_replication_role = replica; update filings set stops = jsonb_set(stops, '{0,step,needsNotice}', 'false') where id = '{{filing}}'""");
        await using var employer = await app.As(admin);
        await using var county = await app.As("county-4@seed");
        var row = (await Rows(county, new(Size: 1)))[0];
        var (strict, strictCounty) = (await Try(employer, filing, false), await Try(county, row.Id, true));
        Assert.Contains("处没有判，不能通过", strict.Sentence, StringComparison.Ordinal);
        Assert.Contains("没有记“原件已核”", strictCounty.Sentence, StringComparison.Ordinal);

        foreach (var table in new[] { "plans", "plan_editions" })
            await app.Ask($$"""set session_replication_role = replica; update {{table}} set terms = jsonb_set(jsonb_set(terms, '{bulk,judgesChecklist}', 'true'), '{bulk,vouchesOriginals}', 'true')""");
        Assert.Contains("没有记“原件已核”", (await Try(county, row.Id, false)).Sentence, StringComparison.Ordinal);
        Assert.Equal(BulkRowState.Able, (await Try(county, row.Id, true)).State);

        var id = await Order(employer, new(All, [new FilingId(filing)], ""), new BulkAsk(BulkKind.Pass, Opinion));
        await RunAll();
        Assert.Null(await employer.Get<ConfirmBulk>().Run(id, Ct));
        Assert.Empty(await app.Ask("select 1 from judgements where filing_id = $1", filing));
        // Handed in once more since: not what was tried.
        await app.Ask("update bulk_rows set submission_no = 9 where bulk_id = $1", id.Value);
        await RunAll();
        Assert.Equal(new BulkMoved().Sentence, (await Read(employer, id)).Lines.Single().Sentence);

        id = await Order(employer, new(All, [new FilingId(filing)], ""), new BulkAsk(BulkKind.Pass, Opinion));
        await RunAll();
        Assert.Null(await employer.Get<ConfirmBulk>().Run(id, Ct));
        await RunAll();
        Assert.Equal(BulkRowState.Done, (await Read(employer, id)).Lines.Single().State);
        Assert.Equal(["Passed"], await app.Ask("select distinct verdict from judgements where filing_id = $1 and judged_by = $2", filing, employer.User.Id));

        async Task<BulkLine> Try(SignedInScope who, Guid one, bool originals)
        {
            var trial = await Order(who, new(All, [new FilingId(one)], ""), new BulkAsk(BulkKind.Pass, Opinion, originals));
            await RunAll();
            var line = (await Read(who, trial)).Lines.Single();
            await who.Get<CancelBulk>().Run(trial, Ct);
            return line;
        }
    }

    private static string Unpacked(byte[]? workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook!));
        using var reader = new StreamReader(zip.Entries.Single(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal) && e.FullName.EndsWith(".xml", StringComparison.Ordinal)).Open());
        return reader.ReadToEnd();
    }
}
