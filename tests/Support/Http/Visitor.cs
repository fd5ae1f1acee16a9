using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using TitleReview.App.Demo;

namespace TitleReview.Tests.Support;

/// <summary>Somebody at a browser without scripts: follows links, sends forms, keeps the page he is on.</summary>
public sealed class Visitor : IDisposable
{
    private static int _visitors;

    private readonly HttpClient _http;
    private string _page = "";

    private Visitor(Uri site) => _http = new HttpClient(Handler(Interlocked.Increment(ref _visitors))) { BaseAddress = site, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The address of the page he is on, after all redirections.</summary>
    public string At { get; private set; } = "";

    /// <summary>An answer that leads elsewhere is taken as it comes, and not followed.</summary>
    public bool StaysHere { get; set; }

    public static async Task<Visitor> SignsIn(Uri site, string userName, CancellationToken ct)
    {
        var visitor = new Visitor(site);
        await visitor.Opens("/sign-in", ct);
        await visitor.Posts("/sign-in", "sign-in", ct, ("LoginName", userName), ("Password", DemoPeople.Password));
        return visitor;
    }

    public async Task Opens(string path, CancellationToken ct)
    {
        using var answer = await _http.GetAsync(path, ct);
        await Arrive(answer, ct);
    }

    /// <returns>Whether it was answered well; where it led to is in <see cref="At"/>.</returns>
    public async Task<bool> Posts(string path, string handler, CancellationToken ct, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([new("_handler", handler), new("__RequestVerificationToken", Find("name=\"__RequestVerificationToken\" value=\"([^\"]+)")), .. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))]);
        using var answer = await _http.PostAsync(path, form, ct);
        return await Arrive(answer, ct);
    }

    public string Find(string pattern) => Look(pattern) ?? throw new InvalidOperationException($"{pattern} is not on {At}:\n{_page[..Math.Min(_page.Length, 2000)]}");

    public string? Look(string pattern) => Regex.Match(_page, pattern, RegexOptions.Singleline, TimeSpan.FromSeconds(1)) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    /// <summary>What the page says is wrong; the beginning of its text when it says nothing of the kind.</summary>
    public string Sentence => $"{At} {Look("role=\"alert\"[^>]*>(.{1,400})") ?? Look("<main[^>]*>(.{1,400})")}";

    public void Dispose() => _http.Dispose();

    /// <summary>Everybody from a loopback address of his own: thirty sign-ins a minute are enough for one of them.</summary>
    private static SocketsHttpHandler Handler(int visitor) => new()
    {
        AllowAutoRedirect = false,
        ConnectCallback = async (context, ct) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Bind(new IPEndPoint(new IPAddress([127, 0, (byte)(visitor / 200 % 250), (byte)(2 + visitor % 200)]), 0));
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    private async Task<bool> Arrive(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.Headers.Location is { } there)
        {
            At = there.IsAbsoluteUri ? there.PathAndQuery : there.OriginalString;
            if (StaysHere) return true;

            using var next = await _http.GetAsync(there, ct);
            return await Arrive(next, ct);
        }

        _page = await answer.Content.ReadAsStringAsync(ct);
        At = answer.RequestMessage!.RequestUri!.PathAndQuery;
        return answer.IsSuccessStatusCode;
    }
}
