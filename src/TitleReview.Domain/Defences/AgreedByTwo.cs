namespace TitleReview.Domain.Defences;

/// <summary>等第二个人、同意了、没有同意、撤回了。</summary>
public enum AgreedState { Waiting, Agreed, Refused, Withdrawn }

/// <summary>两个人办的一件事：一个人提出，评审办事机构的另一个人同意了才算数。两个人认了的，撤回也要两个人：一个人提出，另一个人同意之前，原来的照样算数。</summary>
public abstract class AgreedByTwo
{
    public AgreedState State { get; private set; }
    public string? DecidedBy { get; private set; }
    public UserId? DecidedById { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? DecidedReason { get; private set; }

    /// <summary>同意之后，谁提出撤回；没有人提、没有撤成的为空。</summary>
    public UserId? UndoById { get; private set; }

    public string? UndoBy { get; private set; }
    public DateTimeOffset? UndoAt { get; private set; }
    public string? UndoReason { get; private set; }

    /// <summary>谁同意的撤回；同意了才有。</summary>
    public UserId? UndoneById { get; private set; }

    public string? UndoneBy { get; private set; }
    public DateTimeOffset? UndoneAt { get; private set; }

    public bool IsAgreed => State == AgreedState.Agreed;

    /// <summary>还占着：等同意，或同意了。</summary>
    public bool IsLive => State is AgreedState.Waiting or AgreedState.Agreed;

    /// <summary>同意了，又提出撤回，等另一个人。</summary>
    public bool IsUndoing => IsAgreed && UndoById is not null;

    /// <summary>等第二个人：同意它，或同意撤回它。</summary>
    public bool AwaitsSecond => State == AgreedState.Waiting || IsUndoing;

    /// <summary>谁在什么时候办的，一步一句，从前到后；给评审办事机构看。</summary>
    public IEnumerable<string> Steps
    {
        get
        {
            yield return $"{First.At.PrintShort()} {First.Name}{Words.Proposed}";
            if (DecidedAt is { } decided) yield return $"{decided.PrintShort()} {DecidedBy}{(State == AgreedState.Refused ? "没有同意" : State == AgreedState.Withdrawn && UndoneAt is null ? "收回" : Words.Agreed)}{(DecidedReason is { } why ? $"：{why}" : "")}";
            if (UndoAt is { } asked) yield return $"{asked.PrintShort()} {UndoBy}提出撤回：{UndoReason}";
            if (UndoneAt is { } undone) yield return $"{undone.PrintShort()} {UndoneBy}同意撤回";
        }
    }

    protected abstract (UserId Id, string Name, DateTimeOffset At) First { get; }

    /// <summary>提出、同意，这一件事怎样叫。</summary>
    protected abstract (string Proposed, string Agreed) Words { get; }

    protected abstract Refusal Over { get; }
    protected abstract Refusal Own { get; }
    protected abstract Refusal Used { get; }

    /// <summary>等第二个人的，他为什么不能作第二个人；能作、没有等的为空。</summary>
    public Refusal? WhyNotSecond(Actor by) =>
        State == AgreedState.Waiting ? by.WhyNotSecondTo(First.Id, Own) : IsUndoing ? by.WhyNotSecondTo(UndoById!.Value, new OwnUndo()) : null;

    /// <summary>还在等的，是不是他自己提的：自己提的可以收回。</summary>
    public bool IsOwn(Actor by) => AwaitsSecond && by.UserId == (State == AgreedState.Waiting ? First.Id : UndoById);

    public Refusal? Decide(bool agree, string? reason, Actor by, Moment now)
    {
        if (State != AgreedState.Waiting) return Over;
        if (WhyNotSecond(by) is { } own) return own;
        if (!agree && Validation.Filled("不同意的理由", 200)(reason.Plain()) is { } missing) return new InvalidInput(nameof(DecidedReason), missing);

        return End(agree ? AgreedState.Agreed : AgreedState.Refused, reason, by, now);
    }

    /// <summary>还在等的，提出的人自己收回；两个人认了的，提出撤回，等另一个人同意。表决过的不能撤。</summary>
    public Refusal? Withdraw(string? reason, bool voted, Actor by, Moment now)
    {
        if (!IsLive) return Over;
        if (voted) return Used;
        if (IsUndoing) return new UndoAsked(UndoBy!);
        if (State == AgreedState.Waiting && !IsOwn(by)) return new NotYoursToTakeBack(First.Name);
        if (Validation.Filled("撤回的理由", 200)(reason.Plain()) is { } missing) return new InvalidInput(nameof(DecidedReason), missing);
        if (State == AgreedState.Waiting) return End(AgreedState.Withdrawn, reason, by, now);

        (UndoById, UndoBy, UndoAt, UndoReason) = (by.UserId, by.Signature, now.Instant, reason.Plain());
        return null;
    }

    /// <summary>提出了的撤回：另一个人同意就撤；不同意的、提的人自己不撤了的，照旧算数。</summary>
    public Refusal? DecideUndo(bool agree, bool voted, Actor by, Moment now)
    {
        if (!IsUndoing) return Over;
        if (agree && voted) return Used;
        if (agree && WhyNotSecond(by) is { } own) return own;

        if (agree) (State, UndoneById, UndoneBy, UndoneAt) = (AgreedState.Withdrawn, by.UserId, by.Signature, now.Instant);
        else (UndoById, UndoBy, UndoAt, UndoReason) = (null, null, null, null);
        return null;
    }

    private Refusal? End(AgreedState state, string? reason, Actor by, Moment now)
    {
        (State, DecidedBy, DecidedById, DecidedAt, DecidedReason) = (state, by.Signature, by.UserId, now.Instant, reason.Plain() is { Length: > 0 } words ? words : null);
        return null;
    }
}

public sealed record OwnUndo() : Refusal("撤回是您自己提出的，要由本机构的另一位同意。");
public sealed record UndoAsked(string By) : Refusal($"{By}已经提出撤回，等本机构的另一位同意。");
public sealed record NotYoursToTakeBack(string By) : Refusal($"这一件是{By}提的，还在等第二个人：只有提的人能收回。您看着不对的，请选不同意，写明哪里不对。");
public sealed record UndoWaiting(int No, string What) : Refusal($"议程第 {No} 位的{What}有人提出撤回，还没有定，先不能表决。请本机构的另一位先同意，或不同意。");
