using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Presenting;

public sealed record PaymentLine(Payment Payment, string Employer, IReadOnlyList<string> Numbers);

/// <param name="Done">办过的；否则等核实的。</param>
/// <param name="Find">付款人、申报编号、流水号、申报人的姓名，或金额。</param>
/// <param name="After">接着上一页最后一笔往下看。</param>
public sealed record PaymentQuery(bool Done = false, string? Find = null, string? After = null);

/// <param name="Next">下一页从哪里接；没有了为空。</param>
public sealed record PaymentsView(PaymentQuery Query, IReadOnlyList<PaymentLine> Lines, int Waiting, string? Next);

/// <summary>缴款的清单：等核实的先来的先办；办过的近的在前。一页一页地看，可以查找。</summary>
[Does(Act.ReadFees)]
public sealed class ReadPayments(TenantSessions sessions)
{
    private const int PageSize = 50;

    public async Task<PaymentsView?> Run(PaymentQuery query, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadFees) is not null) return null;

        var (collects, office) = (session.Actor.Role == Role.Officer, session.Actor.OfficeId ?? default);
        var mine = session.Db.Payments.AsNoTracking().Where(p => collects ? p.CollectorId == office : p.EmployerId == office);
        var rows = Find(session, mine.Where(p => query.Done ? p.State != PaymentState.Waiting : p.State == PaymentState.Waiting), query.Find.Plain());
        // 同一刻办的，再按号排；翻页记住最后一笔的时刻与号。
        if (PageMark.Read(query.After) is { } mark)
            rows = query.Done
                ? rows.Where(p => EF.Functions.LessThan(ValueTuple.Create(p.DecidedAt, p.Id), ValueTuple.Create((DateTimeOffset?)mark.At, mark.Payment)))
                : rows.Where(p => EF.Functions.GreaterThan(ValueTuple.Create(p.SubmittedAt, p.Id), ValueTuple.Create(mark.At, mark.Payment)));
        var sorted = query.Done ? rows.OrderByDescending(p => p.DecidedAt).ThenByDescending(p => p.Id) : rows.OrderBy(p => p.SubmittedAt).ThenBy(p => p.Id);
        var found = await sorted.Include(p => p.Shares).Take(PageSize + 1).ToListAsync(ct);
        var page = found.Take(PageSize).ToList();
        var filings = await session.SharedFilings(page, ct);
        return new PaymentsView(query, [.. page.Select(p => new PaymentLine(p, filings.GetValueOrDefault(p.Shares[0].FilingId)?.Employer ?? "", [.. p.Shares.Select(s => filings[s.FilingId].Number).Order(StringComparer.Ordinal)]))],
            await mine.CountAsync(p => p.State == PaymentState.Waiting, ct), found.Count > PageSize ? new PageMark(query.Done ? page[^1].DecidedAt!.Value : page[^1].SubmittedAt, page[^1].Id).ToString() : null);
    }

    private static IQueryable<Payment> Find(TenantSession session, IQueryable<Payment> payments, string find)
    {
        if (find.Length == 0) return payments;
        var fen = Money.ReadYuan(find);
        return payments.Where(p => p.AmountFen == fen || p.Serial == find || p.PayerName.Contains(find)
            || p.Shares.Any(s => session.Db.Filings.Any(f => f.Id == s.FilingId && (f.Number == find || session.Db.Applicants.Any(a => a.Id == f.ApplicantId && a.Name == find))))
            || session.Db.BankLines.Any(l => l.PaymentId == p.Id && l.Serial == find));
    }
}

/// <summary>按时刻翻页的书签。</summary>
internal sealed record PageMark(DateTimeOffset At, PaymentId Payment)
{
    public static PageMark? Read(string? text) =>
        text?.Split('_') is [var ticks, var id] && long.TryParse(ticks, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var at) && at < DateTime.MaxValue.Ticks && Guid.TryParse(id, out var guid)
            ? new(new DateTimeOffset(at, TimeSpan.Zero), new PaymentId(guid)) : null;

    public override string ToString() => $"{At.UtcTicks}_{Payment.Value:N}";
}

public sealed record SharedFiling(FilingId Id, string Number, string Applicant, string Employer, string Title, FeeNotice Notice);

/// <param name="MayDecide">经收的机构：核实、作废收据、提退费。</param>
/// <param name="MayTakeBack">传的人，还没有核实。</param>
public sealed record PaymentView(
    Payment Payment, IReadOnlyList<SharedFiling> Filings, IReadOnlyList<FeeReceipt> Receipts, IReadOnlyList<(FeeRefund Refund, Refusal? WhyNotDecide, bool Mine)> Refunds, BankLine? Line, string Collector, bool MayDecide, bool MayTakeBack);

/// <summary>一笔缴款的全部：回单、分到谁、收据、退费、银行流水。</summary>
[Does(Act.ReadPayment)]
public sealed class ReadPayment(TenantSessions sessions)
{
    public async Task<PaymentView?> Run(PaymentId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var payment = await session.Payment(id, ct);
        if (session.WhyNot(Act.ReadPayment, payment) is not null) return null;

        var filings = await session.SharedFilings([payment!], ct);
        var receipts = await session.Db.FeeReceipts.AsNoTracking().Where(r => r.PaymentId == id).OrderBy(r => r.Year).ThenBy(r => r.No).ToListAsync(ct);
        var collects = session.Actor.Role == Role.Officer;
        // 退费的理由、谁同意的，是经收机构内部的事；缴款人看得到结果。
        var refunds = await session.Db.FeeRefunds.AsNoTracking().Where(r => r.PaymentId == id && (collects || r.State == RefundState.Confirmed)).OrderBy(r => r.ProposedAt).ToListAsync(ct);
        return new PaymentView(payment!, [.. payment!.Shares.Select(s => filings[s.FilingId]).OrderBy(f => f.Number, StringComparer.Ordinal)], receipts,
            [.. refunds.Select(r => (r, r.WhyNotDecide(session.Actor), r.ProposedBy == session.Actor.UserId))],
            collects ? await session.Db.BankLines.AsNoTracking().FirstOrDefaultAsync(l => l.PaymentId == id, ct) : null,
            await session.Db.Offices.Where(o => o.Id == payment.CollectorId).Select(o => o.Name).SingleAsync(ct), collects, !collects && payment.State == PaymentState.Waiting);
    }
}

/// <summary>看回单：看的是重新制作的副本，不是传上来的那个文件。看过留痕。</summary>
[Does(Act.ReadPayment)]
public sealed class OpenSlip(TenantSessions sessions, IFileStore files)
{
    public async Task<MaterialFile?> Run(PaymentId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var payment = await session.Payment(id, ct);
        if (session.WhyNot(Act.ReadPayment, payment) is not null || payment!.Slip is not { } slip) return null;

        session.Note($"看回单：{id.Value}");
        if (await session.Save(ct) is not null) return null;
        var (copy, type, name) = slip.Kind == "pdf" ? ("clean", "application/pdf", "slip.pdf") : ("screen", "image/jpeg", "slip.jpg");
        return await files.OpenDerived(session.Tenant.Id.Value, slip.Sha256, copy, ct) is { } content ? new MaterialFile(content, type, name) : null;
    }
}

/// <summary>核实一张回单，或写明理由不认。核实的当场开收据。</summary>
[Does(Act.CollectFees)]
public sealed class DecidePayment(TenantSessions sessions)
{
    public async Task<Refusal?> Run(PaymentId id, bool confirm, string? note, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var payment = await session.Payment(id, ct);
        if (session.WhyNot(Act.CollectFees, payment) is { } refusal) return refusal;
        if (!confirm) return payment!.Refuse(note, session.Actor, session.Now) ?? await session.Save(ct);

        var notices = await session.Locked(payment!.Shares.Select(s => s.FilingId), ct);
        return await session.Post(payment, notices, note, ct) ?? await session.Save(ct);
    }
}

internal static class PaymentReading
{
    public static async Task<Dictionary<FilingId, SharedFiling>> SharedFilings(this TenantSession session, IReadOnlyList<Payment> payments, CancellationToken ct)
    {
        var ids = payments.SelectMany(p => p.Shares).Select(s => s.FilingId).Distinct().ToList();
        var rows = await (from n in session.Db.FeeNotices
                          where ids.Contains(n.FilingId)
                          join f in session.Db.Filings on n.FilingId equals f.Id
                          join a in session.Db.Applicants on f.ApplicantId equals a.Id
                          join o in session.Db.Offices on f.EmployerId equals o.Id
                          join p in session.Db.Plans on f.PlanId equals p.Id
                          select new { f.Id, f.Number, f.Choice, Applicant = a.Name, Employer = o.Name, p.Terms, Notice = n }).AsNoTracking().ToListAsync(ct);
        return rows.ToDictionary(r => r.Id, r => new SharedFiling(r.Id, r.Number, r.Applicant, r.Employer, r.Terms.TitleName(r.Choice), r.Notice));
    }
}
