using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace TitleReview.Documents.Work;

/// <summary>One Node process: a line in, a line out, one job at a time.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int KeptErrorCharacters = 4000;

    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private WorkerProcess(Process process)
    {
        _process = process;
        // Kept: a disposed process no longer tells.
        Id = process.Id;
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.BeginErrorReadLine();
    }

    public int Id { get; }
    public int JobsDone { get; private set; }
    public bool IsAlive => !_process.HasExited;

    public static WorkerProcess Start(DocumentWorkerOptions options, Sandbox sandbox)
    {
        string[] command =
        [
            .. sandbox.Prefix, options.NodePath, $"--max-old-space-size={options.HeapMegabytes}",
            Path.Combine(options.Folder, "worker.mjs"),
        ];
        var start = new ProcessStartInfo(command[0])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = options.Folder, CreateNoWindow = true,
        };
        foreach (var argument in command[1..]) start.ArgumentList.Add(argument);
        KeepSecretsOut(start);

        try
        {
            var process = Process.Start(start)!;
            if (options.GivesWay && !process.HasExited) process.PriorityClass = ProcessPriorityClass.BelowNormal;
            return new WorkerProcess(process);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw new WorkerFailure($"{command[0]} cannot be started: {e.Message}", e);
        }
    }

    /// <summary>Null when the process died before it answered.</summary>
    public async Task<JsonDocument?> Ask(ReadOnlyMemory<byte> line, CancellationToken ct)
    {
        try
        {
            var input = _process.StandardInput.BaseStream;
            await input.WriteAsync(line, ct);
            await input.WriteAsync("\n"u8.ToArray(), ct);
            await input.FlushAsync(ct);

            var answer = await _process.StandardOutput.ReadLineAsync(ct);
            JobsDone++;
            return answer is null ? null : JsonDocument.Parse(answer);
        }
        catch (Exception e) when (e is IOException or JsonException or ObjectDisposedException)
        {
            return null;
        }
    }

    public string LastWords
    {
        get { lock (_errors) return _errors.ToString(); }
    }

    public void Dispose()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
            _process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        catch (InvalidOperationException)
        {
            // It ended between the question and the kill.
        }

        _process.Dispose();
    }

    private void Remember(string? line)
    {
        if (line is null) return;
        lock (_errors)
        {
            _errors.AppendLine(line);
            if (_errors.Length > KeptErrorCharacters) _errors.Remove(0, _errors.Length - KeptErrorCharacters);
        }
    }

    // Connection strings and keys live in the app's environment; the child must not inherit them.
    internal static void KeepSecretsOut(ProcessStartInfo start)
    {
        string[] kept = ["PATH", "SystemRoot", "TEMP", "TMP"];
        foreach (var name in start.Environment.Keys.Except(kept, StringComparer.OrdinalIgnoreCase).ToList())
            start.Environment.Remove(name);
        start.Environment["LANG"] = "C.UTF-8";
    }
}
