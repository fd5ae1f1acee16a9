using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>退回之后多久之内要改好再交。</summary>
internal static partial class FixTimeReader
{
    public static void Read(PastedNotice notice, Findings found)
    {
        var cut = notice.Body.FirstOrDefault(s => CutAtWindowEnd().IsMatch(s.Text));
        foreach (var sentence in notice.Body.Where(s => s.HasAny("退回", "补正", "修改", "补充") && !s.HasAny("公示", "异议")))
        {
            if (Within().Match(sentence.Text) is not { Success: true } m || ChineseNumber.Read(m.Groups["n"].ValueSpan) is not (>= 1 and <= 999 and var amount)) continue;
            var unit = m.Groups["unit"].Value switch { "小时" => FixUnit.Hours, var u when u.EndsWith("工作日", StringComparison.Ordinal) => FixUnit.WorkingDays, _ => FixUnit.CalendarDays };
            Propose(found, new FixTerms(unit, amount, cut is null, NotAccepted(notice)), sentence);
        }

        if (found.At("fix").Count == 0 && cut is not null) Propose(found, new FixTerms(FixUnit.WindowEnd, 0, false, NotAccepted(notice)), cut);
    }

    /// <summary>“2日”没有说是自然日还是工作日。</summary>
    public static bool IsPlainDays(string sentence) => PlainDays().IsMatch(Glyph.Fold(sentence));

    /// <summary>逾期记不予受理；写了视为放弃的，从“视为放弃”。</summary>
    private static bool NotAccepted(PastedNotice notice) => Lapses(notice, "放弃") is null && Lapses(notice, "受理") is not null;

    public static Sentence? Lapses(PastedNotice notice, string how) =>
        notice.Body.FirstOrDefault(s => Overdue().Match(s.Text) is { Success: true } m && s.Text[m.Index..].Contains(how, StringComparison.Ordinal));

    private static void Propose(Findings found, FixTerms fix, Sentence sentence)
    {
        var time = fix.Unit switch
        {
            FixUnit.Hours => $"退回后 {fix.Amount} 小时内改好再交",
            FixUnit.WorkingDays => $"退回后 {fix.Amount} 个工作日内改好再交",
            FixUnit.CalendarDays => $"退回后 {fix.Amount} 日内改好再交",
            _ => "退回后须在申报期结束前改好再交",
        };
        found.Add(ProposalKind.FixTime, "fix", fix, $"{time}，逾期{(fix.LapsesAsNotAccepted ? "不予受理" : "视为放弃")}", sentence, "fix");
    }

    [GeneratedRegex("(退回|补正|修改|补充|收到|通知|反馈|告知)[^。;]{0,30}?" + ChineseNumber.Pattern + "(?<unit>小时|个?工作日|个?自然日|个?日历日|日|天)之?(以?内|前)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Within();

    [GeneratedRegex("[0-9一二两三四五六七八九十](日|天)之?(以?内|前)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex PlainDays();

    [GeneratedRegex("(退回|修改|补正)[^,。;]{0,6}(超过|逾|过)[^,。;]{0,6}(申报时限|申报期|申报时间|截止)|(补正|修改|补充)[^,。;]{0,10}(不得|不能|不)(超过|晚于|迟于)[^,。;]{0,6}(申报|截止)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CutAtWindowEnd();

    [GeneratedRegex("(逾期|超时|超期|未按时|未按期|未在规定时间内)(仍|再)?(未|不)?[^,。;]{0,4}(补|修改|完善|重新)|退回后?(超过|逾期)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Overdue();
}
