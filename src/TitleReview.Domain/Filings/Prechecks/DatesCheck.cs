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

        foreach (var module in s.Terms.Modules.Select(m => s.Terms.Module(m.Key)).OfType<FormModule>())
            foreach (var row in s.Rows(module.Key))
                // 学历的毕业时间由学历那一类检查说，这里不说第二遍。
                foreach (var field in module.Fields.Where(f => !f.MayBeFuture && (module.Key, f.Key) != (FormCatalogue.Education, "to")))
                    if ((field.Kind == FieldKind.Date ? row.Date(field.Key) : field.Kind == FieldKind.Month ? row.Month(field.Key) : null) is { } day && day > s.Now.Today)
                        yield return Finding.Block(module.Key, $"“{field.Label}”是将来的日期，请核对。", "dates", row.Id, field.Key);

        if (s.Basic["qualification"] is { Length: > 0 } held && held != FormField.None && s.Basic["qualifiedOn"] is "" or FormField.None)
            yield return Finding.Block(FormCatalogue.Basic, "填了现任职资格，就要填取得时间，获奖与继续教育以它为界。", "awards.since", field: "qualifiedOn");
    }
}
