using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>条目编号跳号、重号、倒号：照着编号找出处会找错。</summary>
internal static partial class ItemNumbering
{
    private const int Levels = 4, Most = 20;

    public static IReadOnlyList<string> Faults(PastedNotice notice)
    {
        var faults = new List<string>();
        var last = new int[Levels];
        foreach (var paragraph in notice.Paragraphs.Where(p => !p.InAnnex))
        {
            if (Mark().Match(paragraph.Text) is not { Success: true } m || faults.Count >= Most) continue;
            var level = m.Groups["first"].Success ? 0 : m.Groups["second"].Success ? 1 : m.Groups["third"].Success || m.Groups["annex"].Success ? 2 : 3;
            if (ChineseNumber.Read(m.Groups[level switch { 0 => "first", 1 => "second", 2 when m.Groups["annex"].Success => "annex", 2 => "third", _ => "fourth" }].ValueSpan) is not { } number) continue;
            if (number != 1 && number != last[level] + 1) faults.Add(Fault(m.Value, last[level], number));
            last[level] = number;
            Array.Clear(last, level + 1, Levels - level - 1);
        }

        return faults;
    }

    private static string Fault(string mark, int last, int number) =>
        last == 0 ? $"“{mark}”之前没有第 1 条" : number <= last ? $"第 {last} 条之后又是“{mark}”" : $"第 {last} 条之后是“{mark}”";

    [GeneratedRegex(@"^(\[[^\]]{0,30}\])?((?<first>[一二三四五六七八九十]{1,3})、|\((?<second>[一二三四五六七八九十]{1,3})\)|(?<third>[0-9]{1,2})[.、](?![0-9])|\((?<fourth>[0-9]{1,2})\)|附件:(?<annex>1)[.、])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Mark();
}
