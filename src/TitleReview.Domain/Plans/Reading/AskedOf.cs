using System.Text.RegularExpressions;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>一句话向谁要这种材料：人人都要，还是只向说到的人要。</summary>
/// <param name="Scope">说得成范围的：级别、单位性质。</param>
/// <param name="Condition">说不成范围的，照抄原话：有它的不能列为必交。</param>
/// <param name="AtLeast">“2份”“3篇”：至少几个文件。</param>
public sealed partial record AskedOf(Scope? Scope, string? Condition, int? AtLeast)
{
    /// <param name="title">材料的通用名称，见 <see cref="MaterialReader"/>。</param>
    public static AskedOf Read(string sentence, string title)
    {
        var text = Item().Replace(Glyph.Fold(sentence), "");
        if (MaterialReader.Find(title, text) is not { } found) return new AskedOf(null, null, null);

        var (from, to) = Around(text, found.Start, found.End, ',');
        var (left, right) = Around(text, found.Start, found.End, '、');
        var item = text[left..right];
        var atLeast = Amount().Match(item) is { Success: true } m && ChineseNumber.Read(m.Groups["n"].ValueSpan) is > 1 and <= 20 and var n ? n : (int?)null;
        // 先看半句里说不成范围的：除外、可不、或。
        if (Unless().IsMatch(text[from..to])) return new AskedOf(null, Said(text[from..to]), atLeast);
        if (item.Split('或') is { Length: > 1 } either && either.Any(part => MaterialReader.Find(title, part) is null)) return new AskedOf(null, Said(item), atLeast);

        var subject = Subject().Matches(text[..found.Start]).Select(s => s.Groups["who"].Value).LastOrDefault(who => !Everybody().IsMatch(who));
        if (subject is null) return new AskedOf(null, null, atLeast);

        var scope = new Scope(
            Grades: GradeWords.In(subject) is { Count: > 0 } grades ? grades : null,
            EmployerKinds: Kinds(subject));
        var rest = Expressed().Replace(subject, "");
        return scope.Print().Length > 0 && rest.Length == 0 ? new AskedOf(scope, null, atLeast) : new AskedOf(null, Said(subject), atLeast);
    }

    private static IReadOnlyList<EmployerKind>? Kinds(string subject) =>
        subject.Contains("民营", StringComparison.Ordinal) || subject.Contains("非公", StringComparison.Ordinal) || subject.Contains("私营", StringComparison.Ordinal) ? [EmployerKind.PrivateEnterprise]
        : subject.Contains("企业", StringComparison.Ordinal) ? [EmployerKind.StateEnterprise, EmployerKind.PrivateEnterprise]
        : subject.Contains("事业单位", StringComparison.Ordinal) ? [EmployerKind.PublicInstitution]
        : null;

    private static (int From, int To) Around(string text, int start, int end, char comma)
    {
        var from = Math.Max(text.LastIndexOf(comma, start), text.LastIndexOfAny([',', ';', ':'], start)) + 1;
        var to = text.AsSpan(end).IndexOfAny(comma, ',', ';') is var at and >= 0 ? end + at : text.Length;
        return (from, to);
    }

    private static string Said(string text) => text.Trim('。', ';', ',').Replace("(", "（", StringComparison.Ordinal).Replace(")", "）", StringComparison.Ordinal).Replace(",", "，", StringComparison.Ordinal);

    [GeneratedRegex("^(\\(?[一二三四五六七八九十0-9]{1,3}[).、]|[①-⑳])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Item();

    [GeneratedRegex("除外|不要求|可不|可以不|如有|如果|若|查询不到|无法|外省|省外|疆外|区外|其他(省|地)|酌情|之一|任选|任意|任[一二两]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Unless();

    /// <summary>“申报中级的，提供……”“民营医疗机构人员须上传……”：说的是谁。</summary>
    [GeneratedRegex("(?<who>[^,。;:、]{1,40}?(的|者|人员|人才|教师))(?=,|须|应|需|要|还|另|必须|请|同时|提供|提交|上传|填写|报送)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Subject();

    [GeneratedRegex("^(全体|所有|凡|各|每名|以上|上述)?(参加)?(申报|参评|参审|专业技术|送审)?(的?)(人员?|者|专业技术人员|人才)$|^(申报|参评)(职称|资格)?的?(人员|者)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Everybody();

    [GeneratedRegex("申报|评审|晋升|职称|专业技术(职务)?|(任职)?资格|在职|职工|人员|者|的|及?以上|助理级|员级|[正副高中初]([、和]?[正副高中初]){0,5}级?|民营|非公(有制)?|私营|国有|企业?|事业单位|单位|医疗机构|机构|组织|对", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Expressed();

    [GeneratedRegex("(?<![0-9年])" + ChineseNumber.Pattern + "[份篇例]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Amount();
}
