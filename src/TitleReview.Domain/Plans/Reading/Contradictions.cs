namespace TitleReview.Domain.Plans.Reading;

/// <summary>通知里前后不一、没有写明的地方：一条一条查，请经办人定，不替他定。</summary>
internal static class Contradictions
{
    public static IReadOnlyList<Contradiction> In(PastedNotice notice, Findings found)
    {
        // 什么也没有读出来的，不是通知。
        if (found.At("window").Count + found.At("submission").Count + found.At("title").Count == 0) return [];
        return [.. Pledges(found).Concat(FixTimes(notice, found)).Concat(Counting(found)).Concat(WindowContradictions.In(found)).Concat(Notices(notice, found)).Concat(Masking(found)).Concat(Numbering(notice))];
    }

    private static IEnumerable<Contradiction> Pledges(Findings found)
    {
        var (body, pledged, texts) = (found.At("penalty.personYears"), found.At("pledge.penaltyYears"), found.At("pledge.text"));
        if (body.Concat(pledged).Select(p => p.Value).Distinct().Count() > 1)
            yield return new("penalty.years", $"惩戒年数不一致：{Both(body)}；{Both(pledged)}。", [.. body, .. pledged], "请定一个年数；承诺书里的年数须与计划一致。");
        if (texts.Count > 1)
            yield return new("pledge.texts", $"承诺书有 {texts.Count} 种写法，字句不同。", texts, "请选一种作为本计划的承诺书；签过的申报记得自己签的是哪一种。");
    }

    private static IEnumerable<Contradiction> FixTimes(PastedNotice notice, Findings found)
    {
        var fixes = found.At("fix");
        if (fixes.Count == 0)
            yield return new("fix.missing", "通知没有写退回之后多久之内改好。", [], "请定补正期；不定的，可取“直到申报期结束”。");
        if (fixes.Where(f => Is(f, FixUnit.CalendarDays) && FixTimeReader.IsPlainDays(f.Sentence)).ToList() is { Count: > 0 } days)
            yield return new("fix.days", "补正期只说几日，没有说是自然日还是工作日。", days, "请定按自然日还是按工作日计；系统先按自然日。");
        if (fixes.Where(f => Is(f, FixUnit.Hours)).ToList() is { Count: > 0 } hours)
            yield return new("fix.hours", "补正期按小时计，周末和节假日照样走。", hours, "请确认节假日是否顺延；不顺延的，系统向申报人写明到期的时刻。");
        if (fixes.Select(f => f.Value).Distinct().Count() > 1)
            yield return new("fix.twice", "补正期写了两处，不一样。", fixes, "请定一个。");
        if (fixes.Count > 0 && FixTimeReader.Lapses(notice, "放弃") is not null && FixTimeReader.Lapses(notice, "受理") is not null)
            yield return new("fix.lapse", "逾期不改的，一处写视为放弃，一处写不予受理。", fixes, "请定记“视为放弃”还是“不予受理”。");
    }

    private static IEnumerable<Contradiction> Counting(Findings found)
    {
        var limits = found.At("submission");
        if (limits.Select(l => l.Value).Distinct().Count() > 1)
            yield return new("submission.limit", "提交次数写了两处，不一样。", limits, "请定一个次数，并定在哪里计。");
        if (limits.Count > 0 && limits.All(l => l.Value.Contains(nameof(CountingPoint.AtSubmit), StringComparison.Ordinal) && !SubmissionReader.SaysWhere(l.Sentence)))
            yield return new("submission.counting", "只写了次数，没有写在哪里计：退回在单位、县里的，算不算一次。", limits, "请定在提交时计，还是在到达评委会时计；系统先按提交时计。");
    }

    private static IEnumerable<Contradiction> Notices(PastedNotice notice, Findings found)
    {
        var days = found.At("notice.workingDays");
        var stated = notice.Sentences.Where(s => NoticeDaysReader.States(s.Text)).ToList();
        if (days.Count > 0 && stated.Exists(s => NoticeDaysReader.IsFloor(s.Text)) && stated.Exists(s => !NoticeDaysReader.IsFloor(s.Text)))
            yield return new("notice.days", "公示期一处写“几个工作日”，一处写“不少于几个工作日”。", days, "按下限办：不少于这么多个工作日。");
    }

    private static IEnumerable<Contradiction> Masking(Findings found)
    {
        var mixed = found.At("masking.items").Where(p => p.Sentence.Contains("保密", StringComparison.Ordinal) || p.Sentence.Contains("涉密", StringComparison.Ordinal)).ToList();
        if (mixed.Count > 0)
            yield return new("masking.secrecy", "把保密和盲评遮盖写在了一句里：涉密的材料不是遮住就可以上传的。", mixed, "请分开定：盲评遮哪几项；涉密材料一律先脱密。");
    }

    private static IEnumerable<Contradiction> Numbering(PastedNotice notice)
    {
        if (ItemNumbering.Faults(notice) is { Count: > 0 } faults)
            yield return new("numbering", $"条目编号不连续：{string.Join('；', faults)}。", [], "请核对是否漏了条目；引用条目时以原句为准。");
    }

    private static bool Is(Proposal fix, FixUnit unit) => fix.Value.Contains($"\"{unit}\"", StringComparison.Ordinal);

    private static string Both(IReadOnlyList<Proposal> proposals) => string.Join('、', proposals.Select(p => p.Shown).Distinct());
}
