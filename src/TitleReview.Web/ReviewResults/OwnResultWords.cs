using TitleReview.App.Results;
using TitleReview.Domain;
using TitleReview.Domain.Results;

namespace TitleReview.Web.ReviewResults;

/// <summary>本人的评审结果，一句话：现在怎样，接下来呢。</summary>
internal static class OwnResultWords
{
    public static string Sentence(OwnResult own) => own.Result.State switch
    {
        ResultState.Publicised when own.Notice.IsOpen(own.Now) => $"评审通过，正在公示，到{own.Notice.LastDay.Print()}。期满没有异议的，由人社部门确认，您现在不用做什么。",
        ResultState.Publicised => "评审通过，公示期满，等人社部门确认。您现在不用做什么。",
        ResultState.Confirmed => $"已确认取得{own.Title}任职资格，文号：{own.Result.DocumentNumber}。{(own.Certificates.Any(c => c.State == Domain.Certificates.CertificateState.Valid) ? "电子证书可以下载。" : "电子证书发出之后在这里下载。")}",
        ResultState.Reexamining => $"重新评审：{own.Result.EndReason?.TrimEnd('。')}。将列入下一次评审会。",
        ResultState.Revoked => $"任职资格已撤销：{own.Result.EndReason?.TrimEnd('。')}。",
        _ => $"未通过{((own.Result.EndReason ?? own.Result.Reason) is { } why ? $"：{why}" : "")}。有疑问的，可以申请复查。",
    };
}
