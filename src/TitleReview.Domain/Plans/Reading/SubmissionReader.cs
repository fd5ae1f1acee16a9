using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>提交次数的上限，在哪里计。</summary>
internal static partial class SubmissionReader
{
    public static void Read(PastedNotice notice, Findings found)
    {
        foreach (var sentence in notice.Body.Where(s => s.Has("次")))
        {
            if (Limit().Match(sentence.Text) is not { Success: true } m || ChineseNumber.Read(m.Groups["n"].ValueSpan) is not (>= 1 and <= 20 and var limit)) continue;
            var counted = AtCommittee(sentence, m) ? CountingPoint.AtCommittee : CountingPoint.AtSubmit;
            var shown = $"每人最多提交 {limit} 次{(counted == CountingPoint.AtCommittee ? "，到达评委会时计" : "")}";
            found.Add(ProposalKind.SubmissionLimit, "submission", new SubmissionTerms(limit, counted), shown, sentence, "submission.limit");
        }
    }

    /// <summary>说明了是个人的次数，或到评委会的次数。</summary>
    public static bool SaysWhere(string sentence) => Person().IsMatch(Glyph.Fold(sentence)) || Committee().IsMatch(Glyph.Fold(sentence));

    private static bool AtCommittee(Sentence sentence, Match limit) =>
        Committee().IsMatch(sentence.Text[..(limit.Index + limit.Length)]) || (!Person().IsMatch(sentence.Text) && CommitteeHeading().IsMatch(sentence.Paragraph.Text));

    private const string Act = "(提交|上报|报送|申报|补正|送审|填报)";

    [GeneratedRegex(
        Act + "[^,。;]{0,14}?(不得|不能|不可|不超|不多于|最多|至多|仅限|仅有|只能|只有|限|上限|共有?)[^,。;0-9一二两三四五六七八九十]{0,6}" + ChineseNumber.Pattern + "次"
        + "|(最多|至多|只能|只可|只有|不得超过|不超过|不多于|仅限|限|共有?)[^,。;0-9]{0,10}?" + Act + "[^,。;0-9一二两三四五六七八九十]{0,6}" + ChineseNumber.Pattern + "次"
        + "|" + Act + "[^,。;]{0,8}以" + ChineseNumber.Pattern + "次为限"
        + "|(最多|至多|只能|只有|不超过|不得超过|仅有|共有?)" + ChineseNumber.Pattern + "次[^,。;]{0,8}" + Act,
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Limit();

    [GeneratedRegex("每名|同一申报人|每人|每位|个人(最多|至多|只能|限)|申报人(最多|至多|只能|限)|申报人员(最多|至多|只能|限)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Person();

    [GeneratedRegex("(提交|上报|报送)至?[^,。;]{0,4}(评审委员会|评委会)[^,。;]{0,8}次数|(评审委员会|评委会)(审核|受理|接收)[^,。;]{0,6}次", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Committee();

    [GeneratedRegex("^[^,。:;]{0,8}(评审委员会|评委会)(审核|审查|受理)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CommitteeHeading();
}
