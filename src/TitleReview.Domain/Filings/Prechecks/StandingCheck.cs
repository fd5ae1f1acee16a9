using TitleReview.Domain.Filings.Forms;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>申报以外的事挡住的：诚信记录还在期内（TC-44），本年度已在别的端口申报（KZ-04）。</summary>
public static class StandingCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s)
    {
        foreach (var bar in s.Bars) yield return Finding.Block(FormCatalogue.Basic, bar.Refusal.Sentence, "penalty");
        if (s.FiledElsewhere) yield return Finding.Block(FormCatalogue.Basic, new FiledElsewhere().Sentence, "one-channel");
    }
}
