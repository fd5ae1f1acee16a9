using System.Text;
using TitleReview.App.Storage.Files;
using static TitleReview.App.Tests.Files.Samples;

namespace TitleReview.App.Tests.Files;

public sealed class Files_are_told_by_what_they_hold
{
    public static TheoryData<string, byte[], string, FileKind, int, int> Good => new()
    {
        { "照片", Jpeg(), "照片.jpg", FileKind.Jpeg, 640, 480 },
        { "扩展名大写", Jpeg(), "照片.JPEG", FileKind.Jpeg, 640, 480 },
        { "渐进式", Progressive(), "a.jpg", FileKind.Jpeg, 32, 16 },
        { "相机在图后附的数据", [.. Jpeg(), 1, 2, 3], "a.jpg", FileKind.Jpeg, 640, 480 },
        { "名字里有日期", Jpeg(), "2023.08.20 毕业证.jpg", FileKind.Jpeg, 640, 480 },
        { "截图", Png(), "a.png", FileKind.Png, 640, 480 },
        { "一位灰度", Png(depth: 1, colour: 0), "a.png", FileKind.Png, 640, 480 },
        { "恰好五千万像素", Png(10_000, 5_000), "a.png", FileKind.Png, 10_000, 5_000 },
        { "扫描件", Pdf(), "业绩材料.pdf", FileKind.Pdf, 0, 0 },
        { "结尾多几个空行", Pdf("\r\n\r\n\0\0"), "a.pdf", FileKind.Pdf, 0, 0 },
    };

    public static TheoryData<string, byte[], string, FileFault> Bad => new()
    {
        { "空文件", [], "a.jpg", FileFault.Empty },
        { "全是零", new byte[100], "a.jpg", FileFault.UnknownKind },
        { "一个字节", [0xFF], "a.jpg", FileFault.UnknownKind },
        { "网页充照片", Encoding.ASCII.GetBytes("<html><script>alert(1)</script>"), "a.jpg", FileFault.UnknownKind },
        { "矢量图", Encoding.ASCII.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'/>"), "a.png", FileFault.UnknownKind },
        { "动图充照片", Encoding.ASCII.GetBytes("GIF89a\u0001\0\u0001\0"), "a.jpg", FileFault.UnknownKind },
        { "动图与照片合体", [.. "GIF89a/*"u8, .. Jpeg()], "a.jpg", FileFault.UnknownKind },
        { "PDF 前有别的东西", [.. "<html>"u8, .. Pdf()], "a.pdf", FileFault.UnknownKind },
        { "压缩包", [.. "PK\u0003\u0004"u8, 0, 0], "a.pdf", FileFault.UnknownKind },
        { "程序", [.. "MZ"u8, 0x90, 0], "a.jpg", FileFault.UnknownKind },
        { "照片改名为 PDF", Jpeg(), "a.pdf", FileFault.NameDisagrees },
        { "PDF 改名为照片", Pdf(), "a.jpg", FileFault.NameDisagrees },
        { "照片改名为截图", Jpeg(), "a.png", FileFault.NameDisagrees },
        { "没有扩展名", Jpeg(), "照片", FileFault.NameDisagrees },
        { "不收的扩展名", Jpeg(), "a.gif", FileFault.NameDisagrees },
        { "末尾有点", Jpeg(), "a.jpg.", FileFault.DoubleExtension },
        { "双扩展名", Jpeg(), "a.php.jpg", FileFault.DoubleExtension },
        { "双扩展名，中间带空格", Jpeg(), "a.exe .jpg", FileFault.DoubleExtension },
        { "同样的扩展名两次", Pdf(), "a.pdf.pdf", FileFault.DoubleExtension },
        { "名字里有零字节", Jpeg(), "a.php\0.jpg", FileFault.BadName },
        { "名字反着显示", Jpeg(), "a\u202Egpj.exe.jpg", FileFault.BadName },
        { "名字是路径", Jpeg(), "../a.jpg", FileFault.BadName },
        { "名字是空格", Jpeg(), "  ", FileFault.BadName },
        { "照片断在中间", Jpeg()[..^5], "a.jpg", FileFault.Truncated },
        { "照片断在开头", Jpeg()[..10], "a.jpg", FileFault.Truncated },
        { "照片只有三个字节", Jpeg()[..3], "a.jpg", FileFault.Truncated },
        { "照片没有画面", [0xFF, 0xD8, 0xFF, 0xD9], "a.jpg", FileFault.Damaged },
        { "照片宽为零", Jpeg(width: 0), "a.jpg", FileFault.Damaged },
        { "照片段长为一", [0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 0xFF, 0xD9], "a.jpg", FileFault.Damaged },
        { "照片段外有杂物", [0xFF, 0xD8, .. Segment(0xE0, [1]), 7, .. Jpeg()[2..]], "a.jpg", FileFault.Damaged },
        { "照片里藏网页", Jpeg(comment: [.. "<ScRiPt>alert(1)</script>"u8]), "a.jpg", FileFault.TwoKindsInOne },
        { "照片里藏 PDF", Jpeg(comment: [.. "%PDF-1.4"u8]), "a.jpg", FileFault.TwoKindsInOne },
        { "照片后接压缩包", [.. Jpeg(), .. "PK\u0003\u0004"u8], "a.jpg", FileFault.TwoKindsInOne },
        { "照片后接动图", [.. Jpeg(), .. "GIF89a"u8], "a.jpg", FileFault.TwoKindsInOne },
        { "截图断在中间", Png()[..^6], "a.png", FileFault.Truncated },
        { "截图只有开头", Png()[..8], "a.png", FileFault.Truncated },
        { "截图高为零", Png(height: 0), "a.png", FileFault.Damaged },
        { "截图高为负", Png(height: 0x8000_0000), "a.png", FileFault.Damaged },
        { "截图色深不对", Png(depth: 3), "a.png", FileFault.Damaged },
        { "截图先有画面后有头", [.. Png()[..8], .. Chunk("IDAT", [1]), .. Png()[8..]], "a.png", FileFault.Damaged },
        { "截图没有画面", [.. Png()[..33], .. Chunk("IEND", [])], "a.png", FileFault.Damaged },
        { "截图后接网页", [.. Png(), .. "<!DOCTYPE html>"u8], "a.png", FileFault.TwoKindsInOne },
        { "像素炸弹", Png(60_000, 60_000), "a.png", FileFault.TooManyPixels },
        { "多一行像素", Png(10_000, 5_001), "a.png", FileFault.TooManyPixels },
        { "PDF 没有结尾", Pdf()[..^10], "a.pdf", FileFault.Truncated },
        { "PDF 只有开头", [.. "%PDF-1.7\n"u8], "a.pdf", FileFault.Truncated },
        { "PDF 没有版本", Encoding.ASCII.GetBytes("%PDF-hello %%EOF"), "a.pdf", FileFault.Damaged },
        { "PDF 没有目录位置", Encoding.ASCII.GetBytes("%PDF-1.7\n%%EOF"), "a.pdf", FileFault.Damaged },
        { "PDF 后接压缩包", Pdf("PK\u0005\u0006"), "a.pdf", FileFault.TwoKindsInOne },
    };

    [Theory(DisplayName = "收下的文件")]
    [MemberData(nameof(Good))]
    public void Good_ones_pass(string what, byte[] content, string name, FileKind kind, int width, int height) =>
        Assert.Equal((what, new FileLook(kind, width, height, null)), (what, FileKinds.Inspect(content, name)));

    [Theory(DisplayName = "不收的文件")]
    [MemberData(nameof(Bad))]
    public void Bad_ones_do_not(string what, byte[] content, string name, FileFault fault) =>
        Assert.Equal((what, fault), (what, FileKinds.Inspect(content, name).Fault));

    [Fact(DisplayName = "随意改动或截断的文件只会被拒收，不会出错")]
    public void Damage_of_any_kind_never_throws()
    {
        var random = new Random(20230820);
        foreach (var sample in new[] { Jpeg(), Progressive(), Png(), Pdf() })
            for (var time = 0; time < 3_000; time++)
            {
                var content = sample[..random.Next(sample.Length + 1)];
                for (var change = random.Next(4); change > 0 && content.Length > 0; change--) content[random.Next(content.Length)] = (byte)random.Next(256);
                foreach (var name in new[] { "a.jpg", "a.png", "a.pdf" }) _ = FileKinds.Inspect(content, name);
            }
    }
}
