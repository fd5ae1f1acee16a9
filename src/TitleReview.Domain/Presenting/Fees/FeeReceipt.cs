namespace TitleReview.Domain.Presenting;

/// <summary>收据上的一行：哪一份申报、申报什么、多少。</summary>
public sealed record ReceiptLine(string Number, string Name, string Title, long Fen);

/// <summary>
/// 缴费收据：一笔核实的缴款一张，编号同一端口同一年度连续。退过费的、写错了的作废另开，作废的留着，指得出换成了哪一张。
/// </summary>
public sealed class FeeReceipt : ITenantOwned
{
    private FeeReceipt() { }

    public TenantId TenantId { get; set; }
    public int Year { get; private set; }
    public int No { get; private set; }
    public PaymentId PaymentId { get; private set; }
    public string Payer { get; private set; } = "";
    public string Collector { get; private set; } = "";
    public string PlanTitle { get; private set; } = "";
    public DateOnly PaidOn { get; private set; }
    public long AmountFen { get; private set; }
    public IReadOnlyList<ReceiptLine> Lines { get; private set; } = [];
    public string IssuedByName { get; private set; } = "";
    public DateTimeOffset IssuedAt { get; private set; }
    public DateTimeOffset? VoidedAt { get; private set; }
    public string? VoidedByName { get; private set; }
    public string? VoidReason { get; private set; }

    /// <summary>换成了哪一张（同一端口，年度与号）；全退了的没有。</summary>
    public string? ReplacedBy { get; private set; }

    public uint Version { get; private set; }

    /// <summary>收-2023-000017。</summary>
    public string Number => NumberOf(Year, No);

    public static string NumberOf(int year, int no) => $"收-{year}-{no:000000}";

    public static FeeReceipt Issue(int year, int no, Payment payment, IReadOnlyList<ReceiptLine> lines, string? payer, string collector, string planTitle, Actor actor, Moment now) => new()
    {
        Year = year, No = no, PaymentId = payment.Id, Payer = payer ?? payment.PayerName, Collector = collector, PlanTitle = planTitle, PaidOn = payment.PaidOn,
        AmountFen = payment.ReceiptFen, Lines = lines, IssuedByName = actor.Signature, IssuedAt = now.Instant,
    };

    /// <param name="replacement">换成的那一张的号；没有为空。</param>
    public Refusal? Void(string? reason, string? replacement, Actor actor, Moment now)
    {
        if (VoidedAt is not null) return new ReceiptVoided();
        if (reason.Plain() is not { Length: > 0 and <= Payment.MaxReason } words) return new InvalidInput("VoidReason", "请写明为什么作废，与原收据一并留存备查。");
        (VoidedAt, VoidedByName, VoidReason, ReplacedBy) = (now.Instant, actor.Signature, words, replacement);
        return null;
    }
}

public sealed record ReceiptVoided() : Refusal("这张收据已经作废，请看换开的那一张。");
