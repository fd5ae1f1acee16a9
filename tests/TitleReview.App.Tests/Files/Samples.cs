using System.Buffers.Binary;
using System.Text;

namespace TitleReview.App.Tests.Files;

/// <summary>The smallest files that are what they say, and parts to build worse ones from.</summary>
internal static class Samples
{
    private static readonly byte[] Scan = [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56];

    public static byte[] Jpeg(int width = 640, int height = 480, byte frame = 0xC0, params byte[] comment) =>
    [
        0xFF, 0xD8, .. Segment(0xE0, "JFIF\0\u0001\u0002\0\0\u0001\0\u0001\0\0"u8), .. comment.Length > 0 ? Segment(0xFE, comment) : [],
        .. Frame(frame, width, height), .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), .. Scan, 0xFF, 0xD9,
    ];

    public static byte[] Progressive() =>
    [
        0xFF, 0xD8, .. Frame(0xC2, 32, 16), .. Segment(0xDA, [1, 1, 0, 0, 0, 0]), .. Scan, 0xFF, 0xFF,
        .. Segment(0xC4, [0, 1])[1..], .. Segment(0xDA, [1, 1, 0, 1, 63, 0]), .. Scan, 0xFF, 0xD9,
    ];

    public static byte[] Png(uint width = 640, uint height = 480, byte depth = 8, byte colour = 2) =>
    [
        0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A,
        .. Chunk("IHDR", [.. Big(width), .. Big(height), depth, colour, 0, 0, 0]), .. Chunk("IDAT", [1, 2, 3]), .. Chunk("IEND", []),
    ];

    public static byte[] Pdf(string after = "\n") =>
        Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n42\n%%EOF" + after);

    public static byte[] Segment(byte marker, ReadOnlySpan<byte> data) => [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    public static byte[] Chunk(string name, ReadOnlySpan<byte> data) => [.. Big((uint)data.Length), .. Encoding.ASCII.GetBytes(name), .. data, 0, 0, 0, 0];

    private static byte[] Frame(byte marker, int width, int height) =>
        Segment(marker, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]);

    private static byte[] Big(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
