namespace TitleReview.Domain.Presenting;

/// <summary>读懂了的一行收入。</summary>
public sealed record BankEntry(int RowNo, string Serial, DateOnly PaidOn, long AmountFen, string PayerName, string Remark)
{
    /// <summary>多半是同一笔钱：流水号、日期、金额都一样，付款人一样或有一边没有写。凭证号每天重新编的，日子不同就是两笔。</summary>
    public bool LooksLike(BankEntry other) =>
        (Serial, PaidOn, AmountFen) == (other.Serial, other.PaidOn, other.AmountFen) && (PayerName == other.PayerName || PayerName.Length == 0 || other.PayerName.Length == 0);
}

/// <summary><see cref="Repeat"/> 为与前面的一行相同、没有算的：列出来，确是另一笔的由人认下。</summary>
public enum BankLineState { Open, Counted, SetAside, Repeat }

/// <summary>对账单的一行收入。相同的一行只算一次，所以一笔钱不会记两次。</summary>
public sealed class BankLine : ITenantOwned
{
    private BankLine() { }

    /// <param name="twin">与它相同的那一行；有的先不算。</param>
    public BankLine(BankLineId id, BankSheet sheet, BankEntry entry, BankLineId? twin)
    {
        (Id, SheetId, CollectorId, RowNo, Serial, PaidOn, AmountFen, PayerName, Remark) = (id, sheet.Id, sheet.CollectorId, entry.RowNo, entry.Serial, entry.PaidOn, entry.AmountFen, entry.PayerName, entry.Remark);
        if (twin is not null) (SameAs, State) = (twin, BankLineState.Repeat);
    }

    public TenantId TenantId { get; set; }
    public BankLineId Id { get; private set; }
    public BankSheetId SheetId { get; private set; }
    public OfficeId CollectorId { get; private set; }

    /// <summary>表里的第几行，从 1 起，与人在表格里看到的一样。</summary>
    public int RowNo { get; private set; }

    public string Serial { get; private set; } = "";
    public DateOnly PaidOn { get; private set; }
    public long AmountFen { get; private set; }
    public string PayerName { get; private set; } = "";
    public string Remark { get; private set; } = "";
    public BankLineState State { get; private set; }

    /// <summary>与哪一行相同；由人认下是另一笔之后也留着，看得出是怎么来的。</summary>
    public BankLineId? SameAs { get; private set; }

    /// <summary>记到了哪一笔缴款。</summary>
    public PaymentId? PaymentId { get; private set; }

    /// <summary>那一笔是这一行核实的；否则早已核实，这里只是对上。</summary>
    public bool Confirms { get; private set; }

    public string? Note { get; private set; }

    /// <summary>上次没有入成账，是为什么。</summary>
    public string? Hitch { get; private set; }

    /// <summary>更正过：不再自动入账，由人定。</summary>
    public DateTimeOffset? CorrectedAt { get; private set; }

    public string? DecidedByName { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public uint Version { get; private set; }

    public BankEntry Entry => new(RowNo, Serial, PaidOn, AmountFen, PayerName, Remark);

    public Refusal? WhyNotDecide() => State == BankLineState.Open ? null : new LineSettled(RowNo);

    /// <param name="confirms">钱是这一行核实的。</param>
    public Refusal? Count(PaymentId payment, bool confirms, Actor actor, Moment now)
    {
        if (WhyNotDecide() is { } settled) return settled;
        (PaymentId, Confirms) = (payment, confirms);
        return Decide(BankLineState.Counted, Note, actor, now);
    }

    /// <summary>不是评审费的：写明是什么。谁付的、附言写了什么与评审无关，不再留。</summary>
    public Refusal? SetAside(string? note, Actor actor, Moment now)
    {
        if (WhyNotDecide() is { } settled) return settled;
        if (note.Plain() is not { Length: > 0 and <= Payment.MaxReason } words) return new InvalidInput("Note", "请写明这一行是什么钱，如“利息”“别的收费”。");
        (PayerName, Remark) = ("", "");
        return Decide(BankLineState.SetAside, words, actor, now);
    }

    /// <summary>看着相同，确是另一笔：写明凭什么，照新的一行办。</summary>
    public Refusal? Accept(string? note, Actor actor, Moment now)
    {
        if (State != BankLineState.Repeat) return new LineSettled(RowNo);
        if (note.Plain() is not { Length: > 0 and <= Payment.MaxReason } words) return new InvalidInput("Note", "请写明凭什么说它是另一笔，如“银行回单上是两笔”。");
        return Decide(BankLineState.Open, words, actor, now);
    }

    /// <summary>这一次没有入成：留着那句话，人看了再定。</summary>
    public void Stay(Refusal why)
    {
        var words = why is InvalidInput input ? input.Errors[0].Sentence : why.Sentence;
        if (State == BankLineState.Open) Hitch = words[..Math.Min(words.Length, Payment.MaxReason)];
    }

    internal void Reopen(Moment now) =>
        (State, PaymentId, Confirms, Note, Hitch, DecidedByName, DecidedAt, CorrectedAt) = (BankLineState.Open, null, false, null, null, null, null, now.Instant);

    private Refusal? Decide(BankLineState state, string? note, Actor actor, Moment now)
    {
        (State, Note, Hitch, DecidedByName, DecidedAt) = (state, note, null, actor.Signature, now.Instant);
        return null;
    }
}

public sealed record LineSettled(int RowNo) : Refusal($"第 {RowNo} 行已经办过了，请刷新页面看结果。");
