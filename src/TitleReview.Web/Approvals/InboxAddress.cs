using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using TitleReview.App.Approvals;

namespace TitleReview.Web.Approvals;

/// <summary>收件箱的状态都在地址里：哪一栏、筛选、次序、翻到哪里，刷新、转发、后退都还在；审核页带着同样的条件，前一件、后一件就不走样。</summary>
/// <param name="Trail">前面各页的游标，逗号隔开，往回翻用。</param>
public sealed record InboxAddress(InboxQuery Query, string? Trail = null)
{
    public const string Path = "/inbox";

    public int Page => Steps.Count + (Query.After is null ? 1 : 2);

    public string Href => With(Path, Words);

    /// <summary>第一页，条件与次序不变。</summary>
    public string FirstHref => (this with { Query = Query with { After = null }, Trail = null }).Href;

    /// <summary>记住的是条件与次序，不是翻到第几页。</summary>
    public string Kept => QueryOf((this with { Query = Query with { After = null }, Trail = null }).Words);

    /// <summary>只看这一栏，没有条件。</summary>
    public string ClearedHref => new InboxAddress(new InboxQuery(Query.Tab)).Href;

    /// <summary>换一栏，从第一页看起；条件留着，次序用那一栏通常的。</summary>
    public string For(InboxTab tab) => new InboxAddress(Query with { Tab = tab, After = null, Sort = null, Descending = false }).Href;

    /// <summary>换一种次序；已经是它的，倒过来。</summary>
    public string Sorted(InboxSort sort) => new InboxAddress(Query with { Sort = sort, Descending = Query.Order == sort && !Query.Backwards, After = null }).Href;

    /// <summary>只看这个单位的。</summary>
    public string OfEmployer(string? name) => new InboxAddress(Query with { Employer = name, After = null }).Href;

    public string Review(Guid filing, params (string Name, string? Value)[] more) => With($"/approvals/{filing}", [.. Words.Where(w => w.Name is not ("after" or "trail")), .. more]);

    /// <summary>回到列表，带着一句刚办完的。</summary>
    public string Back(params (string Name, string? Value)[] more) => With(Path, [.. Words, .. more]);

    /// <summary>往回走得了这么多页，再往前就从第一页起：地址不能无止境地长。</summary>
    private const int LongestTrail = 30;

    public string? NextHref(string? next) => next is null ? null : (this with { Query = Query with { After = next }, Trail = Query.After is null ? null : string.Join(',', Steps.Append(Query.After).TakeLast(LongestTrail)) }).Href;

    public string? PreviousHref => Query.After is null ? null
        : (this with { Query = Query with { After = Steps.Count == 0 ? null : Steps[^1] }, Trail = Steps.Count <= 1 ? null : string.Join(',', Steps.SkipLast(1)) }).Href;

    /// <summary>从任何一个带着这些词的地址读出来；看不懂的当作没有。</summary>
    public static InboxAddress Of(string uri)
    {
        var words = QueryHelpers.ParseQuery(new Uri(uri, UriKind.RelativeOrAbsolute) is { IsAbsoluteUri: true } absolute ? absolute.Query : uri[Math.Max(0, uri.IndexOf('?', StringComparison.Ordinal))..]);
        string? Word(string name) => words.TryGetValue(name, out var values) && values[^1] is { Length: > 0 } value ? value : null;
        int? Number(string name) => int.TryParse(Word(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
        return new(new InboxQuery(
            Named<InboxTab>(Word("tab")) ?? InboxTab.Waiting, Word("search"), Word("specialty"), Word("county"), Word("employer"), Number("try"), Number("due"), Number("age"),
            Named<InboxSort>(Word("sort")), Word("desc") == "1", Word("after"), Who: Word("who")), Word("trail"));
    }

    /// <summary>另一张取地址的表单要带上的。</summary>
    public IEnumerable<(string Name, string? Value)> Fields => Words.Where(w => !string.IsNullOrWhiteSpace(w.Value));

    private IReadOnlyList<string> Steps => string.IsNullOrEmpty(Trail) ? [] : Trail.Split(',');

    private (string Name, string? Value)[] Words =>
    [
        ("tab", Query.Tab == InboxTab.Waiting ? null : $"{Query.Tab}"), ("search", Query.Search), ("specialty", Query.Specialty), ("county", Query.County), ("employer", Query.Employer),
        ("try", $"{Query.Try}"), ("due", $"{Query.Due}"), ("age", $"{Query.Age}"), ("who", Query.Who), ("sort", $"{Query.Sort}"), ("desc", Query.Descending ? "1" : null), ("after", Query.After), ("trail", Trail),
    ];

    private static T? Named<T>(string? word) where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    private static string With(string path, (string, string?)[] words) => QueryOf(words) is { Length: > 0 } query ? $"{path}?{query}" : path;

    private static string QueryOf((string Name, string? Value)[] words) =>
        string.Join('&', words.Where(w => !string.IsNullOrWhiteSpace(w.Value)).Select(w => $"{w.Name}={Uri.EscapeDataString(w.Value!)}"));
}

/// <summary>收件箱上的说法。</summary>
public static class InboxWords
{
    public static string Title(this InboxTab tab) => tab switch { InboxTab.Waiting => "待我审核", InboxTab.DueToday => "今日到期", InboxTab.Returned => "退回补正中", _ => "其余与已办" };

    public static string Title(this InboxSort sort) => sort switch
    {
        InboxSort.Deadline => "期限",
        InboxSort.Try => "次数",
        InboxSort.Specialty => "专业",
        InboxSort.County => "县（市）",
        InboxSort.Employer => "单位",
        InboxSort.Name => "姓名",
        _ => "提交先后",
    };

    /// <summary>数到 1001 为止的，就不再数。</summary>
    public static string Capped(long count) => count == 1001 ? "1000+" : $"{count}";

    public static (string Title, string Sentence) Empty(InboxQuery query) => (query.IsFiltered, query.Tab) switch
    {
        (true, _) => ("没有符合条件的申报", "换一个编号、姓名或别的条件再找。"),
        (_, InboxTab.Waiting) => ("现在没有等您审核的申报", "下级报来、或申报人提交之后，会按先后列在这里。"),
        (_, InboxTab.DueToday) => ("今天没有到期的申报", "申报期今天结束、还等您审核的列在这里：今天不退回，就退不回去了。"),
        (_, InboxTab.Returned) => ("没有退回补正中的申报", "退回之后、申报人再次提交之前的申报列在这里，过期的自动办结。"),
        _ => ("还没有别的申报", "在别的机构手里的、已办结的申报列在这里。"),
    };
}

/// <summary>刚办完的一件，怎么说。</summary>
public static class DoneWords
{
    public static string? Sentence(string? done, string? number) => done switch
    {
        "approve" => $"{number} 已通过。",
        "return" => $"{number} 已退回补正，申报人会看到全部补正事项与期限。",
        "propose" => $"{number}：已提出，等第二个人同意之后才办。",
        "assign" => $"{number}：分工已记下，待办里看得到。",
        "confirm" => $"{number}：已同意，当场办了，看下面的经办记录。",
        "reject" => $"{number}：没有同意，提出的人看得到理由。",
        "takeback" => $"{number}：已收回。",
        "decline" => $"{number} 已作不予受理，理由会显示给申报人。",
        "kept" => "筛选已记住，点它的名字就回到这里。",
        "dropped" => "已删去，不再记住。",
        _ => null,
    };
}
