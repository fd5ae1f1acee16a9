using System.Net;
using TitleReview.Tests.Support;

namespace TitleReview.Bench;

/// <summary>
/// Uploads into the running program against nginx taking the same bytes by PUT, by turns in one run. "Received": the parts lie sealed on
/// the disk, digest reckoned, right and window checked. "Taken": also joined, decoded whole, looked at, copies made, row written, answered.
/// </summary>
internal static class UploadBench
{
    private const int Lanes = 6;

    public static async Task Run(CancellationToken ct)
    {
        await using var nginx = await Nginx.Start(ct);
        await using var site = await Site.Start(ct);
        var photos = await Files.Photos(ct);

        Console.WriteLine($"\nUploads, {Lanes} side by side, parts of 2 MB; medians (least–most) of 7 rounds by turns");
        Console.WriteLine("| files | step | MB/s | nginx MB/s | of nginx | of nginx made durable | ms of CPU a file | load |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        await Compare("phone photos", () => [.. Enumerable.Range(0, 7).Select(n => Files.Photo(photos[n % photos.Count]))]);
        await Compare("PDF of two scans", () => [.. Enumerable.Range(0, 4).Select(_ => Files.Document([photos[1], photos[3]]))]);

        async Task Compare(string what, Func<List<UploadSample>> make)
        {
            await Step(what, "received", make, async (sender, file) => (await sender.Arrives(file, ct)).Upload ?? throw new InvalidOperationException("refused"), cancel: true);
            await Step(what, "taken", make, async (sender, file) => await sender.SendsInParts(file, ct) is { Status: HttpStatusCode.OK, Material: { } material } ? material : throw new InvalidOperationException("refused"), cancel: false);
        }

        async Task Step(string what, string step, Func<List<UploadSample>> make, Func<Uploader, UploadSample, Task<Guid>> send, bool cancel)
        {
            List<UploadSample> files = [];
            List<(Uploader Sender, Guid Id)> sent = [];
            var (turn, cpu, count, name) = (0, 0.0, 0, 0);
            // Making the files and clearing away belong to nobody's time.
            async Task Prepare(int round)
            {
                foreach (var (sender, id) in sent.Where(_ => cancel)) await sender.Cancels(id, ct);
                sent.Clear();
                files = make();
            }

            await Prepare(0);
            var seconds = await Pairs.Measure(
                async round =>
                {
                    var before = Machine.CpuSeconds(site.ProcessId);
                    await Pairs.SideBySide(Lanes, files, async (file, _) =>
                    {
                        var sender = site.Senders[Interlocked.Increment(ref turn) % site.Senders.Count];
                        var id = await send(sender, file);
                        lock (sent) sent.Add((sender, id));
                    });
                    if (round < 0) return;
                    cpu += Machine.CpuSeconds(site.ProcessId) - before;
                    count += files.Count;
                },
                _ => Pairs.SideBySide(Lanes, files, (file, _) => nginx.Put($"{Interlocked.Increment(ref name) % 32}", file.Bytes, durable: false, ct)),
                _ => Pairs.SideBySide(Lanes, files, (file, _) => nginx.Put($"{Interlocked.Increment(ref name) % 32}", file.Bytes, durable: true, ct)),
                Prepare);
            var megabytes = files.Sum(f => f.Bytes.Length) / 1e6;
            Console.WriteLine($"| {what}, {files.Average(f => f.Bytes.Length) / 1e6:0.0} MB | {step} | {Spread.Of(seconds[0].Select(s => megabytes / s)).Words("0.0")} | {Spread.Of(seconds[1].Select(s => megabytes / s)).Words("0")} "
                + $"| {Spread.Of(seconds[0].Zip(seconds[1], (ours, theirs) => theirs / ours)).Words()} | {Spread.Of(seconds[0].Zip(seconds[2], (ours, theirs) => theirs / ours)).Words()} | {cpu / count * 1000:0} | {Machine.Load()} |");
        }
    }
}
