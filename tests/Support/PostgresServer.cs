using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using TitleReview.App.Storage.Embedded;
using TitleReview.Tests.Support;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace TitleReview.Tests.Support;

/// <summary>
/// One server for all tests of an assembly, started when the first of them asks. A template database is migrated once per key;
/// each class gets a copy. TITLEREVIEW_TEST_PG, a superuser's connection string, points the same tests at any other server.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const int TooManyLeftovers = 40;

    private readonly string _assembly = Digest(typeof(PostgresServer).Assembly.GetName().Name!, 6);
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new(StringComparer.Ordinal);
    private readonly Lazy<Task<NpgsqlConnectionStringBuilder>> _server;
    private EmbeddedPostgres? _embedded;

    public PostgresServer() => _server = new(Start);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_embedded is not null) await _embedded.DisposeAsync();
    }

    /// <summary>Of a database made here. Without a user it is the superuser's.</summary>
    public string ConnectionString(string database, string? user = null)
    {
        if (!_server.IsValueCreated || !_server.Value.IsCompletedSuccessfully) throw new InvalidOperationException("Create a database first.");

        return new NpgsqlConnectionStringBuilder(_server.Value.Result.ConnectionString)
        {
            Database = database,
            Username = user ?? _server.Value.Result.Username,
            Password = user is null ? _server.Value.Result.Password : DatabaseRoles.PasswordOf(user, _server.Value.Result.Password!),
            MaxPoolSize = 10,
            IncludeErrorDetail = true,
        }.ConnectionString;
    }

    /// <summary>Owned by the owner's role, without tables.</summary>
    public async Task<string> CreateEmptyDatabase(CancellationToken ct = default)
    {
        await _server.Value;
        var name = NewName();
        await DatabaseRoles.EnsureDatabase(ConnectionString("postgres"), name, DatabaseRoles.Owner, ct);
        return name;
    }

    /// <summary>A copy of the template that <paramref name="migrate"/> makes from the owner's connection string; another key, another template.</summary>
    public async Task<string> CreateDatabase(string key, Func<string, Task> migrate, CancellationToken ct = default)
    {
        await _server.Value;
        var template = await _templates.GetOrAdd(key, _ => new(() => Template(key, migrate))).Value;
        var name = NewName();
        await using var admin = await Admin(ct);
        await Execute(admin, $"create database {name} template {template} owner {DatabaseRoles.Owner}", ct);
        return name;
    }

    private async Task<NpgsqlConnectionStringBuilder> Start()
    {
        NpgsqlConnectionStringBuilder server;
        if (Environment.GetEnvironmentVariable("TITLEREVIEW_TEST_PG") is { Length: > 0 } given)
        {
            server = new(given);
            server.Password ??= "titlereview";
            await DatabaseRoles.Ensure(given, server.Password);
        }
        else
        {
            var folder = Path.Combine(Repository.Root, ".data", "testpg-" + typeof(PostgresServer).Assembly.GetName().Name);
            RemoveWorn(folder);
            _embedded = await EmbeddedPostgres.Start(new() { Folder = folder, Unsafe = true });
            server = new(_embedded.ConnectionString("postgres"));
        }

        // Those of a run that went before; a run at our side on the same folder keeps its own.
        if (_embedded is null or { Owner: true })
        {
            await using var admin = new NpgsqlConnection(server.ConnectionString);
            await admin.OpenAsync();
            foreach (var left in await Names(admin, $"x_{_assembly}_")) await Execute(admin, $"drop database {left} with (force)");
        }

        return server;
    }

    /// <summary>Dropping many databases takes longer than a new cluster.</summary>
    private static void RemoveWorn(string folder)
    {
        var data = Path.Combine(folder, "cluster", "base");
        if (!Directory.Exists(data) || File.Exists(Path.Combine(folder, "cluster", "postmaster.pid"))) return;

        if (Directory.GetDirectories(data).Length > TooManyLeftovers) Directory.Delete(folder, recursive: true);
    }

    private async Task<string> Template(string key, Func<string, Task> migrate)
    {
        var name = $"t_{_assembly}_{Digest(key, 12)}";
        await using var admin = await Admin(default);
        await Execute(admin, $"select pg_advisory_lock({Convert.ToInt64(_assembly, 16)})");
        var known = await Names(admin, $"t_{_assembly}_");
        if (known.Contains(name)) return name;

        var asked = _templates.Keys.Select(k => $"t_{_assembly}_{Digest(k, 12)}").ToHashSet(StringComparer.Ordinal);
        foreach (var old in known.Where(k => !asked.Contains(k)))
        {
            await Execute(admin, $"alter database {old} is_template false");
            await Execute(admin, $"drop database {old} with (force)");
        }

        var made = name + "_new";
        await DatabaseRoles.EnsureDatabase(ConnectionString("postgres"), made, DatabaseRoles.Owner);
        await migrate(ConnectionString(made, DatabaseRoles.Owner) + ";Pooling=false");
        // Whoever filled it may have ended a moment ago.
        await Execute(admin, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{made}'");
        await Execute(admin, $"alter database {made} rename to {name}");
        await Execute(admin, $"alter database {name} is_template true allow_connections false");
        return name;
    }

    private string NewName() => $"x_{_assembly}_{Guid.NewGuid():N}"[..24];

    private async Task<NpgsqlConnection> Admin(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(ct);
        return connection;
    }

    private static async Task<List<string>> Names(NpgsqlConnection admin, string prefix)
    {
        await using var command = new NpgsqlCommand("select datname from pg_database where starts_with(datname, $1)", admin) { Parameters = { new() { Value = prefix } } };
        await using var reader = await command.ExecuteReaderAsync();
        List<string> names = [];
        while (await reader.ReadAsync()) names.Add(reader.GetString(0));
        return names;
    }

    private static async Task Execute(NpgsqlConnection admin, string sql, CancellationToken ct = default)
    {
        // Who waits for a template waits as long as it takes another class to load the demo into it.
        await using var command = new NpgsqlCommand(sql, admin) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Digest(string text, int length) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..length];
}
