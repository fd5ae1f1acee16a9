using System.Text.Json.Nodes;

namespace TitleReview.App.Plans.Documents;

/// <summary>计划文件的 JSON Schema（2020-12），由形状生成；编辑器据此提示，外部系统据此核对。</summary>
public static class PlanSchema
{
    public static string Write()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = PlanFile.SchemaAddress,
            ["title"] = "职称评审计划",
            ["description"] = "没有写的项取自端口默认与国家规定；底线只能提高，不能降低。",
        };
        foreach (var (name, value) in (JsonObject)Of(PlanShape.Plan, demand: false)) schema[name] = value?.DeepClone();
        var properties = (JsonObject)schema["properties"]!;
        properties["$schema"] = new JsonObject { ["type"] = "string" };
        properties["tenant"] = new JsonObject { ["type"] = "string", ["title"] = "端口的短名" };
        properties["noticeText"] = new JsonObject { ["type"] = "string", ["title"] = "通知全文" };
        return schema.ToJsonString(PlanFile.Written) + "\n";
    }

    /// <param name="demand">列出必填项；最外层不列，缺的由默认补。</param>
    private static JsonNode Of(PlanShape shape, bool demand)
    {
        var node = new JsonObject();
        if (shape.Called is { } called)
        {
            node["title"] = called.Name;
            if (called.Hint is { } hint) node["description"] = hint;
        }

        switch (shape.Kind)
        {
            case ShapeKind.Object:
                node["type"] = "object";
                node["properties"] = new JsonObject(shape.Members.Select(m => KeyValuePair.Create(m.Name, (JsonNode?)Of(m, demand || shape.Name.Length == 0 && shape != PlanShape.Plan))));
                if (demand && shape.Members.Where(m => m.Demanded).Select(m => (JsonNode)m.Name).ToArray() is { Length: > 0 } required) node["required"] = new JsonArray(required);
                node["additionalProperties"] = false;
                break;
            case ShapeKind.List:
                node["type"] = "array";
                node["items"] = Of(shape.Item!, demand: true);
                break;
            case ShapeKind.Map:
                node["type"] = "object";
                if (shape.KeyChoices is { } keys) node["propertyNames"] = new JsonObject { ["enum"] = new JsonArray([.. keys.Select(k => (JsonNode)k)]) };
                node["additionalProperties"] = Of(shape.Item!, demand: true);
                break;
            case ShapeKind.Choice:
                node["enum"] = new JsonArray([.. shape.Choices.Select(c => (JsonNode)c)]);
                break;
            case ShapeKind.Integer:
                node["type"] = "integer";
                node["minimum"] = 0;
                break;
            case ShapeKind.YesNo:
                node["type"] = "boolean";
                break;
            default:
                node["type"] = "string";
                if (shape.Kind != ShapeKind.Text) node["format"] = shape.Kind switch { ShapeKind.Day => "date", ShapeKind.Clock => "time", _ => "date-time" };
                break;
        }

        return node;
    }
}
