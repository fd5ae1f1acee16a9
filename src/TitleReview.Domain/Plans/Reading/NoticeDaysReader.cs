using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>单位公示几个工作日。</summary>
internal static partial class NoticeDaysReader
{
    public static void Read(PastedNotice notice, Findings found)
    {
        var stated = notice.Sentences.Where(s => s.Has("公示")).Select(s => (Source: s, Days: Days(s.Text))).Where(s => s.Days is not null).ToList();
        // 正文先于模板；单位的公示先于评审结果的公示。
        var first = stated.OrderBy(s => s.Source.InAnnex).ThenBy(s => Outcome().IsMatch(s.Source.Text)).FirstOrDefault();
        if (first.Days is not { } days) return;
        found.Add(ProposalKind.NoticeDays, "notice.workingDays", days, $"单位公示不少于 {days} 个工作日", first.Source, "notice");
    }

    private static int? Days(string text) =>
        WorkingDays().Match(text) is { Success: true } m && ChineseNumber.Read(m.Groups["n"].ValueSpan) is >= 1 and <= 60 and var n ? n : null;

    /// <summary>说“不少于”的是下限，只说几个的是定数。</summary>
    public static bool IsFloor(string sentence) => Floor().IsMatch(sentence);

    public static bool States(string sentence) => sentence.Contains("公示", StringComparison.Ordinal) && Days(sentence) is not null && !Outcome().IsMatch(sentence);

    [GeneratedRegex(ChineseNumber.Pattern + "个?工作日", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex WorkingDays();

    [GeneratedRegex("(不少于|不得少于|不低于|至少|最少)[^,。;]{0,4}工作日|工作日(及|或)?以上", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Floor();

    [GeneratedRegex("(评审|评审结果|会议)公示|评委会[^,。;]{0,10}公示", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Outcome();
}
