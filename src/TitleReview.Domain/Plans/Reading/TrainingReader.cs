using System.Text.RegularExpressions;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>继续教育：公需、专业科目各看哪几年，每年多少课时。</summary>
internal static partial class TrainingReader
{
    private const string General = "General", Specialist = "Specialist";

    public static void Read(PastedNotice notice, Findings found)
    {
        var sentences = notice.Body.Where(s => (s.HasAny("公需", "专业科目", "专业课", "继续教育") || Continued(s)) && !s.HasAny("可免", "免予", "免于", "技能等级")).ToList();
        var hours = new Dictionary<string, int>();
        foreach (Match m in sentences.SelectMany(s => Hours().Matches(s.Text)))
            if (ChineseNumber.Read(m.Groups["n"].ValueSpan) is >= 1 and <= 400 and var n) hours.TryAdd(Subject(m.Groups["subject"].Value), n);

        var stated = false;
        foreach (var sentence in sentences) stated |= ReadPeriods(found, sentence, hours);
        if (stated) return;
        // 只写了课时、没写年份的。
        foreach (var (subject, n) in hours)
            Propose(found, sentences.First(s => Hours().Matches(s.Text).Any(m => Subject(m.Groups["subject"].Value) == subject)), new Rule(subject, [], null, null, null, null, n), "每年");
    }

    /// <summary>“继续教育：申报高级的……；申报中级的，提供近3年合格证书。”分号之后不再说继续教育。</summary>
    private static bool Continued(Sentence s) => s.HasAny("合格证", "学时", "课时") && s.Paragraph.Text.AsSpan(0, Math.Min(16, s.Paragraph.Text.Length)).Contains("继续教育", StringComparison.Ordinal);

    private static bool ReadPeriods(Findings found, Sentence sentence, Dictionary<string, int> hours)
    {
        var text = sentence.Text;
        var periods = Period().Matches(text).ToList();
        // “近五年（2019—2023年）”：括号里是同一段时间再说一遍。
        if (periods.Exists(p => p.Groups["last"].Success)) periods.RemoveAll(p => !p.Groups["last"].Success && InParenthesis(text, p.Index));
        var grades = (IReadOnlyList<Grade>)[];
        for (var i = 0; i < periods.Count; i++)
        {
            var from = i == 0 ? 0 : periods[i - 1].Index + periods[i - 1].Length;
            var to = i + 1 == periods.Count ? text.Length : periods[i + 1].Index;
            var before = text[from..periods[i].Index];
            var after = text[(periods[i].Index + periods[i].Length)..to];
            if (GradeWords.In(before) is { Count: > 0 } named) grades = named;
            if (Appraised().IsMatch(after)) continue;
            var clause = text[..periods[i].Index];
            foreach (var subject in Subjects(Clause(Parenthesis().Replace(after, "")), clause[(clause.LastIndexOf(',') + 1)..]))
                Propose(found, sentence, RuleOf(subject, grades, periods[i], hours), periods[i].Value);
        }

        return periods.Count > 0;
    }

    private static Rule RuleOf(string subject, IReadOnlyList<Grade> grades, Match period, Dictionary<string, int> hours)
    {
        int? perYear = hours.TryGetValue(subject, out var n) ? n : null;
        if (period.Groups["last"].Success) return new Rule(subject, grades, ChineseNumber.Read(period.Groups["n"].ValueSpan), null, null, null, perYear);
        if (!period.Groups["from"].Success) return new Rule(subject, grades, null, null, null, true, perYear);
        var from = int.Parse(period.Groups["from"].ValueSpan);
        int? to = period.Groups["to"].Success ? int.Parse(period.Groups["to"].ValueSpan) : period.Groups["since"].Success ? null : from;
        return new Rule(subject, grades, null, from, to, null, perYear);
    }

    private static void Propose(Findings found, Sentence sentence, Rule rule, string period)
    {
        var what = rule.Subject == General ? "公需科目" : "专业科目";
        found.Add(ProposalKind.Training, "training.rules[]", rule, $"{Findings.Names(rule.Grades)}，{what}：{period}{(rule.Hours is { } h ? $"，每年 {h} 课时" : "")}", sentence, "training");
    }

    /// <summary>先看时间后面说的科目，再看前面的；都没有是两种科目。</summary>
    private static IReadOnlyList<string> Subjects(string after, string before)
    {
        foreach (var context in (string[])[after, before])
            if (SubjectWord().Matches(context).Select(m => Subject(m.Value)).Distinct().ToList() is { Count: > 0 } named) return named;
        return [General, Specialist];
    }

    private static string Subject(string word) => word.StartsWith("公需", StringComparison.Ordinal) ? General : Specialist;

    private static string Clause(string text) => text.IndexOfAny([',', ';']) is var end and >= 0 ? text[..end] : text;

    private static bool InParenthesis(string text, int at) => text.LastIndexOf('(', at) > text.LastIndexOf(')', at);

    private sealed record Rule(string Subject, IReadOnlyList<Grade> Grades, int? LastYears, int? From, int? To, bool? SinceTitle, int? Hours);

    [GeneratedRegex("(?<subject>公需|专业)(科目|课)?[^,。;]{0,10}?(?<![0-9])" + ChineseNumber.Pattern + "个?(课时|学时)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Hours();

    [GeneratedRegex("公需(科目|课)?|专业(科目|课)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SubjectWord();

    /// <summary>“近两年年度考核表”说的是考核。</summary>
    [GeneratedRegex("^[^、,。;]{0,10}考核", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Appraised();

    [GeneratedRegex("\\([^()]{0,60}\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Parenthesis();

    [GeneratedRegex("(?<last>近" + ChineseNumber.Pattern + "年)|(?<![0-9])(?<from>20[0-9]{2})年?度?(-{1,3}|至|到)(?<to>20[0-9]{2})年?度?|(?<![0-9])(?<from>20[0-9]{2})年?度?(、20[0-9]{2}年?度?){0,5}[、和及](?<to>20[0-9]{2})年度?|(?<![0-9])(?<from>20[0-9]{2})年度?(?<since>(以来|起|及以后|之后|以后))?(?!度?[0-9月])|任职年限内|任(现)?职(期间|以来)|取得现?(职称|任职资格|资格)(以来|后)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Period();
}
