namespace TitleReview.Domain.Presenting;

/// <summary>
/// 更正：一行流水记错了（记到了别人头上、当成了别的钱），写明理由，回到没有办的样子。核实过钱的要经收机构的另一个人同意：
/// 那一笔不再算缴，收据作废；传过回单的回到等核实。更正留着，看得出错在哪里、谁改的。
/// </summary>
public sealed class BankCorrection : ITenantOwned
{
    private BankCorrection() { }

    public TenantId TenantId { get; set; }
    public BankCorrectionId Id { get; private set; }
    public BankLineId LineId { get; private set; }

    /// <summary>原来记到的那一笔；当成别的钱的没有。</summary>
    public PaymentId? PaymentId { get; private set; }

    public OfficeId CollectorId { get; private set; }

    /// <summary>钱是这一行核实的：要第二个人。</summary>
    public bool Money { get; private set; }

    public string Reason { get; private set; } = "";
    public UserId ProposedBy { get; private set; }
    public string ProposedByName { get; private set; } = "";
    public DateTimeOffset ProposedAt { get; private set; }
    public RefundState State { get; private set; }
    public UserId? DecidedBy { get; private set; }
    public string? DecidedByName { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? DecidedReason { get; private set; }
    public uint Version { get; private set; }

    /// <summary>不涉及钱的，写明理由当场更正；涉及钱的等第二个人。</summary>
    /// <param name="waiting">这一行已有一项更正在等同意。</param>
    public static (BankCorrection? Correction, Refusal? Refusal) Propose(BankCorrectionId id, BankLine line, Payment? payment, string? reason, bool waiting, Actor actor, Moment now)
    {
        if (line.State is not (BankLineState.Counted or BankLineState.SetAside)) return (null, new NothingToCorrect(line.RowNo));
        if (waiting) return (null, new CorrectionWaiting());
        if (line.Confirms && payment!.WhyNotUncount() is { } fixedNow) return (null, fixedNow);
        if (reason.Plain() is not { Length: > 0 and <= Payment.MaxReason } words) return (null, new InvalidInput("Reason", $"请写明错在哪里，最多 {Payment.MaxReason} 字，与原记录一并留存备查。"));

        var correction = new BankCorrection
        {
            Id = id, LineId = line.Id, PaymentId = line.PaymentId, CollectorId = line.CollectorId, Money = line.Confirms, Reason = words,
            ProposedBy = actor.UserId, ProposedByName = actor.Signature, ProposedAt = now.Instant,
        };
        if (correction.Money) return (correction, null);
        line.Reopen(now);
        return (correction, correction.Decide(RefundState.Confirmed, null, actor, now));
    }

    public Refusal? WhyNotDecide(Actor actor) => State != RefundState.Waiting ? new CorrectionDecided() : actor.WhyNotSecondTo(ProposedBy, new OwnCorrection());

    /// <summary>同意：那一笔不再算缴，这一行回到没有办的样子。</summary>
    /// <param name="notices">那一笔涉及的各份，此刻的样子。</param>
    public Refusal? Confirm(BankLine line, Payment payment, IReadOnlyList<FeeNotice> notices, Actor actor, Moment now)
    {
        if ((WhyNotDecide(actor) ?? payment.Uncount(notices, Reason, actor, now)) is { } refusal) return refusal;
        line.Reopen(now);
        return Decide(RefundState.Confirmed, null, actor, now);
    }

    public Refusal? Reject(string? reason, Actor actor, Moment now)
    {
        if (WhyNotDecide(actor) is { } refusal) return refusal;
        return reason.Plain() is { Length: > 0 and <= Payment.MaxReason } words ? Decide(RefundState.Rejected, words, actor, now) : new InvalidInput("Reason", "请写明为什么不同意更正。");
    }

    public Refusal? TakeBack(Actor actor, Moment now) =>
        State != RefundState.Waiting ? new CorrectionDecided() : actor.UserId != ProposedBy ? new NotFoundHere("项更正") : Decide(RefundState.TakenBack, null, actor, now);

    private Refusal? Decide(RefundState state, string? reason, Actor actor, Moment now)
    {
        (State, DecidedBy, DecidedByName, DecidedAt, DecidedReason) = (state, actor.UserId, actor.Signature, now.Instant, reason);
        return null;
    }
}

public sealed record NothingToCorrect(int RowNo) : Refusal($"第 {RowNo} 行还没有办，不用更正，直接办就可以。");
public sealed record CorrectionWaiting() : Refusal("这一行已经有一项更正在等第二个人同意，办完再提。");
public sealed record CorrectionDecided() : Refusal("这项更正已经办过了，请刷新页面看结果。");
public sealed record OwnCorrection() : Refusal("这是您自己提出的更正，要由本机构的另一个人同意。");
public sealed record RefundedAlready() : Refusal("这一笔已经退过费，不能整笔更正。没有退的部分，请在这一笔上登记退费。");
public sealed record RefundFirst() : Refusal("这一笔有一项退费在等第二个人同意，先办完退费再更正。");
