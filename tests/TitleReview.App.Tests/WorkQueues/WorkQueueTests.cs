using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Approvals;
using TitleReview.App.People;
using TitleReview.App.Seeding;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Titles;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.WorkQueues;

/// <summary>The demo and a seeded port beside it; verified as a whole when the class is done.</summary>
public sealed class SeededPort(PostgresServer server) : AppUnderTest(server), IAsyncLifetime
{
    public const int Filings = 900;

    protected override DateTimeOffset? StartAt => null;

    protected override bool WithDemo => false;

    public List<string> Said { get; } = [];

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await using var scope = AsVisitor();
        Assert.Null(await scope.Get<Seeder>().Run(new SeedOrder(Filings, Ready: 2), Said.Add, TestContext.Current.CancellationToken));
    }
}

public sealed class The_work_queue(SeededPort app) : IClassFixture<SeededPort>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<InboxView> Read(SignedInScope of, InboxQuery query) => (await of.Get<ReadInbox>().Run(query, Ct))!;

    [Fact(DisplayName = "造的端口：每个阶段都有申报，号码接着编；同名的端口不再造，核对全部相符")]
    public async Task Is_seeded_believably()
    {
        Assert.Equal([$"{SeededPort.Filings}"], await app.Ask("select count(*) from filings"));
        Assert.Equal(["Draft", "FormalityPassed", "InApproval", "NotAccepted", "Returned"], (await app.Ask("select distinct status from filings order by 1")).Where(s => s != "Lapsed"));
        Assert.Equal(["3"], await app.Ask("select count(distinct o.kind) from filings f join offices o on o.id = f.current_office_id"));
        Assert.Equal([$"SEED-{app.Clock.GetUtcNow().ToOffset(Moment.Beijing).Year}-{SeededPort.Filings:000000}"], await app.Ask("select max(number) from filings"));
        Assert.Equal(["0"], await app.Ask("select count(*) from filings f where f.status = 'FormalityPassed' and not exists (select 1 from fee_notices n where n.filing_id = f.id)"));
        await using var scope = app.AsVisitor();
        Assert.Contains("已经有了", await scope.Get<Seeder>().Run(new SeedOrder(10, Ready: 0), _ => { }, Ct), StringComparison.Ordinal);
        Assert.Contains("之间", await scope.Get<Seeder>().Run(new SeedOrder(0), _ => { }, Ct), StringComparison.Ordinal);
        Assert.Empty(await scope.Get<Verification>().Run(_ => { }, Ct));
    }

    public static TheoryData<InboxTab, InboxSort, bool> Orders()
    {
        var data = new TheoryData<InboxTab, InboxSort, bool>();
        foreach (var tab in Enum.GetValues<InboxTab>())
            foreach (var sort in InboxQuery.SortsOf(tab))
                foreach (var descending in new[] { false, true }) data.Add(tab, sort, descending);
        return data;
    }

    [Theory(DisplayName = "每一栏、每种次序、正倒：一页页翻到底，不重不漏，次序与一次看完相同，件数对得上"), MemberData(nameof(Orders))]
    public async Task Is_paged_by_key_in_every_order(InboxTab tab, InboxSort sort, bool descending)
    {
        await using var officer = await app.As("prefecture@seed");
        var query = new InboxQuery(tab, Sort: sort, Descending: descending, Size: 60);
        var whole = await Read(officer, query with { Size = 10_000 });
        List<Guid> paged = [];
        for (string? after = null; ;)
        {
            var page = await Read(officer, query with { After = after });
            paged.AddRange(page.Rows.Select(r => r.Id));
            if ((after = page.Next) is null) break;
        }

        Assert.Equal(whole.Rows.Select(r => r.Id), paged);
        Assert.Equal(paged.Count, paged.Distinct().Count());
        Assert.Equal(whole.Matching, paged.Count);
        Assert.Equal(whole.Counts[tab], paged.Count);
        var keys = whole.Rows.Select(r => (IComparable)(sort switch { InboxSort.Age => r.SubmittedAt, InboxSort.Deadline => r.Deadline, InboxSort.Try => r.SubmissionNo, _ => 0 })).ToList();
        Assert.Equal(descending ? keys.OrderDescending() : keys.Order(), keys);
    }

    [Fact(DisplayName = "筛选：专业、县市、单位、次数、到期、提交已满几天，各自与合起来都对；看不懂的游标当作没有")]
    public async Task Is_filtered()
    {
        await using var officer = await app.As("prefecture@seed");
        var all = (await Read(officer, new(Size: 10_000))).Rows;
        var some = all[all.Count / 2];
        await Same(new(Specialty: some.Specialty), r => r.Specialty == some.Specialty);
        await Same(new(County: some.County), r => r.County == some.County);
        await Same(new(Employer: some.Employer), r => r.Employer == some.Employer);
        await Same(new(Try: 2), r => r.SubmissionNo == 2);
        await Same(new(Age: 15), r => r.SubmittedAt <= app.Clock.GetUtcNow().AddDays(-15));
        await Same(new(Specialty: some.Specialty, County: some.County, Sort: InboxSort.Name), r => r.Specialty == some.Specialty && r.County == some.County);
        var today = (await Read(officer, new(InboxTab.DueToday, Size: 10_000))).Rows.Select(r => r.Id).ToHashSet();
        Assert.NotEmpty(today);
        await Same(new(Due: 0), r => today.Contains(r.Id));
        await Same(new(After: "看不懂"), _ => true);

        async Task Same(InboxQuery query, Func<InboxRow, bool> expected)
        {
            var found = await Read(officer, query with { Size = 10_000 });
            Assert.Equal(all.Where(expected).Select(r => r.Id).Order(), found.Rows.Select(r => r.Id).Order());
            Assert.Equal(found.Rows.Count, found.Matching);
        }
    }

    [Fact(DisplayName = "查找：编号（全的、只有后几位的）、姓名的开头、身份证号码后 4 至 6 位、整个号码；别的机构手里的查不到")]
    public async Task Is_searched()
    {
        await using var officer = await app.As("prefecture@seed");
        var rows = (await Read(officer, new(InboxTab.Others, Size: 10_000))).Rows;
        foreach (var row in rows.Take(3))
        {
            var number = SeedPeople.IdOf(1, int.Parse(row.Number[^6..])).Number;
            foreach (var text in new[] { row.Number, row.Number.ToLowerInvariant(), row.Number[^6..].TrimStart('0'), row.Applicant, row.Applicant[..1], number[^4..], number[^5..], number[^6..].ToLowerInvariant(), number, string.Concat(number[^6..].Select(c => (char)(c + 0xFEE0))) })
                Assert.Contains((await Read(officer, new(InboxTab.Others, text, Size: 10_000))).Rows, r => r.Id == row.Id);
            Assert.All((await Read(officer, new(InboxTab.Others, row.Applicant[..1], Size: 10_000))).Rows, r => Assert.StartsWith(row.Applicant[..1], r.Applicant, StringComparison.Ordinal));
            Assert.Equal([row.Id], (await Read(officer, new(InboxTab.Others, number))).Rows.Select(r => r.Id));
        }

        await using var employer = await app.As("employer-8@seed");
        var own = (await Read(employer, new(InboxTab.Others, Size: 10_000))).Rows.Concat((await Read(employer, new(Size: 10_000))).Rows).Select(r => r.Id).ToHashSet();
        var foreign = rows.First(r => !own.Contains(r.Id));
        Assert.Empty((await Read(employer, new(InboxTab.Others, foreign.Number))).Rows);
        foreach (var odd in new[] { "%", "_", "'", "TC-", "1", "X", "\U0010FFFF", "12345678901234567X" }) await Read(officer, new(Search: odd));
    }

    [Fact(DisplayName = "前一件、后一件：条件与次序同收件箱；从第一件走到最后一件，就是那张表")]
    public async Task Is_walked_by_key()
    {
        await using var officer = await app.As("county-1@seed");
        foreach (var query in new InboxQuery[] { new(), new(Sort: InboxSort.Deadline, Descending: true), new(Sort: InboxSort.Specialty), new(InboxTab.Returned), new(InboxTab.Others) })
        {
            var rows = (await Read(officer, query with { Size = 10_000 })).Rows.Select(r => r.Id).Take(12).ToList();
            for (var at = 0; at < rows.Count; at++)
            {
                var neighbours = await officer.Get<ReadNeighbours>().Run(new FilingId(rows[at]), query, Ct);
                Assert.Equal(at + 1, neighbours.Position);
                Assert.Equal(at == 0 ? null : rows[at - 1], neighbours.Previous);
                if (at + 1 < rows.Count) Assert.Equal(rows[at + 1], neighbours.Next);
            }
        }
    }

    [Fact(DisplayName = "通过一件：两级的件数同时变；办过的那一件仍答得出后一件")]
    public async Task Follows_an_approval()
    {
        await using var county = await app.As("county-1@seed");
        await using var prefecture = await app.As("prefecture@seed");
        var (before, above) = (await Read(county, new()), await Read(prefecture, new()));
        var filing = new FilingId(before.Rows[0].Id);

        await Desk.PassChecklist(county, filing);
        Assert.Null(await county.Get<ApproveFiling>().Run(filing, "同意推荐。", true, Ct));

        var (after, then) = (await Read(county, new()), await Read(prefecture, new()));
        Assert.Equal((before.Counts[InboxTab.Waiting] - 1, before.Counts[InboxTab.Others] + 1), (after.Counts[InboxTab.Waiting], after.Counts[InboxTab.Others]));
        Assert.Equal((above.Counts[InboxTab.Waiting] + 1, above.Counts[InboxTab.Others] - 1), (then.Counts[InboxTab.Waiting], then.Counts[InboxTab.Others]));
        Assert.Equal((int)after.Counts[InboxTab.Waiting], (await county.Get<ReadDeskCounts>().Run(Ct))!.Waiting);
        var neighbours = await county.Get<ReadNeighbours>().Run(filing, new(), Ct);
        Assert.Equal((0, before.Rows[1].Id), (neighbours.Position, neighbours.Next));
    }

    [Fact(DisplayName = "看板：各栏、各县、各专业、每天的件数与申报对得上，最多五句 SQL；单位只见本单位的人，导出打得开")]
    public async Task Counts_for_the_boards()
    {
        await using var officer = await app.As("prefecture@seed");
        var board = (await officer.Get<ReadBoard>().Run(ct: Ct))!;
        var inbox = await Read(officer, new());
        Assert.Equal((inbox.Counts[InboxTab.Waiting], inbox.Counts[InboxTab.Returned], inbox.Counts[InboxTab.Others]), (board.Total.Waiting, board.Total.Returned, board.Total.Others));
        foreach (var lines in new[] { board.Counties, board.Specialties }) Assert.Equal(board.Total.All, lines.Sum(l => l.All));
        // The cells add up both ways.
        Assert.All(board.Counties, c => Assert.Equal((c.Waiting, c.All), (board.Cells.Where(b => b.County == c.Name).Sum(b => b.Line.Waiting), board.Cells.Where(b => b.County == c.Name).Sum(b => b.Line.All))));
        Assert.All(board.Specialties, s => Assert.Equal(s.All, board.Cells.Where(b => b.Specialty == s.Name).Sum(b => b.Line.All)));
        Assert.Equal((await app.Ask("select count(distinct e.filing_id) from filing_events e join queue_entries q on q.filing_id = e.filing_id join users u on u.office_id = q.office_id and u.user_name = 'prefecture@seed' where e.action = 'Submit'"))[0], $"{board.Days.Sum(d => d.Arrived)}");
        Assert.True(board.Days.Sum(d => d.Handled) > 0 && board.Forecast is { ByPace: > 0, ByLastYear: null });
        Assert.InRange(await Counted(() => officer.Get<ReadBoard>().Run(ct: Ct)), 1, 5);
        // In whose hands, and how it ended: every column as the filings have it, a county's desk with what waits there.
        var hands = board.Hands.Total;
        var (mine, own) = ("from queue_entries q join filings f on f.id = q.filing_id join users u on u.office_id = q.office_id and u.user_name = 'prefecture@seed' ", "left join offices o on o.id = f.current_office_id ");
        Assert.Equal((await app.Ask($"select count(*) filter (where o.kind = 'Employer') || ' ' || count(*) filter (where o.kind = 'CountyHr') || ' ' || count(*) filter (where f.status = 'FormalityPassed') || ' ' || count(*) filter (where f.status = 'NotAccepted') || ' ' || count(*) filter (where f.status = 'Lapsed') {mine}{own}"))[0],
            string.Join(' ', [hands.Employers, hands.Desks, .. BoardHands.Ends.Select(hands.Of)]));
        Assert.Equal((board.Total.All, board.Total.Waiting, true, true), (hands.All, hands.Mine, board.Hands.Split, board.Hands.AtTop));
        Assert.All(board.Counties, c => Assert.Equal(c.All, board.Hands.Places.Single(p => p.Place == c.Name).All));
        await using (var county = await app.As("county-1@seed"))
        {
            var desk = (await county.Get<ReadBoard>().Run(ct: Ct))!;
            Assert.Equal(desk.Total.Waiting, board.Desks.Single(d => d.Name == desk.Office).Waiting);
            Assert.Equal((false, desk.Total.All), (desk.Hands.AtTop, desk.Hands.Total.All));
        }
        Assert.Null(await officer.Get<ReadStaffBoard>().Run(ct: Ct));
        Assert.NotEmpty((await officer.Get<ExportBoard>().Run(ct: Ct))!);

        await using var employer = await app.As("employer-8@seed");
        var staff = (await employer.Get<ReadStaffBoard>().Run(ct: Ct))!;
        Assert.Equal(await app.Ask("select f.number from filings f join users u on u.office_id = f.employer_id where u.user_name = 'employer-8@seed' order by 1"), staff.Lines.Select(l => l.Number).Order(StringComparer.Ordinal));
        Assert.All(staff.Lines.Where(l => l.MayRemind), l => Assert.Equal(StaffTurn.Theirs, l.Turn));
        Assert.NotEmpty((await employer.Get<ExportBoard>().Run(ct: Ct))!);
    }

    [Fact(DisplayName = "三十个窗口同时各通过一件：没有死锁，件数不差")]
    public async Task Counts_right_under_load()
    {
        await using var officer = await app.As("county-2@seed");
        var rows = (await Read(officer, new(Size: 30))).Rows;
        var before = (await Read(officer, new())).Counts[InboxTab.Waiting];
        var answers = await Task.WhenAll(rows.Select(async row =>
        {
            await using var window = officer.Again();
            await Desk.PassChecklist(window.Again(), new FilingId(row.Id));
            return await window.Get<ApproveFiling>().Run(new FilingId(row.Id), "同意推荐。", true, Ct);
        }));

        Assert.All(answers, Assert.Null);
        Assert.Equal(before - rows.Count, (await Read(officer, new())).Counts[InboxTab.Waiting]);
    }

    [Fact(DisplayName = "改名：申报人、单位改了名，待办里跟着改")]
    public async Task Follows_a_new_name()
    {
        const string One = "from applicants a join filings f on f.applicant_id = a.id where f.submitted_at is not null order by f.number limit 1";
        var (tenant, applicant, name) = ((await app.Ask($"select a.tenant_id {One}"))[0], (await app.Ask($"select a.id {One}"))[0], (await app.Ask($"select a.name {One}"))[0]);
        const string Unit = "from offices o join filings f on f.employer_id = o.id where f.submitted_at is not null order by f.number limit 1";
        var (office, before) = ((await app.Ask($"select o.id {Unit}"))[0], (await app.Ask($"select o.name {Unit}"))[0]);
        foreach (var called in new[] { "改名后的单位", before })
        {
            await app.Ask($"select set_config('app.tenant', '{tenant}', false); update offices set name = '{called}' where id = '{office}'");
            Assert.Equal([called], await app.Ask("select distinct q.employer_name from queue_entries q join filings f on f.id = q.filing_id where f.employer_id = $1", Guid.Parse(office)));
        }

        foreach (var called in new[] { "改名后", name })
        {
            await app.Ask($"select set_config('app.tenant', '{tenant}', false); update applicants set name = '{called}' where id = '{applicant}'");
            Assert.Equal([called], await app.Ask("select distinct q.applicant_name from queue_entries q join filings f on f.id = q.filing_id where f.applicant_id = $1", Guid.Parse(applicant)));
        }
    }

    [Fact(DisplayName = "数据库里的申报期截止，与计划自己的说法一样")]
    public async Task Knows_the_windows_as_the_plan_does()
    {
        await using var scope = app.AsVisitor();
        var session = await scope.Get<TenantSessions>().OpenFor((await scope.Get<TenantSessions>().Tenants(Ct)).Single().Id, Actor.System, Ct);
        await using (session)
        {
            foreach (var plan in await session.Db.Plans.AsNoTracking().ToListAsync(Ct))
                foreach (var channel in plan.Terms.Channels)
                    foreach (var series in plan.Terms.Catalogue)
                        foreach (var specialty in series.Specialties)
                        {
                            var closes = plan.Terms.WindowFor(new TitleChoice(channel.Key, series.Name, specialty.Name, Grade.Intermediate, TitleTrack.Review, FilingPath.Regular)).Closes;
                            Assert.Equal([$"{closes.ToUnixTimeSeconds()}"], await app.Ask("select extract(epoch from closes)::bigint from plan_windows where plan_id = $1 and channel = $2 and series = $3 and specialty = $4", plan.Id.Value, channel.Key, series.Name, specialty.Name));
                        }
        }
    }

    [Fact(DisplayName = "一页三句 SQL（开会话的那一批另算），左侧栏目的件数一句，前后件一句")]
    public async Task Asks_three_statements_a_page()
    {
        await using var officer = await app.As("prefecture@seed");
        foreach (var query in new InboxQuery[] { new(), new(InboxTab.DueToday), new(InboxTab.Others, "王"), new(InboxTab.Returned, Specialty: "水利", Sort: InboxSort.Employer), new(Search: "1234", Try: 1) })
            Assert.InRange(await Counted(() => officer.Get<ReadInbox>().Run(query, Ct)), 2, 3);
        Assert.Equal(3, await Counted(() => officer.Get<ReadInbox>().Run(new(), Ct)));
        Assert.Equal(1, await Counted(() => officer.Get<ReadDeskCounts>().Run(Ct)));
        var id = (await Read(officer, new())).Rows[0].Id;
        Assert.Equal(1, await Counted(() => officer.Get<ReadNeighbours>().Run(new FilingId(id), new(), Ct)));
    }

    [Fact(DisplayName = "记住筛选：自己的按名字列出来，重名的、没有名字的说清；同机构的同事看不见，也删不掉")]
    public async Task Keeps_filters_for_their_owner()
    {
        await using var officer = await app.As("county-3@seed");
        await using var other = await app.As("prefecture@seed");
        Assert.Null(await officer.Get<KeepFilter>().Run("水利快到期的", "specialty=%E6%B0%B4%E5%88%A9&sort=Deadline", Ct));
        Assert.IsType<FilterNameTaken>(await officer.Get<KeepFilter>().Run("水利快到期的", "try=2", Ct));
        Assert.IsType<NothingToKeep>(await officer.Get<KeepFilter>().Run("没有条件", "", Ct));
        Assert.IsType<FilterTooLong>(await officer.Get<KeepFilter>().Run("太长", new string('a', SavedFilter.LongestQuery + 1), Ct));
        Assert.IsType<InvalidInput>(await officer.Get<KeepFilter>().Run(" ", "try=2", Ct));
        var kept = Assert.Single((await Read(officer, new())).Filters);
        Assert.Empty((await Read(other, new())).Filters);

        Assert.IsType<NotFoundHere>(await other.Get<DropFilter>().Run(kept.Id, Ct));
        Assert.Null(await officer.Get<DropFilter>().Run(kept.Id, Ct));
        Assert.Empty((await Read(officer, new())).Filters);
    }

    /// <summary>How often the database was asked, but for the opening of the session; other tests of the moment are on other traces.</summary>
    private static async Task<int> Counted(Func<Task> run)
    {
        var asked = 0;
        using var trace = new Activity("counted").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                var text = $"{activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")}";
                if (activity.TraceId == trace.TraceId && text.Length > 0 && !text.Contains("set_config('app.tenant'", StringComparison.Ordinal)) Interlocked.Increment(ref asked);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await run();
        return asked;
    }
}
