using System.Text.Json.Nodes;
using TitleReview.Domain.Plans.Reading;
using TitleReview.Tests.Support;

namespace TitleReview.Domain.Tests.Plans.Reading;

/// <summary>手工录的标准答案：一位仔细的经办人读这份通知会填什么。每行：种类 | 出处的键 | 写到哪里 | 值 | 出处句里的字。</summary>
internal sealed record NoticeTruth(ProposalKind Kind, string ClauseKey, string Path, string Value, string Phrase)
{
    public static readonly IReadOnlyList<string> Notices = ["tacheng-2023", "bazhou-2023", "aksu-2024", "xinjiang-2021", "kezhou-2021"];

    /// <summary>假想的通知：别的省份、别的写法；读过一遍，看了结果补的规则。</summary>
    public static readonly IReadOnlyList<string> Invented = ["sixth", "seventh", "eighth", "ninth", "twelfth"];

    /// <summary>规则定下之后才写的，从没有为它们改过规则。</summary>
    public static readonly IReadOnlyList<string> Unseen = ["tenth", "eleventh"];

    public static string Notice(string name) => File.ReadAllText(IsInvented(name)
        ? Here("invented", $"{name}.txt")
        : System.IO.Path.Combine(Repository.Root, "src", "TitleReview.App", "Plans", "notices", $"{name}.txt"));

    public static IReadOnlyList<NoticeTruth> Of(string name) =>
        [.. File.ReadLines(IsInvented(name) ? Here("invented", $"{name}.truth.txt") : Here("truth", $"{name}.txt")).Where(l => l.Length > 0 && l[0] != '#').Select(Parse)];

    /// <summary>同一条：写到同一处、同一个值，出处句里有那几个字。日程的叫法不比。</summary>
    public bool Is(Proposal proposal) =>
        proposal.Kind == Kind && proposal.Path == Path && Same(proposal.Value) == Same(Value) && (ClauseKey == "-" || proposal.ClauseKey == ClauseKey)
        && (Phrase == "-" || Bare(proposal.Sentence).Contains(Bare(Phrase), StringComparison.Ordinal));

    public static string Same(string json)
    {
        var node = JsonNode.Parse(json);
        if (node is not JsonObject map) return node!.ToJsonString();
        return new JsonObject(map.OrderBy(p => p.Key, StringComparer.Ordinal).Where(p => p.Key != "name" || !map.ContainsKey("tentative")).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))).ToJsonString();
    }

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '*'));

    private static NoticeTruth Parse(string line)
    {
        var cells = line.Split(" | ");
        return new NoticeTruth(Enum.Parse<ProposalKind>(cells[0]), cells[1], cells[2], cells[3], cells[4]);
    }

    private static bool IsInvented(string name) => Invented.Contains(name) || Unseen.Contains(name);

    private static string Here(params string[] parts) => System.IO.Path.Combine([Repository.Root, "tests", "TitleReview.Domain.Tests", "Plans", "Reading", .. parts]);
}
