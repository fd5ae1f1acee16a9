using System.Text.RegularExpressions;
using TitleReview.Domain.Titles;
using static TitleReview.Domain.Plans.Reading.ProposalKind;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>谁要答辩；专家库要多少人。</summary>
internal static partial class DefenceReader
{
    public static void Read(PastedNotice notice, Findings found)
    {
        var sentences = notice.Body.Where(s => s.Has("答辩")).ToList();
        if (sentences.Select(s => (Source: s, Grades: Required(s.Text))).FirstOrDefault(r => r.Grades.Count > 0) is { Source: { } required } stated) Propose(required, stated.Grades);
        else if (sentences.Select(s => (Source: s, Grades: Exempt(s.Text))).FirstOrDefault(r => r.Grades.Count > 0) is { Source: { } exempting } exempt)
        {
            // 只写了谁免于答辩的，其余的要答辩。
            var offered = notice.Title is { } title && GradeWords.In(title.Text) is { Count: > 0 } named ? named : GradeWords.All;
            if (offered.Except(exempt.Grades).ToList() is { Count: > 0 } rest) Propose(exempting, rest);
        }

        foreach (var sentence in notice.Body.Where(s => s.Has("专家")))
            foreach (Match m in Pool().Matches(sentence.Text))
                if (ChineseNumber.Read(m.Groups["n"].ValueSpan) is >= 1 and <= 999 and var n)
                {
                    var bySpecialty = m.Groups["what"].Value == "专业";
                    found.Add(ProposalKind.Pool, bySpecialty ? "committee.poolPerSpecialty" : "committee.poolPerSeries", n, $"专家库每个{(bySpecialty ? "专业" : "系列")}不少于 {n} 人", sentence, "pool");
                }

        void Propose(Sentence source, IReadOnlyList<Grade> grades) =>
            found.Add(Defence, "defence.grades", grades, $"要答辩的：{Findings.Names(grades)}", source, "defence");
    }

    /// <summary>“……高级的参加答辩”：级别写在最近的一两个逗号里。</summary>
    private static IReadOnlyList<Grade> Required(string text)
    {
        if (Exemption().IsMatch(text) || MustDefend().Match(text) is not { Success: true } m) return [];
        var clauses = text[..m.Index].Split(',');
        return GradeWords.In(clauses[^1]) is { Count: > 0 } near ? near : clauses.Length > 1 ? GradeWords.In(clauses[^2]) : [];
    }

    private static IReadOnlyList<Grade> Exempt(string text) => Exemption().IsMatch(text) ? GradeWords.In(text) : [];

    [GeneratedRegex("(参加|进行|开展|组织|实行|须|需|应)[^,。;]{0,12}答辩", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex MustDefend();

    [GeneratedRegex("(免于|免予|可免|不参加|不进行|无需|免)[^,。;]{0,8}答辩", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Exemption();

    [GeneratedRegex("(?<what>专业|系列)[^,。;]{0,10}?(专家|评委)[^,。;]{0,6}(不少于|不低于|不得少于|至少)" + ChineseNumber.Pattern + "[人名位]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Pool();
}
