using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TitleReview.App.Approvals;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.App.Tests.Support;
using TitleReview.Domain.Plans;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Storage;

/// <summary>The demo, and beside it twenty more people of the same employer, each with a copy of the ready draft.</summary>
public sealed class CrowdUnderTest(PostgresServer server) : AppUnderTest(server), IAsyncLifetime
{
    public const int People = 24;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        for (var i = 1; i <= People; i++)
            await Ask($"""
                set session_replication_role = replica;
                create temp table made as select gen_random_uuid() as person, gen_random_uuid() as filing;
                insert into applicants select (jsonb_populate_record(a, jsonb_build_object('id', m.person, 'resident_id_digest', '\x{i:x64}'))).*
                  from applicants a join users u on u.applicant_id = a.id cross join made m where u.user_name = 'applicant@tacheng';
                insert into users select (jsonb_populate_record(u, jsonb_build_object('id', gen_random_uuid(), 'applicant_id', m.person, 'user_name', 'racer{i}@tacheng', 'normalized_user_name', 'RACER{i}@TACHENG'))).*
                  from users u cross join made m where u.user_name = 'applicant@tacheng';
                insert into materials select (jsonb_populate_record(x, jsonb_build_object('id', gen_random_uuid(), 'filing_id', m.filing))).*
                  from materials x join filings f on f.id = x.filing_id join users u on u.applicant_id = f.applicant_id cross join made m where u.user_name = 'applicant@tacheng';
                insert into filings select (jsonb_populate_record(f, jsonb_build_object('id', m.filing, 'applicant_id', m.person, 'number', 'TC-2023-9{i:00000}'))).*
                  from filings f join users u on u.applicant_id = f.applicant_id cross join made m where u.user_name = 'applicant@tacheng';
                drop table made;
                """);
    }

    public async Task<FilingId> FilingOf(string userName) =>
        new(Guid.Parse((await Ask("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = $1", userName))[0]));
}

[TakesMinutes]
public sealed class A_submission(CrowdUnderTest app) : IClassFixture<CrowdUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly IReadOnlyList<Correction> Corrections = [new(new FormPlace(FormCatalogue.Work), "工作经历", "请核对起止时间。")];

    private Task<List<string>> Numbers(FilingId filing) => app.Ask("select no from submissions where filing_id = $1 order by no", filing.Value);

    private static async Task<Refusal?> Submit(SignedInScope person, FilingId filing, Guid key) => await person.Get<SubmitFiling>().Run(filing, key, Ct);

    [Fact(DisplayName = "同一凭号同时来二十次，只办一次，都答已办成"), Trait("rule", "TC-16")]
    public async Task With_one_key_twenty_times_at_once_is_one()
    {
        var filing = await app.FilingOf("racer21@tacheng");
        await using var other = app.AnotherNode();
        var key = Guid.NewGuid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            await using var person = await app.As("racer21@tacheng", i % 2 == 0 ? null : other);
            return await Submit(person, filing, key);
        }));

        Assert.All(answers, Assert.Null);
        Assert.Equal(["1"], await Numbers(filing));
    }

    [Fact(DisplayName = "凭号用过一次，拿去办别的申报，不答已办成")]
    public async Task With_a_key_of_another_filing_is_not_said_to_be_done()
    {
        await using var person = await app.As("racer22@tacheng");
        var filing = await app.FilingOf("racer22@tacheng");
        var key = Guid.NewGuid();
        Assert.Null(await Submit(person, filing, key));

        Assert.Equal(new JustHandledByAnother(), await Submit(person, await app.FilingOf("racer21@tacheng"), key));
    }

    [Fact(DisplayName = "被拒绝的提交不占凭号、不用机会，改好了还能用原凭号再来"), Trait("rule", "TC-16")]
    public async Task That_is_refused_takes_neither_key_nor_try()
    {
        await using var person = await app.As("racer23@tacheng");
        var filing = await app.FilingOf("racer23@tacheng");
        var key = Guid.NewGuid();
        Assert.Null((await person.Get<SaveDraft>().Run(filing, new DraftChange.Field(FormCatalogue.Basic, null, "identity", "公务员"), Ct)).Refusal);

        Assert.Equal(new PrecheckBlocks(1), await Submit(person, filing, key));
        Assert.Equal([], await Numbers(filing));
        Assert.Equal(["0"], await app.Ask("select submissions_used from filings where id = $1", filing.Value));

        Assert.Null((await person.Get<SaveDraft>().Run(filing, new DraftChange.Field(FormCatalogue.Basic, null, "identity", "事业单位在职人员"), Ct)).Refusal);
        Assert.Null(await Submit(person, filing, key));
        Assert.Equal(["1"], await Numbers(filing));
    }

    [Fact(DisplayName = "两个进程、十份申报、各五十个窗口同时抢着提交，单位随到随退：每份恰好三次"), Trait("rule", "TC-16")]
    public async Task By_fifty_windows_in_two_processes_ends_with_exactly_three()
    {
        var child = new ChildTest(typeof(SubmissionRace), nameof(SubmissionRace.Child_races))
        {
            Environment =
            {
                ["RACE_APP"] = app.AppConnection, ["RACE_OWNER"] = app.OwnerConnection, ["RACE_DATA"] = app.DataFolder,
                ["RACE_CLOCK"] = app.Clock.GetUtcNow().ToString("O"),
            },
        }.Run(Ct);
        await using var here = app.AnotherNode();
        await Task.WhenAll(SubmissionRace.Submitters(here, windows: 25, Ct), Returning(), child);

        Assert.True((await child).Code == 0, (await child).Output);
        for (var i = 1; i <= SubmissionRace.Filings; i++)
        {
            var filing = await app.FilingOf($"racer{i}@tacheng");
            Assert.Equal(["1", "2", "3"], await Numbers(filing));
            Assert.Equal(["3"], await app.Ask("select submissions_used from filings where id = $1", filing.Value));
        }

    }

    /// <summary>The employer returns whatever reaches it, until nothing can be returned any more.</summary>
    private async Task Returning()
    {
        await using var employer = await app.As("employer@tacheng");
        var open = new List<FilingId>();
        for (var i = 1; i <= SubmissionRace.Filings; i++) open.Add(await app.FilingOf($"racer{i}@tacheng"));
        while (open.Count > 0)
        {
            foreach (var filing in open.ToList())
                if (await Desk.Return(employer, filing, Corrections) is ReturnUsedUp) open.Remove(filing);
            await Task.Delay(5, Ct);
        }
    }

    [Fact(DisplayName = "先读后写的写法守不住三次：同样五十个窗口，收下的不止三个")]
    public async Task Written_as_read_then_write_would_break_the_limit()
    {
        await app.Ask("create schema naive; create table naive.filing as select 0 as used; create table naive.accepted (at timestamptz)");
        var together = new NpgsqlConnectionStringBuilder(app.SuperuserConnection) { MaxPoolSize = 50 }.ConnectionString;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            await using var connection = new NpgsqlConnection(together);
            await connection.OpenAsync(Ct);
            await using var transaction = await connection.BeginTransactionAsync(Ct);
            await using var read = new NpgsqlCommand("select used from naive.filing", connection, transaction);
            if ((int)(await read.ExecuteScalarAsync(Ct))! >= 3) return;
            await Task.Delay(10, Ct);
            await using var write = new NpgsqlCommand("update naive.filing set used = used + 1; insert into naive.accepted values (now())", connection, transaction);
            await write.ExecuteNonQueryAsync(Ct);
            await transaction.CommitAsync(Ct);
        }));

        Assert.True(int.Parse((await app.Ask("select count(*) from naive.accepted"))[0]) > 3);
        await app.Ask("drop schema naive cascade");
    }

    [Fact(DisplayName = "期限由数据库在取用那一刻判断：打开时还没截止，取用时已截止，就不算"), Trait("rule", "TC-40")]
    public async Task Is_judged_by_the_clock_of_the_database()
    {
        await using var person = await app.As("racer24@tacheng");
        var filing = await app.FilingOf("racer24@tacheng");
        await using var session = await person.Get<TenantSessions>().Open(Ct);
        await session.Begin(Ct);
        var closes = session.Now.Instant.AddMilliseconds(150);
        Assert.True(new FilingWindow(closes.AddDays(-1), closes).Contains(session.Now.Instant));
        await Task.Delay(300, Ct);

        Assert.Null(await SubmissionTries.Take(session, filing, new(closes.AddDays(-1), closes), new(3, CountingPoint.AtSubmit), Ct));
        Assert.Equal(1, await SubmissionTries.Take(session, filing, new(closes.AddDays(-1), closes.AddDays(1)), new(3, CountingPoint.AtSubmit), Ct));
    }
}

public sealed class A_submission_too_late(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "截止后一秒提交：不予受理，没有用掉机会；截止前一秒收下"), Trait("rule", "TC-40")]
    public async Task Takes_no_try()
    {
        var closes = new DateTimeOffset(2023, 9, 29, 0, 0, 0, Moment.Beijing);
        await using var person = await app.As("applicant@tacheng");
        var filing = (await person.Get<ReadApplicantHome>().Run(Ct))!.Filings[0].Filing.Id;

        app.Clock.StartAt(closes.AddSeconds(1));
        Assert.Equal(new WindowClosed("工程系列", closes), await person.Get<SubmitFiling>().Run(filing, Guid.NewGuid(), Ct));
        Assert.Equal(["0"], await app.Ask("select submissions_used from filings where id = $1", filing.Value));

        app.Clock.StartAt(closes.AddSeconds(-5));
        Assert.Null(await person.Get<SubmitFiling>().Run(filing, Guid.NewGuid(), Ct));
    }

    [Fact(DisplayName = "退回的申报到期自动办结，两个节点同时办也只办一次"), Trait("rule", "TC-16")]
    public async Task Lapses_once_on_two_nodes()
    {
        await using var other = app.AnotherNode();
        await using var visitor = app.AsVisitor();
        var tenant = (await visitor.Get<TenantSessions>().Tenants(Ct)).First(t => t.Slug == "tacheng").Id;
        app.Clock.StartAt(new DateTimeOffset(2023, 9, 29, 0, 0, 1, Moment.Beijing));
        await using var second = other.CreateAsyncScope();

        var lapsed = await Task.WhenAll(visitor.Get<App.Clockwork.LapseFilings>().Run(tenant, Ct), second.ServiceProvider.GetRequiredService<App.Clockwork.LapseFilings>().Run(tenant, Ct));

        Assert.Equal(1, lapsed.Sum());
        Assert.Equal(["NotAccepted"], await app.Ask("select f.status from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = 'returned@tacheng'"));
    }
}
