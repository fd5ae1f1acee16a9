using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TitleReview.App.Plans.Documents;

/// <summary>计划文件里的一处：catalogue[0].specialties[2].name。报错、表单、来源、差异都用它指位置。</summary>
public static partial class PlanPath
{
    /// <summary>拆成一节一节：名称，或列表里的第几项。认不出的写法给 null。</summary>
    public static IReadOnlyList<string>? Parts(string path)
    {
        if (path.Length == 0) return [];
        var matches = Part().Matches(path);
        return matches.Sum(m => m.Length) == path.Length ? [.. matches.Select(m => m.Groups["name"].Success ? m.Groups["name"].Value : m.Groups["key"].Success ? m.Groups["key"].Value : m.Groups["at"].Value)] : null;
    }

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>映射的一项；键里可以有点号。</summary>
    public static string JoinKey(string path, string key) => $"{path}[\"{key}\"]";

    public static string Join(string path, int at) => $"{path}[{at}]";

    /// <summary>往里走；没有这一处则为 null。</summary>
    public static JsonNode? Find(JsonNode? root, string path)
    {
        foreach (var part in Parts(path) ?? ["?"])
            root = root switch
            {
                JsonObject o => o[part],
                JsonArray a when int.TryParse(part, out var at) && at >= 0 && at < a.Count => a[at],
                _ => null,
            };
        return root;
    }

    /// <summary>写进去；中间缺的对象补上。列表只能改已有的项，或在末尾添一项。值为 null 即删去。</summary>
    public static void Put(JsonObject root, string path, JsonNode? value)
    {
        var parts = Parts(path) ?? throw new ArgumentException($"Not a path: {path}", nameof(path));
        JsonNode here = root;
        for (var i = 0; i < parts.Count; i++)
        {
            var last = i == parts.Count - 1;
            if (here is JsonArray list)
            {
                var at = int.Parse(parts[i]);
                if (last && value is null) list.RemoveAt(at);
                else if (last && at == list.Count) list.Add(value);
                else if (last) list[at] = value;
                if (last) return;
                here = list[at] ??= new JsonObject();
            }
            else
            {
                var o = (JsonObject)here;
                if (last && value is null) o.Remove(parts[i]);
                else if (last) o[parts[i]] = value;
                if (last) return;
                here = o[parts[i]] ??= int.TryParse(parts[i + 1], out _) ? new JsonArray() : new JsonObject();
            }
        }
    }

    /// <summary>这一处的形状；没有这一处则为 null。</summary>
    public static PlanShape? Shape(string path)
    {
        PlanShape? shape = PlanShape.Plan;
        foreach (var part in Parts(path) ?? ["?"])
            shape = shape?.Kind switch
            {
                ShapeKind.Object => shape.Member(part),
                ShapeKind.List => int.TryParse(part, out _) ? shape.Item : null,
                ShapeKind.Map => shape.Item,
                _ => null,
            };
        return shape;
    }

    /// <summary>说成人话：“目录 › 第 1 项 › 专业”。给了文件就用每一项自己的名称。</summary>
    public static string Say(string path, JsonNode? root = null)
    {
        PlanShape? shape = PlanShape.Plan;
        List<string> words = [];
        var so = "";
        foreach (var part in Parts(path) ?? [])
        {
            var inList = shape?.Kind == ShapeKind.List && int.TryParse(part, out _);
            so = inList ? Join(so, int.Parse(part)) : shape?.Kind == ShapeKind.Map ? JoinKey(so, part) : Join(so, part);
            shape = shape?.Kind switch { ShapeKind.Object => shape.Member(part), ShapeKind.List or ShapeKind.Map => shape.Item, _ => null };
            words.Add(inList ? NameOf(Find(root, so)) ?? $"第 {int.Parse(part) + 1} 项" : shape is { Name.Length: > 0 } ? shape.Label : part);
        }

        return string.Join(" › ", words);
    }

    /// <summary>一项的名称写在这几栏之一。</summary>
    internal static readonly string[] NameMembers = ["name", "title", "label", "text", "skillLevel", "sentence", "key"];

    /// <summary>列表里一项自己的名称。</summary>
    public static string? NameOf(JsonNode? item) => item is JsonObject o
        ? NameMembers.Select(n => o[n]).OfType<JsonValue>().Select(v => v.ToString()).FirstOrDefault(v => v.Length > 0)
        : null;

    [GeneratedRegex(@"(^|\.)(?<name>[^.\[\]]+)|\[(?<at>[0-9]{1,4})\]|\[""(?<key>[^""]+)""\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();
}
