using TitleReview.Domain.Ballots;

namespace TitleReview.Domain.Results;

/// <summary>评审表第 9 页印的（N12）：票数只出自封存的计票；人社部门的意见，确认之后才有。</summary>
/// <param name="Remark">备注：弃权、没有投的、回避；没有表决就定了的写明原因。</param>
/// <param name="Opinion">评审组织意见。</param>
/// <param name="Confirming">人事部门审批意见。</param>
public sealed record PageNine(string Members, string Attending, string InFavour, string Against, string Remark, string Opinion, string Confirming)
{
    /// <summary>还没有公布、重新评审的，第 9 页空着。</summary>
    public static PageNine? Of(ReviewResult? result, BallotCase? counted, string title)
    {
        if (result is null or { State: ResultState.Voted or ResultState.Reexamining }) return null;

        var confirming = result.State switch
        {
            ResultState.Confirmed => $"同意取得{title}任职资格。{result.DocumentNumber}（{result.ConfirmedOn!.Value.Print()}）",
            ResultState.Revoked => $"{result.DocumentNumber} 确认的任职资格已撤销：{result.EndReason}",
            _ => "",
        };
        if (result.RoundId is null || counted?.Tally is not { } tally) return new("", "", "", "", result.Reason ?? "", $"不同意。{result.Reason}", confirming);

        var verdict = result.Verdict == Verdict.Passed ? $"经无记名投票表决，同意具备{title}任职资格。" : $"经无记名投票表决，未获通过。";
        return new($"{tally.Roll.Members}", $"{tally.Roll.Attending}", $"{tally.InFavour}", $"{tally.Against}", RemarkOf(tally), result is { Verdict: Verdict.Passed, State: ResultState.NotPassed } ? $"{verdict}公示之后不予通过：{result.EndReason}" : verdict, confirming);
    }

    private static string RemarkOf(Tally tally)
    {
        (string Name, int Count)[] rest = [("弃权", tally.Abstained), ("未投", tally.NotCast), ("回避", tally.Roll.Recused)];
        return string.Join("，", rest.Where(r => r.Count > 0).Select(r => $"{r.Name} {r.Count} 人"));
    }

    /// <summary>印在纸上的与现在的是不是一样：打印时记下，查验时比。</summary>
    public string Digest => Digests.OfRecord(Members, Attending, InFavour, Against, Remark, Opinion, Confirming);
}
