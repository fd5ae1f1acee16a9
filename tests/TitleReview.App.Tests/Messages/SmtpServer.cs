using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TitleReview.App.Tests.Messages;

/// <summary>How the server behaves towards the next connections.</summary>
public enum Temper { Takes, RefusesRecipients, RefusesAll, HangsUp, SaysNothing }

/// <summary>A mail server that speaks enough SMTP, keeps what it takes, and can be as bad as real ones.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _serving;

    public SmtpServer()
    {
        _listener.Start();
        _serving = Serve();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Temper Temper { get; set; }

    public ConcurrentQueue<(string To, string Data)> Taken { get; } = [];

    private async Task Serve()
    {
        try
        {
            while (!_over.IsCancellationRequested) _ = Speak(await _listener.AcceptTcpClientAsync(_over.Token));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task Speak(TcpClient client)
    {
        using (client)
        {
            try
            {
                if (Temper == Temper.HangsUp) return;
                if (Temper == Temper.SaysNothing) { await Task.Delay(Timeout.Infinite, _over.Token); return; }

                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.UTF8);
                await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
                await writer.WriteLineAsync(Temper == Temper.RefusesAll ? "554 no" : "220 ready");
                var to = "";
                while (await reader.ReadLineAsync(_over.Token) is { } line)
                {
                    var word = line.Split(' ', ':')[0].ToUpperInvariant();
                    if (word == "RCPT") to = line;
                    if (word == "DATA") { await writer.WriteLineAsync("354 go on"); Taken.Enqueue((to, await Body(reader))); }
                    await writer.WriteLineAsync((word, Temper) switch { ("QUIT", _) => "221 bye", ("RCPT", Temper.RefusesRecipients) => "550 5.1.1 nobody here", ("EHLO", _) => "250 here", _ => "250 ok" });
                    if (word == "QUIT") return;
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The other side went away, or the test is over.
            }
        }
    }

    private static async Task<string> Body(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".") text.AppendLine(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line);
        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _serving;
        _over.Dispose();
    }
}
