using System.Text.RegularExpressions;

namespace TitleReview.Domain.Plans.Reading;

/// <summary>申报之外的日程：审核、缴费、报送纸质材料、答辩、评审、发文。</summary>
internal static partial class MilestoneReader
{
    public static void Read(PastedNotice notice, Findings found)
    {
        foreach (var sentence in notice.Body.Where(s => s.Start != notice.SignedOn?.Start && !s.HasAny("业绩", "继续教育", "任现职")))
            foreach (var (date, before, after) in DatedPassage.In(sentence, notice, null))
            {
                var kind = Kind(sentence, date, before, after);
                if (kind is null or DateLabel.Filing) continue;
                var name = Name(before) ?? DateLabel.Say(kind);
                var tentative = Tentative().IsMatch(before) || (date.ByMonth && date.From != date.To);
                var (from, to) = (Clock(date.From, date.FromTime), Clock(date.To, date.ToTime));
                var shown = date.From == date.To ? $"{name}：{(date.Before ? "不迟于" : "")}{to}" : $"{name}：{from}至{to}";
                found.Add(ProposalKind.Milestone, "milestones[]", new { Kind = kind, Name = name, date.From, date.To, Tentative = tentative, date.FromTime, date.ToTime }, tentative ? $"{shown}（暂定）" : shown, sentence, "milestones");
            }
    }

    private static string? Kind(Sentence sentence, NoticeDate date, string before, string after)
    {
        if (Cutoff().IsMatch(before)) return null;
        var label = DateLabel.Before(before);
        if (date.IsRange || date.From != date.To) return SelfArranged(sentence) ? DateLabel.Other : label ?? DateLabel.After(after);
        // 单个日期：有“前”的是期限，有名目的是日程；其余（落款、引文）不收。
        if (!date.Before && !DueAfter().IsMatch(after) && !SetOn().IsMatch(before)) return null;
        if (SelfArranged(sentence)) return DateLabel.Other;
        return (label == DateLabel.Filing && !date.Before ? null : label) ?? DateLabel.After(after[..Math.Min(30, after.Length)]) ?? (date.Before ? DateLabel.Other : null);
    }

    /// <summary>各县、各单位自定的，不是本计划的日程，只记一笔。</summary>
    private static bool SelfArranged(Sentence sentence) => sentence.HasAny("自行确定", "自行组织", "自行安排");

    private static string Clock(DateOnly day, TimeOnly? time) => time is { } at ? $"{day.Print()} {at:HH:mm}" : day.Print();

    private static string? Name(string before)
    {
        before = SetOnTail().Replace(before, "");
        var name = NameBefore().Match(before) is { Success: true } m ? m.Groups["name"].Value : "";
        return name.Length is >= 2 and <= 20 ? name : null;
    }

    [GeneratedRegex("(截止|截至|文号)[^,。;]{0,4}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Cutoff();

    [GeneratedRegex("^(之|以)?(前|完成)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex DueAfter();

    [GeneratedRegex("(定于|拟于|暂定|预计|时间为|时间:|日期为|日期:|将于|安排在)[^,。;]{0,4}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SetOn();

    [GeneratedRegex(":?(初步|暂|拟|预|计划|预计)?定?(于|在|为)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SetOnTail();

    [GeneratedRegex("拟定?于|拟定|暂定|预计|计划|初步", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tentative();

    [GeneratedRegex("(?<name>[\u4e00-\u9fa5、]{2,20}?)(时间|日期|期限)?(暂|拟|预计)?(定)?(为|于|:|是|在)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NameBefore();
}
