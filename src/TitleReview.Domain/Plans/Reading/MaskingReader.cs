using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>盲评遮盖：哪几项要遮。</summary>
internal static partial class MaskingReader
{
    public static void Read(PastedNotice notice, Findings found)
    {
        foreach (var sentence in notice.Body)
        {
            if (Mask().Match(sentence.Text) is not { Success: true } m) continue;
            // “本人姓名遮盖”：遮什么也会写在前面。
            var items = Items(sentence.Text[Math.Max(0, m.Index - 20)..]);
            if (items.Count == 0) continue;
            found.Add(ProposalKind.Masking, "masking.items", items.Select(i => i.Item).ToList(), $"盲评遮盖：{string.Join('、', items.Select(i => i.Name))}", sentence, "masking");
        }
    }

    private static IReadOnlyList<(string Item, string Name)> Items(string text)
    {
        var eyes = text.Contains("眼睛", StringComparison.Ordinal) || text.Contains("眼部", StringComparison.Ordinal);
        var items = new List<(string, string)>();
        if (text.Contains("姓名", StringComparison.Ordinal) || text.Contains("名字", StringComparison.Ordinal)) items.Add(("Name", "姓名"));
        if (IdNumber().IsMatch(text)) items.Add(("IdNumber", "身份证号码"));
        if (text.Contains("照片", StringComparison.Ordinal) || text.Contains("头像", StringComparison.Ordinal)) items.Add(eyes ? ("EyesInPhoto", "照片的眼睛部位") : ("Photo", "照片"));
        if (Employer().IsMatch(text)) items.Add(("Employer", "工作单位"));
        return items;
    }

    [GeneratedRegex("遮盖|遮挡|遮蔽|屏蔽|掩盖|隐去|隐藏|马赛克|涂黑|技术处理", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Mask();

    [GeneratedRegex("身份证件?号|证件号", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex IdNumber();

    [GeneratedRegex("(工作|所在|本人|任职|用人)单位|单位(名称|信息)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Employer();
}
