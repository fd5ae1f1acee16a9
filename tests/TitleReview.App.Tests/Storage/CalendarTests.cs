using Npgsql;
using TitleReview.App.Calendar;
using TitleReview.App.Notices;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Calendar;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Storage;

public sealed class The_calendar_of_the_platform(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static CalendarYearForm Of(int year) => new()
    {
        Holidays = $"{year}-01-01 至 {year}-01-03\n{year}-02-05 至 {year}-02-13\n{year}-04-03 至 {year}-04-05\n{year}-05-01 至 {year}-05-05\n{year}-06-09\n{year}-10-01 至 {year}-10-07",
        MakeUpDays = "",
        Source = "国务院办公厅通知",
    };

    [Fact(DisplayName = "随产品带的年份迁移时已在库里，版本与依据齐备")]
    public async Task Comes_with_the_product()
    {
        Assert.Equal(["2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"], await app.Ask("select year from calendar_years where source <> '' order by 1"));

        // A second start adds nothing and takes nothing back.
        await app.Ask("update calendar_years set edition = '改过' where year = 2019");
        await AppUnderTest.Migrate(app.OwnerConnection);
        Assert.Equal(["改过"], await app.Ask("select edition from calendar_years where year = 2019"));
        await app.Ask("update calendar_years set edition = '随产品附带' where year = 2019");
    }

    [Fact(DisplayName = "平台管理员发布一年：版本记下日期，进审计；旧页面再存就说刚有人办过")]
    public async Task Is_published_by_the_platform_administrator()
    {
        await using var administrator = await app.As("admin@platform");
        Assert.Null(await administrator.Get<PublishCalendarYear>().Run(2024, Of(2024), await Version(2024), Ct));
        Assert.Equal(["2023年9月18日修订"], await app.Ask("select edition from calendar_years where year = 2024"));
        Assert.Equal(["KeepCalendar"], await app.Ask("select act from audit_entries where act = 'KeepCalendar'"));
        Assert.Equal(new JustHandledByAnother(), await administrator.Get<PublishCalendarYear>().Run(2024, Of(2024), 1, Ct));
        Assert.Equal(new CalendarYearOutOfRange(2027, 2025), await administrator.Get<PublishCalendarYear>().Run(2027, Of(2027), 0, Ct));
        Assert.Contains((await administrator.Get<ReadCalendarYears>().Run(Ct))!.Years, y => y.Year == 2024 && y.UpdatedBy == "苏和平" && y.Holidays.Count == 28);
    }

    private async Task<uint> Version(int year) => uint.Parse((await app.Ask($"select xmin::text from calendar_years where year = {year}"))[0]);

    [Theory(DisplayName = "别人看不到也改不了：端口里的人都没有这一页")]
    [InlineData("prefecture@tacheng"), InlineData("county@tacheng"), InlineData("employer@tacheng"), InlineData("applicant@tacheng")]
    public async Task Is_kept_by_nobody_else(string person)
    {
        await using var of = await app.As(person);
        Assert.Null(await of.Get<ReadCalendarYears>().Run(Ct));
        Assert.IsType<NotFoundHere>(await of.Get<PublishCalendarYear>().Run(2025, Of(2025), 0, Ct));
    }

    [Theory(DisplayName = "数据库自己也把着：没有租户、别的端口、乱写的，读得到而写不进；谁都删不掉")]
    [InlineData(""), InlineData("tacheng")]
    public async Task Is_guarded_by_the_database(string slug)
    {
        var tenant = slug.Length == 0 ? "" : (await app.Ask("select id from tenants where slug = $1", slug))[0];
        var before = await app.Ask("select md5(string_agg(y::text, ',' order by year)) from calendar_years y");

        Assert.Equal(8L, await Scalar(app.AppConnection, tenant, "select count(*) from calendar_years where year < 2027"));
        Assert.Equal("42501", await Refused(app.AppConnection, tenant, "insert into calendar_years select 2031, '{}', '{}', '', '', now(), ''"));
        Assert.Null(await Refused(app.AppConnection, tenant, "update calendar_years set edition = 'x'"));
        Assert.Equal("42501", await Refused(app.AppConnection, tenant, "delete from calendar_years"));
        Assert.Equal("42501", await Refused(app.AppConnection, (await app.Ask("select id from tenants where slug = 'platform'"))[0], "delete from calendar_years"));
        Assert.Equal(before, await app.Ask("select md5(string_agg(y::text, ',' order by year)) from calendar_years y"));
    }

    [Fact(DisplayName = "平台管理的那一户不是端口：门户没有它，到时办理没有它，身份换到别的端口就什么都不能办")]
    public async Task Belongs_to_a_household_that_is_no_port()
    {
        await using var visitor = app.AsVisitor();
        var sessions = visitor.Get<TenantSessions>();
        Assert.DoesNotContain(await sessions.Tenants(Ct), t => t.IsPlatform);
        Assert.Null(await sessions.OpenPortal("platform", Ct));
        Assert.Null(await sessions.OpenPortal(" platform ", Ct));

        await app.Ask("update users set role = 'PlatformAdministrator' where user_name = 'employer@kezhou'");
        await using var strayed = await app.As("employer@kezhou");
        Assert.Null(await strayed.Get<ReadCalendarYears>().Run(Ct));
        await app.Ask("update users set role = 'EmployerAdministrator' where user_name = 'employer@kezhou'");
    }

    internal static async Task<object?> Scalar(string connectionString, string tenant, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand($"select set_config('app.tenant', '{tenant}', false)", connection);
        await command.ExecuteNonQueryAsync(Ct);
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Ct);
    }

    /// <returns>The database's refusal; null when it ran.</returns>
    internal static async Task<string?> Refused(string connectionString, string tenant, string sql)
    {
        try
        {
            await Scalar(connectionString, tenant, sql);
            return null;
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
    }
}

public sealed class Regional_holidays(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "本地区放假的日子公示跳过去；别的端口照常；已经算出的期限不动，版本里写着几天"), Trait("rule", "TC-33")]
    public async Task Move_only_what_is_computed_later()
    {
        var filing = new FilingId(Guid.Parse((await app.Ask("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = 'submitted@tacheng'"))[0]));
        var posted = await app.Ask("select last_day::text || calendar_edition from notices order by id");
        await using var prefecture = await app.As("prefecture@tacheng");
        await using var employer = await app.As("employer@tacheng");
        Assert.Equal(new DateOnly(2023, 9, 25), (await employer.Get<ReadNotice>().Run(filing, Ct))!.LastDay);

        Assert.Null(await prefecture.Get<AddRegionalHolidays>().Run(new(2023, 9, 20), new(2023, 9, 21), "古尔邦节", "行署办公室通知", Ct));
        Assert.Equal(new DateOnly(2023, 9, 27), (await employer.Get<ReadNotice>().Run(filing, Ct))!.LastDay);
        Assert.Null(await employer.Get<PostNotice>().Run(filing, Ct));
        var days = (await app.Ask("select count(*) from regional_holidays"))[0];
        Assert.EndsWith($"；另有本地区放假 {days} 天", (await app.Ask("select calendar_edition from notices where filing_id = $1", filing.Value))[0], StringComparison.Ordinal);

        // A neighbour's calendar knows nothing of it.
        await using var elsewhere = await app.As("prefecture@bazhou");
        await using (var session = await elsewhere.Get<TenantSessions>().Open(Ct))
            Assert.True((await session.Calendar(Ct)).IsWorkingDay(new DateOnly(2023, 9, 20)));
        Assert.Empty((await elsewhere.Get<ReadRegionalHolidays>().Run(Ct))!.Days);

        // Taking a day back leaves the posted notice as it is.
        Assert.Null(await prefecture.Get<RemoveRegionalHoliday>().Run(new(2023, 9, 20), "录错了", Ct));
        Assert.Equal(new DateOnly(2023, 9, 27), (await employer.Get<ReadNotice>().Run(filing, Ct))!.LastDay);
        Assert.Equal(posted, await app.Ask("select last_day::text || calendar_edition from notices where filing_id <> $1 order by id", filing.Value));
        Assert.Contains("录错了", (await app.Ask("select body::text from audit_entries where act = 'KeepRegionalHolidays' order by seq desc limit 1"))[0], StringComparison.Ordinal);
    }

    [Fact(DisplayName = "只有地区人社局能录；过去的、重的、没有依据的都说得出原因")]
    public async Task Are_entered_by_the_prefecture_for_the_future()
    {
        await using var county = await app.As("county@tacheng");
        Assert.IsType<NotFoundHere>(await county.Get<AddRegionalHolidays>().Run(new(2023, 11, 1), null, "古尔邦节", "通知", Ct));
        Assert.Null(await county.Get<ReadRegionalHolidays>().Run(Ct));

        await using var prefecture = await app.As("prefecture@tacheng");
        var wrong = Assert.IsType<InvalidInput>(await prefecture.Get<AddRegionalHolidays>().Run(new(2023, 9, 18), null, "", null, Ct));
        Assert.Equal(["From", "Name", "Basis"], wrong.Errors.Select(e => e.Field));
        Assert.Null(await prefecture.Get<AddRegionalHolidays>().Run(new(2023, 11, 6), null, "古尔邦节", "通知", Ct));
        Assert.Equal(new InvalidInput("From", new RegionalHolidayTaken().Sentence), await prefecture.Get<AddRegionalHolidays>().Run(new(2023, 11, 5), new(2023, 11, 7), "古尔邦节", "通知", Ct));
        Assert.IsType<ReasonForTheRecord>(await prefecture.Get<RemoveRegionalHoliday>().Run(new(2023, 11, 6), " ", Ct));
        app.Clock.Advance(TimeSpan.FromDays(60));
        Assert.Equal(new RegionalHolidayPast(new(2023, 11, 6)), await prefecture.Get<RemoveRegionalHoliday>().Run(new(2023, 11, 6), "录错了", Ct));
        app.Clock.Advance(TimeSpan.FromDays(-60));
    }
}
