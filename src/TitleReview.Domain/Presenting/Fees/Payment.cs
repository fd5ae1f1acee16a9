using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Presenting;

/// <summary>一笔缴款到了哪一步。核实之前不算钱；<see cref="Corrected"/> 为从对账单记的，查明记错了，不算数。</summary>
public enum PaymentState { Waiting, Confirmed, Refused, TakenBack, Corrected }

/// <summary>怎么缴的。</summary>
public enum PaymentWay { Bank, ScanCode, Counter }

/// <summary>回单的扫描件：原件加密存放，看的是重新制作的副本。</summary>
public sealed record PaymentSlip(string Sha256, string Kind, string FileName, long Bytes, int Pages);

/// <summary>缴款人填的：多少、哪天、谁付的；与应缴的对不上时写明缘故。</summary>
public sealed record PaymentForm
{
    public string? Amount { get; set; }
    public DateOnly? PaidOn { get; set; }
    public string? PayerName { get; set; }
    public PaymentWay Way { get; set; }
    public string? Serial { get; set; }
    public string? Explanation { get; set; }
}

/// <summary>这一笔里，哪一份申报占多少。</summary>
public sealed class PaymentShare : ITenantOwned
{
    private PaymentShare() { }

    internal PaymentShare(PaymentId payment, FilingId filing, long fen) => (PaymentId, FilingId, AmountFen) = (payment, filing, fen);

    public TenantId TenantId { get; set; }
    public PaymentId PaymentId { get; private set; }
    public FilingId FilingId { get; private set; }
    public long AmountFen { get; internal set; }

    /// <summary>其中已经退了的。</summary>
    public long RefundedFen { get; internal set; }
}

/// <summary>一笔缴款：一张回单或一行银行流水，可以为好几份申报（BZ-24）。分到各份的与多出来的，加起来正好是这一笔。</summary>
public sealed class Payment : ITenantOwned
{
    public const int MaxName = 60, MaxReason = 300, MostFilings = 500;

    private readonly List<PaymentShare> _shares = [];

    private Payment() { }

    public TenantId TenantId { get; set; }
    public PaymentId Id { get; private set; }
    public OfficeId CollectorId { get; private set; }

    /// <summary>由谁缴：单位，或申报人本人；两样只有一样。</summary>
    public OfficeId? EmployerId { get; private set; }

    public ApplicantId? ApplicantId { get; private set; }
    public PaymentWay Way { get; private set; }
    public string PayerName { get; private set; } = "";
    public DateOnly PaidOn { get; private set; }
    public long AmountFen { get; private set; }

    /// <summary>比应缴的多出来的，等着退或另行说明。</summary>
    public long SurplusFen { get; private set; }

    /// <summary>多出来的里已经退了的。</summary>
    public long SurplusRefundedFen { get; private set; }

    public string? Explanation { get; private set; }

    /// <summary>缴款人填的银行流水号；号、日期、金额都一样的，同一端口只收一张。对账单的号在那一行上（<see cref="BankLine.Serial"/>）。</summary>
    public string? Serial { get; private set; }

    /// <summary>没有回单的（从对账单入账）为空。</summary>
    public PaymentSlip? Slip { get; private set; }

    public UserId SubmittedBy { get; private set; }
    public string SubmittedByName { get; private set; } = "";
    public DateTimeOffset SubmittedAt { get; private set; }
    public PaymentState State { get; private set; }
    public UserId? DecidedBy { get; private set; }
    public string? DecidedByName { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? Reason { get; private set; }
    public IReadOnlyList<PaymentShare> Shares => _shares;
    public uint Version { get; private set; }

    public long SharedFen => _shares.Sum(s => s.AmountFen);

    /// <summary>收据上的数：分到各份的，减去退了的。</summary>
    public long ReceiptFen => _shares.Sum(s => s.AmountFen - s.RefundedFen);

    /// <summary>缴款人传上来的一张回单，等经收机构核实。</summary>
    public static (Payment? Payment, Refusal? Refusal) Submit(PaymentId id, PaymentForm form, IReadOnlyList<FeeNotice> notices, PaymentSlip? slip, Actor actor, Moment now)
    {
        if (notices.Select(n => n.WhyNotPay(actor)).FirstOrDefault(r => r is not null) is { } notYours) return (null, notYours);
        var (payment, refusal) = Make(id, form, notices, slip, actor, now);
        return refusal is not null || slip is not null ? (payment, refusal) : (null, new InvalidInput("Slip", "请选回单的照片、扫描件或 PDF。"));
    }

    /// <summary>一笔缴款，分到各份：先把应缴少的、编号在前的缴清，剩下的记作多出来的。对不上的要写明缘故。</summary>
    public static (Payment? Payment, Refusal? Refusal) Make(PaymentId id, PaymentForm form, IReadOnlyList<FeeNotice> notices, PaymentSlip? slip, Actor actor, Moment now)
    {
        if (notices.Count is 0 or > MostFilings) return (null, notices.Count == 0 ? new NoFeeChosen() : new TooManyFees(MostFilings));
        if (notices.Select(n => (n.CollectorId, n.PlanId, n.Payer)).Distinct().Count() > 1) return (null, new DifferentCollectors());
        if (notices is { Count: > 1 } && notices.Any(n => n.AmountFen is null)) return (null, new UnpricedOneByOne());

        var (amount, errors) = (Money.ReadYuan(form.Amount), new List<FieldError>());
        var due = notices.Sum(n => n.OutstandingFen);
        if (amount is null) errors.Add(new(nameof(form.Amount), due > 0 ? $"请填写回单上的金额，如 {due.WriteYuan()}，单位是元。" : "请填写回单上的金额，只写数，单位是元。"));
        if (form.PaidOn is null) errors.Add(new(nameof(form.PaidOn), "请填写缴款的日期。"));
        else if (form.PaidOn > now.Today) errors.Add(new(nameof(form.PaidOn), "日期还没有到，请看回单上的日期。"));
        else if (form.PaidOn < now.Today.AddYears(-1)) errors.Add(new(nameof(form.PaidOn), "日期在一年以前，请核对年份。"));
        if (form.PayerName.Plain() is not { Length: > 0 and <= MaxName }) errors.Add(new(nameof(form.PayerName), $"请填写回单上的付款人，最多 {MaxName} 字。"));
        if (form.Serial.Plain() is { Length: > 60 }) errors.Add(new(nameof(form.Serial), "流水号最多 60 字，请看回单上的“流水号”或“交易号”。"));
        var explanation = form.Explanation.Plain();
        if (explanation.Length > MaxReason) errors.Add(new(nameof(form.Explanation), $"说明最多 {MaxReason} 字。"));
        if (amount is { } given && due > 0 && given != due && explanation.Length == 0) errors.Add(new(nameof(form.Explanation), Difference(given, due, notices.Count)));
        if (!Enum.IsDefined(form.Way)) errors.Add(new(nameof(form.Way), "请选怎么缴的。"));
        if (errors.Count > 0) return (null, new InvalidInput(errors));

        var payment = new Payment
        {
            Id = id, CollectorId = notices[0].CollectorId, EmployerId = notices[0].Payer == FeePayer.Employer ? notices[0].EmployerId : null,
            ApplicantId = notices[0].Payer == FeePayer.Applicant && notices.Count == 1 ? notices[0].ApplicantId : null,
            Way = form.Way, PayerName = form.PayerName.Plain(), PaidOn = form.PaidOn!.Value, AmountFen = amount!.Value, Explanation = explanation is { Length: > 0 } ? explanation : null,
            Serial = form.Serial.Plain() is { Length: > 0 } serial ? serial : null, Slip = slip, SubmittedBy = actor.UserId, SubmittedByName = actor.Signature, SubmittedAt = now.Instant,
        };
        foreach (var notice in notices) payment._shares.Add(new PaymentShare(id, notice.FilingId, 0));
        payment.Spread(notices);
        return (payment, null);
    }

    private static string Difference(long given, long due, int count) => given < due
        ? $"选中的 {count} 份应缴 {due.PrintYuan()}，这张回单是 {given.PrintYuan()}，少 {(due - given).PrintYuan()}。分几次缴的，请写明；选错了人的，请改选。"
        : $"选中的 {count} 份应缴 {due.PrintYuan()}，这张回单是 {given.PrintYuan()}，多 {(given - due).PrintYuan()}。请写明多出来的怎么回事；选漏了人的，请补选。";

    /// <summary>按各份还差的数分；没有定金额的那一份，全归它。</summary>
    private void Spread(IReadOnlyList<FeeNotice> notices)
    {
        var left = AmountFen;
        foreach (var share in _shares)
        {
            var notice = notices.Single(n => n.FilingId == share.FilingId);
            share.AmountFen = notice is { AmountFen: null, Settled: false } ? left : Math.Min(left, notice.OutstandingFen);
            left -= share.AmountFen;
        }

        SurplusFen = left;
    }

    /// <summary>核实：钱确实到了。别的缴款已经先缴清的，多出来的要写明怎么办。</summary>
    /// <param name="notices">这一笔涉及的各份，此刻的样子。</param>
    public Refusal? Confirm(IReadOnlyList<FeeNotice> notices, string? note, Actor actor, Moment now)
    {
        if (WhyNotDecide() is { } refusal) return refusal;
        var (before, words) = (SurplusFen, note.Plain());
        if (words.Length > MaxReason) return new InvalidInput("Note", $"说明最多 {MaxReason} 字。");
        if (SurplusNow(notices) is var surplus && surplus > before && words.Length == 0) return new InvalidInput("Note", $"其中有的已由另一笔缴款缴清，这一笔会多出 {surplus.PrintYuan()}。请写明多出来的怎么办（如“退回缴款人”），再核实。");

        Spread(notices);
        foreach (var share in _shares.Where(s => s.AmountFen > 0)) notices.Single(n => n.FilingId == share.FilingId).Credit(share.AmountFen);
        return Decide(PaymentState.Confirmed, words is { Length: > 0 } ? words : null, actor, now);
    }

    private long SurplusNow(IReadOnlyList<FeeNotice> notices) => notices.Any(n => n is { AmountFen: null, Settled: false }) ? 0 : AmountFen - Math.Min(AmountFen, notices.Sum(n => n.OutstandingFen));

    public Refusal? Refuse(string? reason, Actor actor, Moment now)
    {
        if (WhyNotDecide() is { } refusal) return refusal;
        if (reason.Plain() is not { Length: > 0 and <= MaxReason } words) return new InvalidInput("Note", $"请写明为什么不认，让缴款人知道怎么办，最多 {MaxReason} 字。");
        return Decide(PaymentState.Refused, words, actor, now);
    }

    /// <summary>传的人自己收回，核实之前都可以。</summary>
    public Refusal? TakeBack(Actor actor, Moment now)
    {
        if (WhyNotDecide() is { } refusal) return refusal;
        return SubmittedBy == actor.UserId || (EmployerId is { } employer && employer == actor.OfficeId) ? Decide(PaymentState.TakenBack, null, actor, now) : new NotFoundHere("笔缴款");
    }

    /// <summary>整笔更正：还没有动过它的钱才行。</summary>
    public Refusal? WhyNotUncount() =>
        State != PaymentState.Confirmed ? new PaymentDecided() : SurplusRefundedFen > 0 || _shares.Any(s => s.RefundedFen > 0) ? new RefundedAlready() : null;

    /// <summary>对账时记错了：不再算缴。传过回单的回到等核实，从对账单记的不算数。</summary>
    internal Refusal? Uncount(IReadOnlyList<FeeNotice> notices, string reason, Actor actor, Moment now)
    {
        if (WhyNotUncount() is { } refusal) return refusal;
        foreach (var share in _shares.Where(s => s.AmountFen > 0)) notices.Single(n => n.FilingId == share.FilingId).Credit(-share.AmountFen);
        if (Slip is null) return Decide(PaymentState.Corrected, reason, actor, now);
        (State, DecidedBy, DecidedByName, DecidedAt, Reason) = (PaymentState.Waiting, null, null, null, null);
        return null;
    }

    private Refusal? WhyNotDecide() => State == PaymentState.Waiting ? null : new PaymentDecided();

    private Refusal? Decide(PaymentState state, string? reason, Actor actor, Moment now)
    {
        (State, DecidedBy, DecidedByName, DecidedAt, Reason) = (state, actor.UserId, actor.Signature, now.Instant, reason);
        return null;
    }

    /// <summary>还能退多少：这一份的，或多出来的。</summary>
    public long RefundableFen(FilingId? filing) => State != PaymentState.Confirmed ? 0
        : filing is { } one ? _shares.Where(s => s.FilingId == one).Sum(s => s.AmountFen - s.RefundedFen) : SurplusFen - SurplusRefundedFen;

    internal void TakeOut(FilingId? filing, long fen)
    {
        if (filing is { } one) _shares.Single(s => s.FilingId == one).RefundedFen += fen;
        else SurplusRefundedFen += fen;
    }
}

public sealed record NoFeeChosen() : Refusal("还没有选为谁缴。请先在名单里勾选，再填下面的回单。");
public sealed record TooManyFees(int Most) : Refusal($"一张回单最多为 {Most} 份申报缴，请分几张。");
public sealed record DifferentCollectors() : Refusal("选中的几份不是交给同一个机构、同一个计划的，请分开缴、分开传回单。");
public sealed record UnpricedOneByOne() : Refusal("其中有金额没有定的，系统分不清各占多少。请一份一份地传回单。");
public sealed record PaymentDecided() : Refusal("这笔缴款已经办过了，请刷新页面看结果。");
public sealed record SlipWaiting(string Number) : Refusal($"{Number} 已经有一张回单在等核实。要重传的，请先把那一张收回。");
public sealed record SerialTaken() : Refusal("这个银行流水号已经登记过，一笔钱不能记两次。请核对流水号，或查看已登记的那一笔。");
