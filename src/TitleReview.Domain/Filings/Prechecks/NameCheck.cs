using TitleReview.Domain.Filings.Forms;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>姓名与注册时的一致。</summary>
public static class NameCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s)
    {
        if (s.Basic["name"] is { Length: > 0 } name && name != s.Applicant.Name)
            yield return Finding.Block(FormCatalogue.Basic, $"表中姓名“{name}”与注册时的“{s.Applicant.Name}”不一致，请改为一致。", "basic", field: "name");
    }
}
