using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace TitleReview.Documents.Work;

/// <summary>What a PDF says of itself beside its pages: title, author, keywords, from the information dictionary and from the metadata stream.</summary>
internal static class PdfWords
{
    private const int Most = 2000;

    /// <param name="file">qpdf's JSON form with the streams' data.</param>
    /// <returns>The words, each once; null when there are none.</returns>
    public static string? In(JsonObject file)
    {
        if (file["qpdf"] is not JsonArray { Count: 2 } parts || parts[1] is not JsonObject objects) return null;

        var trailer = objects["trailer"]?["value"];
        var said = Of(objects, trailer?["/Info"]).Concat(OfStream(objects, Value(objects, trailer?["/Root"])?["/Metadata"]))
            .Select(s => s.Trim()).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal);
        return string.Join('\n', said) is { Length: > 0 } words ? words[..Math.Min(words.Length, Most)] : null;
    }

    private static IEnumerable<string> Of(JsonObject objects, JsonNode? info) =>
        (Value(objects, info) as JsonObject)?.Select(pair => Text(pair.Value)).OfType<string>() ?? [];

    // Readers show this text as it stands; one that is compressed is rare, and shown by hardly any.
    private static IEnumerable<string> OfStream(JsonObject objects, JsonNode? reference)
    {
        if (Plain(reference) is not { } name || objects[$"obj:{name}"]?["stream"] is not JsonObject stream || stream["dict"]?["/Filter"] is not null || Plain(stream["data"]) is not { } data) return [];
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(Convert.FromBase64String(data)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return [.. XDocument.Load(reader).DescendantNodes().OfType<XText>().Select(t => t.Value)];
        }
        catch (Exception e) when (e is XmlException or FormatException)
        {
            return [];
        }
    }

    private static JsonNode? Value(JsonObject objects, JsonNode? node) => Plain(node) is { } reference ? objects[$"obj:{reference}"]?["value"] : node;

    /// <summary>qpdf writes text as u:…, and bytes that are no text it knows as b:… in hexadecimal.</summary>
    private static string? Text(JsonNode? node) => Plain(node) switch
    {
        ['u', ':', .. var text] => text,
        ['b', ':', .. var hex] when hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit) => Encoding.UTF8.GetString(Convert.FromHexString(hex)),
        _ => null,
    };

    private static string? Plain(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
