using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace TitleReview.App.Storage.Embedded;

/// <summary>The owner migrates; the app serves, owns nothing and is bound by row-level security.</summary>
public static class DatabaseRoles
{
    public const string Owner = "titlereview_owner";
    public const string App = "titlereview_app";

    /// <summary>Two processes may come at once; altering one role at the same time is an error.</summary>
    private const long OneAtATime = 7_415_263_001;

    /// <summary>Each role its own, made from a secret that only the superuser has: who learns the app's is not the superuser.</summary>
    public static string PasswordOf(string role, string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(role)));

    public static async Task Ensure(string superuserConnectionString, string secret, CancellationToken ct = default)
    {
        await using var connection = await Open(superuserConnectionString, ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Execute(connection, $"select pg_advisory_xact_lock({OneAtATime})", ct);
        // The statement below carries the password: keep it out of the server's log.
        await Execute(connection, "select set_config('log_statement', 'none', true), set_config('log_min_duration_statement', '-1', true)", ct);
        foreach (var role in new[] { Owner, App })
        {
            await using var ask = new NpgsqlCommand(
                """
                select format('%s role %I login nosuperuser nobypassrls nocreaterole nocreatedb noreplication password %L',
                              case when exists (select 1 from pg_roles where rolname = $1) then 'alter' else 'create' end, $1, $2)
                """,
                connection)
            {
                Parameters = { new() { Value = role }, new() { Value = PasswordOf(role, secret) } },
            };
            await Execute(connection, (string)(await ask.ExecuteScalarAsync(ct))!, ct);
        }

        await transaction.CommitAsync(ct);
    }

    public static async Task EnsureDatabase(string superuserConnectionString, string name, string owner, CancellationToken ct = default)
    {
        await using var connection = await Open(superuserConnectionString, ct);
        await Execute(connection, $"select pg_advisory_lock({OneAtATime})", ct);
        await using var ask = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await ask.ExecuteScalarAsync(ct) is not null) return;

        await Execute(connection, $"create database {Quoted(name)} owner {Quoted(owner)} template template0 encoding 'UTF8' locale 'C'", ct);
        await Execute(connection, $"revoke all on database {Quoted(name)} from public", ct);
        await Execute(connection, $"grant connect on database {Quoted(name)} to {App}", ct);
    }

    /// <summary>Gives the database of the connection string, and what an earlier start left in it, to the owner's role.</summary>
    public static async Task Adopt(string superuserConnectionString, CancellationToken ct = default)
    {
        await using var connection = await Open(superuserConnectionString, ct);
        await Execute(connection, $"select pg_advisory_lock({OneAtATime})", ct);
        await Execute(connection, $"alter database {Quoted(connection.Database)} owner to {Owner}", ct);
        await Execute(connection, $"alter schema public owner to {Owner}", ct);
        await Execute(connection, $"grant connect on database {Quoted(connection.Database)} to {App}", ct);
    }

    private static async Task<NpgsqlConnection> Open(string connectionString, CancellationToken ct)
    {
        // Unpooled: closing the connection gives the lock back.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
