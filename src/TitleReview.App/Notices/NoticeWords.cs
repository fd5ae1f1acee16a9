using TitleReview.App.Filings;
using TitleReview.App.People;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Forms;

namespace TitleReview.App.Notices;

/// <summary>公示模板要填的内容。张贴存下的文字里，身份证号一律隐去中间八位：明文不落库，也不进审计。</summary>
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
            ["受理部门"] = d.Employer.ReportDepartment ?? "××办公室",
            ["监督电话"] = d.Employer.ReportPhone ?? "××××",
        };
    }

    /// <summary>显示与打印的样子：计划要写全号的，这时才换上全号（1.8 第 11 条）。</summary>
    public static string Shown(string text, FilingDossier d, TenantSession session, Vault vault) =>
        !d.Plan.Terms.Notice.FullIdNumber ? text
        : text.Replace(d.Applicant.MaskedResidentId, vault.Open(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, d.Applicant.SealedResidentId), StringComparison.Ordinal);

    public static IReadOnlyDictionary<string, string> Result(FilingDossier d) => Common(d);

    /// <summary>填写的全部名称，发布计划时核对模板用。</summary>
    public static readonly IReadOnlyList<string> Names =
        ["姓名", "系列", "专业", "级别", "层次", "单位", "工作日数", "性别", "民族", "政治面貌", "身份证号", "现任职务", "业绩成果", "起", "止", "受理部门", "监督电话"];

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
        return rows.Count == 0 ? FormField.None : string.Join("；", rows.Select(r => $"{r["name"]}（{r["role"].TrimEnd('。')}）")) + "。";
    }

    /// <summary>模板写着监督电话的，单位填了才能张贴。</summary>
    public static Refusal? WhyNotSign(this FilingDossier d) =>
        d.Employer.ReportPhone is null && d.Plan.Terms.Notice.PosterText.Contains("{监督电话}", StringComparison.Ordinal) ? new ReportDeskMissing() : null;

    private static string Or(string value) => value.Length == 0 ? FormField.None : value;
}

public sealed record ReportDeskMissing() : Refusal("公示要写明有疑异的反映到哪个部门、打哪个电话，还没有填。请先在“公示”页填好，填一次以后都用它。");
