using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using TitleReview.Tests.Support;

namespace TitleReview.Journeys;

/// <summary>Files over HTTP against the running program, whole and in parts: what is hostile stays out, what is honest comes in, and nobody else notices.</summary>
[Collection(Alone.Name)]
public sealed class UploadTests(UploadTests.Site site) : IClassFixture<UploadTests.Site>
{
    /// <summary>Drafts under plans that take every kind of file.</summary>
    private static readonly string[] Senders = ["applicant@aksu", "applicant@xinjiang", "applicant@kezhou", "private@kezhou"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "三百多个有害文件，两种传法，个个被拒，都有一句中文；一百五十多个正常文件都收下、都看得到；别人照常做事")]
    public async Task Hostile_files_stay_out_and_honest_ones_come_in()
    {
        var app = site.App;
        using var neighbour = await Uploader.SignsIn(app.Next, "applicant@tacheng", Ct);
        var senders = await Task.WhenAll(Senders.Select(name => Uploader.SignsIn(app.Next, name, Ct)));
        var (hostile, honest) = (await UploadSamples.Hostile(), await UploadSamples.Honest());
        Assert.True(hostile.Count >= 300 && honest.Count >= 150, $"{hostile.Count}, {honest.Count}");

        foreach (var file in honest.Take(4)) await Task.WhenAll(senders.Select(s => TakenAndShown(s, file, inParts: false)));
        var materials = await Materials(app);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var meanwhile = Works(neighbour, honest[0], over.Token);
        List<string> problems = [.. await ByTurns(senders, hostile, Refused)];

        Assert.Equal([], problems);
        Assert.DoesNotContain(app.Said(), line => line.Contains("A document worker died", StringComparison.Ordinal));
        await over.CancelAsync();
        var (rounds, slowest) = await meanwhile;
        Assert.True(rounds > 3 && slowest < Patience, $"The neighbour: {rounds} rounds, slowest answer {slowest}.");
        Assert.Equal(materials, await Materials(app));
        Assert.Equal("0", await app.Ask("select count(*) from partial_uploads"));
        Assert.Equal("0", await app.Ask("select count(*) from stored_files where sha256 = any($1)", [.. hostile.Select(s => Sha256(s.Bytes)).Except(honest.Select(s => Sha256(s.Bytes)))]));

        problems = [.. await ByTurns(senders, [.. honest, .. Heavy(honest)], TakenAndShown)];
        Assert.Equal([], problems);
        Assert.Equal(materials, await Materials(app));
        foreach (var sender in senders) sender.Dispose();
    }

    [Fact(DisplayName = "没有脚本的浏览器：收不下的，页面上说是哪个文件、为什么，能回去；收得下的照样收；乱来的请求都是四百多，没有五百")]
    public async Task A_form_without_scripts_is_told_why()
    {
        var app = site.App;
        using var sender = await Uploader.SignsIn(app.Next, "applicant@aksu", Ct);
        var (good, bad) = ((await UploadSamples.Honest())[0], new UploadSample("", "<b>坏的.jpg", "<script>alert(1)</script>"u8.ToArray()));

        using (var both = await sender.SendsForm(Ct, good, bad))
        {
            var page = await both.Content.ReadAsStringAsync(Ct);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "text/html"), (both.StatusCode, both.Content.Headers.ContentType!.MediaType));
            Assert.Contains("没有收下", page, StringComparison.Ordinal);
            Assert.Contains("认不出这是什么文件", page, StringComparison.Ordinal);
            Assert.Contains($"href=\"/filings/{sender.Filing}", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>坏的", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        }

        Assert.Contains(good.FileName, await sender.Page(sender.EditPage, Ct), StringComparison.Ordinal);
        using (var fine = await sender.SendsForm(Ct, good))
            Assert.Equal((HttpStatusCode.OK, $"/filings/{sender.Filing}"), (fine.StatusCode, fine.RequestMessage!.RequestUri!.AbsolutePath));
        using (var none = await sender.SendsForm(Ct)) Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);

        var odd = Guid.NewGuid();
        foreach (var (method, path, type, body) in new (string, string, string, string)[]
        {
            ("POST", sender.FormAddress, "multipart/form-data; boundary=x", "--x\r\nContent-Disp"),
            ("POST", sender.FormAddress, "multipart/form-data", "torn"),
            ("POST", sender.FormAddress, "multipart/form-data; boundary=x", $"--x\r\nContent-Disposition: form-data; name=\"{new string('a', 40_000)}\"\r\n\r\n1\r\n--x--"),
            ("POST", sender.FormAddress, "application/x-www-form-urlencoded", "a=b"),
            ("POST", sender.FormAddress + "&row=nothing", "image/jpeg", "x"),
            ("POST", $"/filings/{sender.Filing}/materials", "image/jpeg", "x"),
            ("POST", $"/filings/{odd}/materials?slot=photo", "image/jpeg", "x"),
            ("POST", $"/filings/{sender.Filing}/uploads", "application/json", "{"),
            ("POST", $"/filings/{sender.Filing}/uploads", "application/json", "null"),
            ("POST", $"/filings/{sender.Filing}/uploads", "application/json", "[]"),
            ("POST", $"/filings/{sender.Filing}/uploads", "text/plain", "x"),
            ("POST", $"/filings/{sender.Filing}/uploads", "application/json", """{"slot":"other-attachments","fileName":"a.jpg","bytes":-1}"""),
            ("POST", $"/filings/{sender.Filing}/uploads", "application/json", """{"slot":"other-attachments","fileName":"a.jpg","bytes":1e99}"""),
            ("POST", $"/filings/{sender.Filing}/uploads", "application/json", """{"slot":"other-attachments","fileName":"a.jpg","bytes":9,"sha256":"zz"}"""),
            ("POST", $"/filings/{sender.Filing}/uploads", "application/json", """{"slot":"other-attachments","fileName":"a\u0000.jpg","bytes":9}"""),
            ("POST", $"/filings/{sender.Filing}/uploads", "application/json", """{"slot":"\u0000","fileName":"a.jpg","bytes":9}"""),
            ("PUT", $"/uploads/{odd}/parts/1", "application/octet-stream", "x"),
            ("PUT", $"/uploads/{odd}/parts/-1", "application/octet-stream", "x"),
            ("PUT", $"/uploads/{odd}/parts/99999999999", "application/octet-stream", "x"),
            ("POST", $"/uploads/{odd}/finish", "application/json", "x"),
            ("DELETE", $"/uploads/{odd}", "application/json", "x"),
        })
            foreach (var withToken in new[] { true, false })
            {
                using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                content.Headers.TryAddWithoutValidation("Content-Type", type);
                using var answer = await sender.Sends(new HttpMethod(method), path, content, Ct, withToken);
                Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{method} {path} {type} {body[..Math.Min(body.Length, 60)]}: {(int)answer.StatusCode}");
            }
    }

    /// <summary>One running program for all of these tests.</summary>
    public sealed class Site(PostgresServer server) : IAsyncLifetime
    {
        public RunningApp App { get; } = new(server);

        public async ValueTask InitializeAsync() => await App.StartNow(TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }

    private static async Task<string?> Refused(Uploader sender, UploadSample file, bool inParts)
    {
        var answer = inParts ? await sender.SendsInParts(file, Ct) : await sender.Sends(file, Ct);
        return (int)answer.Status is >= 400 and < 500 && answer.Material is null && Chinese(answer.Sentence) ? null : $"{(int)answer.Status} {answer.Sentence}";
    }

    /// <summary>Taken, seen in all three forms, and deleted again, so that the slot does not fill up.</summary>
    private static async Task<string?> TakenAndShown(Uploader sender, UploadSample file, bool inParts)
    {
        var answer = inParts ? await sender.SendsInParts(file, Ct) : await sender.Sends(file, Ct);
        if (answer is not { Status: HttpStatusCode.OK, Material: { } material }) return $"{(int)answer.Status} {answer.Sentence}";

        var pdf = file.FileName.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase);
        foreach (var (copy, type, start) in new[] { ("thumbnail", "image/jpeg", (byte[])[0xFF, 0xD8]), ("screen", pdf ? "application/pdf" : "image/jpeg", pdf ? "%PDF"u8.ToArray() : [0xFF, 0xD8]) })
            if (await sender.Opens(material, copy, Ct) is var (status, seen, bytes) && (status != HttpStatusCode.OK || seen != type || !bytes.AsSpan().StartsWith(start))) return $"{copy}: {status} {seen}";
        if (await sender.Opens(material, "original", Ct) is not (HttpStatusCode.OK, _, var original) || !original.AsSpan().SequenceEqual(file.Bytes)) return "The original is not what was sent.";
        await sender.Deletes(material, Ct);
        return null;
    }

    /// <summary>Every file twice, once whole and once in parts; the senders take from one heap.</summary>
    private static async Task<IEnumerable<string>> ByTurns(Uploader[] senders, IReadOnlyList<UploadSample> files, Func<Uploader, UploadSample, bool, Task<string?>> send)
    {
        var heap = new ConcurrentQueue<(UploadSample File, bool InParts)>(files.SelectMany(f => new[] { (f, false), (f, true) }));
        var problems = new ConcurrentQueue<string>();
        await Task.WhenAll(senders.Select(async sender =>
        {
            while (heap.TryDequeue(out var next))
                if (await send(sender, next.File, next.InParts) is { } problem) problems.Enqueue($"{next.File.What}{(next.InParts ? " (in parts)" : "")}: {problem}");
        }));
        return problems;
    }

    /// <summary>Reads pages and uploads until told to stop; how often, and how long the slowest answer took.</summary>
    private static async Task<(int Rounds, TimeSpan Slowest)> Works(Uploader neighbour, UploadSample file, CancellationToken until)
    {
        var (rounds, slowest) = (0, TimeSpan.Zero);
        for (; !until.IsCancellationRequested; rounds++)
            foreach (var step in new Func<Task>[] { () => neighbour.Page("/home", Ct), () => neighbour.Page(neighbour.EditPage, Ct), async () => Assert.Null(await TakenAndShown(neighbour, file, rounds % 2 == 1)) })
            {
                var clock = Stopwatch.StartNew();
                await step();
                if (clock.Elapsed > slowest) slowest = clock.Elapsed;
            }

        return (rounds, slowest);
    }

    /// <summary>Files of several parts: a photo full of comments, a picture full of text, a document full of pages.</summary>
    private static IEnumerable<UploadSample> Heavy(IReadOnlyList<UploadSample> honest)
    {
        var jpeg = honest.First(s => s.What.Contains("jpg", StringComparison.Ordinal));
        byte[] comment = [0xFF, 0xFE, 0xFF, 0xFF, .. Enumerable.Repeat((byte)7, 0xFFFF - 2)];
        yield return jpeg with { What = "jpg 五兆，三段", Bytes = [.. jpeg.Bytes[..2], .. Enumerable.Repeat(comment, 80).SelectMany(c => c), .. jpeg.Bytes[2..]] };
        var pdf = new PdfMaker { Pages = 2 };
        pdf.AddStream("", [.. Enumerable.Range(0, 5_000_000).Select(n => (byte)(n * 7919 >> 3))]);
        yield return new("pdf 五兆，三段", "业绩.pdf", pdf.Bytes());
    }

    private static Task<string> Materials(RunningApp app) => app.Ask("select count(*) || ' ' || coalesce(md5(string_agg(id::text, ',' order by id)), '') from materials where filing_id not in (select f.id from filings f join tenants t on t.id = f.tenant_id where t.slug = 'tacheng')");

    private static bool Chinese(string? sentence) => sentence is not null && Regex.IsMatch(sentence, @"[\u4E00-\u9FFF]{4}", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
}
