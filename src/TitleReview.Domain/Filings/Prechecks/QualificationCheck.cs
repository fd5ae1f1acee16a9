using TitleReview.Domain.Filings.Forms;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>现任资格写在两处：“基本信息”的取得时间，要与“专业技术资格”最近的一行对得上；获奖、年限都以它为界（TC-28、TC-32）。</summary>
public static class QualificationCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s)
    {
        if (s.QualifiedOn is not { } said || s.Terms.Module(FormCatalogue.Qualification) is not { } module) yield break;

        var rows = s.Rows(FormCatalogue.Qualification).Where(r => r["grade"] != "职业资格" && r.Date("obtainedOn") is not null).ToList();
        if (rows.MaxBy(r => r.Date("obtainedOn")) is not { } latest)
        {
            if (s.Form.DeclaredNone.Contains(FormCatalogue.Qualification))
                yield return Finding.Check(FormCatalogue.Qualification, $"基本信息填了现任职资格（{said.Print()}取得），“{module.Title}”却填“无”，请补填这一行。", "title.evidence");
        }
        else if (latest.Date("obtainedOn") != said)
            yield return Finding.Check(FormCatalogue.Qualification,
                $"基本信息的现任职资格取得时间（{said.Print()}），与“{module.Title}”最近一行“{latest["title"]}”的{latest.Date("obtainedOn")!.Value.Print()}不一致，请核对。", "title.evidence", latest.Id, "obtainedOn");
    }
}
