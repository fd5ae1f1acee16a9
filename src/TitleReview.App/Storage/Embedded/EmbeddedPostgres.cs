using System.Diagnostics;
using Npgsql;

namespace TitleReview.App.Storage.Embedded;

/// <summary>
/// A private PostgreSQL cluster in a folder: found, created, started, adopted, stopped.
/// One process at a time owns the folder and is the one that stops the server; a second process only uses it.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    internal const string Superuser = "titlereview_admin";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly EmbeddedPostgresOptions _options;
    private readonly ClusterFolder _folder;
    private readonly ServerPrograms _programs;
    private FileStream? _lock;
    private string _password = "";
    private bool _started;
    private bool _disposed;

    private EmbeddedPostgres(EmbeddedPostgresOptions options, ClusterFolder folder, ServerPrograms programs) =>
        (_options, _folder, _programs) = (options, folder, programs);

    public int Port { get; private set; }

    /// <summary>The server ran already when we came.</summary>
    public bool Adopted { get; private set; }

    /// <summary>This process holds the folder and stops the server when it leaves.</summary>
    public bool Owner => _lock is not null;

    internal string Folder => _folder.Path;

    public static async Task<EmbeddedPostgres> Start(EmbeddedPostgresOptions options, CancellationToken ct = default)
    {
        var runAs = RunAs.Choose(options.Environment);
        var folder = ClusterFolder.For(options.Folder, runAs, options.Log);
        var programs = new ServerPrograms(PostgresPrograms.Find(options.Environment, folder.MajorVersion()), folder, runAs);
        var postgres = new EmbeddedPostgres(options, folder, programs);
        try
        {
            await postgres.StartOrJoin(ct);
            await postgres.EnsureDatabase(ct);
            return postgres;
        }
        catch
        {
            await postgres.GiveUp();
            throw;
        }
    }

    /// <summary>The cluster's secret is the superuser's password; each role of ours has one made from it. Without a user it is the superuser's.</summary>
    public string ConnectionString(string? database = null, string? user = null) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Database = database ?? _options.Database,
        Username = user ?? Superuser,
        Password = user is null ? _password : DatabaseRoles.PasswordOf(user, _password),
        SslMode = SslMode.Disable,
    }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;

        _disposed = true;
        if (_lock is null) return;

        try
        {
            if (_options.StopOnDispose) await Stop();
        }
        finally
        {
            await _lock.DisposeAsync();
        }
    }

    private async Task StartOrJoin(CancellationToken ct)
    {
        _lock = _folder.TryLock();
        if (_lock is null)
        {
            await Join(ct);
            return;
        }

        if (_folder.MajorVersion() is { } made) _programs.RequireMajor(made);
        else await _programs.InitDb(Superuser, _options.Unsafe, ct);

        _password = await _folder.ReadSecret(ct);
        if (await Adopt(ct)) return;

        await Launch(ct);
    }

    /// <summary>Another process owns the folder: use the server that it runs, or will run in a moment.</summary>
    private async Task Join(CancellationToken ct)
    {
        _options.Log?.Invoke("another process holds the folder: waiting for its server");
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < _options.StartTimeout)
        {
            if (_folder.HasSecret && _folder.ReadPidFile() is { } running)
            {
                _password = await _folder.ReadSecret(ct);
                Port = running.Port;
                if (await Answers(ct))
                {
                    Adopted = true;
                    return;
                }
            }

            await Task.Delay(100, ct);
        }

        throw new EmbeddedPostgresException($"The folder '{_folder.Path}' is held by another process whose server does not answer.");
    }

    private async Task<bool> Adopt(CancellationToken ct)
    {
        if (_folder.ReadPidFile() is not { } running) return false;

        Port = running.Port;
        var ours = _folder.IsServedBy(running.Pid);
        if (await Answers(ours ? Patience : TimeSpan.Zero, ct))
        {
            Adopted = true;
            _options.Log?.Invoke($"adopted the running server, pid {running.Pid}, port {Port}");
            return true;
        }

        // PostgreSQL itself would refuse to start while the number belongs to some other living program.
        if (!ours) _folder.RemovePidFile();
        return false;
    }

    /// <summary>A server that died is started again, on the port that our connection strings name. Only the owner of the folder does it.</summary>
    public async Task Revive(CancellationToken ct = default)
    {
        if (_lock is null || _disposed || await Answers(ct)) return;

        if (_folder.ReadPidFile() is { } left && !_folder.IsServedBy(left.Pid)) _folder.RemovePidFile();
        NpgsqlConnection.ClearAllPools();
        await Launch([Port], ct);
    }

    private Task Launch(CancellationToken ct) => Launch(PortChoice.Candidates(_options.FirstPort, _options.LastPort), ct);

    private async Task Launch(IEnumerable<int> ports, CancellationToken ct)
    {
        EmbeddedPostgresException? failure = null;
        foreach (var port in ports)
        {
            Port = port;
            _started = true;
            failure = await _programs.Start(ServerSettings.CommandLine(_options, port), _options.StartTimeout, ct);
            if (failure is null && await Answers(Patience, ct))
            {
                _options.Log?.Invoke($"server started on port {port} as {_programs.RunAs}");
                return;
            }

            failure ??= new EmbeddedPostgresException($"The server on port {port} started but does not answer.");
            if (!PortChoice.WasTaken(failure.Message)) break;
        }

        throw failure ?? new EmbeddedPostgresException($"No free port from {_options.FirstPort} to {_options.LastPort}.");
    }

    private async Task EnsureDatabase(CancellationToken ct)
    {
        var superuser = ConnectionString("postgres");
        await DatabaseRoles.Ensure(superuser, _password, ct);
        await DatabaseRoles.EnsureDatabase(superuser, _options.Database, DatabaseRoles.Owner, ct);
    }

    private async Task<bool> Answers(TimeSpan patience, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        do
        {
            if (await Answers(ct)) return true;

            await Task.Delay(50, ct);
        }
        while (waited.Elapsed < patience);

        return false;
    }

    /// <summary>True only when the server takes our password and serves our folder.</summary>
    private async Task<bool> Answers(CancellationToken ct)
    {
        if (Port == 0) return false;

        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false;Timeout=3");
            await connection.OpenAsync(ct);
            await using var question = new NpgsqlCommand("show data_directory", connection);
            return _folder.IsData((string)(await question.ExecuteScalarAsync(ct))!);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
        {
            return false;
        }
    }

    private async Task Stop()
    {
        NpgsqlConnection.ClearAllPools();
        if (await _programs.Stop("fast", _options.StopTimeout) is null || _folder.ReadPidFile() is null) return;

        if (await _programs.Stop("immediate", _options.StopTimeout + Patience) is { } failure) throw failure;
    }

    /// <summary>A start that failed or was called off leaves neither a lock nor a server of its own behind.</summary>
    private async Task GiveUp()
    {
        _disposed = true;
        if (_lock is null) return;

        if (_started && _folder.ReadPidFile() is not null) await _programs.Stop("immediate", _options.StopTimeout);
        await _lock.DisposeAsync();
    }
}
