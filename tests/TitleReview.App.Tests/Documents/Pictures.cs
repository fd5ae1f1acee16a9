using System.Buffers.Binary;
using System.IO.Compression;

namespace TitleReview.App.Tests.Documents;

/// <summary>Pictures made by hand, good and bad.</summary>
public static class Pictures
{
    /// <summary>A grey PNG of one bit a pixel: ten thousand lines weigh a few kilobytes.</summary>
    public static byte[] Png(int width, int height)
    {
        using var pixels = new MemoryStream();
        using (var zip = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            var line = new byte[1 + (width + 7) / 8];
            for (var y = 0; y < height; y++) zip.Write(line);
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 1;

        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
            .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, pixels.ToArray()), .. Chunk("IEND"u8, []),
        ];
    }

    /// <summary>A colour PNG painted by a function of the place.</summary>
    public static byte[] Painted(int width, int height, Func<int, int, (byte R, byte G, byte B)> colourAt)
    {
        using var pixels = new MemoryStream();
        using (var zip = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            var line = new byte[1 + width * 3];
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++) (line[1 + x * 3], line[2 + x * 3], line[3 + x * 3]) = colourAt(x, y);
                zip.Write(line);
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, pixels.ToArray()), .. Chunk("IEND"u8, [])];
    }

    /// <summary>Something like a typed page: lines of small strokes, the same for the same seed; soft by averaging over so many pixels.</summary>
    public static byte[] Typed(int width, int height, int seed = 1, int soft = 0, byte paper = 245, byte ink = 30, double share = 1)
    {
        var page = new byte[width * height];
        Array.Fill(page, paper);
        var random = new Random(seed);
        for (var top = height / 12; top < height * share * 0.9; top += 34)
            for (int left = width / 10, end = width * random.Next(3, 10) / 10; left < end; left += 26)
                for (var stroke = 0; stroke < 5; stroke++)
                {
                    var (x, y, across) = (left + random.Next(20), top + random.Next(20), random.Next(2) == 0);
                    for (var i = 0; i < 12; i++)
                        for (var thick = 0; thick < 2; thick++)
                        {
                            var (px, py) = across ? (x + i, y + thick) : (x + thick, y + i);
                            if (px < width && py < height) page[py * width + px] = ink;
                        }
                }

        for (var pass = 0; pass < 2 && soft > 0; pass++) page = Averaged(page, width, height, soft);
        return Painted(width, height, (x, y) => (page[y * width + x], page[y * width + x], page[y * width + x]));
    }

    /// <summary>Words put where cameras and programs put theirs: EXIF, XMP, a colour profile, a comment.</summary>
    public static byte[] WithMetadata(byte[] jpeg, string words)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(words);
        byte[] exif = [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x0E, 0, 2, 0, 0, 0, (byte)(text.Length + 1), 0, 0, 0, 26, 0, 0, 0, 0, .. text, 0];
        return
        [
            jpeg[0], jpeg[1],
            .. Segment(0xE1, exif),
            .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"u8, .. text, .. "</x:xmpmeta>"u8]),
            .. Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. text]),
            .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. text]),
            .. Segment(0xFE, text),
            .. jpeg[2..],
        ];
    }

    private static byte[] Segment(byte marker, byte[] data) => [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    private static byte[] Averaged(byte[] page, int width, int height, int reach)
    {
        var rows = new byte[page.Length];
        var all = new byte[page.Length];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                int sum = 0, n = 0;
                for (var i = Math.Max(0, x - reach); i <= Math.Min(width - 1, x + reach); i++, n++) sum += page[y * width + i];
                rows[y * width + x] = (byte)(sum / n);
            }

        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                int sum = 0, n = 0;
                for (var i = Math.Max(0, y - reach); i <= Math.Min(height - 1, y + reach); i++, n++) sum += rows[i * width + x];
                all[y * width + x] = (byte)(sum / n);
            }

        return all;
    }

    /// <summary>The same JPEG as a phone writes it: lying on its side, with a place in its metadata.</summary>
    public static byte[] LyingOnItsSide(byte[] jpeg)
    {
        byte[] exif =
        [
            .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8,
            0, 1,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0,
            0, 0, 0, 0,
            .. "GPS 46.74 82.98"u8,
        ];
        return [jpeg[0], jpeg[1], 0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] body)
    {
        var chunk = new byte[12 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        name.CopyTo(chunk.AsSpan(4));
        body.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + body.Length), Crc(chunk.AsSpan(4, 4 + body.Length)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
