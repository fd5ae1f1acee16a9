using System.Text.RegularExpressions;
using static TitleReview.Domain.Plans.Reading.ProposalKind;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>弄虚作假几年不得申报：个人、单位；承诺书的正文与其中的年数。</summary>
internal static partial class PenaltyReader
{
    public static void Read(PastedNotice notice, Findings found)
    {
        var pledges = new List<(int Start, int End)>();
        foreach (var paragraph in notice.Paragraphs)
            foreach (Match m in Pledge().Matches(paragraph.Text))
            {
                if (pledges.Count >= 10) break;
                var text = m.Groups["text"];
                var (start, end) = (paragraph.Start + text.Index, paragraph.Start + text.Index + text.Length);
                pledges.Add((start, end));
                found.Add(Penalty, "pledge.text", notice.Glyphs(start, text.Length), "承诺书正文", SourceStart(notice, start), end, "pledge");
            }

        foreach (var sentence in notice.Sentences.Where(s => s.Has("年内")))
        {
            var pledged = pledges.Exists(p => p.Start < sentence.End && sentence.Start < p.End);
            foreach (Match m in Years().Matches(sentence.Text))
                if (ChineseNumber.Read(m.Groups["n"].ValueSpan) is >= 1 and <= 30 and var years) Propose(found, sentence, pledged, m, years);
        }
    }

    private static void Propose(Findings found, Sentence sentence, bool pledged, Match m, int years)
    {
        var subject = Subject(sentence.Text[..m.Index]);
        if (pledged) found.Add(Penalty, "pledge.penaltyYears", years, $"承诺书写明 {years} 年内不得申报", sentence, "pledge");
        else if (Employer().IsMatch(subject)) found.Add(Penalty, "penalty.employerYears", years, $"单位 {years} 年内取消参评资格", sentence, "penalty");
        else found.Add(Penalty, "penalty.personYears", years, $"个人 {years} 年内不得申报", sentence, "penalty");
    }

    /// <summary>说的是谁：往前找，跳过只说怎么处理的半句。“用人单位把关不严的，两年内……”“出具虚假证明的单位，2年内……”都说单位。</summary>
    private static string Subject(string before) => before.Split(',').LastOrDefault(part => part.Length > 0 && !Handling().IsMatch(part)) ?? "";

    /// <summary>出处从承诺书所在的句子说起（“手写……”），模板从正文说起。</summary>
    private static int SourceStart(PastedNotice notice, int start) => notice.Sentences.Last(s => s.Start <= start).Start;

    [GeneratedRegex("[“\"](?<text>本人(郑重)?承诺[^“”\"]{30,500})[”\"]|^(?<text>本人(郑重)?承诺[^“”\"]{30,500})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Pledge();

    [GeneratedRegex("(?<![0-9])" + ChineseNumber.Pattern + "个?年(度)?内,?(均|一律)?(不得?|不能|不可|不再|不予|取消|禁止|暂停)[^,。;]{0,10}(申报|参评|参加|评审|受理|评定|推荐|资格)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Years();

    [GeneratedRegex("^(经查实|一经[^,]{0,6}|情节[^,]{0,6}|(并|同时|且|由[^,的]{1,16})?(取消|撤销|给予|予以|进行|通报|记入|列入|追究|不予|终止|停止|责令|从[^,]{0,12}起)[^,]*|自[^,]{0,12}起)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Handling();

    [GeneratedRegex("单位(?!.{0,10}个人)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Employer();
}
