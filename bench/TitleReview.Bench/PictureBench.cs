using TitleReview.Documents.Work;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Tests.Support;

namespace TitleReview.Bench;

/// <summary>The viewing copies and the masks of phone photos, by the limited child processes as in operation, two at once.</summary>
internal static class PictureBench
{
    private const int EachRound = 4, Lanes = 2;

    public static async Task Run(CancellationToken ct)
    {
        var options = new DocumentWorkerOptions { Folder = Path.Combine(Repository.Root, "src", "TitleReview.Worker"), PoolSize = Lanes };
        await using var worker = new DocumentWorker(options);
        using var pdfs = new PdfWorker(options);
        var photos = await Files.Photos(ct);
        var document = Files.Document([photos[1], photos[3]]).Bytes;
        PictureBox[] masks = [new(0.1, 0.1, 0.4, 0.15), new(0.5, 0.3, 0.8, 0.36), new(0.1, 0.7, 0.3, 0.9)];
        (string What, Func<byte[], Task> Do)[] works =
        [
            ("three viewing copies of a photo (thumbnail, screen, print)", photo => worker.Copies(photo, ct)),
            ("a photo accepted (decoded whole, sharpness, ink, fingerprint, and the three copies)", photo => worker.Accept(photo, ct)),
            ("three masks burnt into a photo", photo => worker.Burn(photo, masks, ct)),
            ("a PDF of two scans rewritten", _ => pdfs.Rewrite(document, 100, ct)),
        ];
        var seconds = await Pairs.Measure([.. works.Select(work => (Func<int, Task>)(_ => Pairs.SideBySide(Lanes, Enumerable.Range(0, EachRound), (n, _) => work.Do(photos[n % photos.Count]))))]);

        Console.WriteLine($"\nPictures of 12 megapixels ({photos.Average(p => p.Length) / 1e6:0.0} MB), {Lanes} processes; medians (least–most) of 7 rounds by turns; load {Machine.Load()}");
        Console.WriteLine("| work | per second |");
        Console.WriteLine("|---|---|");
        foreach (var (work, times) in works.Zip(seconds)) Console.WriteLine($"| {work.What} | {Spread.Of(times.Select(s => EachRound / s)).Words()} |");
    }
}
