using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;
using TitleReview.App.Storage.Embedded;

namespace TitleReview.Tests.Support;

/// <summary>
/// kill -9 of the real program, with the PostgreSQL it started itself, while people submit, approve and upload; again and again on the same data.
/// The first kill comes in the midst of a bulk order, which those who start again have to finish.
/// What was acknowledged before a kill is asked for afterwards, in the database and of `verify`.
/// </summary>
public sealed class KillRun(string program, string contentRoot, int ready) : IAsyncDisposable
{
    private const string Port = "seed", BulkOpinion = "成批：形式审核合格，同意报送。";

    private readonly string _data = ReachableFolder.New("titlereview-kills-");
    private readonly Uri _address = new($"http://localhost:{FreePort()}");
    private readonly ConcurrentBag<Guid> _submitted = [], _approved = [];
    private readonly ConcurrentDictionary<Guid, Uploader> _uploaded = [];
    private readonly ConcurrentQueue<(Visitor Browser, Guid Filing)> _applicants = [];
    private readonly ConcurrentBag<(Visitor Browser, Guid Filing, string Key)> _unanswered = [];
    private readonly List<Visitor> _everybody = [];
    private readonly ConcurrentBag<string> _complaints = [];

    /// <summary>One after the other: what was sent and not answered stays, and a slot holds only so many.</summary>
    private readonly Queue<Uploader> _senders = [];

    private readonly List<string> _said = [];
    private Process? _process;

    /// <summary>From starting the program again to its saying that it is ready.</summary>
    public List<TimeSpan> Restarts { get; } = [];

    /// <summary>How often somebody was told that it is done: submitted, approved, uploaded.</summary>
    public (int Submits, int Approvals, int Uploads) Acknowledged => (_submitted.Count, _approved.Count, _sent);

    /// <summary>What people ran into that was no kill.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Where the bulk order stood when the first kill came.</summary>
    public (int Handled, int Due) BulkAtKill { get; private set; }

    private string _bulk = "";

    public string Summary => $"{Restarts.Count} kills; a bulk order of {BulkAtKill.Due} killed after {BulkAtKill.Handled}; acknowledged: {_submitted.Count} submits, {_approved.Count} approvals, {_sent} uploads; {_unanswered.Count} submits were not answered and pressed again; ready again after {Restarts.Min().TotalSeconds:0.0}–{Restarts.Max().TotalSeconds:0.0} s, median {Restarts.Order().ElementAt(Restarts.Count / 2).TotalSeconds:0.0} s";

    /// <returns>What is wrong; empty when nothing is.</returns>
    public async Task<IReadOnlyList<string>> Run(int kills, Action<string> say, CancellationToken ct)
    {
        await Word(["seed", "--filings", $"{ready * 5}", "--ready", $"{ready}"], ct);
        await Start(ct);
        // They stay signed in over all kills: the keys of the cookies are in the database.
        var senders = kills / 12 + 1;
        for (var no = 1; no <= ready - senders; no++)
        {
            var browser = await SignsIn($"ready-{no}", ct);
            _applicants.Enqueue((browser, Guid.Parse(browser.Find("/filings/([0-9a-f-]{36})"))));
        }

        Visitor[] officers = [await SignsIn("county-1", ct), await SignsIn("prefecture", ct)];
        for (var no = ready - senders + 1; no <= ready; no++) _senders.Enqueue(await Uploader.SignsIn(_address, $"ready-{no}@{Port}", ct));
        var ordering = await SignsIn("prefecture", ct);
        await OrdersBulk(ordering, ct);
        var random = new Random(4242);
        for (var kill = 1; kill <= kills; kill++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var (load, before) = (kill == 1 ? Task.CompletedTask : Load(officers, stop.Token), Answers);
            if (kill == 1) BulkAtKill = await InTheMidst(ordering, ct);
            // In the middle of work: something has been answered since the last start, and once at least each kind of work.
            for (var waited = Stopwatch.StartNew(); kill > 1 && (Answers == before || !EachKindAnswered) && waited.Elapsed < TimeSpan.FromSeconds(60);) await Task.Delay(50, ct);
            if (kill > 1) await Task.Delay(random.Next(50, 2_000), ct);
            _process!.Kill();
            await _process.WaitForExitAsync(ct);
            await stop.CancelAsync();
            await load;
            var clock = Stopwatch.StartNew();
            await Start(ct);
            Restarts.Add(clock.Elapsed);
            say($"kill {kill} of {kills}: ready after {clock.Elapsed.TotalSeconds:0.0} s; acknowledged so far {_submitted.Count} submits, {_approved.Count} approvals, {_sent} uploads");
        }

        List<string> wrong = [.. await Repeat(ct), .. await BulkLeft(ordering, ct), .. await Missing(ct)];
        await Stop();
        var (code, said) = await Word(["verify"], ct, mayFail: true);
        if (code != 0) wrong.AddRange(said.Split('\n').Where(l => l.Length > 0).TakeLast(20));
        return wrong;
    }

    public bool EachKindAnswered => Acknowledged is { Submits: > 0, Approvals: > 0, Uploads: > 0 };

    private int Answers => _submitted.Count + _approved.Count + _sent;

    private int _sent;

    private async Task<Visitor> SignsIn(string name, CancellationToken ct)
    {
        var visitor = await Visitor.SignsIn(_address, $"{name}@{Port}", ct);
        _everybody.Add(visitor);
        return visitor;
    }

    /// <summary>People at work until the program is gone under them; what they were not answered they cannot know.</summary>
    private Task Load(Visitor[] officers, CancellationToken ct) => Task.WhenAll(
        [Forever(Submitting, ct), Forever(Submitting, ct), Forever(Uploading, ct), .. officers.Select(o => Forever(c => Approving(o, c), ct))]);

    private async Task Forever(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await work(ct);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException or InvalidOperationException)
            {
                // Killed, or still starting: come again.
                if (ct.IsCancellationRequested) return;
                _complaints.Add(e.Message);
                await Task.Delay(100, CancellationToken.None);
            }
        }
    }

    /// <summary>Everything that waits at the prefecture, tried and confirmed; the system takes it up within two seconds.</summary>
    private async Task OrdersBulk(Visitor officer, CancellationToken ct)
    {
        const string order = "/bulk/new?act=Pass&range=all";
        await officer.Opens(order, ct);
        await officer.Posts(order, "bulk", ct, ("Opinion", BulkOpinion));
        _bulk = officer.At.Split('?')[0];
        await Until(officer, p => p.State == "Checked", ct);
        await officer.Opens(_bulk, ct);
        await officer.Posts(_bulk, "bulk", ct, ("Do", "confirm"));
    }

    private async Task<(int Handled, int Due)> InTheMidst(Visitor officer, CancellationToken ct)
    {
        var at = await Until(officer, p => p.Handled > 0, ct);
        return (at.Handled, at.Due);
    }

    /// <summary>What the killed program left is finished by the one after it: nothing waits any more, each row done has its one approval.</summary>
    private async Task<List<string>> BulkLeft(Visitor officer, CancellationToken ct)
    {
        await Until(officer, p => p.State == "Done", ct);
        List<string> wrong = [];
        wrong.AddRange((await Ask("select filing_id from bulk_rows where state in ('Able', 'Unchecked') and cardinality($1) >= 0", [], ct)).Select(f => $"Left by the bulk order: {f}"));
        wrong.AddRange((await Ask($"select r.filing_id from bulk_rows r where r.state = 'Done' and cardinality($1) >= 0 and (select count(*) from filing_events e where e.filing_id = r.filing_id and e.opinion = '{BulkOpinion}') <> 1", [], ct)).Select(f => $"Not approved once by the bulk order: {f}"));
        return wrong;
    }

    private async Task<(int Handled, int Due, string State)> Until(Visitor officer, Func<(int Handled, int Due, string State), bool> good, CancellationToken ct)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(20, ct))
        {
            await officer.Opens($"{_bulk}/progress", ct);
            (int, int, string) at = (int.Parse(officer.Find("\"handled\":(\\d+)")), int.Parse(officer.Find("\"due\":(\\d+)")), officer.Find("\"state\":\"(\\w+)"));
            if (good(at)) return at;
            if (waited.Elapsed > TimeSpan.FromSeconds(60)) throw new InvalidOperationException($"The bulk order stays at {at}.");
        }
    }

    private async Task Submitting(CancellationToken ct)
    {
        if (!_applicants.TryDequeue(out var next)) { await Task.Delay(200, ct); return; }

        var (browser, filing) = next;
        string? key = null;
        try
        {
            await browser.Opens($"/filings/{filing}/precheck", ct);
            key = browser.Find("name=\"Key\" value=\"([^\"]+)");
            if (await browser.Posts($"/filings/{filing}/precheck", "submit", ct, ("Key", key)) && browser.At.Contains("done=submitted", StringComparison.Ordinal)) _submitted.Add(filing);
            else _complaints.Add($"{filing}: {browser.Sentence}");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            if (key is null) _applicants.Enqueue(next);
            else _unanswered.Add((browser, filing, key));
            throw;
        }
    }

    private async Task Approving(Visitor browser, CancellationToken ct)
    {
        await browser.Opens("/inbox", ct);
        if (browser.Look("href=\"/approvals/([0-9a-f-]{36})") is not { } filing) { await Task.Delay(300, ct); return; }

        // Passing demands the stop's checklist.
        await browser.Opens($"/approvals/{filing}", ct);
        await browser.Posts($"/approvals/{filing}", "decide", ct, ("Judge", "rest:"));
        await browser.Opens($"/approvals/{filing}", ct);
        if (await browser.Posts($"/approvals/{filing}", "decide", ct, ("Decision", "approve"), ("Originals", "true"), ("Opinion", "同意推荐。")) && browser.At.Contains("done=approve", StringComparison.Ordinal))
            _approved.Add(Guid.Parse(filing));
        else _complaints.Add($"{filing}: {browser.Sentence}");
    }

    private async Task Uploading(CancellationToken ct)
    {
        var sender = _senders.Peek();
        var answer = await sender.Sends(Scan(), ct);
        if (answer.Material is { } material)
        {
            _uploaded[material] = sender;
            Interlocked.Increment(ref _sent);
        }
        else
        {
            _complaints.Add($"upload: {answer.Status} {answer.Sentence}");
            if (_senders.Count > 1) _senders.Dequeue().Dispose();
        }

        var own = _uploaded.Where(u => u.Value == sender).Select(u => u.Key).ToList();
        if (own.Count < 5) return;

        // The slot holds only so many: one goes again. What happens to it is not known before the answer is there, so it is not asked for any more.
        _uploaded.TryRemove(own[0], out _);
        await sender.Deletes(own[0], ct);
    }

    /// <summary>A picture with another comment in it each time: another file.</summary>
    private static UploadSample Scan()
    {
        var scan = File.ReadAllBytes(Path.Combine(Repository.Root, "src", "TitleReview.App", "Demo", "scans", "proof.jpg"));
        byte[] comment = [0xFF, 0xFE, 0, 34, .. Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)).Select(c => (byte)c)];
        return new("scan", "证明.jpg", [.. scan[..2], .. comment, .. scan[2..]]);
    }

    /// <summary>Whoever was not answered presses again, with the same key: done once, whichever of the two did it.</summary>
    private async Task<List<string>> Repeat(CancellationToken ct)
    {
        List<string> wrong = [];
        foreach (var (browser, filing, key) in _unanswered)
        {
            await browser.Opens($"/filings/{filing}", ct);
            await browser.Posts($"/filings/{filing}/precheck", "submit", ct, ("Key", key));
            if (browser.At.Contains("done=submitted", StringComparison.Ordinal)) _submitted.Add(filing);
            else wrong.Add($"Pressed again, not submitted: {filing} {browser.Sentence}");
        }

        return wrong;
    }

    private async Task<List<string>> Missing(CancellationToken ct)
    {
        List<string> wrong = [];
        wrong.AddRange((await Ask("select f.id from unnest($1) f(id) where (select count(*) from submissions s where s.filing_id = f.id) <> 1", _submitted, ct)).Select(f => $"Acknowledged as submitted, not there once: {f}"));
        wrong.AddRange((await Ask("select f.id from unnest($1) f(id) where not exists (select 1 from filing_events e where e.filing_id = f.id and e.action = 'Approve')", _approved, ct)).Select(f => $"Acknowledged as approved, not there: {f}"));
        wrong.AddRange((await Ask("select e.filing_id from filing_events e where e.action = 'Approve' and cardinality($1) >= 0 group by e.filing_id, e.office, e.submission_no having count(*) > 1", _approved, ct)).Select(f => $"Approved twice by one office: {f}"));
        wrong.AddRange((await Ask("select m.id from unnest($1) m(id) where not exists (select 1 from materials x where x.id = m.id)", _uploaded.Keys, ct)).Select(m => $"Acknowledged as uploaded, not there: {m}"));
        return wrong;
    }

    private async Task<List<Guid>> Ask(string sql, IEnumerable<Guid> ids, CancellationToken ct)
    {
        // The server that the program started; who comes second only uses it.
        await using var server = await EmbeddedPostgres.Start(new EmbeddedPostgresOptions { Folder = Path.Combine(_data, "postgres") }, ct);
        await using var connection = new NpgsqlConnection(server.ConnectionString());
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = ids.ToArray() } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<Guid> rows = [];
        while (await reader.ReadAsync(ct)) rows.Add(reader.GetGuid(0));
        return rows;
    }

    private async Task Start(CancellationToken ct)
    {
        _process = Launch([]);
        using var http = new HttpClient { BaseAddress = _address };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(3) && !_process.HasExited; await Task.Delay(50, ct))
        {
            try
            {
                if ((await http.GetAsync("/health/ready", ct)).StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        lock (_said) throw new InvalidOperationException("The program did not start again:\n" + string.Join('\n', _said.TakeLast(30)));
    }

    private async Task<(int Code, string Said)> Word(string[] words, CancellationToken ct, bool mayFail = false)
    {
        lock (_said) _said.Clear();
        using var process = Launch(words);
        await process.WaitForExitAsync(ct);
        string said;
        lock (_said) said = string.Join('\n', _said);
        return process.ExitCode == 0 || mayFail ? (process.ExitCode, said) : throw new InvalidOperationException($"{words[0]} failed:\n{said}");
    }

    private Process Launch(string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Staging";
        start.Environment["ASPNETCORE_URLS"] = _address.ToString();
        start.Environment["ASPNETCORE_CONTENTROOT"] = contentRoot;
        start.Environment["TitleReview__DataDirectory"] = _data;
        start.Environment["TitleReview__Demo"] = "false";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => { lock (_said) _said.Add(line.Data ?? ""); };
        process.ErrorDataReceived += (_, line) => { lock (_said) _said.Add(line.Data ?? ""); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task Stop()
    {
        if (_process is { HasExited: false })
        {
            using var term = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process?.Dispose();
        _process = null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in _everybody) visitor.Dispose();
        foreach (var sender in _senders) sender.Dispose();
        await Stop();
        Directory.Delete(_data, recursive: true);
    }
}
