using Microsoft.EntityFrameworkCore;
using Npgsql;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Presenting;

/// <summary>
/// 缴费通知、应交的纸质材料：哪一次保存里有“形式审核通过”，就在同一事务里各发一份。只此一处，所以哪条路通过的都不会忘。
/// </summary>
internal static class FeeNotices
{
    public static async Task Issue(TenantSession session, CancellationToken ct)
    {
        var passed = session.Db.ChangeTracker.Entries<FilingEvent>()
            .Where(e => e is { State: EntityState.Added, Entity: { Action: FilingAction.Approve, To: FilingStatus.FormalityPassed } }).Select(e => e.Entity.FilingId).ToList();
        foreach (var id in passed)
        {
            var filing = session.Db.Filings.Local.Single(f => f.Id == id);
            var terms = (await session.PlanOf(filing, ct)).Terms;
            if (terms.Paper.AreCollected() && session.Db.PaperHandIns.Local.All(p => p.FilingId != id)) session.Add(PaperHandIn.Issue(filing, terms, session.Now));
            if (terms.Fees.Charged && session.Db.FeeNotices.Local.All(n => n.FilingId != id)) session.Add(await session.Notice(filing, terms, ct));
        }
    }

    public static async Task<FeeNotice> Notice(this TenantSession session, Filing filing, PlanTerms terms, CancellationToken ct)
    {
        var employer = session.Db.Offices.Local.FirstOrDefault(o => o.Id == filing.EmployerId) ?? await session.Db.Offices.SingleAsync(o => o.Id == filing.EmployerId, ct);
        return FeeNotice.Issue(filing, terms, employer.EmployerKind, await session.Collector(filing, terms, ct), session.Now);
    }

    /// <summary>计划点名的机构；没有点名的，审核的末级机构。</summary>
    private static async Task<OfficeId> Collector(this TenantSession session, Filing filing, PlanTerms terms, CancellationToken ct) =>
        terms.Fees.Collector is { } name && await session.Db.Offices.Where(o => o.Name == name).Select(o => (OfficeId?)o.Id).FirstOrDefaultAsync(ct) is { } named ? named : filing.Stops[^1].OfficeId;

    /// <summary>计划要求先缴清的，没有缴清为什么不能办下一步。</summary>
    public static async Task<Refusal?> FeeFirst(this TenantSession session, Filing filing, FeeGate gate, string next, CancellationToken ct) =>
        (await session.PlanOf(filing, ct)).Terms.Fees.Before == gate && await session.Db.FeeNotices.AnyAsync(n => n.FilingId == filing.Id && !n.Settled, ct) ? new FeeFirst(filing.Number, next) : null;

    /// <summary>锁住这几份：同时核实、对账、退费的排成一队，总按一个次序。</summary>
    public static async Task<List<FeeNotice>> Locked(this TenantSession session, IEnumerable<FilingId> filings, CancellationToken ct)
    {
        await session.Begin(ct);
        var ids = filings.Distinct().ToList();
        await using (var command = new NpgsqlCommand("select 1 from fee_notices where tenant_id = $1 and filing_id = any($2) order by filing_id for update", session.Connection, session.Transaction)
        { Parameters = { new() { Value = session.Tenant.Id.Value }, new() { Value = ids.Select(f => f.Value).ToArray() } } })
            await command.ExecuteNonQueryAsync(ct);
        return await session.Db.FeeNotices.Where(n => ids.Contains(n.FilingId)).ToListAsync(ct);
    }

    /// <summary>先占住这一笔再读：同时退两份、退费又换开的，后一个读到的是前一个办完的，收据不会照旧数开。</summary>
    public static Task HoldPayment(this TenantSession session, PaymentId id, CancellationToken ct) => session.Hold("payments", id.Value, ct);

    /// <param name="table">表名，写在代码里的。</param>
    public static async Task Hold(this TenantSession session, string table, Guid id, CancellationToken ct)
    {
        await session.Begin(ct);
        await using var command = new NpgsqlCommand($"select 1 from {table} where tenant_id = $1 and id = $2 for update", session.Connection, session.Transaction)
        { Parameters = { new() { Value = session.Tenant.Id.Value }, new() { Value = id } } };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>退费、更正要两个人：本机构还有别的能用的账号。</summary>
    public static Task<bool> HasSecondCollector(this TenantSession session, OfficeId collector, CancellationToken ct) =>
        session.Db.Users.AnyAsync(u => u.TenantId == session.Tenant.Id && u.OfficeId == collector && u.Id != session.Actor.UserId.Value && !u.Disabled && u.DormantAt == null && u.HandedBy == null, ct);

    /// <summary>本机构经收评审费：自己的号；没有经收过的为空，那些页面对它不存在。</summary>
    public static async Task<OfficeId?> Collecting(this TenantSession session, CancellationToken ct) =>
        session.Actor.OfficeId is { } office && await session.Db.FeeNotices.AnyAsync(n => n.CollectorId == office, ct) ? office : null;
}

/// <summary>核实一笔：入账、开收据，一个事务。</summary>
internal static class Posting
{
    public static async Task<Refusal?> Post(this TenantSession session, Payment payment, IReadOnlyList<FeeNotice> notices, string? note, CancellationToken ct, Actor? by = null)
    {
        if (payment.Confirm(notices, note, by ?? session.Actor, session.Now) is { } refusal) return refusal;
        await session.IssueReceipt(payment, null, ct, by);
        return null;
    }

    /// <summary>一笔开一张；全退了的、全是多出来的，没有可开的。</summary>
    public static async Task<FeeReceipt?> IssueReceipt(this TenantSession session, Payment payment, string? payer, CancellationToken ct, Actor? by = null)
    {
        if (payment.ReceiptFen == 0) return null;

        var ids = payment.Shares.Where(s => s.AmountFen > s.RefundedFen).Select(s => s.FilingId).ToList();
        var filings = await (from f in session.Db.Filings
                             where ids.Contains(f.Id)
                             join a in session.Db.Applicants on f.ApplicantId equals a.Id
                             join p in session.Db.Plans on f.PlanId equals p.Id
                             orderby f.Number
                             select new { f.Id, f.Number, f.Choice, a.Name, p.Terms }).AsNoTracking().ToListAsync(ct);
        var collector = await session.Db.Offices.Where(o => o.Id == payment.CollectorId).Select(o => o.Name).SingleAsync(ct);
        var (year, lines) = (session.Now.Today.Year, filings.Select(f => new ReceiptLine(f.Number, f.Name, f.Terms.TitleName(f.Choice), payment.Shares.Single(s => s.FilingId == f.Id) is var s ? s.AmountFen - s.RefundedFen : 0)));
        var receipt = FeeReceipt.Issue(year, await SeriesNumbers.Next(session, NumberSeries.FeeReceipt, year, ct), payment, [.. lines], payer, collector, filings[0].Terms.Title, by ?? session.Actor, session.Now);
        session.Add(receipt);
        return receipt;
    }

    /// <summary>原来有效的那一张作废，照现在的数另开。</summary>
    public static async Task<Refusal?> ReplaceReceipt(this TenantSession session, Payment payment, string? reason, string? payer, CancellationToken ct)
    {
        if (await session.Db.FeeReceipts.SingleOrDefaultAsync(r => r.PaymentId == payment.Id && r.VoidedAt == null, ct) is not { } old) return null;
        var fresh = await session.IssueReceipt(payment, payer ?? old.Payer, ct);
        return old.Void(reason, fresh?.Number, session.Actor, session.Now);
    }
}
