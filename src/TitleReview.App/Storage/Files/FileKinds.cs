namespace TitleReview.App.Storage.Files;

public enum FileKind
{
    Jpeg,
    Png,
    Pdf,
}

/// <summary>Why a file is not taken; the page has the sentence for it.</summary>
public enum FileFault
{
    Empty,
    BadName,
    DoubleExtension,
    UnknownKind,
    NameDisagrees,
    Truncated,
    Damaged,
    TwoKindsInOne,
    TooManyPixels,
    HasMacros,
}

/// <summary>What a file is by its content. Width and height are those of an image, else zero.</summary>
public sealed record FileLook(FileKind Kind, int Width, int Height, FileFault? Fault)
{
    public static FileLook Refused(FileFault fault, FileKind kind = default) => new(kind, 0, 0, fault);
}

/// <summary>
/// Tells files by what they hold, not by what they are called. A first sieve before a decoder is let near them:
/// that a file passes here does not mean that it can be drawn.
/// </summary>
public static class FileKinds
{
    public const long MaxPixels = 50_000_000;

    public static FileLook Inspect(ReadOnlySpan<byte> content, string fileName)
    {
        if (FileNames.WhyNot(fileName) is { } badName) return FileLook.Refused(badName);
        if (content.IsEmpty) return FileLook.Refused(FileFault.Empty);
        if (KindOf(content) is not { } kind) return FileLook.Refused(FileFault.UnknownKind);
        if (FileNames.KindOf(fileName) != kind) return FileLook.Refused(FileFault.NameDisagrees, kind);

        var look = kind switch
        {
            FileKind.Jpeg => JpegLook.At(content),
            FileKind.Png => PngLook.At(content),
            _ => PdfLook.At(content),
        };
        return look.Fault is null && (long)look.Width * look.Height > MaxPixels ? FileLook.Refused(FileFault.TooManyPixels, kind) : look;
    }

    public static FileKind? KindOf(ReadOnlySpan<byte> content) =>
        content.StartsWith(JpegLook.Magic) ? FileKind.Jpeg
        : content.StartsWith(PngLook.Magic) ? FileKind.Png
        : content.StartsWith(PdfLook.Magic) ? FileKind.Pdf
        : null;
}
