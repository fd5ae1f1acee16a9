using TitleReview.Domain.Filings.Forms;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>继续教育：一年一行。够不够由资格条件说。</summary>
public static class TrainingCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s) =>
        s.Rows(FormCatalogue.Training).Where(r => r.Year("year") is not null).GroupBy(r => r.Year("year")).Where(g => g.Count() > 1)
            .Select(twice => Finding.Block(FormCatalogue.Training, $"{twice.Key} 年度继续教育填了 {twice.Count()} 行，请只留一行。", "training", twice.Last().Id, "year"));
}
