using System.Diagnostics;
using TitleReview.App.Tests.Documents;
using TitleReview.Documents.Work;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Tests.Support.Scans;

namespace TitleReview.Documents.Tests.Work;

public sealed class ReadTests(Printing printing)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "倒放、横放的页也读得出，框落在原图上的原处")]
    public async Task A_turned_page_is_read_and_its_boxes_lie_where_they_were()
    {
        await using var corpus = await ScanCorpus.Open();
        var scan = await corpus.Draw(0, ScanKind.Training, clean: true);
        var known = new KnownIdentity(scan.Person.Name, scan.Person.IdNumber, scan.Person.Phone, [scan.Person.Employer]);
        var truth = scan.Truth.Single(t => t.Kind == "id").Box;

        foreach (var (turned, wanted) in new[] { (0, truth), (90, new PictureBox(1 - truth.Bottom, truth.Left, 1 - truth.Top, truth.Right)), (180, new(1 - truth.Right, 1 - truth.Bottom, 1 - truth.Left, 1 - truth.Top)) })
        {
            var read = await printing.Worker.Read(turned == 0 ? scan.Jpeg : await Turned(scan.Jpeg, turned), Ct);
            Assert.Equal((360 - turned) % 360, read.Turn);

            var found = Assert.IsType<MasksFound>(MaskProposals.For(read, known, new HashSet<Clue> { Clue.IdNumber }));
            Assert.InRange(wanted.ShareWithin(Assert.Single(found.Proposals).Box), 0.9, 1);
        }
    }

    [Fact]
    public async Task An_empty_page_has_no_lines_and_a_broken_one_is_refused()
    {
        var read = await printing.Worker.Read(Pictures.Painted(800, 1000, (_, _) => ((byte)240, (byte)240, (byte)238)), Ct);
        Assert.Equal((0, 0, 0, 0), (read.Turn, read.Lines.Count, read.Seals.Count, read.Portraits.Count));
        Assert.Equal(ImageFault.NotAnImage, (await Assert.ThrowsAsync<ImageRefused>(() => printing.Worker.Read([.. "GIF89a"u8], Ct))).Fault);
    }

    [Fact(DisplayName = "识别在自己的进程里排队，不占排版的进程")]
    public async Task Reading_has_a_process_of_its_own()
    {
        await printing.Worker.Read(Pictures.Typed(600, 800), Ct);
        await printing.Worker.IsReady(Ct);
        Assert.Single(printing.Worker.ReadingProcessIds);
        Assert.Empty(printing.Worker.ReadingProcessIds.Intersect(printing.Worker.ProcessIds));
    }

    private static async Task<byte[]> Turned(byte[] jpeg, int degrees)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, jpeg, Ct);
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", $"import sharp from 'sharp'; process.stdout.write((await sharp('{file}').rotate({degrees}).jpeg({{ quality: 92 }}).toBuffer()).toString('base64'))"])
        {
            WorkingDirectory = Printing.WorkerFolder, RedirectStandardOutput = true,
        })!;
        var turned = Convert.FromBase64String(await node.StandardOutput.ReadToEndAsync(Ct));
        File.Delete(file);
        return turned;
    }
}
