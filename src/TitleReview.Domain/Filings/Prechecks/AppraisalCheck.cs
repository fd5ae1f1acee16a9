using TitleReview.Domain.Filings.Forms;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>年度考核：年份不重复，逐年连续；计划没有写最近几年的，年数由审核人按评审条件核对（TC-25）。缺不缺、顺延几年由资格条件说。</summary>
public static class AppraisalCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s)
    {
        var rows = s.Rows(FormCatalogue.Appraisal).Where(r => r.Year("year") is not null).ToList();
        foreach (var twice in rows.GroupBy(r => r.Year("year")).Where(g => g.Count() > 1))
            yield return Finding.Block(FormCatalogue.Appraisal, $"{twice.Key} 年度考核填了 {twice.Count()} 行，请只留一行。", "appraisal", twice.Last().Id, "year");
        foreach (var row in rows.Where(r => r.Year("year") > s.Now.Today.Year))
            yield return Finding.Block(FormCatalogue.Appraisal, $"{row["year"]} 年度还没有考核。", "appraisal", row.Id, "year");
        foreach (var row in rows.Where(r => r["result"] is "不合格" or "基本合格" or "未定等次" && s.Terms.Appraisal.Deferrals?.ContainsKey(r["result"]) != true))
            yield return Finding.Check(FormCatalogue.Appraisal, $"{row["year"]} 年度考核为“{row["result"]}”，是否影响申报由审核机构按评审条件认定。", "appraisal", row.Id, "result");

        var years = rows.Select(r => r.Year("year")!.Value).Distinct().Order().ToList();
        for (var i = 1; i < years.Count; i++)
            if (years[i] != years[i - 1] + 1)
                yield return Finding.Check(FormCatalogue.Appraisal, $"{years[i - 1] + 1} 年度缺考核，请补填或请单位说明。", "appraisal");

        if (s.Terms.Appraisal.RecentYears is null && years.Count > 0)
            yield return Finding.Check(FormCatalogue.Appraisal, $"已填 {years.Count} 个年度（{years[0]}—{years[^1]}），请对照本系列评审条件的晋级年限核对是否足够。", "appraisal");
    }
}
