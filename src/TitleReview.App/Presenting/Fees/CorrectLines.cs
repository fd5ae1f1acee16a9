using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Presenting;

/// <summary>一行记错了：写明错在哪里。核实过钱的等本机构的另一个人同意，别的当场回到没有办的样子。</summary>
[Does(Act.ReconcileBank)]
public sealed class ProposeCorrection(TenantSessions sessions)
{
    public async Task<Refusal?> Run(BankLineId id, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var line = await session.HeldLine(id, ct);
        if (session.WhyNot(Act.ReconcileBank, line?.CollectorId, "行流水") is { } refusal) return refusal;

        var payment = line!.PaymentId is { } paid ? await session.Payment(paid, ct) : null;
        var waiting = await session.Db.BankCorrections.AnyAsync(c => c.LineId == id && c.State == RefundState.Waiting, ct);
        var (correction, wrong) = BankCorrection.Propose(new BankCorrectionId(Guid.CreateVersion7()), line, payment, reason, waiting, session.Actor, session.Now);
        if (wrong is not null) return wrong;
        if (correction!.Money && !await session.HasSecondCollector(line.CollectorId, ct)) return new NoSecondCollector();
        session.Add(correction);
        return await session.Save(ct);
    }
}

/// <summary>第二个人同意或不同意更正；提出的人收回。同意的当场更正：不再算缴，收据作废，这一行重新办。</summary>
[Does(Act.ReconcileBank)]
public sealed class DecideCorrection(TenantSessions sessions)
{
    public async Task<Refusal?> Run(BankCorrectionId id, RefundState answer, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await session.Hold("bank_corrections", id.Value, ct);
        var correction = await session.Db.BankCorrections.SingleOrDefaultAsync(c => c.Id == id, ct);
        if (session.WhyNot(Act.ReconcileBank, correction?.CollectorId, "项更正") is { } refusal) return refusal;
        if (answer == RefundState.Rejected) return correction!.Reject(reason, session.Actor, session.Now) ?? await session.Save(ct);
        if (answer == RefundState.TakenBack) return correction!.TakeBack(session.Actor, session.Now) ?? await session.Save(ct);
        if (correction!.WhyNotDecide(session.Actor) is { } notNow) return notNow;

        var line = (await session.HeldLine(correction.LineId, ct))!;
        await session.HoldPayment(correction.PaymentId!.Value, ct);
        var payment = (await session.Payment(correction.PaymentId.Value, ct))!;
        if (await session.Db.FeeRefunds.AnyAsync(r => r.PaymentId == payment.Id && r.State == RefundState.Waiting, ct)) return new RefundFirst();
        var notices = await session.Locked(payment.Shares.Select(s => s.FilingId), ct);
        if (correction.Confirm(line, payment, notices, session.Actor, session.Now) is { } wrong) return wrong;

        // 更正的理由写满了，前面就添不下字。
        if (await session.Db.FeeReceipts.SingleOrDefaultAsync(r => r.PaymentId == payment.Id && r.VoidedAt == null, ct) is { } receipt
            && receipt.Void($"对账更正：{correction.Reason}" is { Length: > Payment.MaxReason } tooLong ? tooLong[..Payment.MaxReason] : $"对账更正：{correction.Reason}", null, session.Actor, session.Now) is { } notVoid) return notVoid;
        return await session.Save(ct);
    }
}

/// <param name="Sheet">在哪一份对账单里。</param>
public sealed record WaitingCorrection(BankCorrection Correction, BankSheetId Sheet, string FileName, int RowNo, long AmountFen);

/// <summary>等第二个人同意的更正。</summary>
[Does(Act.ReadFees)]
public sealed class ReadCorrections(TenantSessions sessions)
{
    public async Task<IReadOnlyList<WaitingCorrection>> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadFees) is not null || session.Actor is not { Role: Role.Officer, OfficeId: { } office }) return [];

        return await (from c in session.Db.BankCorrections.AsNoTracking()
                      where c.CollectorId == office && c.State == RefundState.Waiting
                      join l in session.Db.BankLines on c.LineId equals l.Id
                      join s in session.Db.BankSheets on l.SheetId equals s.Id
                      orderby c.ProposedAt
                      select new WaitingCorrection(c, s.Id, s.FileName, l.RowNo, l.AmountFen)).Take(100).ToListAsync(ct);
    }
}
