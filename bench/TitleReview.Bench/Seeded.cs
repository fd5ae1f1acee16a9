using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TitleReview.App;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Embedded;
using TitleReview.Domain;
using TitleReview.Tests.Support;

namespace TitleReview.Bench;

/// <summary>The real program over a seeded port of a given size, with its own PostgreSQL; and the same use cases in this process over the same database.</summary>
internal sealed class Seeded : IAsyncDisposable
{
    /// <summary>Seeding a million takes a quarter of an hour: with this variable the seeded data stay in the folder it names, for the next run.</summary>
    private static readonly string? Keep = Environment.GetEnvironmentVariable("TITLEREVIEW_BENCH_KEEP");

    private readonly string _data;
    private Process? _process;
    private Database? _database;
    private ServiceProvider? _services;

    private Seeded(string data) => _data = data;

    public Uri Address { get; } = new($"http://localhost:{Site.FreePort()}");

    public int ProcessId => _process!.Id;

    /// <summary>The superuser's.</summary>
    public string Connection { get; private set; } = "";

    public string ServerLog { get; private set; } = "";

    public static async Task<Seeded> Start(int filings, int ready, CancellationToken ct)
    {
        var kept = Keep is null ? null : Path.Combine(Keep, $"{filings}-{ready}");
        var seeded = new Seeded(kept ?? ReachableFolder.New("titlereview-bench-"));
        try
        {
            if (kept is null || !Directory.Exists(kept)) await seeded.Fill(filings, ready, ct);
            seeded._process = seeded.Launch([], quiet: true);
            await seeded.Ready(ct);
            await seeded.Join(ct);
            return seeded;
        }
        catch
        {
            await seeded.DisposeAsync();
            throw;
        }
    }

    private async Task Fill(int filings, int ready, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        using var seed = Launch(["seed", "--filings", $"{filings}", "--ready", $"{ready}"], quiet: false);
        await seed.WaitForExitAsync(ct);
        if (seed.ExitCode != 0) throw new InvalidOperationException("The seeder failed.");
        Console.WriteLine($"{filings:N0} filings seeded in {clock.Elapsed:m\\:ss}.");
    }

    /// <summary>The services of one signed-in person, in this process.</summary>
    public async Task<AsyncServiceScope> As(string userName)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync();
        await using var ask = new NpgsqlCommand("select id, tenant_id, security_stamp from users where user_name = $1", connection) { Parameters = { new() { Value = userName } } };
        await using var reader = await ask.ExecuteReaderAsync();
        await reader.ReadAsync();
        var scope = _services!.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BenchUser>().SignedIn = new SignedIn(new UserId(reader.GetGuid(0)), new TenantId(reader.GetGuid(1)), reader.GetString(2));
        return scope;
    }

    public async Task<List<T>> Ask<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        List<T> rows = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        if (_process is { HasExited: false })
        {
            using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process?.Dispose();
        if (Keep is null) Directory.Delete(_data, recursive: true);
    }

    private async Task Join(CancellationToken ct)
    {
        // The server runs already: who comes second only uses it.
        await using (var server = await EmbeddedPostgres.Start(new EmbeddedPostgresOptions { Folder = Path.Combine(_data, "postgres") }, ct)) Connection = server.ConnectionString();
        ServerLog = Path.Combine((await Ask<string>("select current_setting('data_directory')"))[0], "server.log");
        _database = await Database.Embedded(Path.Combine(_data, "postgres"), _ => { }, ct);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddTitleReview(new AppSettings(_database, _data, Path.Combine(Repository.Root, "src", "TitleReview.Worker"), "http://localhost:5080"), new AppClock(Machine.Time));
        services.AddIdentityCore<AppUser>().AddTitleReviewIdentity();
        services.AddScoped<BenchUser>();
        services.AddScoped<ICurrentUser>(sp => sp.GetRequiredService<BenchUser>());
        _services = services.BuildServiceProvider();
    }

    private async Task Ready(CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = Address };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(5) && !_process!.HasExited; await Task.Delay(200, ct))
        {
            try
            {
                if ((await http.GetAsync("/health/ready", ct)).StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        throw new InvalidOperationException("The program did not start.");
    }

    private Process Launch(string[] words, bool quiet)
    {
        var web = Path.Combine(Repository.Root, "src", "TitleReview.Web");
        var built = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(web, "bin", built, "net10.0", "TitleReview.Web.dll"), .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Staging";
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["ASPNETCORE_CONTENTROOT"] = web;
        start.Environment["TitleReview__DataDirectory"] = _data;
        start.Environment["TitleReview__Demo"] = "false";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => { if (!quiet && line.Data is not null) Console.Error.WriteLine(line.Data); };
        process.ErrorDataReceived += (_, line) => { if (!quiet && line.Data is not null) Console.Error.WriteLine(line.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}

internal sealed class BenchUser : ICurrentUser
{
    public SignedIn? SignedIn { get; set; }

    public ValueTask<SignedIn?> Read() => new(SignedIn);
}
