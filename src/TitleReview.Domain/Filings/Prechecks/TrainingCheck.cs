using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>继续教育：计划要求的科目、年度、学时（TC-28、BZ-18、AK-19、KJ-07）；免试的要有免试表（TC-29）。</summary>
public static class TrainingCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s)
    {
        var rows = s.Rows(FormCatalogue.Training).Where(r => r.Year("year") is not null).ToList();
        foreach (var twice in rows.GroupBy(r => r.Year("year")).Where(g => g.Count() > 1))
            yield return Finding.Block(FormCatalogue.Training, $"{twice.Key} 年度继续教育填了 {twice.Count()} 行，请只留一行。", "training", twice.Last().Id, "year");

        if (rows.Any(r => r["exempt"] is not ("" or "否" or FormField.None)))
        {
            yield return Finding.Check(FormCatalogue.Training, "填了免试，请上传经盖章的《继续教育免试表》，由审核人核对。", "training.exempt");
            yield break;
        }

        foreach (var lacking in TrainingNeeds.Missing(s))
            yield return lacking.Row is { } row
                ? Finding.Block(FormCatalogue.Training, $"{lacking.Year} 年度{lacking.Subject}为 {row[lacking.Field]} 学时，{(lacking.Hours is { } floor ? $"不足 {floor} 学时" : "没有学时")}。", "training", row.Id, lacking.Field)
                : Finding.Block(FormCatalogue.Training, $"缺 {lacking.Year} 年度{lacking.Subject}。须有{lacking.Span}的{lacking.Subject}继续教育{(lacking.Hours is { } hours ? $"，每年 {hours} 学时" : "")}。", "training");
    }
}

/// <summary>计划要求而还缺的继续教育；预审与资格解释用同一个答案。</summary>
public static class TrainingNeeds
{
    /// <param name="Row">填了但不够的那一行；没有填为 null。</param>
    public sealed record Shortfall(int Year, string Subject, string Field, int? Hours, string Span, FormRow? Row);

    public static IEnumerable<TrainingRule> Rules(PrecheckSubject s) =>
        (s.Terms.Training.Waivers ?? []).Any(w => w.Scope.Covers(s.Choice, s.Employer.EmployerKind) && (!w.FirstTitleOnly || s.QualifiedOn is null))
            ? [] : s.Terms.Training.Rules.Where(r => r.Scope.Covers(s.Choice, s.Employer.EmployerKind));

    public static IEnumerable<Shortfall> Missing(PrecheckSubject s)
    {
        foreach (var rule in Rules(s))
        {
            var (field, subject) = rule.Subject == TrainingSubject.General ? ("general", "公需科目") : ("specialist", "专业科目");
            var years = rule.Years(s.Terms.Year, s.QualifiedOn?.Year).ToList();
            var span = years is [] ? "" : years.Count == 1 ? $" {years[0]} 年度" : $" {years[0]}—{years[^1]} 年度";
            foreach (var year in years)
            {
                var row = s.Rows(FormCatalogue.Training).FirstOrDefault(r => r.Year("year") == year);
                if (row?.Number(field) is { } hours && hours > 0 && !(hours < rule.Hours)) continue;
                yield return new Shortfall(year, subject, field, rule.Hours, span, row);
            }
        }
    }
}
