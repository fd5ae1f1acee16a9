using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace TitleReview.App.Storage.Embedded;

/// <summary>The folder of a private cluster: what lies where, and what its files say.</summary>
internal sealed class ClusterFolder
{
    private const string LastResort = "/var/lib/titlereview";
    private const UnixFileMode PassThrough = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private ClusterFolder(string path) => Path = path;

    public string Path { get; }

    public string Data => Join("cluster");

    public string Log => System.IO.Path.Combine(Data, "server.log");

    public bool HasSecret => File.Exists(Secret);

    private string Secret => Join("secret");

    private string PidFile => System.IO.Path.Combine(Data, "postmaster.pid");

    public static ClusterFolder For(string folder, RunAs runAs, Action<string>? log)
    {
        var path = System.IO.Path.GetFullPath(folder);
        // pg_ctl and initdb put their paths between double quotes of a shell, and escape nothing.
        if (!OperatingSystem.IsWindows() && path.AsSpan().ContainsAny("\"$`\\\n"))
            throw new EmbeddedPostgresException($"PostgreSQL's own programs cannot work in '{path}': choose a folder without \" $ ` \\ in its path.");

        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows() && runAs.IsAnotherUser && !CanPassThrough(path))
        {
            // The home folder of root is 0700: no other user reaches a cluster below it.
            var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..12];
            var elsewhere = System.IO.Path.Combine(LastResort, name);
            log?.Invoke($"'{path}' cannot be reached by {runAs}; the cluster lives in '{elsewhere}'");
            foreach (var made in new[] { LastResort, elsewhere })
            {
                Directory.CreateDirectory(made);
                File.SetUnixFileMode(made, PassThrough);
            }

            path = elsewhere;
        }

        return new ClusterFolder(path);
    }

    public string Join(string name) => System.IO.Path.Combine(Path, name);

    public string? MajorVersion()
    {
        var version = System.IO.Path.Combine(Data, "PG_VERSION");
        return File.Exists(version) ? File.ReadAllText(version).Trim() : null;
    }

    /// <summary>The lock is the kernel's: it goes with the process, however that ends.</summary>
    public FileStream? TryLock()
    {
        try
        {
            return new FileStream(Join("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async Task<string> ReadSecret(CancellationToken ct) => (await File.ReadAllTextAsync(Secret, ct)).Trim();

    public Task WriteSecret(string secret, CancellationToken ct) => WritePrivate(Secret, secret, ct);

    public static async Task WritePrivate(string path, string text, CancellationToken ct)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new StreamWriter(path, options);
        await file.WriteAsync(text.AsMemory(), ct);
    }

    /// <summary>First line the process, fourth line the port.</summary>
    public (int Pid, int Port)? ReadPidFile()
    {
        try
        {
            var lines = File.ReadAllLines(PidFile);
            return lines.Length > 0 && int.TryParse(lines[0], out var pid)
                ? (pid, lines.Length > 3 && int.TryParse(lines[3], out var port) ? port : 0)
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void RemovePidFile() => File.Delete(PidFile);

    public bool IsData(string directory) => string.Equals(
        System.IO.Path.GetFullPath(directory),
        System.IO.Path.GetFullPath(Data),
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <summary>A process number says little: after a restart it may be anybody's, even another cluster's.</summary>
    public bool IsServedBy(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase)
                && (PidFileWhereItRuns(pid) is not { } theirs || theirs == File.ReadAllText(PidFile));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Last words of the server, from a place in its log on.</summary>
    public string LogSince(long position)
    {
        if (!File.Exists(Log)) return "";

        using var log = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = Math.Min(position, log.Length);
        using var reader = new StreamReader(log);
        return string.Join('\n', reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(15));
    }

    public long LogLength() => File.Exists(Log) ? new FileInfo(Log).Length : 0;

    /// <summary>A server works in its data folder; paths may differ by links, the file's text does not.</summary>
    private static string? PidFileWhereItRuns(int pid)
    {
        try
        {
            return OperatingSystem.IsLinux() && new DirectoryInfo($"/proc/{pid}/cwd").LinkTarget is { } folder
                ? File.ReadAllText(System.IO.Path.Combine(folder, "postmaster.pid"))
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool CanPassThrough(string path)
    {
        if (OperatingSystem.IsWindows()) return true;

        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
            if (!folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) return false;

        return true;
    }
}
