using System.Buffers.Binary;

namespace TitleReview.App.Storage.Files;

/// <summary>Walks a PNG's chunks to its end.</summary>
internal static class PngLook
{
    private const int ChunkFrame = 12;
    private const int HeaderLength = 13;

    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static FileLook At(ReadOnlySpan<byte> content)
    {
        int width = 0, height = 0, at = Magic.Length;
        var hasPicture = false;
        while (true)
        {
            if (at + ChunkFrame > content.Length) return Refused(FileFault.Truncated);

            var length = BinaryPrimitives.ReadUInt32BigEndian(content[at..]);
            if (length > int.MaxValue) return Refused(FileFault.Damaged);
            if (at + ChunkFrame + (long)length > content.Length) return Refused(FileFault.Truncated);

            var name = content.Slice(at + 4, 4);
            var data = content.Slice(at + 8, (int)length);
            if (width == 0)
            {
                if (!name.SequenceEqual("IHDR"u8) || data.Length != HeaderLength) return Refused(FileFault.Damaged);

                width = BinaryPrimitives.ReadInt32BigEndian(data);
                height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
                if (width <= 0 || height <= 0 || !IsDepth(data[8], data[9])) return Refused(FileFault.Damaged);
            }
            else if (name.SequenceEqual("IHDR"u8))
            {
                return Refused(FileFault.Damaged);
            }

            hasPicture |= name.SequenceEqual("IDAT"u8) && !data.IsEmpty;
            at += ChunkFrame + (int)length;
            if (name.SequenceEqual("IEND"u8)) break;
        }

        if (!hasPicture) return Refused(FileFault.Damaged);

        return ForeignContent.In(content, endsAt: at) ? Refused(FileFault.TwoKindsInOne) : new FileLook(FileKind.Png, width, height, null);
    }

    private static bool IsDepth(byte depth, byte colour) => colour switch
    {
        0 => depth is 1 or 2 or 4 or 8 or 16,
        3 => depth is 1 or 2 or 4 or 8,
        2 or 4 or 6 => depth is 8 or 16,
        _ => false,
    };

    private static FileLook Refused(FileFault fault) => FileLook.Refused(fault, FileKind.Png);
}
