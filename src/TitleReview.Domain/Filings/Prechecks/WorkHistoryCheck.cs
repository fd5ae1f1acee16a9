using TitleReview.Domain.Filings.Forms;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>工作经历：起止不颠倒，从参加工作到现在连续，不重叠；借调、驻村等注明的不问（BZ-14）。填的工作年限不长过年龄许可。</summary>
public static class WorkHistoryCheck
{
    /// <summary>单位名称里注明的缘故：有它，空档与重叠都说得通（BZ-14）。</summary>
    private static readonly string[] Explanations = ["借调", "驻村", "访惠聚", "抽调", "挂职", "支教", "援疆", "派驻", "脱产", "进修", "待业"];

    private static bool Explained(FormRow row) => Explanations.Any(word => row["employer"].Contains(word, StringComparison.Ordinal) || row["post"].Contains(word, StringComparison.Ordinal));

    /// <summary>法律许可就业的年龄。</summary>
    private const int WorkingAge = 16;

    public static IEnumerable<Finding> Check(PrecheckSubject s) => Engaged(s).Concat(Periods(s));

    private static IEnumerable<Finding> Engaged(PrecheckSubject s)
    {
        const string field = "yearsEngaged";
        var most = s.Now.Today.Year - s.Applicant.BirthDate.Year - WorkingAge;
        if (s.Basic.Number(field) is { } years && years > most)
            yield return Finding.Check(FormCatalogue.Basic, $"从事本专业工作年限填了 {years} 年，从 {WorkingAge} 岁算起也只有 {most} 年，请核对。", "work", field: field);
    }

    private static IEnumerable<Finding> Periods(PrecheckSubject s)
    {
        var rows = s.Rows(FormCatalogue.Work).Where(r => r.Month("from") is not null).OrderBy(r => r.Month("from")).ToList();
        foreach (var row in rows)
            if (row.Month("to") is { } to && to < row.Month("from"))
                yield return Finding.Block(FormCatalogue.Work, $"“{row["employer"]}”的结束时间早于开始时间。", "work", row.Id, "to");

        if (rows.Count == 0) yield break;

        if (s.Basic.Month("workStarted") is { } started && rows[0].Month("from") > started.AddMonths(1))
            yield return Finding.Check(FormCatalogue.Work, $"参加工作时间为{started:yyyy-MM}，第一段经历从{rows[0].Month("from"):yyyy-MM}开始，中间请补齐或说明。", "work", rows[0].Id, "from");
        for (var i = 1; i < rows.Count; i++)
        {
            var (before, after) = (rows[i - 1], rows[i]);
            if (Explained(before) || Explained(after)) continue;
            if (before.Month("to") is not { } end)
                yield return Finding.Check(FormCatalogue.Work, $"“{before["employer"]}”没有结束时间，之后又有“{after["employer"]}”，请核对是否重叠。", "work", before.Id, "to");
            else if (after.Month("from") > end.AddMonths(1))
                yield return Finding.Check(FormCatalogue.Work, $"{end:yyyy-MM}到{after.Month("from"):yyyy-MM}之间没有经历，请补齐，或在单位名称中注明（如借调、驻村）。", "work", after.Id, "from");
            else if (after.Month("from") < end)
                yield return Finding.Check(FormCatalogue.Work, $"“{before["employer"]}”与“{after["employer"]}”的时间重叠，请核对。", "work", after.Id, "from");
        }

        if (rows[^1].Month("to") is { } last && last < new DateOnly(s.Now.Today.Year, s.Now.Today.Month, 1).AddMonths(-1))
            yield return Finding.Check(FormCatalogue.Work, "最后一段经历已经结束，请补填现在的单位；申报人应为在职人员。", "work", rows[^1].Id, "to");
    }
}
