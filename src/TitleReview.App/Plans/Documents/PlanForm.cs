using System.Globalization;
using System.Text.Json.Nodes;
using TitleReview.Domain;

namespace TitleReview.App.Plans.Documents;

/// <summary>
/// 页面上的一张表单 ↔ 计划文件的一处：一页编一个对象，里面的单值、简单列表、小对象都在这张表单上；
/// 一项项是对象的列表另有自己的页。空着的不写进文件，即沿用默认。
/// </summary>
public static class PlanForm
{
    public const string Day = "#day", Time = "#time";

    /// <summary>这一页上要填的各处，按次序。</summary>
    public static IEnumerable<(string Path, PlanShape Shape)> Leaves(PlanShape shape, string path)
    {
        if (shape.Kind != ShapeKind.Object)
        {
            if (!IsList(shape)) yield return (path, shape);
            yield break;
        }

        // 整份计划那一页只填单独一格的，各节另有自己的页。
        foreach (var member in shape.Members.Where(m => path.Length > 0 || InHeading(m)))
            foreach (var leaf in Leaves(member, PlanPath.Join(path, member.Name))) yield return leaf;
    }

    /// <summary>“基本情况”一页上的：名称、年度、总申报期这些。</summary>
    public static bool InHeading(PlanShape member) => member.IsScalar || member.IsSimpleList || member.Name == "window";

    /// <summary>这一页上另有自己页的列表。</summary>
    public static IEnumerable<(string Path, PlanShape Shape)> Lists(PlanShape shape, string path) =>
        IsList(shape) ? [(path, shape)] : shape.Kind == ShapeKind.Object && path.Length > 0 ? shape.Members.SelectMany(m => Lists(m, PlanPath.Join(path, m.Name))) : [];

    private static bool IsList(PlanShape shape) => shape.Kind == ShapeKind.List && !shape.IsSimpleList;

    /// <summary>把交来的表单写进文件。</summary>
    /// <param name="posted">栏的位置 → 填的值；没有这一栏为 null。</param>
    public static (JsonObject? Document, IReadOnlyList<FieldError> Errors) Write(JsonObject document, string at, Func<string, IReadOnlyList<string>?> posted)
    {
        var written = (JsonObject)document.DeepClone();
        List<FieldError> errors = [];
        foreach (var (path, shape) in Leaves(PlanPath.Shape(at)!, at))
        {
            var (value, error) = Read(path, shape, posted);
            if (error is not null) errors.Add(new FieldError(path, error));
            // 列表里的项没有下层可沿用：不可缺的简单列表，空着就是空列表。
            else if (value is null && shape is { IsSimpleList: true, Demanded: true } && path.Contains('[', StringComparison.Ordinal)) PlanPath.Put(written, path, new JsonArray());
            else if (value is not null || PlanPath.Find(written, path) is not null) PlanPath.Put(written, path, value);
        }

        Prune(written, at, PlanPath.Shape(at)!);
        if (errors.Count > 0) return (null, errors);

        var faults = PlanFile.Read(PlanFile.Write(written, "")).Faults;
        return faults.Count > 0 ? (null, [.. faults.Select(f => new FieldError(f.Path, f.Sentence))]) : (written, []);
    }

    private static (JsonNode? Value, string? Error) Read(string path, PlanShape shape, Func<string, IReadOnlyList<string>?> posted)
    {
        var given = posted(path) ?? [];
        var text = given.Count > 0 ? given[0].Plain() : "";
        switch (shape.Kind)
        {
            case ShapeKind.List when shape.Item!.Kind == ShapeKind.Choice || shape.Called?.From is not null:
                var chosen = given.Select(v => v.Plain()).Where(v => v.Length > 0).ToList();
                return (chosen.Count == 0 ? null : new JsonArray([.. chosen.Select(c => (JsonNode)c)]), null);
            case ShapeKind.List:
                return (Lines(text) is { Count: > 0 } lines ? new JsonArray([.. lines.Select(l => (JsonNode)l)]) : null, null);
            case ShapeKind.Map when shape.KeyChoices is { } keys:
                var map = new JsonObject(keys.Select(k => KeyValuePair.Create(k, (posted(PlanPath.JoinKey(path, k)) ?? [""])[0].Plain())).Where(p => p.Value.Length > 0).Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value)));
                return (map.Count == 0 ? null : map, null);
            case ShapeKind.Map:
                return Pairs(text, shape);
            case ShapeKind.Instant:
                var (instant, wrong) = Instant((posted(path + Day) ?? [""])[0].Trim(), (posted(path + Time) ?? [""])[0].Trim(), shape.Name == "closes");
                return (instant is { } at ? Text(at) : null, wrong);
            case ShapeKind.Integer:
                return text.Length == 0 ? (null, null) : text.WholeNumber() is {} number ? (number, null) : (null, $"“{shape.Label}”应为整数，现在是“{text}”。");
            case ShapeKind.YesNo:
                // 没有勾“是”就是“否”：可以不写的不写。
                return (text switch { "true" => true, "false" when shape.Demanded || !path.Contains('[', StringComparison.Ordinal) => false, _ => null }, null);
            case ShapeKind.Clock:
                return text.Length == 0 ? (null, null) : PlanFile.Clock(text) is null ? (null, $"“{shape.Label}”应如 17:30，现在是“{text}”。") : (text, null);
            default:
                return (text.Length == 0 ? null : text, null);
        }
    }

    /// <summary>日期加钟点；截止只填日期的，止于当天 24:00。</summary>
    public static (DateTimeOffset? At, string? Error) Instant(string day, string time, bool end)
    {
        if (day.Length == 0) return (null, time.Length == 0 ? null : "只填了钟点，请把日期也填上。");
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return (null, $"应为真实的日期，如 2026-07-01，现在是“{day}”。");
        if (time.Length == 0) return (end ? Moment.EndOf(date) : Moment.StartOf(date), null);
        if (!TimeOnly.TryParseExact(time, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock)) return (null, $"钟点应如 18:00，现在是“{time}”。");
        return (new DateTimeOffset(date.ToDateTime(clock), Moment.Beijing), null);
    }

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>时刻在表单上的两格。</summary>
    public static (string Day, string Time) Show(JsonNode? node, bool end)
    {
        if (node is null) return ("", "");
        var at = DateTimeOffset.Parse(node.ToString(), CultureInfo.InvariantCulture).ToOffset(Moment.Beijing);
        var midnight = at.TimeOfDay == TimeSpan.Zero;
        var day = DateOnly.FromDateTime(at.DateTime);
        return ((midnight && end ? day.AddDays(-1) : day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), midnight ? "" : at.ToString("HH:mm", CultureInfo.InvariantCulture));
    }

    private static (JsonNode?, string?) Pairs(string text, PlanShape shape)
    {
        var map = new JsonObject();
        foreach (var line in Lines(text))
        {
            var parts = line.Split(['：', ':', '=', '＝'], 2);
            if (parts.Length != 2 || parts[0].Trim().Length == 0) return (null, $"“{line}”应写成“名称：值”，每行一个。");
            if (shape.Item!.Kind != ShapeKind.Integer) map[parts[0].Trim()] = parts[1].Trim();
            else if (int.TryParse(parts[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) map[parts[0].Trim()] = number;
            else return (null, $"“{line}”里冒号后面应为整数。");
        }

        return (map.Count == 0 ? null : map, null);
    }

    private static List<string> Lines(string text) => [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];

    /// <summary>一栏都没有填的小对象整个不要，免得留下缺项的空壳。</summary>
    private static void Prune(JsonObject document, string path, PlanShape shape)
    {
        foreach (var member in shape.Members.Where(m => m.Kind == ShapeKind.Object))
        {
            var inner = PlanPath.Join(path, member.Name);
            Prune(document, inner, member);
            if (PlanPath.Find(document, inner) is JsonObject { Count: 0 }) PlanPath.Put(document, inner, null);
        }
    }

    // ── 列表 ──

    /// <summary>添几项，每行一个名称；其余先用最平常的值，各项再进去改。</summary>
    public static void Add(JsonObject document, string list, PlanShape shape, string? names, DateOnly today)
    {
        var items = (JsonArray)PlanPath.Find(document, list)!;
        foreach (var name in Lines(names.Plain()).DefaultIfEmpty(""))
        {
            var item = (JsonObject)Blank(shape.Item!, today);
            if (item.ContainsKey("key")) item["key"] = Unused(items, list.Split('.', '[')[^1]);
            if (name.Length > 0 && NamedBy(shape) is { } member) item[member] = name;
            items.Add((JsonNode)item);
        }
    }

    /// <summary>一项的名称填在哪一栏；没有名称可填的列表（收费、范围）为空，只能一项一项地添。</summary>
    public static string? NamedBy(PlanShape list) => PlanPath.NameMembers.FirstOrDefault(n => n != "key" && list.Item!.Member(n)?.Kind == ShapeKind.Text);

    private static string Unused(JsonArray items, string prefix)
    {
        var taken = items.Select(i => i?["key"]?.ToString()).ToHashSet();
        for (var n = items.Count + 1; ; n++)
            if (!taken.Contains($"{prefix}{n}")) return $"{prefix}{n}";
    }

    internal static JsonNode Blank(PlanShape shape, DateOnly today) => shape.Kind switch
    {
        ShapeKind.Object => new JsonObject(shape.Members.Where(m => m.Demanded).Select(m => KeyValuePair.Create(m.Name, (JsonNode?)Blank(m, today)))),
        ShapeKind.Map => new JsonObject(),
        ShapeKind.List => new JsonArray(),
        ShapeKind.Integer => 1,
        ShapeKind.YesNo => false,
        ShapeKind.Choice => shape.Choices[0],
        ShapeKind.Day => today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ShapeKind.Clock => "09:00:00",
        ShapeKind.Instant => Text(Moment.StartOf(today)),
        _ => shape.Called?.From == "modules" ? Domain.Filings.Forms.FormCatalogue.Other : "",
    };

    /// <summary>删去、上移、下移。</summary>
    public static void Move(JsonObject document, string list, int at, int by)
    {
        if (PlanPath.Find(document, list) is not JsonArray items || at < 0 || at >= items.Count) return;
        var item = items[at];
        items.RemoveAt(at);
        if (by != 0) items.Insert(Math.Clamp(at + by, 0, items.Count), item);
    }

    /// <summary>所有日期一起移，供演示把通知的时间移到现在。</summary>
    public static JsonNode? Shift(JsonNode? node, PlanShape shape, int days) => (node, shape.Kind) switch
    {
        (JsonObject o, ShapeKind.Object) => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Shift(p.Value, shape.Member(p.Key)!, days)))),
        (JsonArray list, ShapeKind.List) => new JsonArray([.. list.Select(item => Shift(item, shape.Item!, days))]),
        (not null, ShapeKind.Day) => DateOnly.ParseExact(node.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (not null, ShapeKind.Instant) => Text(DateTimeOffset.Parse(node.ToString(), CultureInfo.InvariantCulture).AddDays(days)),
        _ => node?.DeepClone(),
    };
}
