using TitleReview.App.Filings;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Forms;

namespace TitleReview.App.Notices;

/// <summary>公示模板要填的内容。身份证号一律隐去中间八位。</summary>
internal static class NoticeWords
{
    public static IReadOnlyDictionary<string, string> Poster(FilingDossier d, DateOnly first, DateOnly last)
    {
        var basic = d.Filing.Form.Single(FormCatalogue.Basic);
        return new Dictionary<string, string>(Common(d))
        {
            ["性别"] = d.Applicant.Sex.Label(),
            ["民族"] = Or(basic["ethnicity"]),
            ["政治面貌"] = Or(basic["politics"]),
            ["身份证号"] = d.Applicant.MaskedResidentId,
            ["现任职务"] = Or(basic["post"]),
            ["业绩成果"] = Achievements(d.Filing.Form),
            ["起"] = first.Print(),
            ["止"] = last.Print(),
        };
    }

    public static IReadOnlyDictionary<string, string> Result(FilingDossier d) => Common(d);

    /// <summary>填写的全部名称，发布计划时核对模板用。</summary>
    public static readonly IReadOnlyList<string> Names =
        ["姓名", "系列", "专业", "级别", "层次", "单位", "工作日数", "性别", "民族", "政治面貌", "身份证号", "现任职务", "业绩成果", "起", "止"];

    private static Dictionary<string, string> Common(FilingDossier d) => new()
    {
        ["姓名"] = d.Applicant.Name,
        ["系列"] = d.Filing.Choice.Series,
        ["专业"] = d.Filing.Choice.Specialty,
        ["级别"] = d.Filing.Choice.Grade.Label(),
        ["层次"] = d.Filing.Choice.Grade.Tier(),
        ["单位"] = d.Employer.Name,
        ["工作日数"] = d.Plan.Terms.Notice.WorkingDays.ToString(),
    };

    private static string Achievements(FilingForm form)
    {
        var rows = form.Rows(FormCatalogue.Achievement).Where(r => r["phase"] != "任现职前").DefaultIfEmpty().Take(10).OfType<FormRow>().ToList();
        return rows.Count == 0 ? FormField.None : string.Join("；", rows.Select(r => $"{r["name"]}（{r["role"]}）")) + "。";
    }

    private static string Or(string value) => value.Length == 0 ? FormField.None : value;
}
