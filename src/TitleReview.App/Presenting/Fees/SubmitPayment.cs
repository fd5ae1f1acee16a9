using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Presenting;

/// <summary>选的回单文件。</summary>
public sealed record SlipFile(string Name, Stream Content);

/// <summary>传一张回单：为自己，或单位为选中的几个人（BZ-24）。扫描件照收材料的办法收：认种类、完整解码、另做副本，原件加密存放。</summary>
[Does(Act.PayFees)]
public sealed class SubmitPayment(TenantSessions sessions, MaterialIntake intake)
{
    private static readonly string[] Kinds = ["jpg", "png", "pdf"];

    /// <param name="id">这一次的号：双击、重发都只算一次。</param>
    /// <param name="whole">给了就是本单位这个计划没有缴清、没有回单在等核实的全部，不看 <paramref name="filings"/>。</param>
    public async Task<Refusal?> Run(PaymentId id, IReadOnlyCollection<FilingId> filings, PaymentForm form, SlipFile? slip, PlanId? whole = null, CancellationToken ct = default)
    {
        ArrivedFile arrived;
        await using (var session = await sessions.Open(ct))
        {
            if (whole is { } plan) filings = await session.PayableByUnit().Where(n => n.PlanId == plan).OrderBy(n => n.FilingId).Select(n => n.FilingId).Take(Payment.MostFilings + 1).ToListAsync(ct);
            var notices = await session.Db.FeeNotices.AsNoTracking().Where(n => filings.Contains(n.FilingId)).ToListAsync(ct);
            if (notices.Count == 0 && filings.Count == 0) return new NoFeeChosen();
            if (notices.Count < filings.Distinct().Count() || notices.Count == 0) return session.WhyNot(Act.PayFees, (FeeNotice?)null);
            if (notices.Select(n => session.WhyNot(Act.PayFees, n)).FirstOrDefault(r => r is not null) is { } refusal) return refusal;
            if (await session.Db.Payments.AnyAsync(p => p.Id == id && p.SubmittedBy == session.Actor.UserId, ct)) return null;
            // 先看填得对不对，再收文件：填错了的不白传。
            if (Payment.Submit(id, form, notices, slip is null ? null : new PaymentSlip("", "", slip.Name, 0, 0), session.Actor, session.Now).Refusal is { } wrong) return wrong;
            var terms = await session.Db.Plans.Where(p => p.Id == notices[0].PlanId).Select(p => p.Terms).SingleAsync(ct);
            if (form.Way == PaymentWay.ScanCode && terms.Fees.QrText is null) return new InvalidInput(nameof(form.Way), "这份计划没有收款码，不能扫码缴。请照回单选银行转账或柜台。");
            arrived = new ArrivedFile(session.Tenant.Id, terms.Files with { Kinds = Kinds }, slip!.Name, session.Now.Instant);
        }

        var (scan, refused) = await intake.Take(arrived, slip.Content, ct);
        if (refused is not null) return refused is NotTakenNow ? refused : new InvalidInput("Slip", refused.Sentence);

        await using (var session = await sessions.Open(ct))
        {
            var notices = (await session.Locked(filings, ct)).OrderBy(n => n.OutstandingFen).ThenBy(n => n.FilingId.Value).ToList();
            if (notices.Select(n => session.WhyNot(Act.PayFees, n)).FirstOrDefault(r => r is not null) is { } refusal) return refusal;
            if (await session.WaitingSlip(filings, ct) is { } there) return there;
            if (form.Serial.Plain() is { Length: > 0 } serial && form.PaidOn is { } day && Money.ReadYuan(form.Amount) is { } fen
                && await session.Db.BankLines.AnyAsync(l => l.CollectorId == notices[0].CollectorId && l.State == BankLineState.Counted && l.Serial == serial && l.PaidOn == day && l.AmountFen == fen, ct)) return new SerialTaken();

            await FileRegister.Add(session, new StoredFile { Sha256 = scan!.Sha256, Bytes = scan.Bytes, StoredAt = session.Now.Instant }, ct);
            var (payment, wrong) = Payment.Submit(id, form, notices, new PaymentSlip(scan.Sha256, scan.Kind, slip.Name, scan.Bytes, scan.Pages), session.Actor, session.Now);
            if (wrong is not null) return wrong;
            session.AddPayment(payment!);
            return await session.Save(ct);
        }
    }
}

/// <summary>传错了的自己收回，核实之前都可以。</summary>
[Does(Act.PayFees)]
public sealed class TakeBackPayment(TenantSessions sessions)
{
    public async Task<Refusal?> Run(PaymentId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var payment = await session.Payment(id, ct);
        return session.WhyNot(Act.PayFees, payment) ?? payment!.TakeBack(session.Actor, session.Now) ?? await session.Save(ct);
    }
}

internal static class PaymentWriting
{
    /// <summary>本单位要缴、还没有缴清、没有回单在等核实的。</summary>
    public static IQueryable<FeeNotice> PayableByUnit(this TenantSession session)
    {
        var office = session.Actor.OfficeId ?? default;
        return session.ToPay(session.Db.FeeNotices.Where(n => n.EmployerId == office && n.Payer == Domain.Plans.FeePayer.Employer));
    }

    /// <summary>其中还要缴的：没有缴清，也没有回单在等核实。</summary>
    public static IQueryable<FeeNotice> ToPay(this TenantSession session, IQueryable<FeeNotice> notices) =>
        notices.Where(n => !n.Settled && !session.Db.PaymentShares.Any(s => s.FilingId == n.FilingId && session.Db.Payments.Any(p => p.Id == s.PaymentId && p.State == PaymentState.Waiting)));

    /// <summary>一笔连同它分到的各份。</summary>
    public static void AddPayment(this TenantSession session, Payment payment)
    {
        foreach (var share in payment.Shares) share.TenantId = session.Tenant.Id;
        session.Add(payment);
    }

    public static Task<Payment?> Payment(this TenantSession session, PaymentId id, CancellationToken ct) => session.Db.Payments.Include(p => p.Shares).SingleOrDefaultAsync(p => p.Id == id, ct);

    /// <summary>其中有一份已经有回单在等核实：先办完那一张。</summary>
    public static async Task<Refusal?> WaitingSlip(this TenantSession session, IReadOnlyCollection<FilingId> filings, CancellationToken ct) =>
        await (from s in session.Db.PaymentShares
               where filings.Contains(s.FilingId)
               join p in session.Db.Payments on s.PaymentId equals p.Id
               where p.State == PaymentState.Waiting
               join f in session.Db.Filings on s.FilingId equals f.Id
               orderby f.Number
               select f.Number).FirstOrDefaultAsync(ct) is { } number ? new SlipWaiting(number) : null;
}
