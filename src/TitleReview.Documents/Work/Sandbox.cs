using System.Diagnostics;

namespace TitleReview.Documents.Work;

/// <summary>What this machine offers to hold the child back; each layer is tried before it is relied on.</summary>
internal sealed record Sandbox(IReadOnlyList<string> Prefix, IReadOnlyList<string> Protections)
{
    private const string Nobody = "65534";

    public static Sandbox Find(DocumentWorkerOptions options)
    {
        var found = new Sandbox([], []);
        if (!OperatingSystem.IsLinux()) return found;

        var memory = options.MemoryMegabytes * 1024L * 1024L;
        found = found.With(options, "限内存、处理器时间、文件数",
            "prlimit", $"--data={memory}", $"--cpu={options.CpuSeconds}", "--nofile=256", "--core=0", "--fsize=0", "--");

        // As root the network is cut first and root given up after; without root a user namespace does it.
        var cut = found.With(options, "断网", "unshare", "--net", "--");
        if (ReferenceEquals(cut, found)) cut = found.With(options, "断网", "unshare", "--map-root-user", "--net", "--");
        found = cut;

        var dropped = Environment.IsPrivilegedProcess
            ? found.With(options, "低权限账户", "setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--no-new-privs", "--")
            : found;
        return ReferenceEquals(dropped, found)
            ? found.With(options, "不得提权", "setpriv", "--no-new-privs", "--")
            : dropped;
    }

    private Sandbox With(DocumentWorkerOptions options, string protection, params string[] layer)
    {
        string[] prefix = [.. Prefix, .. layer];
        return CanReadWorker(options, prefix) ? new Sandbox(prefix, [.. Protections, protection]) : this;
    }

    private static bool CanReadWorker(DocumentWorkerOptions options, string[] prefix)
    {
        var worker = Path.Combine(options.Folder, "worker.mjs");
        var start = new ProcessStartInfo(prefix[0])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in (string[])[.. prefix[1..], options.NodePath, "--check", worker]) start.ArgumentList.Add(argument);

        try
        {
            using var trial = Process.Start(start)!;
            trial.StandardInput.Close();
            if (trial.WaitForExit(TimeSpan.FromSeconds(10))) return trial.ExitCode == 0;
            trial.Kill(entireProcessTree: true);
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
