using System.Text.RegularExpressions;
using static TitleReview.Domain.Plans.Reading.ProposalKind;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>材料的样子：总结的字数，文件的格式，评审表打几份、何时打。</summary>
internal static partial class PaperReader
{
    public static void Read(PastedNotice notice, Findings found)
    {
        foreach (var sentence in notice.Body.Where(s => s.Has("总结")))
            if (Length().Match(sentence.Text) is { Success: true } m && int.TryParse(m.Groups["n"].ValueSpan, out var length) && length > 0)
                found.Add(Summary, "summary", new { MinLength = length }, $"业务工作总结不少于 {length} 字", sentence, "summary");

        ReadFiles(notice, found);
        ReadPrint(notice, found);
    }

    private static void ReadFiles(PastedNotice notice, Findings found)
    {
        var sources = notice.Body.Where(s => s.HasAny("格式", "扫描", "上传", "图片")).Select(s => (Source: s, Kinds: Kind().Matches(s.Text))).Where(s => s.Kinds.Count > 0).ToList();
        var kinds = sources.SelectMany(s => s.Kinds).Select(m => m.Value.ToLowerInvariant()).Select(k => k == "jpeg" ? "jpg" : k).Distinct().Order(StringComparer.Ordinal).ToList();
        if (kinds.Count == 0) return;
        var source = sources.OrderByDescending(s => s.Source.Has("格式")).First().Source;
        found.Add(Files, "files.kinds", kinds, $"文件格式：{string.Join('、', kinds)}", source, "materials.format");
    }

    private static void ReadPrint(PastedNotice notice, Findings found)
    {
        if (notice.Body.FirstOrDefault(s => None().IsMatch(s.Text)) is { } none)
        {
            found.Add(Print, "print", new { Copies = 0, Gate = "None" }, "不交纸质评审表", none, "print");
            return;
        }

        foreach (var sentence in notice.Body.Where(s => s.Has("评审表")))
        {
            if (Copies().Match(sentence.Text) is not { Success: true } m || ChineseNumber.Read(m.Groups["n"].ValueSpan) is not (>= 1 and <= 20 and var copies)) continue;
            var received = Received().IsMatch(sentence.Text);
            found.Add(Print, "print", new { Copies = copies, Gate = received ? "ReceivedByCommittee" : "FormalityPassed" }, $"评审表 {copies} 份，{(received ? "评委会接收材料后打印" : "形式审核通过后打印")}", sentence, "print");
            return;
        }
    }

    [GeneratedRegex("(不少于|不低于|不得少于|至少|不少|字数在)(?<n>[0-9]{3,5})字|(?<n>[0-9]{3,5})字(及)?以上", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Length();

    [GeneratedRegex("(?<![a-z0-9/])(jpe?g|png|pdf)(?![a-z0-9])", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Kind();

    [GeneratedRegex("(无需|不需|不再|不用|无须|免于?)(提交|报送|打印|提供)[^,。;]{0,8}评审表", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex None();

    [GeneratedRegex("评审表[^。;]{0,60}?(一式)?" + ChineseNumber.Pattern + "份|(一式)?" + ChineseNumber.Pattern + "份[^。;]{0,10}评审表", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Copies();

    [GeneratedRegex("(已|经)?(接收|接受|收到)(申报)?材料|材料(已)?(接收|接受)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Received();
}
