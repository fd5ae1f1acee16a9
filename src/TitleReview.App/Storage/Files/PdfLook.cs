namespace TitleReview.App.Storage.Files;

/// <summary>Only the frame of a PDF: its head, its end, and where it says its table stands. The rest is for the rewriter.</summary>
internal static class PdfLook
{
    private const int Tail = 1024;

    public static ReadOnlySpan<byte> Magic => "%PDF-"u8;

    public static FileLook At(ReadOnlySpan<byte> content)
    {
        if (content.Length < 9 || content[5] is not ((byte)'1' or (byte)'2') || content[6] != (byte)'.' || !char.IsAsciiDigit((char)content[7]))
            return Refused(FileFault.Damaged);

        var tail = content[^Math.Min(Tail, content.Length)..];
        var end = tail.LastIndexOf("%%EOF"u8);
        if (end < 0) return Refused(FileFault.Truncated);
        if (tail.LastIndexOf("startxref"u8) is var table && (table < 0 || table > end)) return Refused(FileFault.Damaged);

        var endsAt = content.Length - tail.Length + end + "%%EOF"u8.Length;
        return ForeignContent.After(content, endsAt) ? Refused(FileFault.TwoKindsInOne) : new FileLook(FileKind.Pdf, 0, 0, null);
    }

    private static FileLook Refused(FileFault fault) => FileLook.Refused(fault, FileKind.Pdf);
}
