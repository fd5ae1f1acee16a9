using System.Text.Json.Nodes;

namespace TitleReview.Documents.Work;

/// <summary>
/// Keeps of a PDF what is needed to see its pages, and nothing else. Works on qpdf's JSON form of the file: from the catalogue to the
/// pages by a list of what may stay; from the pages to fonts and pictures by dropping what acts, attaches or describes. What is not
/// reached is not written: scripts, attachments, forms, links, outlines, signatures and metadata have no way to be reached.
/// </summary>
internal sealed class PdfPruner
{
    private static readonly HashSet<string> OfCatalogue = ["/Type", "/Version", "/Pages", "/OCProperties"];

    private static readonly HashSet<string> OfPages =
        ["/Type", "/Parent", "/Kids", "/Count", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/Contents", "/Group", "/UserUnit"];

    private static readonly HashSet<string> OfLayers = ["/OCGs", "/D", "/BaseState", "/ON", "/OFF"];

    private static readonly HashSet<string> Never =
    [
        "/Metadata", "/PieceInfo", "/AF", "/EF", "/JS", "/JavaScript", "/AA", "/OpenAction", "/URI", "/XFA", "/AcroForm", "/Annots", "/Names", "/Dests", "/Outlines",
        "/RichMediaContent", "/RichMediaSettings", "/EmbeddedFiles", "/StructTreeRoot", "/StructParent", "/StructParents", "/LastModified", "/Alternates", "/OPI",
        "/Measure", "/PtData", "/Usage", "/Thumb",
    ];

    /// <summary>A stream whose bytes lie in another file.</summary>
    private static readonly HashSet<string> Elsewhere = ["/F", "/FFilter", "/FDecodeParms", "/Length"];

    private static readonly HashSet<string> ForeignTypes =
        ["/Catalog", "/Page", "/Pages", "/Action", "/Annot", "/Filespec", "/F", "/EmbeddedFile", "/Metadata", "/StructElem", "/StructTreeRoot", "/Sig", "/Outlines", "/RichMedia"];

    private static readonly HashSet<string> Actions =
    [
        "/GoTo", "/GoToR", "/GoToE", "/Launch", "/Thread", "/URI", "/Sound", "/Movie", "/Hide", "/Named", "/SubmitForm", "/ResetForm", "/ImportData", "/JavaScript",
        "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView", "/RichMediaExecute", "/GoToDp",
    ];

    private static readonly Dictionary<string, PdfDanger> Dangerous = new(StringComparer.Ordinal)
    {
        ["/JavaScript"] = PdfDanger.Script, ["/Rendition"] = PdfDanger.Media, ["/Sound"] = PdfDanger.Media, ["/Movie"] = PdfDanger.Media, ["/RichMedia"] = PdfDanger.Media,
        ["/RichMediaExecute"] = PdfDanger.Media, ["/3D"] = PdfDanger.Media, ["/Screen"] = PdfDanger.Media, ["/Launch"] = PdfDanger.Launch, ["/SubmitForm"] = PdfDanger.Sending,
        ["/ImportData"] = PdfDanger.Sending, ["/EmbeddedFile"] = PdfDanger.Attachment, ["/GoToE"] = PdfDanger.Attachment, ["/FileAttachment"] = PdfDanger.Attachment,
    };

    private static readonly Dictionary<string, PdfDanger> DangerousKeys = new(StringComparer.Ordinal)
    {
        ["/JS"] = PdfDanger.Script, ["/JavaScript"] = PdfDanger.Script, ["/XFA"] = PdfDanger.Script, ["/EF"] = PdfDanger.Attachment, ["/EmbeddedFiles"] = PdfDanger.Attachment,
        ["/Collection"] = PdfDanger.Attachment, ["/RichMediaContent"] = PdfDanger.Media,
    };

    private readonly JsonObject _objects;
    private readonly JsonObject _kept = [];
    private readonly Queue<(string Reference, HashSet<string>? Only)> _toDo = new();
    private readonly HashSet<string> _seen = [];

    private PdfPruner(JsonObject objects) => _objects = objects;

    public int Pages { get; private set; }

    /// <returns>Null when there is no catalogue or no page.</returns>
    public static (JsonObject File, int Pages)? Prune(JsonObject file, int maxPages)
    {
        if (file["qpdf"] is not JsonArray { Count: 2 } parts || parts[1] is not JsonObject objects) return null;
        if ((string?)objects["trailer"]?["value"]?["/Root"] is not { } root) return null;

        var pruner = new PdfPruner(objects);
        if (!pruner.KeepTree(root, maxPages)) return null;
        pruner.KeepRest();
        // qpdf counts the objects itself, but writes /Size only where it finds one.
        pruner._kept["trailer"] = new JsonObject { ["value"] = new JsonObject { ["/Root"] = root, ["/Size"] = objects.Count } };
        return (new JsonObject { ["qpdf"] = new JsonArray(parts[0]!.DeepClone(), pruner._kept) }, pruner.Pages);
    }

    /// <summary>What the file holds that does more than show a page, wherever it stands.</summary>
    public static IReadOnlyList<PdfDanger> DangersIn(JsonNode? file)
    {
        var found = new SortedSet<PdfDanger>();
        var toSee = new Stack<JsonNode?>([file]);
        while (toSee.TryPop(out var node))
        {
            if (node is JsonArray array) foreach (var item in array) toSee.Push(item);
            if (node is not JsonObject dictionary) continue;
            foreach (var (key, value) in dictionary)
            {
                if (DangerousKeys.TryGetValue(key, out var danger)) found.Add(danger);
                if (key is "/S" or "/Type" or "/Subtype" && Name(value) is { } name && Dangerous.TryGetValue(name, out danger)) found.Add(danger);
                toSee.Push(value);
            }
        }

        return [.. found];
    }

    // The tree of pages first: whoever else points at one of its nodes finds it already kept by the stricter list.
    private bool KeepTree(string root, int maxPages)
    {
        if (Value(root) is not JsonObject catalogue || (string?)catalogue["/Pages"] is not { } pages) return false;
        Keep(root, new JsonObject { ["value"] = Pruned(catalogue, OfCatalogue) });

        var toVisit = new Stack<string>([pages]);
        while (toVisit.TryPop(out var reference))
        {
            if (Value(reference) is not JsonObject node || !_seen.Add(reference)) continue;
            if (node["/Kids"] is JsonArray kids) foreach (var kid in kids.Reverse()) toVisit.Push((string?)kid ?? "");
            else if (++Pages > maxPages) return true;   // the caller counts; no need to walk on
            _kept[$"obj:{reference}"] = new JsonObject { ["value"] = Pruned(node, OfPages) };
        }

        return Pages > 0;
    }

    private void KeepRest()
    {
        while (_toDo.TryDequeue(out var next))
        {
            if (!_seen.Add(next.Reference) || _objects[$"obj:{next.Reference}"] is not JsonObject found) continue;
            if (found["stream"] is JsonObject stream && stream["dict"] is JsonObject dictionary)
            {
                if (IsForeign(dictionary)) continue;
                var data = (string?)stream["data"] ?? "";
                var kept = (JsonObject)Pruned(dictionary, null)!;
                foreach (var key in Elsewhere) kept.Remove(key);
                Keep(next.Reference, new JsonObject { ["stream"] = new JsonObject { ["data"] = IsJpeg(dictionary) ? JpegSegments.WithoutWords(data) : data, ["dict"] = kept } });
            }
            else
            {
                Keep(next.Reference, new JsonObject { ["value"] = Pruned(found["value"], next.Only) });
            }
        }
    }

    private void Keep(string reference, JsonObject content)
    {
        _seen.Add(reference);
        _kept[$"obj:{reference}"] = content;
    }

    private JsonNode? Value(string reference) => _objects[$"obj:{reference}"]?["value"];

    private JsonNode? Pruned(JsonNode? node, HashSet<string>? only)
    {
        switch (node)
        {
            case JsonObject dictionary:
                if (only is null && IsForeign(dictionary)) return null;
                if (Name(dictionary["/Type"]) == "/OCG") return new JsonObject { ["/Type"] = "/OCG", ["/Name"] = "u:" };
                var kept = new JsonObject();
                foreach (var (key, value) in dictionary)
                    if (only?.Contains(key) ?? !Never.Contains(key)) kept[key] = Pruned(value, key == "/OCProperties" || only == OfLayers ? OfLayers : null);
                return kept;
            case JsonArray array:
                return new JsonArray([.. array.Select(item => Pruned(item, only == OfLayers ? OfLayers : null))]);
            case JsonValue value when value.TryGetValue<string>(out var text):
                if (IsReference(text)) _toDo.Enqueue((text, only == OfLayers ? OfLayers : null));
                return text;
            default:
                return node?.DeepClone();
        }
    }

    private static bool IsForeign(JsonObject dictionary) =>
        (Name(dictionary["/Type"]) is { } type && ForeignTypes.Contains(type)) || (Name(dictionary["/S"]) is { } action && Actions.Contains(action));

    private static bool IsJpeg(JsonObject dictionary) =>
        Name(dictionary["/Filter"]) == "/DCTDecode" || dictionary["/Filter"] is JsonArray { Count: 1 } one && Name(one[0]) == "/DCTDecode";

    private static string? Name(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool IsReference(string text) => text.EndsWith(" R", StringComparison.Ordinal) && char.IsAsciiDigit(text[0]);
}
