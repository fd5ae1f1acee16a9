using System.Text;
using TitleReview.App.Tests.Documents;
using TitleReview.Documents.Work;
using TitleReview.Domain.Filings.Materials;

namespace TitleReview.Documents.Tests.Work;

public sealed class CopiesTests(Printing printing)
{
    private const string Planted = "阿依古丽 653101199206154426 46.74N";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<byte[]> Jpeg(byte[] png, int edge = 4000) => (await printing.Worker.Thumbnail(png, edge, Ct)).Jpeg;

    [Fact]
    public async Task One_decode_gives_a_thumbnail_a_screen_and_a_print_copy()
    {
        var copies = await printing.Worker.Copies(Pictures.Png(6000, 4000), Ct);

        Assert.Equal((320, 213), (copies.Thumbnail.Width, copies.Thumbnail.Height));
        Assert.Equal((1600, 1067), (copies.Screen.Width, copies.Screen.Height));
        Assert.Equal((3508, 2339), (copies.Print.Width, copies.Print.Height));
        Assert.Equal(new ImageFacts("jpeg", 3508, 2339), await printing.Worker.Inspect(copies.Print.Jpeg, Ct));
    }

    [Fact]
    public async Task A_small_picture_is_not_blown_up()
    {
        var copies = await printing.Worker.Copies(Pictures.Png(500, 700), Ct);
        Assert.Equal((500, 700, 500, 700), (copies.Print.Width, copies.Print.Height, copies.Screen.Width, copies.Screen.Height));
    }

    [Fact(DisplayName = "看图用的几份与遮盖的一份，都不带原图的附记")]
    public async Task No_copy_carries_what_the_original_says_of_itself()
    {
        var scan = Pictures.WithMetadata(await Jpeg(Pictures.Typed(900, 1200)), Planted);
        Assert.True(scan.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Planted)) > 0);

        var copies = await printing.Worker.Copies(scan, Ct);
        var masked = await printing.Worker.Burn(scan, [new PictureBox(0, 0, 0.5, 0.5)], Ct);
        foreach (var copy in new[] { copies.Thumbnail, copies.Screen, copies.Print, masked })
            foreach (var trace in new[] { Encoding.UTF8.GetBytes(Planted), [.. "Exif"u8], [.. "xmp"u8], [.. "ICC_PROFILE"u8], [.. "Photoshop"u8], [.. "653101"u8] })
                Assert.Equal(-1, copy.Jpeg.AsSpan().IndexOf(trace));
    }

    [Fact]
    public async Task A_lying_photo_stands_upright_in_every_copy()
    {
        var copies = await printing.Worker.Copies(Pictures.LyingOnItsSide(await Jpeg(Pictures.Png(600, 400))), Ct);
        Assert.Equal((400, 600, 213, 320), (copies.Print.Width, copies.Print.Height, copies.Thumbnail.Width, copies.Thumbnail.Height));
    }

    [Fact]
    public async Task A_broken_picture_gives_no_copies()
    {
        var whole = await Jpeg(Pictures.Typed(900, 1200));
        Assert.Equal(ImageFault.Damaged, (await Assert.ThrowsAsync<ImageRefused>(() => printing.Worker.Copies(whole[..(whole.Length / 2)], Ct))).Fault);
        Assert.Equal(ImageFault.TooManyPixels, (await Assert.ThrowsAsync<ImageRefused>(() => printing.Worker.Burn(Pictures.Png(30_000, 30_000), [], Ct))).Fault);
    }

    [Fact(DisplayName = "遮盖涂进像素：框里原来是什么，遮盖后的文件一个字节也不受影响")]
    [Trait("rule", "TC-21")]
    public async Task What_stood_under_a_mask_has_no_part_in_the_file()
    {
        PictureBox[] boxes = [new(0.2, 0.3, 0.6, 0.4)];
        static (byte, byte, byte) Page(int x, int y, byte inside) =>
            x is >= 160 and < 480 && y is >= 300 and < 400 ? (inside, (byte)(x * inside), (byte)(y + inside)) : ((byte)(x / 4), (byte)(y / 8), (byte)90);

        var one = await printing.Worker.Burn(Pictures.Painted(800, 1000, (x, y) => Page(x, y, 17)), boxes, Ct);
        var other = await printing.Worker.Burn(Pictures.Painted(800, 1000, (x, y) => Page(x, y, 201)), boxes, Ct);

        Assert.Equal(one.Jpeg, other.Jpeg);
    }

    [Fact(DisplayName = "遮盖只涂框内，框外不变；出界的框只涂图内的部分")]
    public async Task Only_the_boxes_are_painted()
    {
        var page = Pictures.Painted(800, 1000, (x, y) => ((byte)(100 + x / 8), (byte)(100 + y / 10), 180));
        var plain = await Pixels.Of((await printing.Worker.Burn(page, [], Ct)).Jpeg);
        var masked = await Pixels.Of((await printing.Worker.Burn(page, [new PictureBox(0.25, 0.4, 0.5, 0.6), new PictureBox(0.9, -1, 7, 0.1)], Ct)).Jpeg);

        for (var y = 0; y < 1000; y++)
            for (var x = 0; x < 800; x++)
            {
                var at = (y * 800 + x) * 3;
                var black = (x is >= 200 and < 400 && y is >= 400 and < 600) || (x >= 720 && y < 100);
                // Sixteen pixels about a box share its blocks of the JPEG.
                var near = x is >= 184 and < 416 && y is >= 384 and < 616 || (x >= 704 && y < 116);
                for (var c = 0; c < 3; c++)
                    if (black) Assert.InRange(masked[at + c], 0, 40);
                    else if (!near) Assert.InRange(masked[at + c] - plain[at + c], -2, 2);
            }
    }
}
