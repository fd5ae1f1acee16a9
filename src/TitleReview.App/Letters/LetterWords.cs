using TitleReview.App.Filings;
using TitleReview.App.Notices;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.People;

namespace TitleReview.App.Letters;

/// <summary>文书要填的内容，都出自申报表与计划。</summary>
internal static class LetterWords
{
    /// <summary>填写的全部名称，发布计划时核对模板用。</summary>
    public static readonly IReadOnlyList<string> Names =
        ["姓名", "性别", "民族", "政治面貌", "出生年月", "身份证号", "单位", "主管部门", "系列", "专业", "级别", "层次", "资格名称", "现任职务", "学历", "学位", "毕业情况", "参加工作时间", "年度", "处罚年数", "承诺内容"];

    /// <param name="residentId">写全还是隐去中间八位，由要它的文书定。</param>
    public static IReadOnlyDictionary<string, string> Of(FilingDossier d, string residentId)
    {
        var basic = d.Filing.Form.Single(FormCatalogue.Basic);
        var education = Highest(d);
        return new Dictionary<string, string>(NoticeWords.Result(d))
        {
            ["性别"] = d.Applicant.Sex.Label(),
            ["民族"] = Or(basic["ethnicity"]),
            ["政治面貌"] = Or(basic["politics"]),
            ["出生年月"] = $"{d.Applicant.BirthDate.Year}年{d.Applicant.BirthDate.Month}月",
            ["身份证号"] = residentId,
            ["主管部门"] = d.Employer.CompetentDepartment ?? "",
            ["资格名称"] = d.Plan.Terms.TitleName(d.Filing.Choice),
            ["现任职务"] = Or(basic["post"]),
            ["学历"] = Or(education?["level"] ?? ""),
            ["学位"] = Or(education?["degree"] ?? ""),
            ["毕业情况"] = education is null ? FormField.None : $"{Month(education, "to")} {education["school"]} {education["major"]}".Trim(),
            ["参加工作时间"] = Or(Month(basic, "workStarted")),
            ["年度"] = $"{d.Plan.Terms.Year}",
            ["处罚年数"] = $"{d.Plan.Terms.Penalty.PersonYears}",
            ["承诺内容"] = d.Plan.Terms.PledgeText(),
        };
    }

    private static FormRow? Highest(FilingDossier d) => d.Filing.Form.Rows(FormCatalogue.Education)
        .OrderByDescending(r => d.Plan.Terms.Eligibility.RankOf(r["level"])).ThenByDescending(r => r["to"], StringComparer.Ordinal).FirstOrDefault();

    private static string Month(FormRow row, string field) => row.Month(field) is { } month ? $"{month.Year}年{month.Month}月" : row[field];

    private static string Or(string value) => value.Length == 0 ? FormField.None : value;
}
