namespace TitleReview.Domain.Filings;

/// <summary>评审委员会接收材料（BZ-23）：形式审核通过之后记一笔，本人和单位都看得到；收错了的写明理由撤销。</summary>
public sealed partial class Filing
{
    /// <summary>评审委员会已接收材料，没有撤销。</summary>
    public bool IsReceived => _history.LastOrDefault(e => e.Action is FilingAction.Receive or FilingAction.UndoReceive)?.Action == FilingAction.Receive;

    public Refusal? Receive(string words, Actor actor, Moment now)
    {
        if (FilingFlow.WhyNot(Status, FilingAction.Receive) is { } refusal) return refusal;
        return IsReceived ? new AlreadyReceived(Number) : Move(FilingAction.Receive, FilingStatus.FormalityPassed, actor, now, words, office: Stops[^1].OfficeName);
    }

    public Refusal? UndoReceive(string reason, Actor actor, Moment now)
    {
        if (FilingFlow.WhyNot(Status, FilingAction.UndoReceive) is { } refusal) return refusal;
        return IsReceived ? Move(FilingAction.UndoReceive, FilingStatus.FormalityPassed, actor, now, reason, office: Stops[^1].OfficeName) : new NotYetReceived(Number);
    }
}

public sealed record AlreadyReceived(string Number) : Refusal($"{Number} 已经接收过了，不用再办。");
public sealed record NotYetReceived(string Number) : Refusal($"{Number} 还没有接收，没有可撤销的。");
