using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>年度考核：看近几年，结果不好的顺延几年。</summary>
internal static partial class AppraisalReader
{
    public static void Read(PastedNotice notice, Findings found)
    {
        var sentences = notice.Body.Where(s => s.Paragraph.Text.Contains("考核", StringComparison.Ordinal) && !s.HasAny("技能等级", "高技能", "答辩")).ToList();
        var recent = sentences.Select(s => (Source: s, Years: Years(s))).FirstOrDefault(r => r.Years is not null);
        var deferrals = new Dictionary<string, int>(StringComparer.Ordinal);
        Sentence? deferring = null;
        foreach (var sentence in sentences)
            foreach (Match m in Deferral().Matches(sentence.Text))
                if (ChineseNumber.Read(m.Groups["n"].ValueSpan) is >= 1 and <= 10 and var years && deferrals.TryAdd(m.Groups["result"].Value, years)) deferring ??= sentence;

        if (recent.Source is null && deferring is null) return;
        // 两句在一段里的，一起引；不在的，引说年数的那句。
        var source = recent.Source ?? deferring!;
        var (start, end) = (source.Start, source.End);
        if (deferring is not null && deferring.Paragraph == source.Paragraph) (start, end) = (Math.Min(start, deferring.Start), Math.Max(end, deferring.End));
        var shown = string.Join('；', new[] { recent.Years is { } n ? $"近 {n} 年年度考核" : null }.OfType<string>().Concat(deferrals.Select(d => $"每次{d.Key}顺延 {d.Value} 年")));
        found.Add(ProposalKind.Appraisal, "appraisal", new { RecentYears = recent.Years, Deferrals = deferrals }, shown, start, end, "appraisal");
    }

    private static int? Years(Sentence sentence) =>
        Recent().Match(sentence.Text) is { Success: true } m && ChineseNumber.Read(m.Groups["n"].ValueSpan) is >= 1 and <= 20 and var n ? n : null;

    [GeneratedRegex("近" + ChineseNumber.Pattern + "(个?年度|年)[^,。;]{0,20}?考核", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Recent();

    [GeneratedRegex("(?<result>基本合格|不合格|基本称职|不称职|未定等次)[^,。;]{0,6},?[^,。;]{0,8}(顺延|推迟|延迟|延长|延后)" + ChineseNumber.Pattern + "年", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Deferral();
}
