using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>审核意见的原句：引号里的“……同意推荐”，或附件里的推荐意见模板。</summary>
internal static partial class OpinionReader
{
    public static void Read(PastedNotice notice, Findings found)
    {
        foreach (var sentence in notice.Sentences)
        {
            foreach (Match m in Quoted().Matches(sentence.Text))
                Propose(notice, found, sentence, m.Groups["text"], sentence.Text[..m.Index].Contains("主管", StringComparison.Ordinal));
            if (sentence.InAnnex && Template().Match(sentence.Text) is { Success: true } template)
                Propose(notice, found, sentence, template.Groups["text"], Above(notice, sentence).Contains("主管", StringComparison.Ordinal));
        }
    }

    private static void Propose(PastedNotice notice, Findings found, Sentence sentence, Group text, bool department)
    {
        var words = notice.Glyphs(sentence.Start + text.Index, text.Length);
        var stop = department ? "PrefectureDepartment" : "Employer";
        found.Add(ProposalKind.Opinion, "opinions[]", new { Stop = stop, Text = words }, $"{(department ? "主管单位" : "用人单位")}意见：“{words}”", sentence, "opinion");
    }

    /// <summary>模板的名称在它上面几行。</summary>
    private static string Above(PastedNotice notice, Sentence sentence) => notice.Flat[Math.Max(0, sentence.Start - 40)..sentence.Start];

    [GeneratedRegex("[“\"](?<text>[^“”\"]{2,80}同意(推荐|上报|申报|报送)[^“”\"]{0,40})[”\"]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Quoted();

    [GeneratedRegex("^(?<text>经(审核|研究|核实|复核)[^“”]{0,40}同意(推荐|上报|申报|报送)[^“”]{0,80})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Template();
}
