using TitleReview.Domain;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Messages;

/// <summary>形式审核通过之后还要办的几样，一句话：打印评审表、缴评审费、交纸质材料，各由谁办、到什么时候。</summary>
internal static class NextSteps
{
    /// <param name="fee">没有缴清的；不用缴的为空。</param>
    /// <param name="paper">没有交齐的；不收纸质的为空。</param>
    public static string After(PrintTerms print, FeeNotice? fee, PaperHandIn? paper)
    {
        List<string> steps = [];
        if (print.Gate != PrintGate.None) steps.Add($"打印评审表 {print.Copies} 份{(print.Gate == PrintGate.ReceivedByCommittee ? "（评审委员会接收材料之后）" : "")}");
        if (fee is not null) steps.Add($"缴评审费{(fee.OutstandingFen > 0 ? $" {fee.OutstandingFen.PrintYuan()}" : "")}（{(fee.Payer == FeePayer.Employer ? "由单位统一缴" : "由本人缴")}{Until(fee.DueAt)}）");
        if (paper is not null) steps.Add($"交纸质材料（{(paper.Bearer == PaperBearer.Employer ? "由单位统一报送" : "由本人交")}{Until(paper.DueAt)}）");
        return steps.Count > 0 ? $"还要办：{string.Join("；", steps)}。怎么办，见申报页。" : "现在没有要您办的，后面的安排见申报页。";
    }

    private static string Until(DateTimeOffset? due) => due is { } until ? $"，{until.Print()}之前" : "";
}
