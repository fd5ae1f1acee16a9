using System.Diagnostics;
using System.Text;
using TitleReview.Documents.Work;

namespace TitleReview.App.Tests.Documents;

public sealed class ImageTests(Printing printing)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_is_decoded_to_its_kind_and_size()
    {
        Assert.Equal(new ImageFacts("png", 640, 480), await printing.Worker.Inspect(Pictures.Png(640, 480), Ct));
    }

    [Fact]
    public async Task A_thumbnail_is_small_and_knows_the_full_size()
    {
        var thumbnail = await printing.Worker.Thumbnail(Pictures.Png(3000, 2000), 300, Ct);

        Assert.Equal((300, 200, 3000, 2000), (thumbnail.Width, thumbnail.Height, thumbnail.FullWidth, thumbnail.FullHeight));
        Assert.Equal(new ImageFacts("jpeg", 300, 200), await printing.Worker.Inspect(thumbnail.Jpeg, Ct));
    }

    [Fact(DisplayName = "手机横拍的照片转正，位置信息不留")]
    public async Task Orientation_is_applied_and_metadata_dropped()
    {
        var phone = Pictures.LyingOnItsSide((await printing.Worker.Thumbnail(Pictures.Png(600, 400), 600, Ct)).Jpeg);
        Assert.Equal(new ImageFacts("jpeg", 400, 600), await printing.Worker.Inspect(phone, Ct));

        var thumbnail = await printing.Worker.Thumbnail(phone, 300, Ct);
        Assert.Equal((200, 300, 400, 600), (thumbnail.Width, thumbnail.Height, thumbnail.FullWidth, thumbnail.FullHeight));
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(thumbnail.Jpeg), StringComparison.Ordinal);
        Assert.DoesNotContain("GPS", Encoding.Latin1.GetString(thumbnail.Jpeg), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "解压炸弹当即拒绝")]
    public async Task A_decompression_bomb_is_refused_at_once()
    {
        var bomb = Pictures.Png(30_000, 30_000);
        await printing.Worker.IsReady(Ct);
        var watch = Stopwatch.StartNew();

        var refused = await Assert.ThrowsAsync<ImageRefused>(() => printing.Worker.Inspect(bomb, Ct));
        Assert.Equal(ImageFault.TooManyPixels, refused.Fault);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    [Fact]
    public async Task A_broken_tail_is_found()
    {
        var whole = (await printing.Worker.Thumbnail(Pictures.Png(2000, 2000), 2000, Ct)).Jpeg;

        Assert.Equal(ImageFault.Damaged, await FaultOf(whole[..(whole.Length / 2)]));
        Assert.Equal(ImageFault.Damaged, await FaultOf(Pictures.Png(2000, 2000)[..^60]));
    }

    [Theory]
    [InlineData(""), InlineData("just text"), InlineData("%PDF-1.7\n"), InlineData("GIF89a\u0001\u0001")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text>a</text></svg>")]
    public async Task Anything_else_is_not_an_image(string content) =>
        Assert.Equal(ImageFault.NotAnImage, await FaultOf(Encoding.Latin1.GetBytes(content)));

    [Fact]
    public async Task A_file_past_the_byte_limit_is_not_even_sent()
    {
        await using var worker = new DocumentWorker(new DocumentWorkerOptions { Folder = Printing.WorkerFolder, MaxImageBytes = 100 });

        var refused = await Assert.ThrowsAsync<ImageRefused>(() => worker.Inspect(new byte[101], Ct));
        Assert.Equal(ImageFault.TooManyBytes, refused.Fault);
        Assert.Empty(worker.ProcessIds);
    }

    private async Task<ImageFault> FaultOf(byte[] bytes)
    {
        var asked = (await Assert.ThrowsAsync<ImageRefused>(() => printing.Worker.Inspect(bytes, Ct))).Fault;
        var shrunk = (await Assert.ThrowsAsync<ImageRefused>(() => printing.Worker.Thumbnail(bytes, 100, Ct))).Fault;
        Assert.Equal(asked, shrunk);
        return asked;
    }
}
