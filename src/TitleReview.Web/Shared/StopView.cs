using TitleReview.Domain.Filings;

namespace TitleReview.Web.Shared;

public enum StopState { Done, Current, ToCome }

/// <summary>进度上的一个点。</summary>
public sealed record StopView(string Name, StopState State)
{
    public string Word => State switch { StopState.Done => "已过", StopState.Current => "现在", _ => "未到" };

    /// <summary>申报人那一点在前，各站点在后；退回与草稿回到申报人手里，形式审核通过则全部走完。</summary>
    public static IReadOnlyList<StopView> Line(FilingStatus status, int stopIndex, IReadOnlyList<string> stops)
    {
        var current = status switch
        {
            FilingStatus.InApproval => stopIndex + 1,
            FilingStatus.FormalityPassed => stops.Count + 1,
            FilingStatus.NotAccepted => stopIndex + 1,
            _ => 0,
        };
        return [.. stops.Prepend("申报").Select((name, at) => new StopView(name, at < current ? StopState.Done : at == current ? StopState.Current : StopState.ToCome))];
    }
}
