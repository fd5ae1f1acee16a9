using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.People;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>学历：起止不颠倒、由低到高、全日制的不重叠（BZ-11）；验证报告在有效期内；技工院校班次按同等学历对待（TC-05）。</summary>
public static class EducationCheck
{
    /// <summary>《教育部学历证书电子注册备案表》的有效期截止；计划另加了这一栏的才看。</summary>
    private const string VerifiedUntil = "verifiedUntil";

    private const int RemindDays = 30;

    public static IEnumerable<Finding> Check(PrecheckSubject s) => Rows(s).Concat(Overlaps(s)).Concat(Validity(s));

    private static IEnumerable<Finding> Overlaps(PrecheckSubject s)
    {
        var rows = s.Rows(FormCatalogue.Education).Where(r => r["mode"] == "全日制" && r.Month("from") < r.Month("to")).OrderBy(r => r.Month("from")).ToList();
        return rows.Zip(rows.Skip(1)).Where(p => p.Second.Month("from") < p.First.Month("to"))
            .Select(p => Finding.Check(FormCatalogue.Education, $"“{p.First["school"]}”与“{p.Second["school"]}”都是全日制，时间重叠，请核对。", "education", p.Second.Id, "from"));
    }

    private static IEnumerable<Finding> Validity(PrecheckSubject s)
    {
        foreach (var row in s.Rows(FormCatalogue.Education))
            if (row.Date(VerifiedUntil) is not { } until) continue;
            else if (until < s.Now.Today)
                yield return Finding.Block(FormCatalogue.Education, $"“{row["school"]}”的学历验证报告已于{until.Print()}过期。请登录学信网延长有效期或重新申请，把新报告传上来，并改填有效期。", "education", row.Id, VerifiedUntil);
            else if (until < s.Now.Today.AddDays(RemindDays))
                yield return Finding.Remind(FormCatalogue.Education, $"“{row["school"]}”的学历验证报告{until.Print()}到期，审核时须仍在有效期内，请在学信网延长。", "education", row.Id, VerifiedUntil);
    }

    private static IEnumerable<Finding> Rows(PrecheckSubject s)
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
