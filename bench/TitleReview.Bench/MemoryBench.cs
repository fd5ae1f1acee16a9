using System.Net;

namespace TitleReview.Bench;

/// <summary>What the program's process holds while 64 people send 8 MB each, in parts, at once.</summary>
internal static class MemoryBench
{
    private const int People = 64, Bytes = 8_000_000;

    public static async Task Run(CancellationToken ct)
    {
        await using var site = await Site.Start(ct);
        var photos = await Files.Photos(ct);
        // One each first: what grows once does not count as the uploads'.
        foreach (var sender in site.Senders) await sender.SendsInParts(Files.PhotoOf(photos[0], Bytes), ct);
        await Task.Delay(TimeSpan.FromSeconds(5), ct);
        var idle = Machine.ResidentMegabytes(site.ProcessId);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watching = Watch(site.ProcessId, over.Token);
        var files = Enumerable.Range(0, People).Select(n => Files.PhotoOf(photos[n % photos.Count], Bytes)).ToList();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var answers = await Task.WhenAll(files.Select((file, n) => site.Senders[n % site.Senders.Count].SendsInParts(file, ct)));
        clock.Stop();
        await over.CancelAsync();
        var (peak, workers) = await watching;

        Console.WriteLine($"\nMemory, {People} uploads of {files[0].Bytes.Length / 1e6:0.0} MB at once in parts: {answers.Count(a => a.Status == HttpStatusCode.OK)} taken in {clock.Elapsed.TotalSeconds:0} s; load {Machine.Load()}");
        foreach (var other in answers.Where(a => a.Status != HttpStatusCode.OK).GroupBy(a => (a.Status, a.Sentence))) Console.WriteLine($"Not taken, {other.Count()} times: {(int)other.Key.Status} {other.Key.Sentence}");
        Console.WriteLine("| process | idle MB | most MB | over idle MB |");
        Console.WriteLine("|---|---|---|---|");
        Console.WriteLine($"| the program | {idle:0} | {peak:0} | {peak - idle:0} |");
        Console.WriteLine($"| its children together | | {workers:0} | |");
    }

    private static async Task<(double Peak, double Children)> Watch(int process, CancellationToken until)
    {
        var (peak, children) = (0.0, 0.0);
        while (!until.IsCancellationRequested)
        {
            peak = Math.Max(peak, Machine.ResidentMegabytes(process));
            children = Math.Max(children, Machine.Children(process).Sum(Machine.ResidentMegabytes));
            await Task.Delay(50, CancellationToken.None);
        }

        return (peak, children);
    }
}
