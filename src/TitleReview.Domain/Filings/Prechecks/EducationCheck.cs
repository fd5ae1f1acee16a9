using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.People;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>学历：起止不颠倒、由低到高；技工院校班次按同等学历对待（TC-05）。</summary>
public static class EducationCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s)
    {
        var highest = -1;
        foreach (var (row, index) in s.Rows(FormCatalogue.Education).Select((row, index) => (row, index)))
        {
            if (row.Month("from") is { } from && row.Month("to") is { } to && to <= from)
                yield return Finding.Block(FormCatalogue.Education, $"第 {index + 1} 行毕业时间不晚于入学时间。", "education", row.Id, "to");
            if (row.Month("to") is { } graduated && graduated > s.Now.Today)
                yield return Finding.Block(FormCatalogue.Education, $"第 {index + 1} 行毕业时间还没有到，未毕业的学历不填。", "education", row.Id, "to");
            if (row.Month("from") is { } entered && entered < s.Applicant.BirthDate.AddYears(5))
                yield return Finding.Check(FormCatalogue.Education, $"第 {index + 1} 行入学时不足 5 周岁，请核对年月。", "education", row.Id, "from");

            var level = s.Terms.Eligibility.Equivalent(row["level"]);
            if (level != row["level"])
                yield return Finding.Remind(FormCatalogue.Education, $"第 {index + 1} 行“{row["level"]}”按{level}学历同等对待。", "education.equivalence", row.Id, "level");
            var rank = s.Terms.Eligibility.RankOf(row["level"]);
            if (rank >= 0 && rank < highest)
                yield return Finding.Remind(FormCatalogue.Education, "学历应由低到高依次填写，请调整顺序。", "education", row.Id, "level");
            highest = Math.Max(highest, rank);
        }
    }
}
