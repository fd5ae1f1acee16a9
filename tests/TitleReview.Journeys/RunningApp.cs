using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using TitleReview.App.Storage.Embedded;
using TitleReview.Domain;
using TitleReview.Tests.Support;

namespace TitleReview.Journeys;

/// <summary>The real program in processes of its own, as an operator starts it: one node or more on one database and one data folder.</summary>
public sealed class RunningApp(PostgresServer server) : IAsyncDisposable
{
    /// <summary>The demo is loaded that long before the journey begins: nothing of it may lie after the beginning.</summary>
    private static readonly TimeSpan LoadedBefore = TimeSpan.FromMinutes(5);

    private static readonly ConcurrentDictionary<DateTimeOffset, string> Demos = [];

    private readonly string _data = Directory.CreateTempSubdirectory("titlereview-journey-").FullName;
    private readonly List<Process> _processes = [];
    private readonly List<string> _said = [];
    private string? _database;
    private int _turn;

    /// <summary>Mails as files: no mail server is set.</summary>
    public string MailFolder => Path.Combine(_data, "mail");

    public IReadOnlyList<Uri> Nodes { get; private set; } = [];

    /// <summary>The node that takes the next page; with several they take turns.</summary>
    public Uri Next => Nodes[_turn++ % Nodes.Count];

    /// <summary>One node by today's clock; the demo's plans are open today.</summary>
    public async Task StartNow(CancellationToken ct)
    {
        _database ??= await server.CreateEmptyDatabase(ct);
        Nodes = [new Uri($"http://localhost:{FreePort()}")];
        await Start(Nodes[0], null, ct);
    }

    /// <summary>What the nodes wrote to their logs.</summary>
    public IReadOnlyList<string> Said()
    {
        lock (_said) return [.. _said];
    }

    /// <summary>Asks the database behind the program's back; the first column of the first row.</summary>
    public async Task<string> Ask(string sql, params string[] values)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString(_database!));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        if (values.Length > 0) command.Parameters.Add(new() { Value = values });
        return $"{await command.ExecuteScalarAsync()}";
    }

    /// <summary>Starts the nodes with the clock at the given moment (Beijing time); stops those that run, as a restart would.</summary>
    public async Task StartAt(string beijing, int nodes, CancellationToken ct)
    {
        var clock = DateTimeOffset.Parse($"{beijing}+08:00", CultureInfo.InvariantCulture);
        await Stop();
        _database ??= await CopyOfTheDemo(clock, ct);
        Nodes = [.. Enumerable.Range(0, nodes).Select(_ => new Uri($"http://localhost:{FreePort()}"))];
        foreach (var node in Nodes) await Start(node, clock, ct);
    }

    /// <summary>Loading the demo costs as much as a journey: once in a run for each beginning, every site gets a copy of the database and of the files.</summary>
    private async Task<string> CopyOfTheDemo(DateTimeOffset clock, CancellationToken ct)
    {
        var folder = Demos.GetOrAdd(clock, _ => Directory.CreateTempSubdirectory("titlereview-demo-").FullName);
        var name = await server.CreateDatabase(folder, async owner =>
        {
            await using var first = new RunningApp(server) { _database = new NpgsqlConnectionStringBuilder(owner).Database };
            await first.Start(new Uri($"http://localhost:{FreePort()}"), clock - LoadedBefore, CancellationToken.None);
            await first.Stop();
            await Copy(first._data, folder);
        }, ct);
        await Copy(folder, _data);
        return name;
    }

    private static async Task Copy(string from, string to)
    {
        using var copy = Process.Start("cp", ["-a", $"{from}/.", to]);
        await copy.WaitForExitAsync();
        if (copy.ExitCode != 0) throw new IOException($"{from} was not copied.");
    }

    static RunningApp() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var folder in Demos.Values) Directory.Delete(folder, recursive: true);
    };

    private async Task Start(Uri address, DateTimeOffset? clock, CancellationToken ct)
    {
        var web = Path.Combine(Repository.Root, "src", "TitleReview.Web");
        var program = Directory.GetFiles(Path.Combine(web, "bin"), "TitleReview.Web.dll", SearchOption.AllDirectories).Where(f => !f.Contains("/ref")).MaxBy(File.GetLastWriteTimeUtc)!;
        var start = new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Staging";
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["ASPNETCORE_CONTENTROOT"] = web;
        start.Environment["ConnectionStrings__TitleReview"] = server.ConnectionString(_database!, DatabaseRoles.App);
        start.Environment["ConnectionStrings__TitleReviewOwner"] = server.ConnectionString(_database!, DatabaseRoles.Owner);
        start.Environment["TitleReview__DataDirectory"] = _data;
        start.Environment["TitleReview__Demo"] = "true";
        if (clock is { } at) start.Environment["TitleReview__Clock__Start"] = $"{at:O}";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => Heard(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);

        using var http = new HttpClient { BaseAddress = address };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(2); await Task.Delay(200, ct))
        {
            if (process.HasExited) break;
            try
            {
                if ((await http.GetAsync("/health/ready", ct)).StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        throw new InvalidOperationException("The program did not start:\n" + string.Join('\n', Said().TakeLast(30)));
    }

    private void Heard(string? line)
    {
        lock (_said) _said.Add(line ?? "");
    }

    private async Task Stop()
    {
        foreach (var process in _processes)
        {
            using (process)
            {
                if (process.HasExited) continue;
                using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
                try { await process.WaitForExitAsync(patience.Token); }
                catch (OperationCanceledException) { process.Kill(entireProcessTree: true); }
            }
        }

        _processes.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(_data, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
