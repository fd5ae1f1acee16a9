using System.Diagnostics;

namespace TitleReview.App.Tests.Support;

/// <summary>
/// Runs one explicit test of this assembly in a process of its own: what it does there (dying, being another user,
/// standing under strace) must not touch the run around it.
/// </summary>
internal sealed class ChildTest(Type type, string method)
{
    public string? User { get; init; }

    public IReadOnlyList<string> Under { get; init; } = [];

    public Dictionary<string, string> Environment { get; init; } = [];

    public async Task<(int Code, string Output)> Run(CancellationToken ct)
    {
        using var results = new TempFolder();
        File.SetUnixFileMode(results.Path, (UnixFileMode)0b111_111_111);
        string[] words =
        [
            .. Under, System.Environment.ProcessPath!, "--filter-method", $"{type.FullName}.{method}", "--explicit", "only",
            "--results-directory", results.Path, "--no-progress", "--no-ansi",
        ];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        // What the runner around us set for its own test host is not meant for the child.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("TESTINGPLATFORM_", StringComparison.Ordinal) || k.StartsWith("DOTNET_CLI", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["TESTINGPLATFORM_TELEMETRY_OPTOUT"] = "1";
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        if (User is not null)
        {
            start.UserName = User;
            start.Environment["HOME"] = results.Path;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, await output + await errors);
    }
}
