using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TitleReview.App;
using TitleReview.App.Demo;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Embedded;
using TitleReview.Domain;

namespace TitleReview.Tests.Support;

/// <summary>The whole app without its pages, over a database of its own that holds the demo; one per test class.</summary>
public class AppUnderTest(PostgresServer server) : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("titlereview-test-").FullName;
    private static readonly ConcurrentDictionary<string, string> DemoFolders = new(StringComparer.Ordinal);

    private ServiceProvider _services = null!;
    private Database _database = null!;

    public string DatabaseName { get; private set; } = "";
    public string AppConnection => server.ConnectionString(DatabaseName, DatabaseRoles.App);
    public string OwnerConnection => server.ConnectionString(DatabaseName, DatabaseRoles.Owner);
    public string SuperuserConnection => server.ConnectionString(DatabaseName);
    public string DataFolder => _data;
    public AppClock Clock { get; } = NewClock();

    /// <summary>The notice's own year by default, on a day when 工程系列 is open.</summary>
    protected virtual DateTimeOffset? StartAt => new DateTimeOffset(2023, 9, 18, 9, 0, 0, Moment.Beijing);

    protected virtual bool WithDemo => true;

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        if (StartAt is { } start) Clock.StartAt(start);
        DatabaseName = WithDemo ? await CopyOfTheDemo(ct) : await server.CreateDatabase(SchemaKey(), Migrate, ct);
        _database = await Database.External(AppConnection, OwnerConnection, ct);
        _services = Build(Clock);
    }

    /// <summary>The demo is loaded once in a run for each start of the clock; a class gets a copy of its database and of its files.</summary>
    private async Task<string> CopyOfTheDemo(CancellationToken ct)
    {
        var folder = DemoFolders.GetOrAdd($"{StartAt:O}", _ => Directory.CreateTempSubdirectory("titlereview-demo-").FullName);
        var name = await server.CreateDatabase(folder, owner => LoadDemo(owner, folder), ct);
        using var copy = Process.Start("cp", ["-a", $"{folder}/.", _data]);
        await copy.WaitForExitAsync(ct);
        Assert.Equal(0, copy.ExitCode);
        return name;
    }

    private async Task LoadDemo(string ownerConnection, string folder)
    {
        await Migrate(ownerConnection);
        var app = server.ConnectionString(new NpgsqlConnectionStringBuilder(ownerConnection).Database!, DatabaseRoles.App) + ";Pooling=false";
        await using var services = Build(await Database.External(app, ownerConnection), folder, DemoClock());
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoData>().Load(moveToNow: StartAt is null, CancellationToken.None);
    }

    /// <summary>Another node on the same database and folder: its own services, nothing shared in memory.</summary>
    public ServiceProvider AnotherNode() => Build(Clock);

    static AppUnderTest() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var folder in DemoFolders.Values) Directory.Delete(folder, recursive: true);
    };

    private ServiceProvider Build(AppClock clock) => Build(_database, _data, clock);

    /// <summary>A node in a process of its own, on the database and folder that the test around it made.</summary>
    public static async Task<ServiceProvider> NodeOf(string appConnection, string ownerConnection, string dataFolder, DateTimeOffset startAt)
    {
        var clock = NewClock();
        clock.StartAt(startAt);
        return Build(await Database.External(appConnection, ownerConnection), dataFolder, clock);
    }

    private static ServiceProvider Build(Database database, string data, AppClock clock)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddTitleReview(new AppSettings(database, data, Path.Combine(Repository.Root, "src", "TitleReview.Worker"), "http://localhost:5080"), clock);
        services.AddIdentityCore<AppUser>().AddTitleReviewIdentity();
        services.AddScoped<FakeUser>();
        services.AddScoped<ICurrentUser>(sp => sp.GetRequiredService<FakeUser>());
        return services.BuildServiceProvider();
    }

    /// <summary>Signs somebody of the demo in, such as applicant@tacheng, and gives the services of that sign-in.</summary>
    public Task<SignedInScope> As(string userName, ServiceProvider? node = null) => SignIn(node ?? _services, userName);

    public static async Task<SignedInScope> SignIn(ServiceProvider node, string userName)
    {
        var scope = node.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<TitleReviewDb>().Users.SingleAsync(u => u.UserName == userName);
        scope.ServiceProvider.GetRequiredService<FakeUser>().SignedIn = new SignedIn(new UserId(user.Id), user.TenantId, user.SecurityStamp!);
        return new SignedInScope(scope, user, node);
    }

    /// <summary>Nobody signed in.</summary>
    public SignedInScope AsVisitor() => new(_services.CreateAsyncScope(), null, _services);

    public async Task<List<string>> Ask(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(SuperuserConnection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string> rows = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) rows.Add(reader.IsDBNull(0) ? "" : reader.GetValue(0).ToString()!);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        // Every class leaves a database in which nothing impossible happened.
        var problems = await AsVisitor().Get<Verification>().Run(_ => { });
        await _services.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
        GC.SuppressFinalize(this);
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    public static async Task Migrate(string ownerConnection)
    {
        await using var database = await Database.External(ownerConnection, ownerConnection);
        await database.Migrate();
    }

    /// <summary>The whole schema script: another migration, another template.</summary>
    public static string SchemaKey()
    {
        using var db = new TitleReviewDb(new DbContextOptionsBuilder<TitleReviewDb>().UseNpgsql("Host=none").Options, default);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(db.GetService<IMigrator>().GenerateScript())))[..16];
    }

    private static AppClock NewClock() => new(new RealTime());

    /// <summary>Loading takes long, and every class starts its clock anew: nothing of the demo may lie after that start.</summary>
    private AppClock DemoClock()
    {
        if (StartAt is not { } start) return Clock;

        var clock = NewClock();
        clock.StartAt(start.AddMinutes(-5));
        return clock;
    }

    private sealed class RealTime : TimeProvider;
}

/// <summary>One signed-in person's services.</summary>
public sealed class SignedInScope(AsyncServiceScope scope, AppUser? user, IServiceProvider node) : IAsyncDisposable
{
    public AppUser User => user ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>The same sign-in in another window: services of its own.</summary>
    public SignedInScope Again()
    {
        var window = node.CreateAsyncScope();
        window.ServiceProvider.GetRequiredService<FakeUser>().SignedIn = Get<FakeUser>().SignedIn;
        return new SignedInScope(window, user, node);
    }

    public T Get<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}

public sealed class FakeUser : ICurrentUser
{
    public SignedIn? SignedIn { get; set; }

    public ValueTask<SignedIn?> Read() => new(SignedIn);
}
