using TitleReview.App.Approvals;

namespace TitleReview.Web.Approvals;

/// <summary>收件箱的状态都在地址里：哪一栏、搜什么、哪个专业、翻到哪里，刷新、转发、后退都还在。</summary>
/// <param name="Trail">前面各页的游标，逗号隔开，往回翻用。</param>
public sealed record InboxAddress(InboxTab Tab, string? Search, string? Specialty, string? After, string? Trail)
{
    public const string Path = "/inbox";

    public int Page => Steps.Count + (After is null ? 1 : 2);

    public string Href => Path + Query(("tab", Tab == InboxTab.Waiting ? null : Tab.ToString()), ("search", Search), ("specialty", Specialty), ("after", After), ("trail", Trail));

    /// <summary>换一栏，从第一页看起；搜索与专业留着。</summary>
    public string For(InboxTab tab) => (this with { Tab = tab, After = null, Trail = null }).Href;

    public string? NextHref(string? next) => next is null ? null : (this with { After = next, Trail = After is null ? null : string.Join(',', [.. Steps, After]) }).Href;

    public string? PreviousHref => After is null ? null : (this with { After = Steps.Count == 0 ? null : Steps[^1], Trail = Steps.Count <= 1 ? null : string.Join(',', Steps.SkipLast(1)) }).Href;

    private IReadOnlyList<string> Steps => string.IsNullOrEmpty(Trail) ? [] : Trail.Split(',');

    private static string Query(params (string Name, string? Value)[] parts) =>
        string.Join('&', parts.Where(p => !string.IsNullOrWhiteSpace(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}")) is { Length: > 0 } query ? $"?{query}" : "";
}

/// <summary>刚办完的一件，怎么说。</summary>
public static class DoneWords
{
    public static string? Sentence(string? done, string? number) => done switch
    {
        "approve" => $"{number} 已通过。",
        "return" => $"{number} 已退回补正，申报人会看到全部补正事项与期限。",
        "decline" => $"{number} 已作不予受理，理由会显示给申报人。",
        _ => null,
    };
}
