using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.House;

public sealed partial class The_map_of_the_rules
{
    /// <summary>The five notices and how many rules each has.</summary>
    private static readonly List<string> Rules =
        [.. new[] { ("TC", 45), ("BZ", 33), ("AK", 26), ("KJ", 15), ("KZ", 17) }.SelectMany(n => Enumerable.Range(1, n.Item2).Select(i => $"{n.Item1}-{i:00}"))];

    private static IEnumerable<string> Tests() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText);

    [Fact(DisplayName = "一百三十六条规则，每条都有带编号的测试，或写明哪一期带来")]
    public void Misses_no_rule()
    {
        var tested = Tests().SelectMany(t => Tested().Matches(t)).Select(m => m.Groups["id"].Value).ToHashSet(StringComparer.Ordinal);
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "where-is-the-rule.md")).Where(l => Row().IsMatch(l)).ToDictionary(l => l[2..7], StringComparer.Ordinal);

        foreach (var id in Rules)
        {
            Assert.True(rows.TryGetValue(id, out var row), $"{id} has no row.");
            Assert.True(tested.Contains(id) != Coming().IsMatch(row), $"{id}: tested or coming, one of the two.");
        }

        Assert.Equal(Rules.Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
    }

    [Fact(DisplayName = "表上写的测试文件都在")]
    public void Names_tests_that_exist()
    {
        foreach (Match name in NamedTest().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "where-is-the-rule.md"))))
            Assert.True(File.Exists(Path.Combine(Repository.Root, "tests", $"TitleReview.{name.Groups["file"].Value}.cs")), name.Value);
    }

    [GeneratedRegex("(\"rule\", |Rule = )\"(?<id>(TC|BZ|AK|KJ|KZ)-[0-9]{2})\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tested();

    [GeneratedRegex(@"\| 第 [4-6] 期带来", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Coming();

    [GeneratedRegex(@"^\| [A-Z]{2}-[0-9]{2} \|", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<file>[A-Za-z]+\\.Tests/[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedTest();
}

public sealed partial class The_glossary
{
    [Fact(DisplayName = "词汇表里的每个标识都在程序里")]
    public void Names_only_what_exists()
    {
        Assembly[] assemblies = [typeof(Refusal).Assembly, typeof(UseCases).Assembly, typeof(global::TitleReview.Documents.Rosters.RosterData).Assembly];
        var types = assemblies.SelectMany(a => a.GetTypes()).ToList();
        var names = types.Select(t => t.Name)
            .Concat(types.Where(t => t.Namespace?.StartsWith("TitleReview", StringComparison.Ordinal) == true).SelectMany(t => t.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance)).Select(m => m.Name))
            .ToHashSet(StringComparer.Ordinal);
        var words = File.ReadLines(Path.Combine(Repository.Root, "docs", "glossary.md")).Where(l => l.StartsWith('|')).SelectMany(l => Word().Matches(l.Split('|')[2])).Select(m => m.Groups["word"].Value).ToList();

        Assert.True(words.Count > 60);
        Assert.Equal([], words.Where(w => !names.Contains(w)));
    }

    [GeneratedRegex("`(?<word>[A-Za-z]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}

public sealed class The_drawing_of_the_flow
{
    private static readonly string Place = Path.Combine(Repository.Root, "docs", "filing-flow.md");

    /// <summary>TITLEREVIEW_WRITE_DOCS=1 writes it anew.</summary>
    [Fact(DisplayName = "流转图由流转表生成，没有过时")]
    public void Is_what_the_table_says()
    {
        if (Environment.GetEnvironmentVariable("TITLEREVIEW_WRITE_DOCS") == "1") File.WriteAllText(Place, Drawn());

        Assert.Equal(Drawn(), File.ReadAllText(Place));
    }

    private static string Drawn()
    {
        var text = new StringBuilder("# 申报流转\n\n由 `FilingFlow.cs` 生成（`TITLEREVIEW_WRITE_DOCS=1` 跑 `The_drawing_of_the_flow`），不手改。\n\n```mermaid\nstateDiagram-v2\n");
        foreach (var status in Enum.GetValues<FilingStatus>()) text.Append($"  {status} : {status.Label()}\n");
        text.Append($"  [*] --> {FilingStatus.Draft}\n");
        foreach (var (from, action, to) in FilingFlow.Passages) text.Append($"  {from} --> {to} : {action.Label()}\n");
        text.Append("```\n\n| 现在 | 动作 | 之后 |\n| --- | --- | --- |\n");
        foreach (var (from, action, to) in FilingFlow.Passages) text.Append($"| {from.Label()} `{from}` | {action.Label()} `{action}` | {to.Label()} `{to}` |\n");
        return text.ToString();
    }
}
