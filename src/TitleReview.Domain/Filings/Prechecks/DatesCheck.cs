using TitleReview.Domain.Filings.Forms;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>日期的界限：获奖须在上一级任职资格之后取得（TC-32），任何日期不能在将来。</summary>
public static class DatesCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s)
    {
        if (s.QualifiedOn is { } since)
            foreach (var row in s.Rows(FormCatalogue.Award).Where(r => r.Date("date") <= since))
                yield return Finding.Block(FormCatalogue.Award, $"“{row["name"]}”取得于{row.Date("date")!.Value.Print()}，不晚于现任职资格取得之日（{since.Print()}），不能作为本次申报的获奖。请删去这一行。", "awards.since", row.Id, "date");

        foreach (var finding in BeforeTheTitle(s)) yield return finding;

        foreach (var module in s.Terms.Modules.Select(m => s.Terms.Module(m.Key)).OfType<FormModule>())
            foreach (var row in s.Rows(module.Key))
                // 学历的毕业时间由学历那一类检查说，这里不说第二遍。
                foreach (var field in module.Fields.Where(f => !f.MayBeFuture && (module.Key, f.Key) != (FormCatalogue.Education, "to")))
                    if ((field.Kind == FieldKind.Date ? row.Date(field.Key) : field.Kind == FieldKind.Month ? row.Month(field.Key) : null) is { } day && day > s.Now.Today)
                        yield return Finding.Block(module.Key, $"“{field.Label}”是将来的日期，请核对。", "dates", row.Id, field.Key);

        if (s.Basic["qualification"] is { Length: > 0 } held && held != FormField.None && s.Basic["qualifiedOn"] is "" or FormField.None)
            yield return Finding.Block(FormCatalogue.Basic, "填了现任职资格，就要填取得时间，获奖与继续教育以它为界。", "awards.since", field: "qualifiedOn");
    }

    /// <summary>业绩、知识产权、论文也看任现职以来的（AK-12、BZ-15），早于现任资格的请人核对。</summary>
    private static IEnumerable<Finding> BeforeTheTitle(PrecheckSubject s)
    {
        if (s.QualifiedOn is not { } since) yield break;

        foreach (var row in s.Rows(FormCatalogue.Achievement))
            if (row["phase"] == "任现职后" && (row.Month("to") ?? row.Month("from")) is { } ended && ended.AddMonths(1) <= since)
                yield return Finding.Check(FormCatalogue.Achievement, $"“{row["name"]}”写的是任现职后，{ended:yyyy-MM}就已结束，早于现任职资格取得之日（{since.Print()}），请核对时期。", "achievement", row.Id, "phase");
            else if (row["phase"] == "任现职前" && row.Month("from") is { } began && began > since)
                yield return Finding.Check(FormCatalogue.Achievement, $"“{row["name"]}”写的是任现职前，{began:yyyy-MM}才开始，晚于现任职资格取得之日（{since.Print()}），请核对时期。", "achievement", row.Id, "phase");

        foreach (var row in s.Rows(FormCatalogue.Property).Where(r => r.Date("date") <= since))
            yield return Finding.Check(FormCatalogue.Property, $"“{row["name"]}”授权于{row.Date("date")!.Value.Print()}，不晚于现任职资格取得之日（{since.Print()}），不算任现职以来的成果，请核对。", "achievement", row.Id, "date");
        foreach (var row in s.Rows(FormCatalogue.Paper).Where(r => r.Month("date")?.AddMonths(1) <= since))
            yield return Finding.Check(FormCatalogue.Paper, $"“{Head(row["name"])}”发表于{row.Month("date"):yyyy-MM}，早于现任职资格取得之日（{since.Print()}），不算任现职以来的成果，请核对。", "achievement", row.Id, "date");
    }

    private static string Head(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
