using System.Text.Json.Nodes;
using TitleReview.App.Plans.Documents;

namespace TitleReview.App.Plans;

/// <summary>两份计划的一处不同。</summary>
/// <param name="Before">原来的值；新添的为 null。</param>
/// <param name="After">现在的值；删去的为 null。</param>
public sealed record PlanChange(string Path, string Where, string? Before, string? After);

/// <summary>两份计划哪里不一样：列表里的项按名称对，不按次序，所以插一行不会显得全改了。</summary>
public static class PlanDiff
{
    public static IReadOnlyList<PlanChange> Between(JsonObject before, JsonObject after)
    {
        List<PlanChange> changes = [];
        Walk(before, after, PlanShape.Plan, "", "", changes);
        return changes;
    }

    private static void Walk(JsonNode? before, JsonNode? after, PlanShape shape, string path, string where, List<PlanChange> changes)
    {
        if (JsonNode.DeepEquals(before, after)) return;
        if (shape.IsScalar || shape.IsSimpleList || before is null || after is null)
        {
            changes.Add(new PlanChange(path, where, PlanWording.Say(before, shape), PlanWording.Say(after, shape)));
            return;
        }

        switch (shape.Kind)
        {
            case ShapeKind.Object:
                foreach (var member in shape.Members)
                    Walk(before[member.Name], after[member.Name], member, PlanPath.Join(path, member.Name), Then(where, member.Label), changes);
                break;
            case ShapeKind.Map:
                foreach (var key in before.AsObject().Select(p => p.Key).Union(after.AsObject().Select(p => p.Key)))
                    Walk(before[key], after[key], shape.Item!, PlanPath.JoinKey(path, key), Then(where, key), changes);
                break;
            default:
                var (old, now) = (Named(before.AsArray()), Named(after.AsArray()));
                foreach (var (name, (item, at)) in now)
                    Walk(old.TryGetValue(name, out var was) ? was.Item : null, item, shape.Item!, PlanPath.Join(path, at), Then(where, name), changes);
                foreach (var (name, (item, at)) in old.Where(o => !now.ContainsKey(o.Key)))
                    Walk(item, null, shape.Item!, PlanPath.Join(path, at), Then(where, name), changes);
                break;
        }
    }

    private static Dictionary<string, (JsonNode? Item, int At)> Named(JsonArray list)
    {
        Dictionary<string, (JsonNode?, int)> named = [];
        for (var i = 0; i < list.Count; i++)
        {
            var name = PlanPath.NameOf(list[i]) ?? $"第 {i + 1} 项";
            named[named.ContainsKey(name) ? $"{name}（第 {i + 1} 项）" : name] = (list[i], i);
        }

        return named;
    }

    private static string Then(string where, string next) => where.Length == 0 ? next : $"{where} › {next}";
}
