using System.Buffers.Binary;

namespace TitleReview.App.Storage.Files;

/// <summary>Walks a JPEG's segments to its end.</summary>
internal static class JpegLook
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    public static ReadOnlySpan<byte> Magic => [0xFF, 0xD8, 0xFF];

    public static FileLook At(ReadOnlySpan<byte> content)
    {
        int width = 0, height = 0, at = 2;
        var hasPicture = false;
        while (true)
        {
            if (at >= content.Length) return Refused(FileFault.Truncated);
            if (content[at] != 0xFF) return Refused(FileFault.Damaged);

            while (at < content.Length && content[at] == 0xFF) at++;
            if (at >= content.Length) return Refused(FileFault.Truncated);

            var marker = content[at++];
            if (marker == EndOfImage) break;
            if (IsBare(marker)) continue;
            if (marker is 0x00 or 0xD8) return Refused(FileFault.Damaged);
            if (at + 2 > content.Length) return Refused(FileFault.Truncated);

            var length = BinaryPrimitives.ReadUInt16BigEndian(content[at..]);
            if (length < 2) return Refused(FileFault.Damaged);
            if (at + length > content.Length) return Refused(FileFault.Truncated);

            if (IsFrame(marker))
            {
                if (length < 8 || width > 0) return Refused(FileFault.Damaged);

                height = BinaryPrimitives.ReadUInt16BigEndian(content[(at + 3)..]);
                width = BinaryPrimitives.ReadUInt16BigEndian(content[(at + 5)..]);
                if (width == 0 || height == 0) return Refused(FileFault.Damaged);
            }

            at += length;
            if (marker != StartOfScan) continue;
            if (width == 0) return Refused(FileFault.Damaged);

            hasPicture = true;
            at = AfterScan(content, at);
        }

        if (!hasPicture) return Refused(FileFault.Damaged);

        return ForeignContent.In(content, endsAt: at) ? Refused(FileFault.TwoKindsInOne) : new FileLook(FileKind.Jpeg, width, height, null);
    }

    /// <summary>In the picture's own data FF is followed by 00 or by a restart marker.</summary>
    private static int AfterScan(ReadOnlySpan<byte> content, int at)
    {
        while (at + 1 < content.Length)
        {
            var next = content[at..].IndexOf((byte)0xFF);
            if (next < 0) return content.Length;

            at += next;
            if (at + 1 < content.Length && content[at + 1] is not 0x00 and not 0xFF and not (>= 0xD0 and <= 0xD7)) return at;

            at += at + 1 < content.Length && content[at + 1] == 0xFF ? 1 : 2;
        }

        return content.Length;
    }

    private static bool IsBare(byte marker) => marker is 0x01 or (>= 0xD0 and <= 0xD7);

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC;

    private static FileLook Refused(FileFault fault) => FileLook.Refused(fault, FileKind.Jpeg);
}
