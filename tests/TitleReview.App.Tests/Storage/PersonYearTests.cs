using TitleReview.App.Filings;
using TitleReview.App.Integrity;
using TitleReview.App.Plans;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Titles;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Storage;

/// <summary>The drafts of two ports' applicants; the claims are made for one and the same number.</summary>
public sealed class TwoPortsUnderTest(PostgresServer server) : AppUnderTest(server), IAsyncLifetime
{
    public FilingId Here { get; private set; }
    public FilingId There { get; private set; }

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        There = new(Guid.Parse((await Ask("select f.id from filings f join users u on u.tenant_id = f.tenant_id and u.applicant_id = f.applicant_id where u.user_name = 'applicant@bazhou'"))[0]));
        Here = new(Guid.Parse((await Ask("select f.id from filings f join users u on u.tenant_id = f.tenant_id and u.applicant_id = f.applicant_id where u.user_name = 'applicant@tacheng'"))[0]));
    }
}

public sealed class A_persons_year(TwoPortsUnderTest app) : IClassFixture<TwoPortsUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>As a submission does: claim within a transaction, commit only what was won.</summary>
    private async Task<bool> Claim(string who, FilingId filing, byte[] digest, bool exclusive)
    {
        await using var person = await app.As(who);
        await using var session = await person.Get<TenantSessions>().Open(Ct);
        await session.Begin(Ct);
        var won = await PlatformRegister.ClaimYear(session, digest, 2023, filing, exclusive, Ct);
        await Task.Delay(5, Ct);
        if (won) await session.Transaction!.CommitAsync(Ct);
        return won;
    }

    private async Task Release(string who, FilingId filing)
    {
        await using var person = await app.As(who);
        await using var session = await person.Get<TenantSessions>().Open(Ct);
        await PlatformRegister.ReleaseYear(session, filing, Ct);
        await session.Transaction!.CommitAsync(Ct);
    }

    [Theory(DisplayName = "两个端口、同一个人、许多窗口同时来：一处互斥，恰好一个端口得着；都不互斥，都得着"), Trait("rule", "KZ-04")]
    [InlineData(true, true), InlineData(true, false), InlineData(false, true), InlineData(false, false)]
    public async Task Is_won_by_one_port_of_two(bool hereExclusive, bool thereExclusive)
    {
        for (var round = 0; round < 8; round++)
        {
            var digest = Guid.NewGuid().ToByteArray();
            var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(async i => i % 2 == round % 2
                ? (Here: true, Won: await Claim("applicant@tacheng", app.Here, digest, hereExclusive))
                : (Here: false, Won: await Claim("applicant@bazhou", app.There, digest, thereExclusive))));
            await Release("applicant@tacheng", app.Here);
            await Release("applicant@bazhou", app.There);

            var winners = answers.Where(a => a.Won).Select(a => a.Here).Distinct().Count();
            Assert.Equal(hereExclusive || thereExclusive ? 1 : 2, winners);
            // Whoever won, won in all its windows: a claim of one's own never stands in one's way.
            Assert.Equal(winners * 12, answers.Count(a => a.Won));
        }
    }

    [Fact(DisplayName = "已在另一个端口提交：预审说出来，提交拒绝，不用掉机会；那边撤回之后可以交；这边撤回也让出来"), Trait("rule", "KZ-04")]
    public async Task Is_claimed_by_a_submission_and_given_back_by_a_withdrawal()
    {
        await using var applicant = await app.As("applicant@tacheng");
        byte[] digest;
        await using (var session = await applicant.Get<TenantSessions>().Open(Ct))
        {
            var person = session.Db.Applicants.Single(a => a.Id == session.Actor.ApplicantId);
            digest = session.Person(applicant.Get<Vault>(), person).PlatformDigest;
        }

        Assert.True(await Claim("applicant@bazhou", app.There, digest, exclusive: true));
        Assert.Equal([new FiledElsewhere().Sentence], (await applicant.Get<PrecheckFiling>().Run(app.Here, Ct)).Findings.Where(f => f.ClauseKey == "one-channel").Select(f => f.Sentence));
        Assert.Equal(new FiledElsewhere(), await applicant.Get<SubmitFiling>().Run(app.Here, Guid.NewGuid(), Ct));
        Assert.Equal(["0"], await app.Ask("select submissions_used from filings where id = $1", app.Here.Value));

        await Release("applicant@bazhou", app.There);
        Assert.Null(await applicant.Get<SubmitFiling>().Run(app.Here, Guid.NewGuid(), Ct));
        Assert.Equal(["2023"], await app.Ask("select year from person_years where filing_id = $1", app.Here.Value));
        Assert.False(await Claim("applicant@bazhou", app.There, digest, exclusive: true));
        Assert.Null(await applicant.Get<WithdrawFiling>().Run(app.Here, Ct));
        Assert.Equal([], await app.Ask("select year from person_years where filing_id = $1", app.Here.Value));
    }

    [Fact(DisplayName = "运行角色读不到、改不了两张全平台的表；只能问一句；自己的占用只看得到自己的"), Trait("rule", "KZ-04")]
    public async Task Is_behind_a_door_that_answers_one_question()
    {
        var (here, there) = ((await app.Ask("select id from tenants where slug = 'tacheng'"))[0], (await app.Ask("select id from tenants where slug = 'bazhou'"))[0]);
        foreach (var table in new[] { "person_years", "platform_bars" })
            foreach (var sql in new[] { $"select count(*) from {table}", $"insert into {table} default values", $"delete from {table}", $"update {table} set digest = ''", $"truncate {table}" })
                Assert.Equal("42501", await The_calendar_of_the_platform.Refused(app.AppConnection, here, sql));
        Assert.Equal("42501", await The_calendar_of_the_platform.Refused(app.AppConnection, here, "delete from integrity_records"));

        var digest = Guid.NewGuid().ToByteArray();
        Assert.True(await Claim("applicant@bazhou", app.There, digest, exclusive: false));
        var hex = Convert.ToHexStringLower(digest);
        Assert.Equal(0L, await The_calendar_of_the_platform.Scalar(app.AppConnection, here, "select count(*) from own_person_years()"));
        Assert.Equal(1L, await The_calendar_of_the_platform.Scalar(app.AppConnection, there, "select count(*) from own_person_years()"));
        Assert.Equal(0L, await The_calendar_of_the_platform.Scalar(app.AppConnection, "", "select count(*) from own_person_years()"));
        Assert.Equal(true, await The_calendar_of_the_platform.Scalar(app.AppConnection, here, $"select person_year_taken('\\x{hex}', 2023, true)"));
        Assert.Equal(false, await The_calendar_of_the_platform.Scalar(app.AppConnection, here, $"select person_year_taken('\\x{hex}', 2023, false)"));
        Assert.Equal(false, await The_calendar_of_the_platform.Scalar(app.AppConnection, there, $"select person_year_taken('\\x{hex}', 2023, true)"));

        // Another port's claim is neither given back nor taken over, whatever tenant is forged.
        await The_calendar_of_the_platform.Scalar(app.AppConnection, here, $"select release_person_year('{app.There.Value}')");
        Assert.Equal("23503", await The_calendar_of_the_platform.Refused(app.AppConnection, here, $"select claim_person_year('\\x{hex}', 2023, '{app.There.Value}', false)"));
        Assert.Equal("23502", await The_calendar_of_the_platform.Refused(app.AppConnection, "", $"select claim_person_year('\\x{hex}', 2023, '{app.There.Value}', false)"));
        Assert.Equal(["1"], await app.Ask("select count(*) from person_years where filing_id = $1", app.There.Value));
        await Release("applicant@bazhou", app.There);
    }
}
