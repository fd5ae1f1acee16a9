using System.Diagnostics;
using System.Text;
using TitleReview.App.Tests.Documents;
using TitleReview.Documents.Work;
using TitleReview.Tests.Support;

namespace TitleReview.Documents.Tests.Work;

public sealed class PdfTests(Printing printing)
{
    private static readonly string[] Traces =
    [
        ActivePdfs.Planted, "/JavaScript", "/JS", "/Launch", "/URI", "/EmbeddedFile", "/EF", "/Filespec", "/OpenAction", "/AA", "/RichMedia", "/XFA", "/AcroForm", "/Annots",
        "/Metadata", "/Info", "/PieceInfo", "/Names", "/Outlines", "/StructTreeRoot", "/GoToR", "/SubmitForm", "/Sig", "/ObjStm",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Active => [.. ActivePdfs.All.Select(p => p.Name)];

    private Task<CleanPdf> Rewrite(byte[] pdf, int maxPages = 50) => printing.Pdfs.Rewrite(pdf, maxPages, Ct);

    [Theory(DisplayName = "改写过的 PDF 只剩页面")]
    [MemberData(nameof(Active))]
    public async Task Nothing_but_pages_is_left(string name)
    {
        var clean = await Rewrite(ActivePdfs.All.Single(p => p.Name == name).Bytes);

        Assert.Equal((1, ActivePdfs.IsDangerous(name)), (clean.Pages, clean.Dangers.Count > 0));
        Assert.Equal(1, (await Rewrite(clean.Bytes)).Pages);   // sound in itself
        var opened = await Opened(clean.Bytes);
        foreach (var trace in Traces) Assert.DoesNotContain(trace, opened, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "标题、作者、描述流里的字样读出来，供查有没有露出本人；改写过的里面没有了")]
    public async Task What_it_says_of_itself_is_read()
    {
        var maker = new PdfMaker { Trailer = "/Info<</Title<FEFF53E44E3D5A1C>/Author(Wang)/Producer()>>" };
        var xmp = maker.AddStream("/Type/Metadata/Subtype/XML", "<a xmlns:dc=\"dc\"><dc:creator>水利站</dc:creator><b/></a>"u8.ToArray());
        maker.Catalogue = $"/Metadata {xmp} 0 R";

        var clean = await Rewrite(maker.Bytes());
        Assert.Equal(["Wang", "古丽娜", "水利站"], clean.Words!.Split('\n').Order(StringComparer.Ordinal));
        Assert.Null((await Rewrite(clean.Bytes)).Words);
    }

    [Fact]
    public async Task The_page_itself_stays_as_it_was()
    {
        var pdf = new PdfMaker { Pages = 3 }.Bytes();
        var clean = await Rewrite(pdf);

        Assert.Equal(3, clean.Pages);
        Assert.Equal(["Honest page", "Honest page", "Honest page"], (await printing.Pdfs.Texts(clean.Bytes, Ct)).Select(t => t.Trim()));
        Assert.Equal(await Pixels.Of(await printing.Pdfs.Page(pdf, 2, 600, Ct)), await Pixels.Of(await printing.Pdfs.Page(clean.Bytes, 2, 600, Ct)));
    }

    [Fact(DisplayName = "填在表单里的字与电子印章并进页面，不随表单丢掉")]
    public async Task What_forms_and_stamps_show_is_drawn_into_the_page()
    {
        var maker = new PdfMaker();
        var looks = maker.AddStream("/Type/XObject/Subtype/Form/BBox[0 0 200 50]/Resources<</Font<</F1 4 0 R>>>>", "BT /F1 18 Tf 5 5 Td (Sealed 2023) Tj ET"u8.ToArray());
        var field = maker.Add($"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(Sealed 2023)/F 4/Rect[72 400 272 450]/AP<</N {looks} 0 R>>>>");
        maker.Page = $"/Annots[{field} 0 R]";
        maker.Catalogue = $"/AcroForm<</Fields[{field} 0 R]>>";

        var clean = await Rewrite(maker.Bytes());
        Assert.Contains("Sealed 2023", Assert.Single(await printing.Pdfs.Texts(clean.Bytes, Ct)), StringComparison.Ordinal);
        Assert.DoesNotContain("/Widget", await Opened(clean.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scanned_page_keeps_its_picture()
    {
        var scanned = (await UploadSamples.Honest()).Single(s => s.What == "pdf 扫描仪出的").Bytes;
        var clean = await Rewrite(scanned);
        Assert.Equal(await Pixels.Of(await printing.Pdfs.Page(scanned, 1, 600, Ct)), await Pixels.Of(await printing.Pdfs.Page(clean.Bytes, 1, 600, Ct)));
    }

    [Fact]
    public async Task The_same_file_is_rewritten_to_the_same_bytes()
    {
        var pdf = new PdfMaker().Bytes();
        Assert.Equal((await Rewrite(pdf)).Bytes, (await Rewrite(pdf)).Bytes);
        Assert.Equal(1, (await Rewrite((await Rewrite(pdf)).Bytes)).Pages);
    }

    [Theory]
    [InlineData("40", "", ""), InlineData("128", "", ""), InlineData("256", "", ""), InlineData("256", "secret", "secret"), InlineData("128", "", "owner")]
    public async Task A_locked_one_is_refused(string bits, string user, string owner)
    {
        var locked = await Qpdf(new PdfMaker().Bytes(), ["--allow-weak-crypto", "--encrypt", user, owner, bits, "--"]);
        Assert.Equal(PdfFault.Encrypted, (await Assert.ThrowsAsync<PdfRefused>(() => Rewrite(locked))).Fault);
    }

    [Fact]
    public async Task Too_many_pages_are_refused()
    {
        Assert.Equal(50, (await Rewrite(new PdfMaker { Pages = 50 }.Bytes())).Pages);
        Assert.Equal(PdfFault.TooManyPages, (await Assert.ThrowsAsync<PdfRefused>(() => Rewrite(new PdfMaker { Pages = 51 }.Bytes()))).Fault);
    }

    [Fact]
    public async Task A_torn_one_is_refused_wherever_it_was_torn()
    {
        var whole = new PdfMaker { Pages = 5 }.Bytes();
        for (var share = 1; share < 20; share++)
            Assert.Equal(PdfFault.Damaged, (await Assert.ThrowsAsync<PdfRefused>(() => Rewrite(whole[..(whole.Length * share / 20)]))).Fault);
        Assert.Equal(PdfFault.Damaged, (await Assert.ThrowsAsync<PdfRefused>(() => Rewrite([.. "just text"u8]))).Fault);
    }

    [Fact(DisplayName = "一页里塞三十亿像素：取页图时被限住，不拖累别人")]
    public async Task A_picture_beyond_measure_does_not_take_the_machine()
    {
        var maker = new PdfMaker();
        var bomb = maker.AddStream("/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode", Zeros(200_000_000));
        maker.Page = $"/Resources<</XObject<</Im {bomb} 0 R>>>>";
        maker.Content = "q 500 0 0 500 0 0 cm /Im Do Q";

        using var strict = new PdfWorker(new DocumentWorkerOptions { Folder = Printing.WorkerFolder, PdfTimeout = TimeSpan.FromSeconds(8) });
        var watch = Stopwatch.StartNew();
        var clean = await strict.Rewrite(maker.Bytes(), 5, Ct);
        try
        {
            await strict.Page(clean.Bytes, 1, 800, Ct);
        }
        catch (PdfRefused)
        {
            // Refused or drawn in part: both are well, as long as it ends.
        }

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    private static byte[] Zeros(int count)
    {
        using var zipped = new MemoryStream();
        using (var zip = new System.IO.Compression.ZLibStream(zipped, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            for (var left = count; left > 0; left -= 100_000) zip.Write(new byte[100_000]);
        return zipped.ToArray();
    }

    /// <summary>All objects in plain text, streams unpacked.</summary>
    private static async Task<string> Opened(byte[] pdf) =>
        Encoding.Latin1.GetString(pdf) + Encoding.Latin1.GetString(await Qpdf(pdf, ["--qdf", "--object-streams=disable", "--decode-level=all"]));

    private static async Task<byte[]> Qpdf(byte[] pdf, string[] arguments)
    {
        var (before, after) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            await File.WriteAllBytesAsync(before, pdf, Ct);
            using var qpdf = Process.Start(new ProcessStartInfo("qpdf", [.. arguments, before, after]) { RedirectStandardError = true })!;
            await qpdf.StandardError.ReadToEndAsync(Ct);
            await qpdf.WaitForExitAsync(Ct);
            return await File.ReadAllBytesAsync(after, Ct);
        }
        finally
        {
            File.Delete(before);
            File.Delete(after);
        }
    }
}
