using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Documents.Receipts;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Presenting;

/// <summary>提出退费：退一份的，或退多出来的。等本机构的另一个人同意。</summary>
[Does(Act.RefundFees)]
public sealed class ProposeFeeRefund(TenantSessions sessions)
{
    /// <param name="filing">退哪一份的；退多出来的为空。</param>
    /// <param name="amount">退多少元；空着就是能退的全部。</param>
    /// <param name="waived">退了的不再应缴，还是仍应缴、要重新缴。</param>
    public async Task<Refusal?> Run(PaymentId id, FilingId? filing, string? amount, bool? waived, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var payment = await session.Payment(id, ct);
        if (session.WhyNot(Act.RefundFees, payment) is { } refusal) return refusal;
        if (filing is { } one && payment!.Shares.All(s => s.FilingId != one)) return new NotFoundHere("份申报");
        if (!await session.HasSecondCollector(payment!.CollectorId, ct)) return new NoSecondCollector();

        await session.Locked(payment!.Shares.Select(s => s.FilingId), ct);
        var waiting = await session.Db.FeeRefunds.AnyAsync(r => r.PaymentId == id && r.FilingId == filing && r.State == RefundState.Waiting, ct);
        var (refund, wrong) = FeeRefund.Propose(new FeeRefundId(Guid.CreateVersion7()), payment, filing, amount, waived, reason, waiting, session.Actor, session.Now);
        if (wrong is not null) return wrong;
        session.Add(refund!);
        return await session.Save(ct);
    }
}

/// <summary>第二个人同意或不同意退费；提出的人收回。同意的当场退：减去已缴，原收据作废，有余的另开。</summary>
[Does(Act.RefundFees)]
public sealed class DecideFeeRefund(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FeeRefundId id, RefundState answer, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var refund = await session.Db.FeeRefunds.SingleOrDefaultAsync(r => r.Id == id, ct);
        if (refund is not null) await session.HoldPayment(refund.PaymentId, ct);
        var payment = refund is null ? null : await session.Payment(refund.PaymentId, ct);
        if (session.WhyNot(Act.RefundFees, payment) is { } refusal) return refusal;
        if (answer == RefundState.Rejected) return refund!.Reject(reason, session.Actor, session.Now) ?? await session.Save(ct);
        if (answer == RefundState.TakenBack) return refund!.TakeBack(session.Actor, session.Now) ?? await session.Save(ct);

        var notices = await session.Locked(payment!.Shares.Select(s => s.FilingId), ct);
        return refund!.Confirm(payment, notices.FirstOrDefault(n => n.FilingId == refund.FilingId), session.Actor, session.Now)
            ?? (refund.FilingId is null ? null : await session.ReplaceReceipt(payment, Short($"退费 {refund.AmountFen.PrintYuan()}：{refund.Reason}"), null, ct))
            ?? await session.Save(ct);
    }

    /// <summary>退费的理由写满了，作废的理由就写不下前面几个字。</summary>
    private static string Short(string reason) => reason[..Math.Min(reason.Length, Payment.MaxReason)];
}

/// <summary>等我同意的退费：本机构的人提出的。</summary>
[Does(Act.ReadFees)]
public sealed class ReadFeeRefunds(TenantSessions sessions)
{
    public async Task<IReadOnlyList<FeeRefund>> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadFees) is not null) return [];
        var office = session.Actor.OfficeId;
        return await session.Db.FeeRefunds.AsNoTracking().Where(r => r.State == RefundState.Waiting && r.CollectorId == office).OrderBy(r => r.ProposedAt).Take(100).ToListAsync(ct);
    }
}

/// <summary>收据写错了（如付款人的名称）：作废，照改了的另开一张，两张都留着。</summary>
[Does(Act.CollectFees)]
public sealed class ReissueReceipt(TenantSessions sessions)
{
    public async Task<Refusal?> Run(PaymentId id, string? payer, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await session.HoldPayment(id, ct);
        var payment = await session.Payment(id, ct);
        if (session.WhyNot(Act.CollectFees, payment) is { } refusal) return refusal;
        if (payer.Plain() is not { Length: > 0 and <= Payment.MaxName } name) return new InvalidInput("Payer", $"请填写收据上的付款人，最多 {Payment.MaxName} 字。");
        if (payment!.ReceiptFen == 0 || payment.State != PaymentState.Confirmed) return new PaymentDecided();

        await session.Locked(payment.Shares.Select(s => s.FilingId), ct);
        return await session.ReplaceReceipt(payment, reason, name, ct) ?? await session.Save(ct);
    }
}

/// <summary>单位统一缴的，本人自己那一份的收据：只印本人一行，摘自单位的那一张，看不到别人的。</summary>
[Does(Act.ReadFees)]
public sealed class PrintOwnReceipt(TenantSessions sessions, DocumentWorker worker)
{
    public async Task<(byte[]? Pdf, string? FileName, Refusal? Refusal)> Run(FilingId filing, int year, int no, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var notice = await session.Db.FeeNotices.AsNoTracking().SingleOrDefaultAsync(n => n.FilingId == filing, ct);
        if (session.WhyNot(Act.ReadFees, notice) is { } refusal) return (null, null, refusal);

        var receipt = await session.Db.FeeReceipts.AsNoTracking().SingleOrDefaultAsync(r => r.Year == year && r.No == no && session.Db.PaymentShares.Any(s => s.PaymentId == r.PaymentId && s.FilingId == filing), ct);
        var number = await session.Db.Filings.Where(f => f.Id == filing).Select(f => f.Number).SingleAsync(ct);
        if (receipt?.Lines.SingleOrDefault(l => l.Number == number) is not { } line) return (null, null, new NotFoundHere("张收据"));
        return await ReceiptPages.Print(receipt, [line], $"本页只列本人的一份，摘自收据 {receipt.Number}（{receipt.Payer} 统一缴纳）。", $"{receipt.Number}-{number}.pdf", worker, ct);
    }
}

/// <summary>收据的 PDF：随时再印都一样；作废的也印得出，上面写明作废、换成了哪一张。</summary>
[Does(Act.ReadPayment)]
public sealed class PrintReceipt(TenantSessions sessions, DocumentWorker worker)
{
    public async Task<(byte[]? Pdf, string? FileName, Refusal? Refusal)> Run(int year, int no, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var receipt = await session.Db.FeeReceipts.AsNoTracking().SingleOrDefaultAsync(r => r.Year == year && r.No == no, ct);
        var payment = receipt is null ? null : await session.Payment(receipt.PaymentId, ct);
        if (session.WhyNot(Act.ReadPayment, payment) is { } refusal) return (null, null, refusal);

        return await ReceiptPages.Print(receipt!, receipt!.Lines, "", $"{receipt.Number}.pdf", worker, ct);
    }
}

internal static class ReceiptPages
{
    /// <param name="lines">印哪几行。</param>
    /// <param name="extract">只印一部分的，写明摘自哪一张。</param>
    public static async Task<(byte[]? Pdf, string? FileName, Refusal? Refusal)> Print(FeeReceipt receipt, IReadOnlyList<ReceiptLine> lines, string extract, string fileName, DocumentWorker worker, CancellationToken ct)
    {
        var pdf = await ReceiptPrinter.Print(new ReceiptData
        {
            Title = "评审费缴费收据",
            Number = receipt.Number,
            Facts = [new("缴款人", receipt.Payer), new("收款机构", receipt.Collector), new("事由", $"{receipt.PlanTitle}评审费"), new("缴款日期", receipt.PaidOn.Print())],
            Heads = ["申报编号", "姓名", "申报职务", "金额（元）"],
            Rows = [.. lines.Select(l => (IReadOnlyList<string>)[l.Number, l.Name, l.Title, l.Fen.WriteYuan()])],
            Total = $"合计 {lines.Sum(l => l.Fen).PrintYuan()}",
            Statement = $"{extract}本收据由职称评审系统生成，只确认已收到上列款项，不是发票，也不是税务凭证；需要财政票据的，请凭本收据向收款机构换开。",
            Signed = [$"收款机构：{receipt.Collector}", $"经办人：{receipt.IssuedByName}", receipt.IssuedAt.Print()],
            Void = receipt.VoidedAt is { } at ? $"已于{at.Print()}作废：{receipt.VoidReason}。{(receipt.ReplacedBy is { } by ? $"换开为 {by}。" : "没有换开。")}" : "",
            PrintedAt = receipt.IssuedAt,
        }, worker, ct);
        return (pdf, fileName, null);
    }
}

/// <summary>催缴：选中的几份，或一个单位没有缴清的全部。由本人缴的告诉本人，由单位缴的告诉单位；一天至多一次。</summary>
[Does(Act.CollectFees)]
public sealed class RemindFees(TenantSessions sessions)
{
    private const int Most = 500;

    /// <param name="employer">给了就是这个单位的全部，不看 <paramref name="filings"/>。</param>
    public async Task<(int Reminded, Refusal? Refusal)> Run(IReadOnlyCollection<FilingId> filings, OfficeId? employer, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var office = session.Actor.OfficeId ?? default;
        var ids = employer is { } unit
            ? await session.Db.FeeNotices.Where(n => n.EmployerId == unit && n.CollectorId == office && !n.Settled).OrderBy(n => n.FilingId).Select(n => n.FilingId).Take(Most).ToListAsync(ct)
            : [.. filings.Distinct().Take(Most)];
        if (ids.Count == 0) return (0, employer is null ? new NoFeeChosen() : session.WhyNot(Act.CollectFees, (FeeNotice?)null) ?? new NoFeeChosen());

        var notices = await session.Locked(ids, ct);
        if (notices.Count < ids.Count) return (0, session.WhyNot(Act.CollectFees, (FeeNotice?)null));
        if (notices.Select(n => session.WhyNot(Act.CollectFees, n)).FirstOrDefault(r => r is not null) is { } refusal) return (0, refusal);

        var toPay = await session.ToPay(session.Db.FeeNotices.Where(n => ids.Contains(n.FilingId))).Select(n => n.FilingId).ToListAsync(ct);
        var waiting = notices.RemoveAll(n => !n.Settled && !toPay.Contains(n.FilingId));
        if (notices.Count == 0) return (0, new SlipsToVerify(waiting));
        var refused = notices.Select(n => n.Remind(session.Now)).OfType<Refusal>().ToList();
        if (refused.Count == notices.Count) return (0, refused[0]);
        return await session.Save(ct) is { } conflict ? (0, conflict) : (notices.Count - refused.Count, null);
    }
}

public sealed record SlipsToVerify(int Count) : Refusal($"这 {Count} 份都有回单在等核实，不用催。请先到“核实回单”里核实。");
