namespace TitleReview.Domain.People;

public enum HandoverState { Offered, Accepted, Refused, TakenBack }

/// <summary>交接：一位把手上的事交给同机构的另一位，列明有哪些没有办完；对方接收才算。他签过的还是他签的。</summary>
public sealed class Handover : ITenantOwned
{
    private Handover() { }

    public Handover(HandoverId id, (UserId Id, string Name) to, bool endsAccount, IReadOnlyList<OpenWork> work, string? words, Actor actor, Moment now) =>
        (Id, OfficeId, FromId, FromName, ToId, ToName, EndsAccount, Work, Words, OfferedAt) =
        (id, actor.OfficeId!.Value, actor.UserId, actor.Name, to.Id, to.Name, endsAccount, work, words.Plain() is { Length: > 0 } said ? said[..Math.Min(said.Length, 500)] : null, now.Instant);

    public TenantId TenantId { get; set; }
    public HandoverId Id { get; private set; }
    public OfficeId OfficeId { get; private set; }
    public UserId FromId { get; private set; }
    public string FromName { get; private set; } = "";
    public UserId ToId { get; private set; }
    public string ToName { get; private set; } = "";

    /// <summary>接收之后，交出的人的账号结束（调离）。</summary>
    public bool EndsAccount { get; private set; }

    /// <summary>提出时没有办完的；接收时照当时的再列一次。</summary>
    public IReadOnlyList<OpenWork> Work { get; private set; } = [];

    public string? Words { get; private set; }
    public HandoverState State { get; private set; }
    public DateTimeOffset OfferedAt { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public uint Version { get; private set; }

    public Refusal? Accept(IReadOnlyList<OpenWork> now, Actor actor, Moment at)
    {
        if (WhyNotDecide(actor.UserId == ToId) is { } refusal) return refusal;

        Work = now;
        return Decide(HandoverState.Accepted, at);
    }

    public Refusal? Refuse(Actor actor, Moment now) => WhyNotDecide(actor.UserId == ToId) ?? Decide(HandoverState.Refused, now);

    public Refusal? TakeBack(Actor actor, Moment now) => WhyNotDecide(actor.UserId == FromId) ?? Decide(HandoverState.TakenBack, now);

    /// <summary>有一方的账号结束了，没有接收的交接随着收回。</summary>
    public void Void(Moment now) => Decide(HandoverState.TakenBack, now);

    private Refusal? WhyNotDecide(bool mine) => !mine ? new NotFoundHere("项交接") : State == HandoverState.Offered ? null : new HandoverDecided();

    private Refusal? Decide(HandoverState state, Moment now)
    {
        (State, DecidedAt) = (state, now.Instant);
        return null;
    }
}

/// <summary>没有办完的一类：叫什么，几件，在哪里看。</summary>
public sealed record OpenWork(string Name, int Count, string Href);

public sealed record HandoverDecided() : Refusal("这项交接已经办过了，请刷新后再看。");
public sealed record HandoverWaiting(string To) : Refusal($"已经向{To}提出了交接，正等他接收。要换人，请先收回。");
public sealed record NoSuchColleague() : Refusal("请在本机构在用的同事里选一位。没有的，先邀请一位，等他激活账号。");
public sealed record LastAdministrator(string Office) : Refusal($"这是“{Office}”最后一个在用的账号，不能结束，否则没有人能办理。请先邀请接替的人，等他激活账号之后再结束。");
