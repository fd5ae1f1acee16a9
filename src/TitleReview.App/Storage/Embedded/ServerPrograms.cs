using System.Diagnostics;
using System.Security.Cryptography;

namespace TitleReview.App.Storage.Embedded;

/// <summary>Runs initdb and pg_ctl on one folder, as the user who may.</summary>
internal sealed class ServerPrograms(PostgresPrograms programs, ClusterFolder folder, RunAs runAs)
{
    public RunAs RunAs => runAs;

    public void RequireMajor(string made)
    {
        if (made == programs.Major) return;

        throw new EmbeddedPostgresException(
            $"The cluster in '{folder.Data}' was made by PostgreSQL {made}, the programs in '{programs.Folder}' are {programs.Major}: "
            + $"install PostgreSQL {made}, or set {PostgresPrograms.FolderVariable} to it, or move the folder away.");
    }

    /// <summary>Made beside its place and renamed, so that a killed initdb leaves no half cluster.</summary>
    public async Task InitDb(string superuser, bool noSync, CancellationToken ct)
    {
        var made = folder.Data + ".new";
        if (Directory.Exists(made)) Directory.Delete(made, recursive: true);
        Directory.CreateDirectory(made);
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        await folder.WriteSecret(secret, ct);
        var passwordFile = folder.Join("password.new");
        try
        {
            await ClusterFolder.WritePrivate(passwordFile, secret, ct);
            runAs.Own(made);
            runAs.Own(passwordFile);
            List<string> words =
            [
                "-D", made, "-U", superuser, "--auth=scram-sha-256", "--pwfile=" + passwordFile,
                "-E", "UTF8", "--locale=C", "--data-checksums",
            ];
            if (noSync) words.Add("--no-sync");
            var (code, output) = await Run(programs.InitDb, words, ct);
            if (code != 0) throw new EmbeddedPostgresException($"initdb failed ({code}): {output}");
        }
        finally
        {
            File.Delete(passwordFile);
        }

        Directory.Move(made, folder.Data);
    }

    /// <summary>Null when the server is up, else why not, in its own words.</summary>
    public async Task<EmbeddedPostgresException?> Start(string settings, TimeSpan patience, CancellationToken ct)
    {
        var before = folder.LogLength();
        var (code, output) = await Run(
            programs.PgCtl,
            ["start", "-w", "-s", "-t", Seconds(patience), "-D", folder.Data, "-l", folder.Log, "-o", settings],
            CancellationToken.None);
        // Called off half way, the server would come up behind our back: let it come, then stop it.
        ct.ThrowIfCancellationRequested();
        return code == 0 ? null : new EmbeddedPostgresException($"pg_ctl start failed ({code}): {output}\n{folder.LogSince(before)}");
    }

    public async Task<EmbeddedPostgresException?> Stop(string mode, TimeSpan patience)
    {
        var (code, output) = await Run(
            programs.PgCtl,
            ["stop", "-w", "-s", "-t", Seconds(patience), "-D", folder.Data, "-m", mode],
            CancellationToken.None);
        return code == 0 ? null : new EmbeddedPostgresException($"pg_ctl stop -m {mode} failed ({code}): {output}");
    }

    private async Task<(int Code, string Output)> Run(string program, IEnumerable<string> words, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, words)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetPathRoot(folder.Data)!,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        runAs.Apply(start);

        using var process = Process.Start(start) ?? throw new EmbeddedPostgresException($"cannot start '{program}'");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        return (process.ExitCode, (await output + await errors).Trim());
    }

    private static string Seconds(TimeSpan time) => Math.Max(1, (int)time.TotalSeconds).ToString();
}
