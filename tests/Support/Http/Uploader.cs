using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using TitleReview.App.Demo;
using TitleReview.Domain.Filings.Materials;

namespace TitleReview.Tests.Support;

/// <summary>What the site said to a file.</summary>
/// <param name="Material">The number of what became of it; null when it was refused.</param>
public sealed record UploadAnswer(HttpStatusCode Status, string? Sentence, Guid? Material);

/// <summary>An applicant who sends files as the pages' script does, without a browser: sign-in, token, cookies and all.</summary>
public sealed class Uploader : IDisposable
{
    private const string Slot = "other-attachments";

    private readonly HttpClient _http;
    private string _token = "";

    private Uploader(Uri site) => _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = true }) { BaseAddress = site, Timeout = TimeSpan.FromMinutes(10) };

    public Guid Filing { get; private set; }

    /// <summary>A browser in a secure context reckons the digests; a measurement leaves that work out, it is not the site's.</summary>
    public bool WithDigests { get; init; } = true;

    public string EditPage => $"/filings/{Filing}/edit/other";

    public string FormAddress => $"/filings/{Filing}/materials?slot={Slot}";

    public static async Task<Uploader> SignsIn(Uri site, string userName, CancellationToken ct, bool withDigests = true)
    {
        var uploader = new Uploader(site) { WithDigests = withDigests };
        var page = await uploader.Page("/sign-in", ct);
        using var answer = await uploader.Posts("/sign-in", new()
        {
            ["_handler"] = "sign-in", ["__RequestVerificationToken"] = Find(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)"), ["LoginName"] = userName, ["Password"] = DemoPeople.Password,
        }, ct);
        uploader.Filing = Guid.Parse(Find(await answer.Content.ReadAsStringAsync(ct), "/filings/([0-9a-f-]{36})"));
        uploader._token = Find(await uploader.Page(uploader.EditPage, ct), "data-token=\"([^\"]+)");
        return uploader;
    }

    public async Task<string> Page(string path, CancellationToken ct)
    {
        using var answer = await _http.GetAsync(path, ct);
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{path}: {answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync(ct);
    }

    /// <summary>One request, the bytes as the body.</summary>
    public async Task<UploadAnswer> Sends(UploadSample file, CancellationToken ct)
    {
        using var answer = await Tried(() => new(HttpMethod.Post, FormAddress)
        {
            Content = new ByteArrayContent(file.Bytes) { Headers = { ContentType = new("application/octet-stream") } }, Headers = { { "X-File-Name", Uri.EscapeDataString(file.FileName) } },
        }, ct);
        return await Said(answer, ct);
    }

    /// <summary>Begun, sent part by part, joined.</summary>
    public async Task<UploadAnswer> SendsInParts(UploadSample file, CancellationToken ct)
    {
        var (upload, refused) = await Arrives(file, ct);
        if (upload is not { } id) return refused!;

        using var finished = await Tried(() => new(HttpMethod.Post, $"/uploads/{id}/finish"), ct);
        return await Said(finished, ct);
    }

    /// <summary>All parts are there, not joined yet.</summary>
    public async Task<(Guid? Upload, UploadAnswer? Refused)> Arrives(UploadSample file, CancellationToken ct)
    {
        using var begun = await Tried(() => new(HttpMethod.Post, $"/filings/{Filing}/uploads")
        {
            Content = JsonContent.Create(new { slot = Slot, fileName = file.FileName, bytes = file.Bytes.Length, sha256 = Digest(file.Bytes) }),
        }, ct);
        if (begun.StatusCode != HttpStatusCode.OK) return (null, await Said(begun, ct));

        using var progress = JsonDocument.Parse(await begun.Content.ReadAsStringAsync(ct));
        var id = progress.RootElement.GetProperty("id").GetGuid();
        for (var no = 1; no <= progress.RootElement.GetProperty("parts").GetInt32(); no++)
        {
            var from = (no - 1) * PartialUpload.PartBytes;
            var part = file.Bytes.AsMemory(from, Math.Min(PartialUpload.PartBytes, file.Bytes.Length - from));
            var digest = Digest(part.Span);
            using var received = await Tried(() =>
            {
                var request = new HttpRequestMessage(HttpMethod.Put, $"/uploads/{id}/parts/{no}") { Content = new ReadOnlyMemoryContent(part) };
                if (digest is not null) request.Headers.Add("X-Part-Sha256", digest);
                return request;
            }, ct);
            if (received.StatusCode != HttpStatusCode.NoContent) return (null, await Said(received, ct));
        }

        return (id, null);
    }

    public async Task Cancels(Guid upload, CancellationToken ct)
    {
        using var cancelled = await Tried(() => new(HttpMethod.Delete, $"/uploads/{upload}"), ct);
        cancelled.EnsureSuccessStatusCode();
    }

    /// <summary>As a browser without scripts does: a form.</summary>
    public Task<HttpResponseMessage> SendsForm(CancellationToken ct, params UploadSample[] files)
    {
        // Disposed with the answer's request.
        var form = new MultipartFormDataContent { { new StringContent(_token), "__RequestVerificationToken" } };
        foreach (var file in files) form.Add(new ByteArrayContent(file.Bytes), "file", file.FileName);
        return _http.PostAsync(FormAddress, form, ct);
    }

    /// <summary>Anything at all, with the token or without.</summary>
    public async Task<HttpResponseMessage> Sends(HttpMethod method, string path, HttpContent? content, CancellationToken ct, bool withToken = true)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (withToken) request.Headers.Add("X-XSRF-TOKEN", _token);
        return await _http.SendAsync(request, ct);
    }

    public async Task<(HttpStatusCode Status, string? Type, byte[] Bytes)> Opens(Guid material, string copy, CancellationToken ct)
    {
        using var answer = await _http.GetAsync($"/materials/{material}/{copy}", ct);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsByteArrayAsync(ct));
    }

    public async Task Deletes(Guid material, CancellationToken ct)
    {
        using var answer = await Posts(EditPage, new() { ["_handler"] = "draft", ["__RequestVerificationToken"] = _token, ["Do"] = $"drop-material:{material}" }, ct);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Posts(string path, Dictionary<string, string> fields, CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent(fields);
        return await _http.PostAsync(path, form, ct);
    }

    /// <summary>Too fast is answered with how long to wait; the script waits, and so do we.</summary>
    private async Task<HttpResponseMessage> Tried(Func<HttpRequestMessage> make, CancellationToken ct)
    {
        while (true)
        {
            using var request = make();
            request.Headers.Add("X-XSRF-TOKEN", _token);
            var answer = await _http.SendAsync(request, ct);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests) return answer;

            await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value, ct);
            answer.Dispose();
        }
    }

    private static async Task<UploadAnswer> Said(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/json") return new(answer.StatusCode, null, null);

        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
        return new(answer.StatusCode, said.RootElement.TryGetProperty("sentence", out var sentence) ? sentence.GetString() : null, said.RootElement.TryGetProperty("id", out var id) ? id.GetGuid() : null);
    }

    private string? Digest(ReadOnlySpan<byte> bytes) => WithDigests ? Convert.ToHexStringLower(SHA256.HashData(bytes)) : null;

    private static string Find(string html, string pattern)
    {
        var found = Regex.Match(html, pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
        return found.Success ? WebUtility.HtmlDecode(found.Groups[1].Value) : throw new InvalidOperationException($"{pattern} is not in\n{html[..Math.Min(html.Length, 2000)]}");
    }
}
