using TitleReview.Domain.Filings.Forms;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>继续教育：公需科目按任职年限逐年，专业科目自计划规定的年度起逐年（TC-28）；免试的要有免试表（TC-29）。</summary>
public static class TrainingCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s)
    {
        var terms = s.Terms.Training;
        var rows = s.Rows(FormCatalogue.Training).Where(r => r.Year("year") is not null).ToList();
        foreach (var twice in rows.GroupBy(r => r.Year("year")).Where(g => g.Count() > 1))
            yield return Finding.Block(FormCatalogue.Training, $"{twice.Key} 年度继续教育填了 {twice.Count()} 行，请只留一行。", "training", twice.Last().Id, "year");

        var exempt = rows.Any(r => r["exempt"] is not ("" or "否" or FormField.None));
        if (exempt)
        {
            yield return Finding.Check(FormCatalogue.Training, "填了免试，请上传经盖章的《继续教育免试表》，由审核人核对。", "training.exempt");
            yield break;
        }

        if (terms.GeneralSinceTitle && s.QualifiedOn is { } since)
            foreach (var year in Years(since.Year + 1, s.Terms.Year))
                if (rows.Find(r => r.Year("year") == year) is not { } row)
                    yield return Finding.Block(FormCatalogue.Training, $"缺 {year} 年度公需科目。任职年限内每年都要有继续教育公需科目培训合格证书。", "training");
                else if (row.Number("general") is not { } hours || hours <= 0 || hours < terms.GeneralHours)
                    yield return Finding.Block(FormCatalogue.Training, $"{year} 年度公需科目为 {row["general"]} 学时，{(terms.GeneralHours is { } floor ? $"不足 {floor} 学时" : "没有学时")}。", "training", row.Id, "general");

        if (terms.SpecialistSince is { } from)
            foreach (var year in Years(Math.Max(from, (s.QualifiedOn?.Year ?? s.Terms.Year - 1) + 1), s.Terms.Year))
                if (rows.Find(r => r.Year("year") == year) is not { } row)
                    yield return Finding.Block(FormCatalogue.Training, $"缺 {year} 年度专业科目。{from} 年度以来每年都要有专业科目继续教育。", "training");
                else if (row.Number("specialist") is not { } hours || hours <= 0 || hours < terms.SpecialistHours)
                    yield return Finding.Block(FormCatalogue.Training, $"{year} 年度专业科目为 {row["specialist"]} 学时，{(terms.SpecialistHours is { } floor ? $"不足 {floor} 学时" : "没有学时")}。", "training", row.Id, "specialist");
    }

    private static IEnumerable<int> Years(int from, int through) => from > through ? [] : Enumerable.Range(from, through - from + 1);
}
