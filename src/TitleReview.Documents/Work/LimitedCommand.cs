using System.Diagnostics;

namespace TitleReview.Documents.Work;

/// <summary>What a program said before it ended.</summary>
internal sealed record CommandAnswer(int ExitCode, byte[] Output, string Errors);

/// <summary>One run of a foreign program in the sandbox: no network, no rights, no files written, so much time and so much output.</summary>
internal sealed class LimitedCommand(Sandbox sandbox, TimeSpan limit, int maxOutputBytes)
{
    private const int KeptErrorCharacters = 4000;

    /// <summary>Null when it took too long or said too much.</summary>
    public async Task<CommandAnswer?> Run(string program, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        string[] command = [.. sandbox.Prefix, program, .. arguments];
        var start = new ProcessStartInfo(command[0])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, CreateNoWindow = true,
        };
        foreach (var argument in command[1..]) start.ArgumentList.Add(argument);
        WorkerProcess.KeepSecretsOut(start);

        using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
        clock.CancelAfter(limit);
        using var process = Started(start);
        try
        {
            process.StandardInput.Close();
            var errors = Errors(process.StandardError, clock.Token);
            if (await Output(process.StandardOutput.BaseStream, clock.Token) is not { } output) return null;
            await process.WaitForExitAsync(clock.Token);
            return new CommandAnswer(process.ExitCode, output, await errors);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new WorkerFailure($"{start.FileName} cannot be started: {e.Message}", e);
        }
    }

    private async Task<byte[]?> Output(Stream stream, CancellationToken ct)
    {
        using var output = new MemoryStream();
        var part = new byte[81920];
        for (int n; (n = await stream.ReadAsync(part, ct)) > 0;)
        {
            if (output.Length + n > maxOutputBytes) return null;
            output.Write(part, 0, n);
        }

        return output.ToArray();
    }

    // Read to the end and kept in part: a program that complains without end must not stand still for want of a reader.
    private static async Task<string> Errors(StreamReader errors, CancellationToken ct)
    {
        var kept = "";
        var part = new char[4096];
        for (int n; (n = await errors.ReadAsync(part, ct)) > 0;)
            if (kept.Length < KeptErrorCharacters) kept += new string(part, 0, n);
        return kept;
    }
}
