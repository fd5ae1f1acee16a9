using TitleReview.App.Tests.Documents;
using TitleReview.Documents.Work;
using TitleReview.Domain.Filings.Materials;

namespace TitleReview.Documents.Tests.Work;

public sealed class LookTests(Printing printing)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<ScanLook> Look(byte[] picture) => (await printing.Worker.Accept(picture, Ct)).Look;

    [Fact]
    public async Task It_tells_the_upright_size_and_whether_the_camera_said_to_turn()
    {
        var straight = (await printing.Worker.Thumbnail(Pictures.Typed(600, 400), 600, Ct)).Jpeg;
        var look = await Look(straight);
        Assert.Equal(("jpeg", 600, 400, false), (look.Kind, look.Width, look.Height, look.TurnedByCamera));

        look = await Look(Pictures.LyingOnItsSide(straight));
        Assert.Equal((400, 600, true), (look.Width, look.Height, look.TurnedByCamera));
    }

    [Fact]
    public async Task A_soft_page_is_less_sharp_and_white_margins_or_faint_ink_do_not_matter()
    {
        var sharp = (await Look(Pictures.Typed(1200, 1600))).Sharpness;
        Assert.InRange((await Look(Pictures.Typed(1200, 1600, share: 0.2))).Sharpness, sharp * 0.7, sharp * 1.3);
        Assert.InRange((await Look(Pictures.Typed(1200, 1600, paper: 200, ink: 110))).Sharpness, sharp * 0.7, sharp * 1.3);

        var last = sharp;
        foreach (var soft in new[] { 1, 2, 4 })
        {
            var now = (await Look(Pictures.Typed(1200, 1600, soft: soft))).Sharpness;
            Assert.True(now < last * 0.7, $"{soft}: {now} after {last}");
            last = now;
        }
    }

    [Fact]
    public async Task An_empty_page_has_no_ink_and_a_dark_one_is_dark()
    {
        var empty = await Look(Pictures.Painted(1200, 1600, (x, y) => ((byte)(200 + x / 40), (byte)(200 + y / 50), 220)));
        Assert.Equal((0, 0), (empty.InkedBlocks, empty.Sharpness));
        Assert.InRange(empty.Ink, 0, 0.0005);

        var typed = await Look(Pictures.Typed(1200, 1600));
        Assert.InRange(typed.Ink, 0.02, 0.5);
        Assert.True(typed.Contrast > 180 && typed.Brightness > 180);
        Assert.InRange((await Look(Pictures.Typed(1200, 1600, paper: 60, ink: 5))).Brightness, 20, 60);
        Assert.InRange((await Look(Pictures.Typed(1200, 1600, paper: 250, ink: 215))).Contrast, 20, 45);
    }

    [Fact]
    public async Task The_same_page_scanned_twice_has_nearly_the_same_hash_and_another_page_has_not()
    {
        var page = Pictures.Typed(1200, 1600);
        var once = (await Look(page)).Hash;
        Assert.Equal(64, once.Length);
        Assert.InRange(Differing(once, (await Look((await printing.Worker.Thumbnail(page, 900, Ct)).Jpeg)).Hash), 0, 16);
        Assert.InRange(Differing(once, (await Look(Pictures.Typed(1200, 1600, seed: 2))).Hash), 40, 256);
    }

    [Fact]
    public async Task What_cannot_be_decoded_in_full_is_refused()
    {
        var whole = (await printing.Worker.Thumbnail(Pictures.Typed(900, 1200), 1200, Ct)).Jpeg;
        Assert.Equal(ImageFault.Damaged, (await Assert.ThrowsAsync<ImageRefused>(() => Look(whole[..^200]))).Fault);
        Assert.Equal(ImageFault.NotAnImage, (await Assert.ThrowsAsync<ImageRefused>(() => Look([.. "GIF89a"u8, 1, 0, 1, 0]))).Fault);
    }

    private static int Differing(string one, string other) =>
        Convert.FromHexString(one).Zip(Convert.FromHexString(other), (a, b) => int.PopCount(a ^ b)).Sum();
}
