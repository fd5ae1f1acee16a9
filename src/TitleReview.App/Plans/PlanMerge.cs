using System.Text.Json.Nodes;
using TitleReview.App.Plans.Documents;

namespace TitleReview.App.Plans;

/// <summary>
/// 三方合并：底本、后来的一版、草稿。只有一边改了的取改了的；两边都改了的往里合，合到底仍不同的以草稿为准。
/// 列表里的项按名称对。
/// </summary>
public static class PlanMerge
{
    public static JsonObject Merge(JsonObject before, JsonObject theirs, JsonObject mine)
    {
        var merged = new JsonObject();
        foreach (var name in mine.Select(p => p.Key).Union(theirs.Select(p => p.Key)))
            if (One(before[name], theirs[name], mine[name]) is { } value) merged[name] = value;
        return merged;
    }

    private static JsonNode? One(JsonNode? before, JsonNode? theirs, JsonNode? mine)
    {
        if (JsonNode.DeepEquals(mine, before)) return theirs?.DeepClone();
        if (JsonNode.DeepEquals(theirs, before)) return mine?.DeepClone();
        return (theirs, mine) switch
        {
            (JsonObject t, JsonObject m) => Merge(before as JsonObject ?? [], t, m),
            (JsonArray t, JsonArray m) when Named(t) is { } there && Named(m) is { } here => List(Named(before as JsonArray ?? []) ?? [], there, here),
            _ => mine?.DeepClone(),
        };
    }

    /// <summary>次序照草稿；后来那一版新添的跟在后面，删去而草稿没有动的也删去。</summary>
    private static JsonArray List(Dictionary<string, JsonNode> before, Dictionary<string, JsonNode> theirs, Dictionary<string, JsonNode> mine)
    {
        var merged = new JsonArray();
        foreach (var name in mine.Keys.Union(theirs.Keys))
            if (One(before.GetValueOrDefault(name), theirs.GetValueOrDefault(name), mine.GetValueOrDefault(name)) is { } item) merged.Add(item);
        return merged;
    }

    /// <summary>名称 → 项；有没有名称的、重名的，不按项合，返回 null。</summary>
    private static Dictionary<string, JsonNode>? Named(JsonArray list)
    {
        Dictionary<string, JsonNode> named = [];
        foreach (var item in list)
            if (item is null || PlanPath.NameOf(item) is not { } name || !named.TryAdd(name, item)) return null;
        return named;
    }
}
