using TitleReview.Domain.Filings.Forms;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>承诺与次数：提交前须承诺真实、材料不涉密（TC-22、TC-45）；说清这次用的是第几次。</summary>
public static class PledgeCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s)
    {
        if (s.Terms.Module(FormCatalogue.Pledge) is not null)
        {
            var row = s.Form.Single(FormCatalogue.Pledge);
            if (row["agreed"] != "同意")
                yield return Finding.Block(FormCatalogue.Pledge, $"请阅读承诺并选择“同意”。作假的，{s.Terms.Penalty.PersonYears} 年内不得申报。", "pledge", field: "agreed");
            if (row["unclassified"] != "是")
                yield return Finding.Block(FormCatalogue.Pledge, "请确认材料不含涉密内容；涉密材料须先脱密再上传。", "classified", field: "unclassified");
        }

        if (s.SubmissionsLeft == 1)
            yield return Finding.Remind(FormCatalogue.Pledge, "这是最后一次提交机会，提交后仍不符合要求的不予受理。", "submission.limit");
    }
}
