using System.Diagnostics;
using TitleReview.Documents.Work;

namespace TitleReview.App.Tests.Documents;

public sealed class WorkerTests(Printing printing)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Patience for a machine that does other things too; the tests that are about time set their own.
    private static DocumentWorkerOptions Options => new() { Folder = Printing.WorkerFolder, PoolSize = 1, TypesetTimeout = TimeSpan.FromMinutes(5), ImageTimeout = TimeSpan.FromMinutes(2) };

    private static TypesetJob Job(string template, object? data = null) => new(
        "test.typ", new Dictionary<string, string> { ["test.typ"] = template }, new Dictionary<string, byte[]>(), data ?? new { }, Forms.August20);

    // About three seconds of honest work.
    private static readonly TypesetJob Slow = Job("#let sum = 0\n#for i in range(6000000) { sum += calc.rem(i, 7) }\n#sum");

    private static readonly TypesetJob Endless = Job("#let sum = 0\n#for i in range(1000000000) { sum += calc.rem(i, 7) }\n#sum");

    [Fact]
    public async Task A_started_worker_is_ready()
    {
        await using var worker = new DocumentWorker(Options);
        Assert.True(await worker.IsReady(Ct));
    }

    [Fact]
    public async Task Without_node_it_is_not_ready_and_says_so_in_plain_words()
    {
        await using var worker = new DocumentWorker(Options with { NodePath = "no-such-node" });

        Assert.False(await worker.IsReady(Ct));
        var failure = await Assert.ThrowsAsync<WorkerFailure>(() => worker.Typeset(Job("好"), Ct));
        Assert.Equal("文件生成失败，请稍后再试；如反复出现，请告知管理员。", failure.Sentence);
    }

    [Fact]
    public async Task A_job_whose_process_is_killed_is_done_by_a_fresh_one()
    {
        await using var worker = new DocumentWorker(Options);
        var job = worker.Typeset(Slow, Ct);
        var killed = await KillNext(worker, 0);

        Assert.NotEmpty(await job);
        Assert.DoesNotContain(killed, worker.ProcessIds);
    }

    [Fact]
    public async Task A_job_that_loses_two_processes_fails_and_the_next_job_is_done()
    {
        await using var worker = new DocumentWorker(Options);
        var job = worker.Typeset(Slow, Ct);
        await KillNext(worker, await KillNext(worker, 0));

        await Assert.ThrowsAsync<WorkerFailure>(() => job);
        Assert.NotEmpty(await worker.Typeset(Job("好"), Ct));
    }

    [Fact]
    public async Task A_job_past_its_time_is_stopped_and_the_next_job_is_done()
    {
        List<string> deaths = [];
        await using var worker = new DocumentWorker(Options with { TypesetTimeout = TimeSpan.FromSeconds(2), OnDeath = deaths.Add });
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAsync<WorkerFailure>(() => worker.Typeset(Endless, Ct));
        Assert.InRange(watch.Elapsed.TotalSeconds, 1.5, 8);
        Assert.NotEmpty(deaths);
        Assert.NotEmpty(await worker.Typeset(Job("好"), Ct));
    }

    [Fact]
    public async Task A_caller_who_leaves_stops_the_job()
    {
        await using var worker = new DocumentWorker(Options);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var job = worker.Typeset(Endless, leaving.Token);
        leaving.CancelAfter(500);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job);
        Assert.NotEmpty(await worker.Typeset(Job("好"), Ct));
    }

    [Fact]
    public async Task A_job_that_eats_all_memory_fails_alone()
    {
        await using var worker = new DocumentWorker(Options with { MemoryMegabytes = 600 });
        var greedy = Job("#let text = \"职称评审\"\n#for i in range(40) { text = text + text }\n#text");

        if (worker.Protections.Any(p => p.Contains("限内存", StringComparison.Ordinal)))
            await Assert.ThrowsAsync<WorkerFailure>(() => worker.Typeset(greedy, Ct));
        Assert.NotEmpty(await worker.Typeset(Job("好"), Ct));
    }

    [Theory]
    [InlineData("#没有这个函数(")]
    [InlineData("#read(\"/etc/passwd\")")]
    [InlineData("#read(\"../worker.mjs\")")]
    [InlineData("#import \"@preview/tiaoma:0.3.0\": *")]
    public async Task A_bad_template_is_an_answer_and_the_process_lives(string template)
    {
        await using var worker = new DocumentWorker(Options);
        await worker.Typeset(Job("好"), Ct);
        var process = Assert.Single(worker.ProcessIds);

        await Assert.ThrowsAsync<WorkerFailure>(() => worker.Typeset(Job(template), Ct));
        Assert.NotEmpty(await worker.Typeset(Job("好"), Ct));
        Assert.Equal(process, Assert.Single(worker.ProcessIds));
    }

    [Fact]
    public async Task A_hundred_jobs_at_once_each_get_their_own_answer()
    {
        var jobs = Enumerable.Range(1, 100).Select(async n =>
        {
            using var pdf = new Pdf(await printing.Worker.Typeset(Job("#json(\"data.json\").words", new { words = $"job-{n:000}" }), Ct));
            Assert.Equal($"job-{n:000}", pdf.Text);
        });
        await Task.WhenAll(jobs);
    }

    [Fact]
    public async Task A_full_queue_says_come_back_later()
    {
        await using var worker = new DocumentWorker(Options with { QueueLength = 1 });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        Task[] taken = [worker.Typeset(Endless, leaving.Token), worker.Typeset(Endless, leaving.Token)];

        await Assert.ThrowsAsync<WorkerBusy>(() => worker.Typeset(Job("好"), Ct));
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(taken));
    }

    [Fact]
    public async Task After_its_share_of_jobs_a_process_is_replaced()
    {
        await using var worker = new DocumentWorker(Options with { JobsPerProcess = 2 });
        var seen = new HashSet<int>();
        for (var n = 0; n < 6; n++)
        {
            await worker.Typeset(Job("好"), Ct);
            seen.Add(Assert.Single(worker.ProcessIds));
        }

        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public async Task Disposing_leaves_no_process_and_fails_the_job_at_work()
    {
        var worker = new DocumentWorker(Options);
        var job = worker.Typeset(Endless, Ct);
        var process = await Running(worker, 0);
        await worker.DisposeAsync();

        await Assert.ThrowsAsync<WorkerFailure>(() => job);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(process));
    }

    private static async Task<int> KillNext(DocumentWorker worker, int otherThan)
    {
        var process = await Running(worker, otherThan);
        await Task.Delay(400, Ct);
        Process.GetProcessById(process).Kill();
        return process;
    }

    private static async Task<int> Running(DocumentWorker worker, int otherThan)
    {
        while (true)
        {
            if (worker.ProcessIds is [var id] && id != otherThan) return id;
            await Task.Delay(20, Ct);
        }
    }
}
