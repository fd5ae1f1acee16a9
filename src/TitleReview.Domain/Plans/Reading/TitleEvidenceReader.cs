using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>现职称的证明要几样：本地取得的几样中任交几样，外地取得的全交。</summary>
internal static partial class TitleEvidenceReader
{
    public static void Read(PastedNotice notice, Findings found)
    {
        (Sentence Source, int Count)? here = null, elsewhere = null;
        foreach (var sentence in notice.Body.Where(s => Evidence().Count(s.Text) >= 2))
        {
            var away = Away().Match(sentence.Text);
            if (away.Success && sentence.Text.IndexOf("取得", StringComparison.Ordinal) is var at and >= 0 && at < away.Index)
            {
                // 本地、外地写在一句里。
                here ??= Count(sentence.Text[..away.Index]) is { } first ? (sentence, first) : null;
                elsewhere ??= Count(sentence.Text[away.Index..]) is { } second ? (sentence, second) : null;
            }
            else if (away.Success) elsewhere ??= Count(sentence.Text) is { } n ? (sentence, n) : null;
            else if (Chosen().IsMatch(sentence.Text) || Local().IsMatch(sentence.Text) || OutOf().IsMatch(sentence.Text)) here ??= Count(sentence.Text) is { } n ? (sentence, n) : null;
        }

        if (here is not { } local) return;
        // “……任意两项；在外省取得的须三项齐全”：后一句不再说是哪三项。
        if (elsewhere is null && notice.Body.FirstOrDefault(s => s.Paragraph == local.Source.Paragraph && s.Start >= local.Source.End && Away().IsMatch(s.Text) && Whole().IsMatch(s.Text)) is { } following) elsewhere = (following, 3);
        var other = elsewhere?.Count ?? local.Count;
        var end = elsewhere is { } away2 && away2.Source.End > local.Source.Start && away2.Source.End - local.Source.Start < 600 ? away2.Source.End : local.Source.End;
        var shown = elsewhere is null ? $"现职称证明任交 {local.Count} 样" : $"现职称证明：本地取得的任交 {local.Count} 样，外地取得的交 {other} 样";
        found.Add(ProposalKind.TitleEvidence, "titleEvidence", new { InXinjiang = local.Count, Elsewhere = other }, shown, local.Source.Start, end, "title.evidence");
    }

    /// <summary>“三项中的两项”是 2，“甲或乙或丙”“之一”是 1，并列的数一数。</summary>
    private static int? Count(string text)
    {
        if (OutOf().Match(text) is { Success: true } m) return ChineseNumber.Read(m.Groups["n"].ValueSpan);
        if (Whole().IsMatch(text)) return 3;
        if (Chosen().IsMatch(text)) return 1;
        return Evidence().Count(text) is >= 1 and <= 6 and var n ? n : null;
    }

    [GeneratedRegex("资格文件|职称证书|资格证书|职称文件|任职文件|评审表", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Evidence();

    [GeneratedRegex("(三项|三者|三样)[^,。;]{0,4}(齐全|都|均|全部)|全部(提供|上传|提交)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Whole();

    [GeneratedRegex("在?(其他|其它|外)(省|地|市|州)|省外|区外|外省", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Away();

    [GeneratedRegex("在[^,。;]{2,8}(取得|评审|获得)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Local();

    [GeneratedRegex("(资格文件|职称证书|资格证书|职称文件|任职文件|评审表)[”》\"]?(或者?|、?或)[^,。;]{0,16}(文件|证书|评审表)|(文件|证书|评审表)[^。;]{0,12}(之一|其一|任选一|任一)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Chosen();

    [GeneratedRegex("([0-9一二三四五六]项|三者|其)中的?[^,。;0-9一二两三四五六]{0,6}" + ChineseNumber.Pattern + "项|任(意|选)?" + ChineseNumber.Pattern + "[项种样]|[三四3-4]选" + ChineseNumber.Pattern, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex OutOf();
}
