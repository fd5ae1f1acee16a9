using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TitleReview.Tests.Support;

namespace TitleReview.Bench;

/// <summary>The real program with its own PostgreSQL (durable, as in operation) and data folder, started for the measurement and gone after it.</summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>Drafts under plans that take pictures and PDF.</summary>
    private static readonly string[] Applicants = ["applicant@aksu", "private@aksu", "state@aksu", "applicant@xinjiang", "applicant@kezhou", "private@kezhou", "aid@kezhou"];

    private readonly string _data = Directory.CreateTempSubdirectory("titlereview-bench-").FullName;
    private Process? _process;

    public Uri Address { get; } = new($"http://localhost:{FreePort()}");

    public int ProcessId => _process!.Id;

    public IReadOnlyList<Uploader> Senders { get; private set; } = [];

    public static async Task<Site> Start(CancellationToken ct)
    {
        var site = new Site();
        try
        {
            await site.Launch(ct);
            site.Senders = await Task.WhenAll(Applicants.Select(name => Uploader.SignsIn(site.Address, name, ct, withDigests: false)));
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in Senders) sender.Dispose();
        if (_process is { HasExited: false })
        {
            using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process?.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private async Task Launch(CancellationToken ct)
    {
        var web = Path.Combine(Repository.Root, "src", "TitleReview.Web");
        var built = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(web, "bin", built, "net10.0", "TitleReview.Web.dll")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Staging";
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["ASPNETCORE_CONTENTROOT"] = web;
        start.Environment["TitleReview__DataDirectory"] = _data;
        start.Environment["TitleReview__Demo"] = "true";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var http = new HttpClient { BaseAddress = Address };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(5) && !_process.HasExited; await Task.Delay(300, ct))
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
}
