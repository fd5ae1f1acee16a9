using System.Text.RegularExpressions;

namespace TitleReview.Domain.Notices;

/// <summary>公文模板：花括号里的名称换成内容，查不到的名称是计划写错了，直接报出来。</summary>
public static partial class NoticeText
{
    public static string Fill(string template, IReadOnlyDictionary<string, string> values) =>
        Placeholder().Replace(template, m => values.TryGetValue(m.Groups["name"].Value, out var value)
            ? value
            : throw new InvalidOperationException($"模板里的“{m.Groups["name"].Value}”没有对应的内容。"));

    /// <summary>模板用到的全部名称，发布计划时核对。</summary>
    public static IEnumerable<string> Names(string template) => Placeholder().Matches(template).Select(m => m.Groups["name"].Value);

    [GeneratedRegex(@"\{(?<name>[^{}]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
