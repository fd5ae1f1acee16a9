using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TitleReview.Documents.Fonts;

/// <summary>哪些字打印不出来：填报时就提醒，不等到评审表上出现空框。</summary>
public sealed class FontCoverage
{
    private readonly BitArray _drawable = new(0x110000);

    /// <summary>Reads the very fonts that the worker draws with.</summary>
    public static FontCoverage Of(string workerFolder)
    {
        var coverage = new FontCoverage();
        var list = File.ReadAllBytes(Path.Combine(workerFolder, "fonts.json"));
        foreach (var font in JsonSerializer.Deserialize<List<FontFile>>(list, JsonSerializerOptions.Web)!)
            coverage.Add(File.ReadAllBytes(Path.Combine(workerFolder, font.File)));
        return coverage;
    }

    /// <summary>The characters of the text that no font can draw, each once, in order.</summary>
    public IReadOnlyList<string> Missing(string? text) =>
        [.. (text ?? "").EnumerateRunes().Where(rune => !CanDraw(rune)).Select(rune => rune.ToString()).Distinct()];

    private bool CanDraw(Rune rune) =>
        Rune.IsWhiteSpace(rune) || LeavesNoMark(rune) || _drawable[rune.Value];

    private static bool LeavesNoMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        || rune.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF;

    private void Add(ReadOnlySpan<byte> font)
    {
        var tables = BinaryPrimitives.ReadUInt16BigEndian(font[4..]);
        for (var i = 0; i < tables; i++)
        {
            var record = font[(12 + 16 * i)..];
            if (record[..4].SequenceEqual("cmap"u8)) AddCharacterMap(font[(int)BinaryPrimitives.ReadUInt32BigEndian(record[8..])..]);
        }
    }

    private void AddCharacterMap(ReadOnlySpan<byte> map)
    {
        var subtables = BinaryPrimitives.ReadUInt16BigEndian(map[2..]);
        for (var i = 0; i < subtables; i++)
        {
            var subtable = map[(int)BinaryPrimitives.ReadUInt32BigEndian(map[(8 + 8 * i)..])..];
            switch (BinaryPrimitives.ReadUInt16BigEndian(subtable))
            {
                case 4: AddSegments(subtable); break;
                case 12: AddGroups(subtable); break;
                default: break;
            }
        }
    }

    // Format 4: the basic plane in segments.
    private void AddSegments(ReadOnlySpan<byte> table)
    {
        var twice = BinaryPrimitives.ReadUInt16BigEndian(table[6..]);
        for (var i = 0; i < twice; i += 2)
        {
            var end = BinaryPrimitives.ReadUInt16BigEndian(table[(14 + i)..]);
            var start = BinaryPrimitives.ReadUInt16BigEndian(table[(16 + twice + i)..]);
            for (var c = (int)start; c <= end && c < 0xFFFF; c++) _drawable[c] = true;
        }
    }

    // Format 12: all planes in groups.
    private void AddGroups(ReadOnlySpan<byte> table)
    {
        var groups = BinaryPrimitives.ReadUInt32BigEndian(table[12..]);
        for (var i = 0; i < groups; i++)
        {
            var group = table[(16 + 12 * i)..];
            var start = BinaryPrimitives.ReadUInt32BigEndian(group);
            var end = BinaryPrimitives.ReadUInt32BigEndian(group[4..]);
            for (var c = start; c <= end; c++) _drawable[(int)c] = true;
        }
    }

    private sealed record FontFile(string Family, string File);
}
