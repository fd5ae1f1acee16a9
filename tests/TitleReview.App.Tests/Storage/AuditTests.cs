using Npgsql;
using TitleReview.App.Filings;
using TitleReview.App.People;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Storage;

public sealed class The_audit_trail(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<IReadOnlyList<string>> Verify()
    {
        await using var visitor = app.AsVisitor();
        return await visitor.Get<Verification>().Run(_ => { }, Ct);
    }

    private async Task Tamper(string sql) => await app.Ask($"set session_replication_role = replica; {sql}");

    /// <summary>Three more links on the demo's chain, so that there is a middle.</summary>
    private async Task AddLinks()
    {
        await using var county = await app.As("county@tacheng");
        for (var i = 0; i < 3; i++)
        {
            await using var session = await county.Get<TenantSessions>().Open(Ct);
            Assert.Null(session.WhyNot(Domain.Permissions.Act.ReadRoster));
            session.Note("核对");
            Assert.Null(await session.Save(Ct));
        }
    }

    [Theory(DisplayName = "底稿、意见、送审的表改了一字，或少了一行，核对都查得出")]
    [InlineData("submissions", "form = jsonb_set(form, '{modules,basic,0,values,ethnicity}', '\"某族\"')", "提交底稿与入链的摘要不符")]
    [InlineData("filing_events", "opinion = opinion || '。'", "经办记录与入链的摘要不符")]
    [InlineData("filings", "form = jsonb_set(form, '{modules,basic,0,values,name}', '\"某人\"')", "送审之后的表与最近的底稿不符")]
    public async Task What_was_submitted_and_decided_is_sealed(string table, string change, string problem)
    {
        var filing = (await app.Ask("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = 'passed@tacheng'"))[0];
        var key = table == "filings" ? "id" : "filing_id";
        Assert.Equal([], await Verify());

        await Tamper($"create temp table kept as select * from {table} where {key} = '{filing}'; update {table} set {change} where {key} = '{filing}'; create table public.kept as select * from kept;");
        var found = await Verify();
        await Tamper($"delete from {table} where {key} = '{filing}'; insert into {table} select * from public.kept; drop table public.kept;");

        Assert.Contains(found, f => f.Contains(problem, StringComparison.Ordinal));
        Assert.Equal([], await Verify());
    }

    [Theory(DisplayName = "审计一行里任何一列改动一处，核对时都看得出")]
    [InlineData("id", "gen_random_uuid()")]
    [InlineData("at", "a.at + interval '1 microsecond'")]
    [InlineData("user_id", "gen_random_uuid()")]
    [InlineData("user_name", "a.user_name || ' '")]
    [InlineData("act", "a.act || 's'")]
    [InlineData("body", "jsonb_set(a.body, '{0,text}', '\"核对了\"')")]
    [InlineData("seq", "a.seq + 100")]
    [InlineData("prev", "set_byte(a.prev, 0, get_byte(a.prev, 0) # 1)")]
    [InlineData("hash", "set_byte(a.hash, 31, get_byte(a.hash, 31) # 1)")]
    [InlineData("tenant_id", "(select id from tenants where slug = 'platform')")]
    public async Task Shows_one_change_in_any_column(string column, string change)
    {
        await AddLinks();
        Assert.Empty(await Verify());
        await app.Ask("create schema if not exists aside; drop table if exists aside.kept; create table aside.kept as select * from audit_entries where tenant_id = (select id from tenants where slug = 'tacheng') order by seq desc offset 1 limit 1");
        await Tamper($"update audit_entries a set {column} = {change} from aside.kept k where a.tenant_id = k.tenant_id and a.id = k.id");

        var problems = await Verify();

        await Tamper("delete from audit_entries a using aside.kept k where a.hash = k.hash or (a.tenant_id = k.tenant_id and a.prev = k.prev) or a.id = k.id; insert into audit_entries select * from aside.kept; drop table aside.kept");
        Assert.Contains(problems, p => p.Contains("审计链", StringComparison.Ordinal));
        Assert.Empty(await Verify());
    }

    [Theory(DisplayName = "抽掉一行，不论中间还是末尾，都看得出")]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Shows_a_missing_entry(int fromTheEnd)
    {
        await AddLinks();
        await app.Ask($"create schema if not exists aside; drop table if exists aside.kept; create table aside.kept as select * from audit_entries where tenant_id = (select id from tenants where slug = 'tacheng') order by seq desc offset {fromTheEnd} limit 1");
        await Tamper("delete from audit_entries a using aside.kept k where a.tenant_id = k.tenant_id and a.id = k.id");

        var problems = await Verify();

        await Tamper("insert into audit_entries select * from aside.kept; drop table aside.kept");
        Assert.Contains(problems, p => p.Contains("审计链", StringComparison.Ordinal));
        Assert.Empty(await Verify());
    }

    public static TheoryData<string, string> WhoAndWhat()
    {
        var data = new TheoryData<string, string>();
        foreach (var who in new[] { "app", "owner", "superuser" })
            foreach (var table in App.Storage.Migrations.WalledTables.AppendOnly)
                foreach (var sql in new[] { $"update {table} set tenant_id = tenant_id", $"delete from {table}", $"truncate {table} cascade" }) data.Add(who, sql);
        return data;
    }

    [Theory(DisplayName = "只增不改的表：运行角色、所有者、超级用户都改不得、删不得、清不得"), MemberData(nameof(WhoAndWhat))]
    public async Task Is_append_only_for_everybody(string who, string sql)
    {
        await using var connection = new NpgsqlConnection(who switch { "app" => app.AppConnection, "owner" => app.OwnerConnection, _ => app.SuperuserConnection });
        await connection.OpenAsync(Ct);
        await using var setting = new NpgsqlCommand("select set_config('app.tenant', (select id::text from tenants where slug = 'tacheng'), false)", connection);
        await setting.ExecuteNonQueryAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await using var fill = new NpgsqlCommand("""
            insert into operation_keys select id, gen_random_uuid(), gen_random_uuid(), 'x', now() from tenants where slug = 'tacheng';
            insert into desk_notes (tenant_id, filing_id, id, office_name, text, written_at, written_by, written_by_name)
              select tenant_id, id, gen_random_uuid(), 'x', 'x', now(), gen_random_uuid(), 'x' from filings where tenant_id = app_tenant() limit 1;
            """, connection, transaction);
        await fill.ExecuteNonQueryAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection, transaction);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Ct));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact(DisplayName = "被拒绝的事不留审计，也什么都没有改变")]
    public async Task Says_nothing_of_what_was_refused()
    {
        await using var employer = await app.As("employer@tacheng");
        var before = await app.Ask("select count(*) from audit_entries");
        var staff = (await employer.Get<ReadStaff>().Run(ct: Ct)).Rows.First(a => a.Person.Status == Domain.People.StaffStatus.Confirmed).Person;

        Assert.NotNull(await employer.Get<DecideStaff>().Run(staff.Id, true, null, Ct));
        Assert.NotNull(await employer.Get<DecideStaff>().Run(staff.Id, false, " ", Ct));
        Assert.NotNull(await employer.Get<App.Approvals.ApproveFiling>().Run(new FilingId(Guid.NewGuid()), "同意", true, Ct));
        Assert.Equal(before, await app.Ask("select count(*) from audit_entries"));
    }

    [Fact(DisplayName = "审计里没有一个身份证号码")]
    public async Task Holds_no_resident_id()
    {
        await using var visitor = app.AsVisitor();
        var vault = visitor.Get<Vault>();
        var numbers = new List<string>();
        foreach (var row in await app.Ask("select tenant_id || ' ' || encode(sealed_resident_id, 'hex') from applicants"))
            numbers.Add(vault.Open(new TenantId(Guid.Parse(row.Split(' ')[0])), RegisterApplicant.ResidentIdPurpose, Convert.FromHexString(row.Split(' ')[1])));

        Assert.True(numbers.Count > 10);
        foreach (var number in numbers) Assert.Equal([], await app.Ask("select id::text from audit_entries a where a::text like '%' || $1 || '%'", number));
        Assert.Equal([], await app.Ask("select id::text from audit_entries a where body::text ~ '\"sealedResidentId\"|\"SealedResidentId\"|ResidentIdDigest|PasswordHash|SecurityStamp'"));
    }

    [Fact(DisplayName = "改选专业、级别要留审计：改成了什么")]
    public async Task Says_what_a_filing_is_for()
    {
        await using var applicant = await app.As("applicant@tacheng");
        var filing = (await applicant.Get<ReadApplicantHome>().Run(Ct))!.Filings[0].Filing;

        Assert.Null(await applicant.Get<RechooseTitle>().Run(filing.Id, filing.Choice with { Specialty = "林业" }, Ct));

        Assert.Single(await app.Ask("select 1 from audit_entries where act = 'EditFiling' and body::text like '%林业%'"));
        Assert.Null(await applicant.Get<RechooseTitle>().Run(filing.Id, filing.Choice, Ct));
    }
}
