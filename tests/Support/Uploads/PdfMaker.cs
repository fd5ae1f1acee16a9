using System.Text;

namespace TitleReview.Tests.Support;

/// <summary>A PDF written by hand: objects as text, streams as bytes, and a table that is right unless someone spoils it.</summary>
public sealed class PdfMaker
{
    private readonly List<byte[]> _objects = [];

    public string Catalogue { get; set; } = "";
    public string Page { get; set; } = "";
    public string Trailer { get; set; } = "";
    public string Version { get; set; } = "1.7";
    public int Pages { get; set; } = 1;
    public string Content { get; set; } = "BT /F1 18 Tf 72 720 Td (Honest page) Tj ET";

    /// <summary>Numbers 1 to 4 are catalogue, tree, content and font; what is added starts at 5, the pages come last.</summary>
    public int Add(string dictionary)
    {
        _objects.Add(Encoding.Latin1.GetBytes(dictionary));
        return _objects.Count + 4;
    }

    public int AddStream(string dictionary, byte[] data)
    {
        _objects.Add([.. Encoding.Latin1.GetBytes($"<<{dictionary}/Length {data.Length}>>\nstream\n"), .. data, .. "\nendstream"u8]);
        return _objects.Count + 4;
    }

    public byte[] Bytes()
    {
        var firstPage = _objects.Count + 5;
        var kids = string.Join(' ', Enumerable.Range(firstPage, Pages).Select(n => $"{n} 0 R"));
        var content = Encoding.Latin1.GetBytes(Content);
        List<byte[]> all =
        [
            Encoding.Latin1.GetBytes($"<</Type/Catalog/Pages 2 0 R{Catalogue}>>"),
            Encoding.Latin1.GetBytes($"<</Type/Pages/Kids[{kids}]/Count {Pages}>>"),
            [.. Encoding.Latin1.GetBytes($"<</Length {content.Length}>>\nstream\n"), .. content, .. "\nendstream"u8],
            [.. "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"u8],
            .. _objects,
            .. Enumerable.Repeat(Encoding.Latin1.GetBytes($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>{Page}>>"), Pages),
        ];

        using var file = new MemoryStream();
        void Write(ReadOnlySpan<byte> bytes) => file.Write(bytes);
        Write(Encoding.Latin1.GetBytes($"%PDF-{Version}\n%\u00E2\u00E3\u00CF\u00D3\n"));
        var offsets = new List<long>();
        for (var n = 0; n < all.Count; n++)
        {
            offsets.Add(file.Position);
            Write(Encoding.Latin1.GetBytes($"{n + 1} 0 obj\n"));
            Write(all[n]);
            Write("\nendobj\n"u8);
        }

        var table = file.Position;
        Write(Encoding.Latin1.GetBytes($"xref\n0 {all.Count + 1}\n0000000000 65535 f \n"));
        foreach (var offset in offsets) Write(Encoding.Latin1.GetBytes($"{offset:D10} 00000 n \n"));
        Write(Encoding.Latin1.GetBytes($"trailer\n<</Size {all.Count + 1}/Root 1 0 R{Trailer}>>\nstartxref\n{table}\n%%EOF\n"));
        return file.ToArray();
    }
}
