using System.Text.Json.Nodes;
using TitleReview.App.Plans;
using TitleReview.App.Plans.Documents;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Plans;

/// <summary>一栏可以选什么：枚举的各值，或计划自己列出的渠道、系列、专业、模块、材料、出处、栏目。</summary>
public static class PlanOptions
{
    /// <returns>不是选出来的为 null。</returns>
    public static IReadOnlyList<Choice>? Of(PlanShape shape, JsonObject merged)
    {
        var one = shape.Kind == ShapeKind.List ? shape.Item! : shape;
        if (one.Kind == ShapeKind.Choice) return [.. one.Choices.Select(c => new Choice(c, PlanWording.Choice(one.Type, c)))];

        return shape.Called?.From switch
        {
            "channels" => Named(merged, "channels", "key"),
            "series" => Named(merged, "catalogue", "name"),
            "specialties" => [.. Items(merged["catalogue"]).SelectMany(s => Items(s?["specialties"])).Select(s => $"{s?["name"]}").Distinct().Select(n => new Choice(n, n))],
            "modules" => [.. FormCatalogue.Modules.Select(m => new Choice(m.Key, m.Title))],
            "slots" => Named(merged, "slots", "key", "title"),
            "clauses" => [.. (merged["clauses"] as JsonObject ?? []).Select(c => new Choice(c.Key, $"{PlanClauses.Say(c.Key, merged)}：{Short($"{c.Value?["sentence"]}")}"))],
            "fields" => [.. (FormCatalogue.Module(FormCatalogue.Basic)!.Fields.Select(f => new Choice(f.Key, f.Label))).Concat(Items(merged["modules"]).Where(m => $"{m?["key"]}" == FormCatalogue.Basic).SelectMany(m => Items(m?["extraFields"])).Select(f => new Choice($"{f?["key"]}", $"{f?["label"]}")))],
            // 同一个代号在几个模块里都有的，说明是哪几个。
            "anyField" => [.. FormCatalogue.Modules.SelectMany(m => m.Fields.Select(f => (f.Key, f.Label, Module: m.Title)))
                .Concat(Items(merged["modules"]).SelectMany(m => Items(m?["extraFields"]).Select(f => (Key: $"{f?["key"]}", Label: $"{f?["label"]}", Module: FormCatalogue.Module($"{m?["key"]}")?.Title ?? ""))))
                .GroupBy(f => f.Key).Select(g => new Choice(g.Key, $"{string.Join("／", g.Select(f => f.Label).Distinct())}（{string.Join("、", g.Select(f => f.Module).Distinct())}）"))],
            "kinds" => [new("jpg", "JPG"), new("png", "PNG"), new("pdf", "PDF")],
            _ => null,
        };
    }

    /// <summary>一项给人看的样子：内部代号与出处的键不说，引到别处的说名字。</summary>
    public static JsonNode? Readable(JsonNode? node, PlanShape shape, JsonObject merged) => (node, shape.Called?.From) switch
    {
        (JsonArray list, { } from) when from is not "modules" => new JsonArray([.. list.Select(i => (JsonNode)Say(shape, merged, $"{i}"))]),
        (JsonValue value, { } from) when from is not "modules" => Say(shape, merged, $"{value}"),
        (JsonArray list, _) when shape.Item is { IsScalar: false } item => new JsonArray([.. list.Select(i => Readable(i, item, merged))]),
        (JsonObject o, _) when shape.Kind == ShapeKind.Object => new JsonObject(shape.Members.Where(m => o[m.Name] is not null && m.Label != "内部代号" && m.Called?.From != "clauses")
            .Select(m => KeyValuePair.Create(m.Name, Readable(o[m.Name], m, merged)))),
        _ => node?.DeepClone(),
    };

    private static string Say(PlanShape shape, JsonObject merged, string code) => Of(shape, merged)?.FirstOrDefault(c => c.Value == code)?.Text ?? code;

    private static List<Choice> Named(JsonObject merged, string list, string key, string label = "name") =>
        [.. Items(merged[list]).Select(i => new Choice($"{i?[key]}", $"{i?[label]}"))];

    private static IEnumerable<JsonNode?> Items(JsonNode? list) => list as JsonArray ?? [];

    private static string Short(string text) => text.Length > 24 ? text[..24] + "…" : text;
}
