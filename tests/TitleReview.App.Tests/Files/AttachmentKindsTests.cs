using System.IO.Compression;
using System.Text;
using TitleReview.App.Storage.Files;
using static TitleReview.App.Tests.Files.Samples;

namespace TitleReview.App.Tests.Files;

public sealed class Attachments_are_told_by_what_they_hold
{
    public static TheoryData<string, byte[], string, string> Good => new()
    {
        { "扫描件", Pdf(), "通知.pdf", "pdf" },
        { "照片", Jpeg(), "流程图.JPEG", "jpg" },
        { "截图", Png(), "a.png", "png" },
        { "文档", Package("word/document.xml"), "推荐表.docx", "docx" },
        { "表格", Package("xl/workbook.xml"), "花名册.xlsx", "xlsx" },
        { "旧文档", Compound("WordDocument"), "附件1.doc", "doc" },
        { "旧表格", Compound("Workbook"), "附件8.xls", "xls" },
        { "更旧的表格", Compound("Book"), "附件8.xls", "xls" },
    };

    public static TheoryData<string, byte[], string, FileFault> Bad => new()
    {
        { "空文件", [], "a.pdf", FileFault.Empty },
        { "纯文本", Encoding.UTF8.GetBytes("正文"), "a.txt", FileFault.UnknownKind },
        { "网页充文档", Encoding.UTF8.GetBytes("<html><script>"), "a.doc", FileFault.UnknownKind },
        { "压缩包", Package(), "a.zip", FileFault.UnknownKind },
        { "压缩包改名为文档", Package("setup.exe"), "a.docx", FileFault.UnknownKind },
        { "演示稿", Package("ppt/presentation.xml"), "a.pptx", FileFault.UnknownKind },
        { "文档带宏", Package("word/document.xml", "word/vbaProject.bin"), "a.docx", FileFault.HasMacros },
        { "表格带控件", Package("xl/workbook.xml", "xl/activeX/activeX1.bin"), "a.xlsx", FileFault.HasMacros },
        { "带宏的扩展名", Package("word/document.xml"), "a.docm", FileFault.NameDisagrees },
        { "文档改名为表格", Package("word/document.xml"), "a.xlsx", FileFault.NameDisagrees },
        { "旧文档带宏", Compound("WordDocument", "Macros"), "a.doc", FileFault.HasMacros },
        { "旧表格带宏", Compound("Workbook", "_VBA_PROJECT_CUR"), "a.xls", FileFault.HasMacros },
        { "安装包", Compound("SummaryInformation"), "a.doc", FileFault.UnknownKind },
        { "旧文档改名为新文档", Compound("WordDocument"), "a.docx", FileFault.NameDisagrees },
        { "压缩包断在中间", Package("word/document.xml")[..^30], "a.docx", FileFault.Damaged },
        { "双扩展名", Package("word/document.xml"), "a.exe.docx", FileFault.DoubleExtension },
        { "名字是路径", Pdf(), "../a.pdf", FileFault.BadName },
        { "PDF 断在中间", Pdf()[..20], "a.pdf", FileFault.Truncated },
    };

    [Theory(DisplayName = "收"), MemberData(nameof(Good))]
    public void Are_taken(string what, byte[] content, string name, string kind) => Assert.Equal((what, kind, null), (what, AttachmentKinds.Inspect(content, name).Kind, AttachmentKinds.Inspect(content, name).Fault));

    [Theory(DisplayName = "不收"), MemberData(nameof(Bad))]
    public void Are_refused(string what, byte[] content, string name, FileFault fault) => Assert.Equal((what, fault), (what, AttachmentKinds.Inspect(content, name).Fault));

    internal static byte[] Package(params string[] parts)
    {
        using var bytes = new MemoryStream();
        using (var package = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var part in parts.Prepend("[Content_Types].xml").Where(p => parts.Length > 0 || p.Length == 0).DefaultIfEmpty("readme.txt"))
                using (var writer = new StreamWriter(package.CreateEntry(part).Open())) writer.Write("<part/>");
        return bytes.ToArray();
    }

    /// <summary>A compound file's directory: after a first sector, entries of 128 bytes with name and length.</summary>
    internal static byte[] Compound(params string[] names)
    {
        var bytes = new byte[512 + 128 * (names.Length + 1)];
        byte[] magic = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        magic.CopyTo(bytes, 0);
        foreach (var (i, name) in names.Prepend("Root Entry").Index())
        {
            var utf16 = Encoding.Unicode.GetBytes(name + "\0");
            utf16.CopyTo(bytes, 512 + 128 * i);
            bytes[512 + 128 * i + 64] = (byte)utf16.Length;
        }

        return bytes;
    }
}
