using System.Diagnostics;
using Npgsql;
using TitleReview.App.Storage.Embedded;
using TitleReview.App.Tests.Support;

namespace TitleReview.App.Tests.Embedded;

/// <summary>A cluster's folder for one test; whatever still runs in it at the end is ended by its number.</summary>
internal sealed class Cluster(string name = "") : IDisposable
{
    private readonly TempFolder _folder = new(name);

    public List<string> Log { get; } = [];

    public string Path => _folder.Path;

    public string PidFile => _folder.Join("cluster", "postmaster.pid");

    public EmbeddedPostgresOptions Options => new() { Folder = Path, Unsafe = true, Log = Log.Add };

    public Task<EmbeddedPostgres> Start() => EmbeddedPostgres.Start(Options, TestContext.Current.CancellationToken);

    public int Postmaster() => int.Parse(File.ReadLines(PidFile).First());

    /// <summary>As if the app had been killed: the lock is gone, the server runs on.</summary>
    public async Task<string> LeaveOrphan()
    {
        // What it has committed must outlive its own death too.
        var durable = new Dictionary<string, string>(StringComparer.Ordinal) { ["synchronous_commit"] = "on" };
        await using var orphan = await EmbeddedPostgres.Start(Options with { StopOnDispose = false, Settings = durable }, TestContext.Current.CancellationToken);
        return orphan.ConnectionString();
    }

    public static async Task<object?> Ask(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
            process.WaitForExit();
        }
        catch (ArgumentException)
        {
            // gone already
        }
    }

    public void Dispose()
    {
        if (File.Exists(PidFile) && new FileInfo($"/proc/{Postmaster()}/cwd").LinkTarget == _folder.Join("cluster")) Kill(Postmaster());
        for (var tries = 0; tries < 20; tries++)
        {
            try
            {
                _folder.Dispose();
                return;
            }
            catch (IOException)
            {
                Thread.Sleep(50);
            }
        }
    }
}
