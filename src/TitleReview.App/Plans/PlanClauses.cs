using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TitleReview.App.Plans.Documents;

namespace TitleReview.App.Plans;

/// <summary>一处引用的通知原句：它说的是计划的哪一处，在通知里找不找得到。</summary>
public static partial class PlanClauses
{
    /// <summary>国家规定的条文不出自通知。</summary>
    public const string NationalRule = "国家规定";

    internal static readonly string[] WithItems = ["slots", "slotGroups", "criteria"];

    /// <summary>出处的键用在哪里：材料栏目自己的一页，或约定的一节；哪里也没有用为空。</summary>
    public static string? PlaceOf(string key, JsonNode? document) =>
        Items(key, document).FirstOrDefault() ?? PlanShape.Plan.Members.FirstOrDefault(m => m.Called?.Clause == key || m.Members.Any(inner => inner.Called?.Clause == key))?.Name;

    /// <summary>键说成人话：“材料栏目‘身份证’”“处分期内不得申报的处分”。</summary>
    public static string Say(string key, JsonNode? document) =>
        PlanShape.Plan.Members.SelectMany(m => m.Members.Prepend(m)).FirstOrDefault(m => m.Called?.Clause == key)?.Label
        ?? (Items(key, document).FirstOrDefault() is { } place ? PlanPath.Say(place, document).Replace(" › ", "：", StringComparison.Ordinal) : "规则出处");

    /// <summary>在通知里找不到、也没有写明为什么这样引的原句，按计划里的次序。</summary>
    public static IReadOnlyList<(string Key, string Sentence)> Stale(JsonObject document, string noticeText)
    {
        if (noticeText.Length == 0 || document["clauses"] is not JsonObject clauses) return [];
        var notice = Bare(noticeText);
        var decided = (document["decisions"] as JsonArray ?? []).Select(d => $"{d?["key"]}").ToHashSet(StringComparer.Ordinal);
        return [.. from clause in clauses
                   let sentence = $"{clause.Value?["sentence"]}"
                   where $"{clause.Value?["ruleId"]}" != NationalRule && !decided.Contains($"clause.{clause.Key}") && !Quoted(notice, sentence)
                   select (clause.Key, sentence)];
    }

    /// <summary>略去可以，改写不行：每个小句都要在通知里。</summary>
    /// <param name="notice">去掉了空白与引号的通知，见 <see cref="Bare"/>。</param>
    public static bool Quoted(string notice, string sentence) => Pieces().Split(Bare(sentence)).All(part => notice.Contains(part, StringComparison.Ordinal));

    public static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('“' or '”' or '*')));

    private static IEnumerable<string> Items(string key, JsonNode? document) =>
        from list in WithItems
        from item in (document?[list] as JsonArray ?? []).Select((value, at) => (value, at))
        where $"{item.value?["clause"]}" == key
        select PlanPath.Join(list, item.at);

    [GeneratedRegex("[。，；（）：、]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pieces();
}
