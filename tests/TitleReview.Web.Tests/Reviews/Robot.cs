using System.Net;
using AngleSharp.Html.Parser;

namespace TitleReview.Web.Tests.Reviews;

/// <param name="Address">What was asked for.</param>
public sealed record Seen(string Address, HttpStatusCode Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public string MediaType => Headers.FirstOrDefault(h => h.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value?.Split(';')[0] ?? "";

    public string? Header(string name) => Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).FirstOrDefault();

    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}

/// <summary>Somebody signed in who opens whatever is linked: pages, pictures, scripts, styles, downloads; and guesses what is not.</summary>
public sealed class Robot(HttpClient http)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Robot> SignsIn(HttpClient http, string login, string password)
    {
        var form = Form(await http.GetStringAsync("/sign-in", Ct), "form");
        form["LoginName"] = login;
        form["Password"] = password;
        using var answer = await http.PostAsync("/sign-in", new FormUrlEncodedContent(form), Ct);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return new Robot(http);
    }

    public async Task<Seen> Get(string address)
    {
        using var answer = await http.GetAsync(address, Ct);
        return new(address, answer.StatusCode, [.. answer.Headers.Concat(answer.Content.Headers).SelectMany(h => h.Value.Select(v => (h.Key, v)))], await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    /// <summary>The hidden fields of a form and what is to be filled in, sent back.</summary>
    public async Task<HttpResponseMessage> Posts(string page, string form, params (string Name, string Value)[] filled)
    {
        var fields = Form(await http.GetStringAsync(page, Ct), form);
        return await http.PostAsync(page, new FormUrlEncodedContent([.. fields, .. filled.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))]), Ct);
    }

    /// <summary>Everything that can be reached from here by links, each address once.</summary>
    public async Task<IReadOnlyList<Seen>> Walk(IEnumerable<string> from, Func<string, bool>? follows = null)
    {
        var (queue, known, seen) = (new Queue<string>(from), new HashSet<string>(StringComparer.Ordinal), new List<Seen>());
        while (queue.TryDequeue(out var address))
        {
            if (!known.Add(address)) continue;
            var one = await Get(address);
            seen.Add(one);
            var links = one.MediaType == "text/html" ? Links(one.Text) : [];
            foreach (var link in links.Append(one.Header("Location")).OfType<string>().Select(Here).OfType<string>().Where(l => follows?.Invoke(l) != false)) queue.Enqueue(link);
        }

        return seen;
    }

    private static IEnumerable<string> Links(string html)
    {
        string[] attributes = ["href", "src", "action", "data-url", "data-src", "data-print", "data-full", "poster", "formaction"];
        return new HtmlParser().ParseDocument(html).All.SelectMany(e => attributes.Select(e.GetAttribute).Concat((e.GetAttribute("srcset") ?? "").Split(',').Select(s => s.Trim().Split(' ')[0]))).OfType<string>();
    }

    /// <summary>On this site, without the part that never leaves the browser.</summary>
    private static string? Here(string link) =>
        link.Length > 0 && Uri.TryCreate(new Uri("http://localhost/"), link, out var uri) && uri is { Scheme: "http", Host: "localhost" } ? uri.PathAndQuery : null;

    private static Dictionary<string, string> Form(string html, string css) =>
        new HtmlParser().ParseDocument(html).QuerySelector(css)!.QuerySelectorAll("input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
}
