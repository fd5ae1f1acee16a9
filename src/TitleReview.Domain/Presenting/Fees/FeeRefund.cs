namespace TitleReview.Domain.Presenting;

/// <summary>退费、更正：两个人办的事到了哪一步。</summary>
public enum RefundState { Waiting, Confirmed, Rejected, TakenBack }

/// <summary>退费：一个人提出并写明理由，经收机构的另一个人同意才算退。退的是某一份的，或一笔里多出来的。</summary>
public sealed class FeeRefund : ITenantOwned
{
    private FeeRefund() { }

    public TenantId TenantId { get; set; }
    public FeeRefundId Id { get; private set; }
    public PaymentId PaymentId { get; private set; }

    /// <summary>退哪一份的；退多出来的为空。</summary>
    public FilingId? FilingId { get; private set; }

    public OfficeId CollectorId { get; private set; }
    public long AmountFen { get; private set; }
    public string Reason { get; private set; } = "";

    /// <summary>退了的这一份不再应缴：重复缴、免缴、不参加评审了。否则仍欠着，要重新缴。</summary>
    public bool Waived { get; private set; }

    public UserId ProposedBy { get; private set; }
    public string ProposedByName { get; private set; } = "";
    public DateTimeOffset ProposedAt { get; private set; }
    public RefundState State { get; private set; }
    public UserId? DecidedBy { get; private set; }
    public string? DecidedByName { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? DecidedReason { get; private set; }
    public uint Version { get; private set; }

    /// <param name="amount">退多少元；空着就是能退的全部。</param>
    /// <param name="waived">退了的不再应缴；退多出来的不问。</param>
    /// <param name="waiting">同一处正等着同意的退费，先要办完。</param>
    public static (FeeRefund? Refund, Refusal? Refusal) Propose(FeeRefundId id, Payment payment, FilingId? filing, string? amount, bool? waived, string? reason, bool waiting, Actor actor, Moment now)
    {
        if (waiting) return (null, new RefundWaiting());
        var most = payment.RefundableFen(filing);
        if (most == 0) return (null, new NoFeeToRefund());
        var fen = amount.Plain().Length == 0 ? most : Money.ReadYuan(amount);
        List<FieldError> errors = [];
        if (fen is null || fen > most) errors.Add(new("RefundAmount", $"请填写退多少元，最多 {most.PrintYuan()}。"));
        if (reason.Plain() is not { Length: > 0 and <= Payment.MaxReason }) errors.Add(new("RefundReason", $"请写明为什么退，最多 {Payment.MaxReason} 字；第二个人看了理由才能同意。"));
        if (filing is not null && waived is null) errors.Add(new("Waived", "请选择退了以后还要不要缴：选错了，申报人会被催缴，或少缴。"));
        if (errors.Count > 0) return (null, new InvalidInput(errors));

        return (new FeeRefund
        {
            Id = id, PaymentId = payment.Id, FilingId = filing, CollectorId = payment.CollectorId, AmountFen = fen!.Value, Reason = reason.Plain(), Waived = filing is not null && waived == true,
            ProposedBy = actor.UserId, ProposedByName = actor.Signature, ProposedAt = now.Instant,
        }, null);
    }

    public Refusal? WhyNotDecide(Actor actor) => State != RefundState.Waiting ? new RefundDecided() : actor.WhyNotSecondTo(ProposedBy, new OwnRefund());

    /// <summary>同意：从这一笔里减去；退的那一份应缴也减去，或回到没有缴清。</summary>
    /// <param name="notice">退的那一份；退多出来的为空。</param>
    public Refusal? Confirm(Payment payment, FeeNotice? notice, Actor actor, Moment now)
    {
        if (WhyNotDecide(actor) is { } refusal) return refusal;
        if (payment.RefundableFen(FilingId) < AmountFen) return new NoFeeToRefund();

        payment.TakeOut(FilingId, AmountFen);
        if (Waived) notice?.Waive(AmountFen);
        notice?.Credit(-AmountFen);
        return Decide(RefundState.Confirmed, null, actor, now);
    }

    public Refusal? Reject(string? reason, Actor actor, Moment now)
    {
        if (WhyNotDecide(actor) is { } refusal) return refusal;
        return reason.Plain() is { Length: > 0 and <= Payment.MaxReason } words ? Decide(RefundState.Rejected, words, actor, now) : new InvalidInput("RefundReason", "请写明为什么不同意退。");
    }

    public Refusal? TakeBack(Actor actor, Moment now) =>
        State != RefundState.Waiting ? new RefundDecided() : actor.UserId != ProposedBy ? new NotFoundHere("项退费") : Decide(RefundState.TakenBack, null, actor, now);

    private Refusal? Decide(RefundState state, string? reason, Actor actor, Moment now)
    {
        (State, DecidedBy, DecidedByName, DecidedAt, DecidedReason) = (state, actor.UserId, actor.Signature, now.Instant, reason);
        return null;
    }
}

public sealed record NoFeeToRefund() : Refusal("这里没有可退的了，请刷新页面看结果。");
public sealed record RefundWaiting() : Refusal("这里已经有一项退费在等第二个人同意，办完再提。");
public sealed record RefundDecided() : Refusal("这项退费已经办过了，请刷新页面看结果。");
public sealed record OwnRefund() : Refusal("这是您自己提出的退费，要由本机构的另一个人同意。");
public sealed record NoSecondCollector() : Refusal("本机构没有第二个账号，没有人能同意退费、更正。请先给同事开一个账号。");
