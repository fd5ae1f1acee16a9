using Npgsql;
using TitleReview.App.Storage;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Storage;

/// <summary>Every table has a row of the victim's, made up where the demo has none; gone again before the database is verified.</summary>
public sealed class WallsUnderTest(PostgresServer server) : AppUnderTest(server), IAsyncLifetime
{
    public Guid Attacker { get; private set; }
    public Guid Victim { get; private set; }

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Attacker = Guid.Parse((await Ask("select id from tenants where slug = 'bazhou'"))[0]);
        Victim = Guid.Parse((await Ask("select id from tenants where slug = 'tacheng'"))[0]);
        foreach (var table in Walled.TenantTables)
            if ((await Ask($"select 1 from {table} where tenant_id = $1 limit 1", Victim)).Count == 0) await MakeUp(table);
    }

    private async Task MakeUp(string table)
    {
        // What may be empty stays empty: the checks of a table mostly say when something has to be there.
        var columns = await Ask("select column_name || ':' || data_type from information_schema.columns where table_schema = 'public' and table_name = $1 and is_nullable = 'NO'", table);
        var values = columns.Select(c => c.Split(':')).Select(c => c[0] == "tenant_id" ? $"'{Victim}'" : c[1] switch
        {
            "uuid" => "gen_random_uuid()",
            "boolean" => "false",
            "integer" or "bigint" => "1",
            "bytea" => "'\\x'",
            "jsonb" => "'{}'",
            "timestamp with time zone" => "now()",
            "date" => "date '2023-10-01'",
            _ => "'made-up'",
        });
        // No made-up row can satisfy what a table demands of its columns; the walls stand without those demands too.
        foreach (var check in await Ask("select conname from pg_constraint where contype = 'c' and conrelid = $1::regclass", table)) await Ask($"alter table {table} drop constraint {check}");
        await Ask($"set session_replication_role = replica; insert into {table} ({string.Join(", ", columns.Select(c => $"\"{c.Split(':')[0]}\""))}) values ({string.Join(", ", values)})");
        _madeUp.Add(table);
    }

    private readonly List<string> _madeUp = [];

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        foreach (var table in _madeUp) await Ask($"set session_replication_role = replica; delete from {table} where tenant_id = '{Victim}'");
        await DisposeAsync();
    }
}

public sealed class The_walls_between_tenants(WallsUnderTest app) : IClassFixture<WallsUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public enum Setting { None, Attacker, Empty, Garbage }

    public static TheoryData<string, string, Setting> Sweep()
    {
        var data = new TheoryData<string, string, Setting>();
        foreach (var table in Walled.TenantTables)
            foreach (var act in new[] { "select", "insert", "update", "delete" })
                foreach (var setting in Enum.GetValues<Setting>()) data.Add(table, act, setting);
        return data;
    }

    [Theory(DisplayName = "每张表 × 查、增、改、删 × 没有租户、别的租户、空、乱写：碰不到别家一行"), MemberData(nameof(Sweep))]
    public async Task Stand_in_every_table_against_every_act(string table, string act, Setting setting)
    {
        var before = await Digest(table);
        await using var connection = new NpgsqlConnection(app.AppConnection);
        await connection.OpenAsync(Ct);
        if (setting is not Setting.None)
            await Execute(connection, $"select set_config('app.tenant', '{(setting switch { Setting.Attacker => app.Attacker.ToString(), Setting.Empty => "", _ => "nobody' or true" }).Replace("'", "''", StringComparison.Ordinal)}', false)");

        var touched = 0L;
        try
        {
            touched = act switch
            {
                "select" => await Count(connection, $"select count(*) from {table} where tenant_id = '{app.Victim}'"),
                "insert" => await Execute(connection, $"insert into {table} select (jsonb_populate_record(null::{table}, '{await Row(table)}')).*"),
                "update" => await Execute(connection, $"update {table} set tenant_id = tenant_id where tenant_id = '{app.Victim}'"),
                _ => await Execute(connection, $"delete from {table} where tenant_id = '{app.Victim}'"),
            };
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidTextRepresentation)
        {
            // The database said no; that nothing changed is checked below.
        }

        Assert.Equal(0, touched);
        Assert.Equal(before, await Digest(table));
    }

    [Fact(DisplayName = "自己的行看得见：上面的扫查不是因为谁都看不见")]
    public async Task Let_a_tenant_see_its_own_rows()
    {
        foreach (var table in Walled.TenantTables)
        {
            await using var connection = new NpgsqlConnection(app.AppConnection);
            await connection.OpenAsync(Ct);
            await Execute(connection, $"select set_config('app.tenant', '{app.Victim}', false)");
            Assert.True(await Count(connection, $"select count(*) from {table} where tenant_id = '{app.Victim}'") > 0, table);
        }
    }

    [Fact(DisplayName = "没有租户的表只有名单上的几张，其余都强制行级隔离")]
    public async Task Are_forced_in_every_table_that_is_not_shared()
    {
        // users and its satellites stand outside: at sign-in nobody knows the tenant yet. They hold no filings; queries name the tenant.
        var open = await app.Ask("select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and not (relrowsecurity and relforcerowsecurity) order by 1");

        Assert.Equal(TitleReviewDb.SharedTables.Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
    }

    [Fact(DisplayName = "每张租户表的主键从租户起")]
    public async Task Begin_every_primary_key_with_the_tenant() =>
        Assert.Equal([], await app.Ask("""
            select c.relname from pg_class c left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
              left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
              where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relrowsecurity and c.relname <> 'calendar_years' and a.attname is distinct from 'tenant_id'
            """));

    [Fact(DisplayName = "租户表之间的外键都带着租户：子行挂不到别家的父行上")]
    public async Task Carry_the_tenant_in_every_foreign_key() =>
        Assert.Equal([], await app.Ask("""
            select k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
              where k.contype = 'f' and c.relrowsecurity and p.relname <> 'tenants' and not exists
                (select 1 from unnest(k.conkey, k.confkey) as x (child, parent)
                   join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.child and a.attname = 'tenant_id'
                   join pg_attribute b on b.attrelid = k.confrelid and b.attnum = x.parent and b.attname = 'tenant_id')
            """));

    [Fact(DisplayName = "租户表之内没有不带租户的唯一索引：撞不出别家的值")]
    public async Task Reveal_nothing_through_a_unique_index() =>
        Assert.Equal([], await app.Ask("""
            select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid
              where i.indisunique and c.relrowsecurity and c.relname <> 'calendar_years' and not exists
                (select 1 from pg_attribute a where a.attrelid = c.oid and a.attnum = any (i.indkey) and a.attname = 'tenant_id')
            """));

    [Fact(DisplayName = "墙上列的表与模型一致")]
    public async Task Name_the_tables_of_the_model()
    {
        await using var scope = app.AsVisitor();
        var model = scope.Get<TitleReviewDb>().Model.GetEntityTypes().Where(e => typeof(Domain.ITenantOwned).IsAssignableFrom(e.ClrType))
            .Select(e => (string)e.FindAnnotation("Relational:TableName")!.Value!);

        Assert.Equal(model.Append("audit_heads").Concat(App.Storage.Migrations.WorkQueue.DerivedTables).Concat(App.Storage.Migrations.BulkWalls.DerivedTables).Concat(App.Storage.Migrations.BoardWalls.DerivedTables).Distinct().Order(StringComparer.Ordinal), Walled.TenantTables.Order(StringComparer.Ordinal));
    }

    [Fact(DisplayName = "运行角色：不是超级用户，不能绕过隔离，不拥有任何表，不能建表、清空、改迁移记录")]
    public async Task Hold_the_role_that_serves()
    {
        Assert.Equal([], await app.Ask("select rolname from pg_roles where rolname in ('titlereview_app', 'titlereview_owner') and (rolsuper or rolbypassrls or rolcreaterole)"));
        Assert.Equal([], await app.Ask("select relname from pg_class where relowner = 'titlereview_app'::regrole"));
        Assert.Equal(["False"], await app.Ask("select has_schema_privilege('titlereview_app', 'public', 'create')"));
        Assert.Equal([], await app.Ask("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and has_table_privilege('titlereview_app', oid, 'truncate, references, trigger')"));
        Assert.Equal(["False"], await app.Ask("""select has_table_privilege('titlereview_app', '"__EFMigrationsHistory"', 'insert, update, delete')"""));
        Assert.Equal(["False"], await app.Ask("select has_table_privilege('titlereview_app', 'tenants', 'insert, update, delete')"));
        Assert.Equal(
            ["audit_link", "claim_person_year", "own_person_years", "person_year_taken", "plan_windows_follow", "platform_bar_mirror", "platform_bars_of",
                "queue_count", "queue_day", "queue_follow_applicant", "queue_follow_assignment", "queue_follow_filing", "queue_follow_office", "queue_forget", "queue_load", "queue_write", "release_person_year"],
            await app.Ask("select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace order by 1"));
        Assert.Equal([], await app.Ask("select matviewname from pg_matviews"));
    }

    private Task<List<string>> Digest(string table) => app.Ask($"select md5(string_agg(t::text, ',' order by t::text)) from {table} t where tenant_id = $1", app.Victim);

    private async Task<string> Row(string table) =>
        (await app.Ask($"select to_jsonb(t) from {table} t where tenant_id = $1 limit 1", app.Victim))[0].Replace("'", "''", StringComparison.Ordinal);

    private static async Task<long> Count(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    private static async Task<int> Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(Ct);
    }
}
