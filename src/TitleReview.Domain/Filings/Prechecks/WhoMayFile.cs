using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.People;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>谁可以申报：在职、非公务员、非参公（TC-01 至 TC-03）。</summary>
public static class WhoMayFile
{
    public static IEnumerable<Finding> Check(PrecheckSubject s)
    {
        if (s.Terms.WhyNotChoose(s.Choice, s.Employer.EmployerKind!.Value) is { } refusal)
            yield return Finding.Block(FormCatalogue.Basic, refusal.Sentence, "catalogue");

        var identity = s.Basic["identity"];
        if (s.Terms.Eligibility.BarredIdentities.Contains(identity))
            yield return Finding.Block(FormCatalogue.Basic, $"人员身份为“{identity}”，不得申报职称评审。", identity == "离退休人员" ? "who.retired" : "who.civilServant", field: "identity");

        var limit = s.Applicant.Sex == Sex.Male ? s.Terms.Eligibility.RetirementAgeMale : s.Terms.Eligibility.RetirementAgeFemale;
        if (s.Applicant.BirthDate.AddYears(limit) <= s.Now.Today)
            yield return Finding.Check(FormCatalogue.Basic, $"已满 {limit} 周岁，请单位核实是否仍在职；离退休人员不得申报。", "who.retired", field: "identity");

        if (s.Basic["name"] is { Length: > 0 } name && name != s.Applicant.Name)
            yield return Finding.Block(FormCatalogue.Basic, $"表中姓名“{name}”与注册时的“{s.Applicant.Name}”不一致，请改为一致。", "basic", field: "name");
    }
}
