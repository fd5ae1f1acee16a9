using System.Text.RegularExpressions;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>职称目录：评审范围里的系列、专业，与各级的职务名称。</summary>
internal static partial class TitleReader
{
    public static void Read(PastedNotice notice, Findings found)
    {
        var series = new List<(string Name, IReadOnlyList<string> Specialties, IReadOnlyDictionary<Grade, string> Titles, Sentence Source)>();
        foreach (var sentence in Scope(notice))
            foreach (var one in In(sentence.Text))
            {
                if (series.Count >= 60) break;
                if (one.Name.Length < 4 || NotAName().IsMatch(one.Name)) continue;
                var (name, specialties) = (Original(one.Name), (IReadOnlyList<string>)[.. one.Specialties.Select(Original)]);
                if (series.FindIndex(s => s.Name == name) is var at and >= 0)
                {
                    // 后文说得更细的，以细的为准。
                    if (series[at].Specialties.Count == 0 && series[at].Titles.Count == 0) series[at] = (name, specialties, one.Titles, sentence);
                    continue;
                }

                series.Add((name, specialties, one.Titles, sentence));
            }

        if (series.Count == 1 && Engaged(notice) is { } engaged) series[0] = (series[0].Name, engaged.Specialties, series[0].Titles, engaged.Source);
        foreach (var (name, specialties, titles, source) in series)
        {
            var shown = specialties.Count > 0 ? $"{name}：{string.Join('、', specialties)}" : titles.Count > 0 ? $"{name}：{string.Join('、', titles.Values)}" : name;
            found.Add(ProposalKind.Title, $"catalogue[{name}]", new { Name = name, Specialties = specialties, TitleNames = titles }, shown, source, "catalogue");
            ReadSpecialties(notice, found, name, specialties);
        }
    }

    /// <summary>“护理专业设主任护师、副主任护师”：专业各有哪些级别、叫什么。</summary>
    private static void ReadSpecialties(PastedNotice notice, Findings found, string series, IReadOnlyList<string> specialties)
    {
        foreach (var sentence in notice.Body.Where(s => s.Has("专业") && !s.HasAny("申报人", "须", "提交", "元")))
            foreach (Match m in Offered().Matches(sentence.Text))
            {
                if (specialties.FirstOrDefault(s => Glyph.Fold(s) == m.Groups["name"].Value) is not { } name) continue;
                var titles = TitleNames(m.Groups["titles"].Value.Split('、'));
                IReadOnlyList<Grade> grades = titles.Count > 0 ? [.. titles.Keys.Order()] : GradeWords.In(m.Groups["titles"].Value);
                if (grades.Count > 0) found.Add(ProposalKind.Title, $"catalogue[{series}].specialties[{name}]", new { Name = name, Grades = grades, TitleNames = titles }, $"{name}：{(titles.Count > 0 ? string.Join('、', titles.Values) : Findings.Names(grades))}", sentence, "catalogue");
            }
    }

    /// <summary>一条系列建议里的各个专业。</summary>
    public static IReadOnlyList<string> SpecialtiesOf(Proposal title)
    {
        using var json = System.Text.Json.JsonDocument.Parse(title.Value);
        return [.. json.RootElement.GetProperty("specialties").EnumerateArray().Select(s => s.GetString()!)];
    }

    /// <summary>标题，和写“范围”“专业”的那几节；高技能贯通、民营专项另有系列，不是本目录。</summary>
    private static IEnumerable<Sentence> Scope(PastedNotice notice)
    {
        var scope = notice.Body.Where(s => IsScope(s) && !s.HasAny("高技能", "贯通", "专项评审", "推荐自治区", "推荐省"))
            .Where(s => s.Has("系列")).ToList();
        return scope.Concat(notice.Body.Where(s => s.Start == notice.Title?.Start));
    }

    private static bool IsScope(Sentence s) => s.Paragraph.Section.Contains('围', StringComparison.Ordinal) || s.Paragraph.Section.Contains("对象", StringComparison.Ordinal)
        || (s.Paragraph.Section.Contains("专业", StringComparison.Ordinal) && (s.Paragraph.Section.Contains("评审", StringComparison.Ordinal) || s.Paragraph.Section.Contains("级别", StringComparison.Ordinal)));

    private static IEnumerable<(string Name, IReadOnlyList<string> Specialties, IReadOnlyDictionary<Grade, string> Titles)> In(string text)
    {
        var titled = Titled().Matches(text).Select(m => (Name: m.Groups["name"].Value, Titles: TitleNames(m.Groups["titles"].Value.Split('、')))).Where(t => t.Titles.Count > 1).ToList();
        if (titled.Count > 0) return titled.Select(t => (Bare(t.Name) + "系列", (IReadOnlyList<string>)[], t.Titles));
        // “工程系列：机械、电气专业”的冒号，不隔开系列与它的专业。
        return Opening().Replace(Item().Replace(text, ""), "").Replace("系列:", "系列", StringComparison.Ordinal).Split(',', ':').SelectMany(Segment).Select(s => (s.Name, s.Specialties, (IReadOnlyDictionary<Grade, string>)new Dictionary<Grade, string>()));
    }

    /// <summary>逗号之间的一段：一个系列的几个专业，或几个系列。</summary>
    private static IEnumerable<(string Name, IReadOnlyList<string> Specialties)> Segment(string segment)
    {
        if (Grouped().Match(segment) is { Success: true } g) return [(Bare(g.Groups["name"].Value) + "系列", Names(g.Groups["list"].Value))];
        if (Followed().Match(segment) is { Success: true } f && Names(f.Groups["list"].Value) is { Count: > 0 } specialties) return [(Bare(f.Groups["name"].Value) + "系列", specialties)];
        if (Listed().Match(segment) is { Success: true } l)
            return Names(l.Groups["list"].Value).Select(n => Bare(Parenthesis().Replace(n, "").Replace("系列", "", StringComparison.Ordinal))).Where(n => n.Length >= 2).Select(n => (n + "系列", (IReadOnlyList<string>)[]));
        return [];
    }

    /// <summary>评审范围写的“从事某某、某某工作”，比标题里的专业说得准。</summary>
    private static (IReadOnlyList<string> Specialties, Sentence Source)? Engaged(PastedNotice notice)
    {
        foreach (var sentence in notice.Body.Where(IsScope))
            if (EngagedIn().Match(sentence.Text) is { Success: true } m && Names(m.Groups["list"].Value) is { Count: > 1 } names) return ([.. names.Select(Original)], sentence);
        return null;
    }

    /// <summary>顿号分开，括号里的顿号不分：“化工（含制药）”是一个专业。</summary>
    private static IReadOnlyList<string> Names(string list)
    {
        var names = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i <= list.Length; i++)
        {
            if (i < list.Length && list[i] == '(') depth++;
            if (i < list.Length && list[i] == ')') depth--;
            if (i < list.Length && (list[i] != '、' || depth > 0)) continue;
            // “设临床医学、护理四个专业”：头上的“设”、尾上的“四个”不是名称。
            var name = Counted().Replace(Setting().Replace(list[start..i], ""), "");
            if (name.EndsWith("专业", StringComparison.Ordinal)) name = name[..^2];
            if (name.EndsWith('等')) name = name[..^1];
            if (name.Length is >= 2 and <= 16 && !NotAName().IsMatch(name)) names.Add(name);
            start = i + 1;
        }

        return [.. names.Take(60)];
    }

    /// <summary>由高到低写的职务名称，各配一个级别。</summary>
    private static IReadOnlyDictionary<Grade, string> TitleNames(IReadOnlyList<string> names)
    {
        var empty = new Dictionary<Grade, string>();
        if (names.Count is < 2 or > 5 || names.Any(n => n.Length is < 2 or > 12 || !Rank().IsMatch(n))) return empty;
        if (names[0].StartsWith("助理", StringComparison.Ordinal) || names[0].EndsWith("技术员", StringComparison.Ordinal)) names = [.. names.Reverse()];
        var top = names[0].StartsWith('正') ? Grade.Senior
            : names[0].StartsWith('副') || names[0].StartsWith("高级", StringComparison.Ordinal) ? Grade.AssociateSenior
            : names[1].StartsWith('副') || names[1].StartsWith("高级", StringComparison.Ordinal) ? Grade.Senior
            : Grade.Intermediate;
        return names.Count > (int)top + 1 ? empty : names.Select((name, i) => (Grade: top - i, name)).ToDictionary(n => n.Grade, n => n.name);
    }

    private static string Original(string name) => name.Replace('(', '（').Replace(')', '）');

    /// <summary>去掉前面的年份、地名：“各县(市)中小学教师”只留“中小学教师”。</summary>
    private static string Bare(string name) => Place().Replace(name, "");

    [GeneratedRegex("(?<name>[\u4e00-\u9fa5]{2,20})系列(\\(专业\\))?\\((?<titles>[\u4e00-\u9fa5、]{4,80})\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Titled();

    [GeneratedRegex("^.{0,80}?(开展|从事|组织|包括|范围为|负责|受理)(?=[^,。;]{0,80}(系列|专业))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Opening();

    [GeneratedRegex("^(?<name>[\u4e00-\u9fa5]{2,16})(系列|专业)\\((?<list>[\u4e00-\u9fa5]{2,16}(、[\u4e00-\u9fa5]{2,16}){1,30})\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Grouped();

    [GeneratedRegex("^(?<name>[\u4e00-\u9fa50-9()]{2,24}?)系列(?<list>[\u4e00-\u9fa5][\u4e00-\u9fa5()、]{1,160}?)(?<!各)专业", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Followed();

    [GeneratedRegex("^([0-9]{1,2}\\.)?(?<list>[\u4e00-\u9fa5][\u4e00-\u9fa5()、0-9]{1,160}?)(系列|(?<=、[^、]{1,12})专业)(?!、|\\()", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Listed();

    [GeneratedRegex("(?<=^|[,:)])(?<name>[\u4e00-\u9fa5()]{2,16}?)专业(设有?|设置|包括|开展|为|分为)(?<titles>[\u4e00-\u9fa5、]{2,80})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Offered();

    [GeneratedRegex("^(设有?|设置|包括|包含|含|分为|开设)(?=.{2})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Setting();

    [GeneratedRegex("(?<=.{2})(等)?([一二两三四五六七八九十]{1,3}|[0-9]{1,2})个$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Counted();

    [GeneratedRegex("从事(?<list>[\u4e00-\u9fa5]{2,16}(、[\u4e00-\u9fa5]{2,16}){1,20}?)(专业)?(技术)?工作的", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex EngagedIn();

    [GeneratedRegex("[各该其级的]|相应|相关|有关|同一|全部|所有|专业技术|职务|职称|人员|参加|符合|期间|范围|条件", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NotAName();

    [GeneratedRegex("^.*(年度?|自治[区州县]|省|全[区州县]|地区|[各全]市|[县州]\\(?市?\\)?级?(?=[^、]))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Place();

    [GeneratedRegex("^[0-9]{1,2}[.、]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Item();

    [GeneratedRegex("\\([^()]{0,20}\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Parenthesis();

    [GeneratedRegex("(员|师|授|医师|馆员|编审|编辑|记者|翻译|教练|讲师|教授|研究员|农艺师)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Rank();
}
