using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TitleReview.Domain;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Plans.Documents;

/// <summary>一处错误：在计划文件的哪里，哪里不对、怎么改。</summary>
public sealed record PlanFault(string Path, string Sentence)
{
    /// <summary>连同位置说出来，如“submission.limit（提交次数 › 最多几次）：应为整数。”</summary>
    public override string ToString() => Path.Length == 0 ? Sentence : $"{Path}（{PlanPath.Say(Path)}）：{Sentence}";
}

/// <summary>
/// 计划文件（JSON）：读进来逐项核对，写出去次序、写法固定，所以导出、导入、再导出一字不差。
/// 通知全文也放在文件里（noticeText），来源句据此核对。
/// </summary>
public static class PlanFile
{
    public const int MaxLength = 2_000_000;
    public const string SchemaAddress = "/schema/plan.json";
    private const string SchemaKey = "$schema", TenantKey = "tenant", NoticeKey = "noticeText";

    internal static readonly JsonSerializerOptions Written = new() { WriteIndented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Terms = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>读文件：有错则全部列出，一处一条；没有错才给出计划自己写的部分与通知全文。</summary>
    public static (JsonObject? Document, string NoticeText, IReadOnlyList<PlanFault> Faults) Read(string text)
    {
        if (text.Length > MaxLength) return (null, "", [new PlanFault("", $"文件太大，最多 {MaxLength / 1000} 千字。请确认选对了文件。")]);
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 32, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            if (Twice(text) is { } twice) return (null, "", [new PlanFault("", $"第 {twice.Line} 行的“{twice.Name}”在同一组里写了两次，请删去一个再导入。")]);
            return (null, "", [new PlanFault("", $"文件不是完整的 JSON（第 {e.LineNumber + 1} 行附近）：括号、引号、逗号不配对。请改正后再导入。")]);
        }

        if (root is not JsonObject document) return (null, "", [new PlanFault("", "文件应是一个 JSON 对象，以 { 开头。")]);

        List<PlanFault> faults = [];
        var notice = document[NoticeKey];
        if (notice is not null && (notice.GetValueKind() != JsonValueKind.String || Wording.HasUnprintable(notice.ToString()) || notice.ToString().Length > PlanDraft.MaxNoticeLength))
            faults.Add(new PlanFault(NoticeKey, $"通知全文应为文字，不含不能显示的字符，最多 {PlanDraft.MaxNoticeLength} 字。"));
        document.Remove(SchemaKey);
        document.Remove(TenantKey);
        document.Remove(NoticeKey);
        Check(document, PlanShape.Plan, "", faults);
        return faults.Count > 0 ? (null, "", faults) : (Canonical(document), notice?.ToString() ?? "", []);
    }

    /// <summary>同一组里写了两次的名称，与它第二次出现在第几行。</summary>
    private static (string Name, int Line)? Twice(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        var groups = new Stack<HashSet<string>>();
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject) groups.Push([]);
                else if (reader.TokenType is JsonTokenType.EndObject) groups.Pop();
                else if (reader.TokenType is JsonTokenType.PropertyName && reader.GetString() is { } name && !groups.Peek().Add(name))
                    return (name, 1 + bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n'));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        return null;
    }

    /// <summary>文件写明的端口短名；没有写的为 null。文件有没有错由 <see cref="Read"/> 说。</summary>
    public static string? TenantOf(string text)
    {
        try { return (JsonNode.Parse(text) as JsonObject)?[TenantKey]?.ToString(); }
        catch (JsonException) { return null; }
    }

    /// <param name="tenant">端口的短名，命令行导入时据此认端口。</param>
    public static string Write(JsonObject document, string noticeText, string? tenant = null)
    {
        var file = new JsonObject { [SchemaKey] = SchemaAddress };
        if (tenant is not null) file[TenantKey] = tenant;
        foreach (var (name, value) in Canonical(document)) file[name] = value?.DeepClone();
        if (noticeText.Length > 0) file[NoticeKey] = noticeText;
        return file.ToJsonString(Written) + "\n";
    }

    /// <summary>数据库里存的一份：不带通知全文与 $schema。</summary>
    public static string Store(JsonObject document) => Canonical(document).ToJsonString(Written);

    public static JsonObject Stored(string text) => (JsonObject)JsonNode.Parse(text)!;

    /// <summary>合并好的文件变成约定；缺的项全部列出。</summary>
    public static (PlanTerms? Terms, IReadOnlyList<PlanFault> Faults) Understand(JsonObject merged)
    {
        List<PlanFault> faults = [];
        Missing(merged, PlanShape.Plan, "", faults);
        faults = [.. faults.Select(f => Named(f, merged))];
        return faults.Count > 0 ? (null, faults) : (merged.Deserialize<PlanTerms>(Terms)!, []);
    }

    /// <summary>缺的项先补上空白，好让别处的校验照样看得到；只用来校验，不存。</summary>
    internal static PlanTerms? Filled(JsonObject merged, IReadOnlyList<PlanFault> faults, DateOnly today)
    {
        var filled = (JsonObject)merged.DeepClone();
        foreach (var fault in faults) PlanPath.Put(filled, fault.Path, PlanForm.Blank(PlanPath.Shape(fault.Path)!, today));
        return Understand(filled).Terms;
    }

    /// <summary>列表里的一项缺了什么，连同是哪一项说：“渠道 › 州级评审：还没有填‘说明’。”</summary>
    private static PlanFault Named(PlanFault fault, JsonObject merged) =>
        fault.Path.Contains('[', StringComparison.Ordinal) ? fault with { Sentence = $"{string.Join(" › ", PlanPath.Say(fault.Path, merged).Split(" › ")[..^1])}：{fault.Sentence}" } : fault;

    // ── 核对 ──

    private static void Check(JsonNode? node, PlanShape shape, string path, List<PlanFault> faults)
    {
        switch (node, shape.Kind)
        {
            case (null, _):
                break;
            case (JsonObject o, ShapeKind.Object):
                foreach (var (name, value) in o)
                    if (shape.Member(name) is { } member) Check(value, member, PlanPath.Join(path, name), faults);
                    else faults.Add(new PlanFault(PlanPath.Join(path, name), $"没有“{name}”这一项。这里可以写：{string.Join("、", shape.Members.Select(m => m.Name))}。"));
                break;
            case (JsonArray list, ShapeKind.List):
                for (var i = 0; i < list.Count; i++)
                    if (list[i] is null) faults.Add(new PlanFault(PlanPath.Join(path, i), "列表里不能有空项（null），请删去。"));
                    else Check(list[i], shape.Item!, PlanPath.Join(path, i), faults);
                break;
            case (JsonObject map, ShapeKind.Map):
                foreach (var (key, value) in map)
                    if (key.Length == 0 || key.Contains('"', StringComparison.Ordinal) || shape.KeyChoices?.Contains(key) == false)
                        faults.Add(new PlanFault(PlanPath.JoinKey(path, key), shape.KeyChoices is { } keys ? $"“{key}”不是这里能用的名称，可以用：{string.Join("、", keys.Select(k => $"{PlanWording.Choice(shape.Type.GetGenericArguments()[0], k)} {k}"))}。" : "名称不能空，也不能带引号。"));
                    else Check(value, shape.Item!, PlanPath.JoinKey(path, key), faults);
                break;
            case (JsonValue value, _) when shape.IsScalar && WhyNot(value, shape) is { } sentence:
                faults.Add(new PlanFault(path, sentence));
                break;
            case (JsonValue, _) when shape.IsScalar:
                break;
            default:
                faults.Add(new PlanFault(path, $"这里应为{Kind(shape)}，现在是{Kind(node)}。"));
                break;
        }
    }

    private static string? WhyNot(JsonValue value, PlanShape shape)
    {
        var kind = value.GetValueKind();
        var text = kind == JsonValueKind.String ? value.ToString() : null;
        return shape.Kind switch
        {
            ShapeKind.Text when text is null => $"应为文字（加引号），现在是{Kind(value)}。",
            ShapeKind.Text when Wording.HasUnprintable(text!) => "含有不能显示的字符，请重新输入。",
            ShapeKind.Text when text!.Length > 5000 => $"最多 5000 字，现为 {text.Length} 字。",
            ShapeKind.Integer when kind != JsonValueKind.Number || !value.TryGetValue(out long number) || number is < 0 or > int.MaxValue => $"应为不小于 0 的整数，现在是“{value}”。",
            ShapeKind.YesNo when kind is not (JsonValueKind.True or JsonValueKind.False) => $"应为 true 或 false，现在是“{value}”。",
            ShapeKind.Choice when text is null || !shape.Choices.Contains(text) => $"“{value}”不在可选的值里，可以用：{string.Join("、", shape.Choices.Select(c => $"{PlanWording.Choice(shape.Type, c)} {c}"))}。",
            ShapeKind.Day when text is null || !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => $"应为真实的日期，如 2026-07-01，现在是“{value}”。",
            ShapeKind.Clock when text is null || Clock(text) is null => $"应为钟点，如 17:30:00，现在是“{value}”。",
            ShapeKind.Instant when text is null || Instant(text) is null => $"应为带时区的时刻，如 2026-07-01T18:00:00+08:00，现在是“{value}”。",
            _ => null,
        };
    }

    internal static TimeOnly? Clock(string text) => TimeOnly.TryParseExact(text, ["HH:mm:ss", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;

    private static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && text.Length > 16 && (text[^1] == 'Z' || text[^6] is '+' or '-') ? at : null;

    private static void Missing(JsonNode? node, PlanShape shape, string path, List<PlanFault> faults)
    {
        switch (node, shape.Kind)
        {
            case (JsonObject o, ShapeKind.Object):
                foreach (var member in shape.Members)
                    if (o[member.Name] is null && member.Demanded) faults.Add(new PlanFault(PlanPath.Join(path, member.Name), $"还没有填“{member.Label}”。"));
                    else Missing(o[member.Name], member, PlanPath.Join(path, member.Name), faults);
                break;
            case (JsonArray list, ShapeKind.List):
                for (var i = 0; i < list.Count; i++) Missing(list[i], shape.Item!, PlanPath.Join(path, i), faults);
                break;
            case (JsonObject map, ShapeKind.Map):
                foreach (var (key, value) in map) Missing(value, shape.Item!, PlanPath.JoinKey(path, key), faults);
                break;
        }
    }

    private static string Kind(PlanShape shape) => shape.Kind switch { ShapeKind.Object or ShapeKind.Map => "一组项目 { }", ShapeKind.List => "一个列表 [ ]", _ => "单个的值" };

    private static string Kind(JsonNode? node) => node switch { JsonObject => "一组项目 { }", JsonArray => "一个列表 [ ]", _ => $"“{node}”" };

    // ── 写法固定 ──

    /// <summary>次序照形状，映射的键排序，时刻写成北京时间，空项去掉。</summary>
    public static JsonObject Canonical(JsonObject document) => (JsonObject)Canonical(document, PlanShape.Plan)!;

    private static JsonNode? Canonical(JsonNode? node, PlanShape shape) => (node, shape.Kind) switch
    {
        (JsonObject o, ShapeKind.Object) => Gather(shape.Members.Where(m => o[m.Name] is not null).Select(m => (m.Name, Canonical(o[m.Name], m)))),
        (JsonObject map, ShapeKind.Map) => Gather((shape.KeyChoices ?? [.. map.Select(p => p.Key).Order(StringComparer.Ordinal)]).Where(key => map[key] is not null).Select(key => (key, Canonical(map[key], shape.Item!)))),
        (JsonArray list, _) => new JsonArray([.. list.Select(item => Canonical(item, shape.Item!))]),
        (JsonValue value, ShapeKind.Instant) => Instant(value.ToString())!.Value.ToOffset(Moment.Beijing).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        (JsonValue value, ShapeKind.Clock) => Clock(value.ToString())!.Value.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        (JsonValue value, ShapeKind.Text) => value.ToString(),
        _ => node?.DeepClone(),
    };

    private static JsonObject Gather(IEnumerable<(string Name, JsonNode? Value)> members)
    {
        var gathered = new JsonObject();
        foreach (var (name, value) in members) gathered[name] = value;
        return gathered;
    }

    public static string Text(byte[] bytes) => new UTF8Encoding(false, true).GetString(bytes).TrimStart('\uFEFF');
}
