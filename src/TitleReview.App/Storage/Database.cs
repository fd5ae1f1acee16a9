using Microsoft.EntityFrameworkCore;
using Npgsql;
using TitleReview.App.Calendar;
using TitleReview.App.Storage.Embedded;

namespace TitleReview.App.Storage;

/// <summary>The database this process serves from: a private cluster, or a server of the operator's.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;

    private Database(string owner, string app, EmbeddedPostgres? embedded) => (OwnerConnection, AppConnection, _embedded) = (owner, Tuned(app), embedded);

    /// <summary>Migrates; never serves.</summary>
    public string OwnerConnection { get; }

    /// <summary>Serves; owns nothing, row-level security binds it.</summary>
    public string AppConnection { get; }

    public bool IsEmbedded => _embedded is not null;

    public static async Task<Database> Embedded(string folder, Action<string> log, CancellationToken ct = default)
    {
        var server = await EmbeddedPostgres.Start(new EmbeddedPostgresOptions { Folder = folder, Log = log }, ct);
        return new Database(server.ConnectionString(user: DatabaseRoles.Owner), server.ConnectionString(user: DatabaseRoles.App), server);
    }

    /// <summary>
    /// A server of the operator's. A superuser's string is only used to make the two roles; both then log in with passwords
    /// derived from it, so that several nodes agree without talking. Any other user owns the tables and is bound by FORCE.
    /// </summary>
    public static async Task<Database> External(string connectionString, string? ownerConnectionString, CancellationToken ct = default)
    {
        WhyUnsafe(connectionString);
        if (ownerConnectionString is not null)
            return await IsPrivileged(connectionString, ct)
                ? throw new InvalidOperationException("The user that serves must not be a superuser nor bypass row-level security.")
                : new Database(ownerConnectionString, connectionString, null);
        if (!await IsPrivileged(connectionString, ct)) return new Database(connectionString, connectionString, null);

        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        var secret = builder.Password ?? "";
        await DatabaseRoles.Ensure(connectionString, secret, ct);
        await DatabaseRoles.Adopt(connectionString, ct);
        return new Database(
            new NpgsqlConnectionStringBuilder(connectionString) { Username = DatabaseRoles.Owner, Password = DatabaseRoles.PasswordOf(DatabaseRoles.Owner, secret) }.ConnectionString,
            new NpgsqlConnectionStringBuilder(connectionString) { Username = DatabaseRoles.App, Password = DatabaseRoles.PasswordOf(DatabaseRoles.App, secret) }.ConnectionString, null);
    }

    /// <summary>Starts the private server again when it died; another's server is its operator's affair.</summary>
    public Task Revive(CancellationToken ct = default) => _embedded?.Revive(ct) ?? Task.CompletedTask;

    public async Task Migrate(CancellationToken ct = default)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(OwnerConnection) { Pooling = false }.ConnectionString;
        await using var db = new TitleReviewDb(new DbContextOptionsBuilder<TitleReviewDb>().UseNpgsql(unpooled).Options, default);
        // Migrating compares the whole model with its snapshot, seconds of every start: only when there is something to apply.
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any()) await db.Database.MigrateAsync(ct);
        await using var owner = new NpgsqlConnection(unpooled);
        await owner.OpenAsync(ct);
        await ShippedCalendar.Load(owner, ct);
    }

    /// <summary>Connections that are not reset would hand one tenant's setting to the next borrower: refuse to start on them.</summary>
    private static void WhyUnsafe(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (builder.NoResetOnClose || builder.Multiplexing)
            throw new InvalidOperationException("The connection string must not set 'No Reset On Close' or 'Multiplexing': a pooled connection would carry one tenant's setting to the next user.");
    }

    private static async Task<bool> IsPrivileged(string connectionString, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var ask = new NpgsqlCommand("select rolsuper or rolbypassrls from pg_roles where rolname = current_user", connection);
        return (bool)(await ask.ExecuteScalarAsync(ct))!;
    }

    private static string Tuned(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2 }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        if (_embedded is not null) await _embedded.DisposeAsync();
    }
}
