namespace TitleReview.App.Storage.Files;

/// <summary>A second file hidden in a first one: what one program shows as a photo, another one runs.</summary>
internal static class ForeignContent
{
    /// <summary>Readers look for a PDF's head this far in, browsers guess at HTML in the first 512 bytes.</summary>
    private const int Head = 1024;

    private static ReadOnlySpan<byte> SevenZip => [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C];

    public static bool In(ReadOnlySpan<byte> content, int endsAt) =>
        IsIn(content[..Math.Min(Head, content.Length)]) || After(content, endsAt);

    public static bool After(ReadOnlySpan<byte> content, int endsAt) => IsIn(content[endsAt..]);

    private static bool IsIn(ReadOnlySpan<byte> part) =>
        part.IndexOf("%PDF-"u8) >= 0
        || part.IndexOf("GIF87a"u8) >= 0
        || part.IndexOf("GIF89a"u8) >= 0
        || part.IndexOf("PK\u0003\u0004"u8) >= 0
        || part.IndexOf("PK\u0005\u0006"u8) >= 0
        || part.IndexOf("Rar!\u001A"u8) >= 0
        || part.IndexOf(SevenZip) >= 0
        || ContainsTag(part, "<?php"u8)
        || ContainsTag(part, "<script"u8)
        || ContainsTag(part, "<html"u8)
        || ContainsTag(part, "<!doctype"u8)
        || ContainsTag(part, "<iframe"u8)
        || ContainsTag(part, "<svg"u8);

    private static bool ContainsTag(ReadOnlySpan<byte> part, ReadOnlySpan<byte> tag)
    {
        for (var from = 0; part[from..].IndexOf((byte)'<') is var next and >= 0; from++)
        {
            from += next;
            if (part.Length - from >= tag.Length && System.Text.Ascii.EqualsIgnoreCase(part.Slice(from, tag.Length), tag)) return true;
        }

        return false;
    }
}
