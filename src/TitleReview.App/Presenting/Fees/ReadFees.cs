using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Documents.Rosters;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Presenting;

/// <summary>名单看哪些：没有缴清的、逾期的、缴清的。</summary>
public enum FeeTab { Unpaid, Overdue, Paid }

/// <param name="Employer">只看一个单位的。</param>
/// <param name="Find">姓名或编号里的几个字。</param>
/// <param name="After">接着上一页最后的编号往下看。</param>
public sealed record FeeQuery(FeeTab Tab = FeeTab.Unpaid, Guid? Employer = null, string? Find = null, string? After = null);

/// <param name="Waiting">有一张回单在等核实。</param>
/// <param name="Opens">看的人打得开这份申报。</param>
public sealed record FeeLine(FeeNotice Notice, string Number, string Applicant, string Employer, string Place, string Title, bool Waiting, bool Opens)
{
    /// <summary>还要缴：没有缴清，也没有回单在等核实。</summary>
    public bool ToPay => !Notice.Settled && !Waiting;
}

/// <summary>一个单位还差多少份、多少钱。</summary>
/// <param name="MayRemind">有可以催的：没有回单在等核实，今天没有催过。</param>
public sealed record EmployerFees(Guid Id, string Name, string Place, int Count, long OutstandingFen, bool MayRemind);

/// <param name="DueFen">应缴的合计；金额没有定的不在里面。</param>
public sealed record FeeTotals(int Unpaid, int Overdue, int Paid, long DueFen, long PaidFen);

/// <summary>怎么缴：照计划。</summary>
public sealed record PayingTerms(string Plan, FeeTerms Fees, NoticeClause? Clause, string Collector, IReadOnlyList<string> Qr);

/// <summary>一个单位一个计划里可以一张回单缴清的全部。</summary>
/// <param name="Fen">一共多少；有金额没有定的为空，要一份一份地缴。</param>
public sealed record WholeUnit(PlanId Plan, string Title, int Count, long? Fen);

/// <param name="Collects">看的是经收的机构；否则是用人单位。</param>
/// <param name="Next">下一页从哪里接；没有了为空。</param>
/// <param name="WaitingPayments">等核实的回单。</param>
/// <param name="WaitingSeconds">等第二个人同意的退费、更正。</param>
public sealed record FeesView(bool Collects, FeeQuery Query, IReadOnlyList<FeeLine> Lines, FeeTotals Totals, IReadOnlyList<EmployerFees> Employers, IReadOnlyList<PayingTerms> Terms, IReadOnlyList<WholeUnit> Wholes, string? Next, int WaitingPayments, int WaitingSeconds, Moment Now);

/// <summary>评审费的名单：用人单位看本单位的，经收的机构看归它收的。</summary>
[Does(Act.ReadFees)]
public sealed class ReadFees(TenantSessions sessions)
{
    /// <summary>单位在这一页上勾选，一张回单为几个人缴：一页列得多些。</summary>
    private const int PageSize = 50, UnitPageSize = 200;

    public async Task<FeesView?> Run(FeeQuery query, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadFees) is not null || await session.FeesInSight().AtCounter(ct) is not var (collects, all)) return null;
        var now = session.Now.Instant;
        var totals = await all.GroupBy(n => 1).Select(g => new FeeTotals(g.Count(n => !n.Settled), g.Count(n => !n.Settled && n.DueAt <= now), g.Count(n => n.Settled && n.AmountFen != 0), g.Sum(n => n.AmountFen) ?? 0, g.Sum(n => n.PaidFen))).SingleOrDefaultAsync(ct);
        var lines = await session.FeeLines(query, (collects ? PageSize : UnitPageSize) + 1, ct);
        var employers = !collects ? [] : await (from n in all.Where(n => !n.Settled)
                                                join o in session.Db.Offices on n.EmployerId equals o.Id
                                                group n by new { o.Id, o.Name, o.Place } into g
                                                orderby g.Count() descending, g.Key.Name
                                                select new { g.Key.Id, g.Key.Name, g.Key.Place, Count = g.Count(), Fen = g.Sum(n => (n.AmountFen ?? 0) - n.PaidFen) }).Take(30).ToListAsync(ct);
        var (office, today) = (session.Actor.OfficeId, Moment.StartOf(session.Now.Today));
        var listed = employers.Select(e => e.Id).ToList();
        var quiet = (await session.ToPay(all).Where(n => listed.Contains(n.EmployerId) && (n.RemindedAt == null || n.RemindedAt < today)).Select(n => n.EmployerId).Distinct().ToListAsync(ct)).ToHashSet();
        var waiting = await session.Db.Payments.CountAsync(p => p.State == PaymentState.Waiting && (collects ? p.CollectorId == office : p.EmployerId == office), ct);
        var seconds = collects ? await session.Db.FeeRefunds.CountAsync(r => r.State == RefundState.Waiting && r.CollectorId == office, ct) + await session.Db.BankCorrections.CountAsync(c => c.State == RefundState.Waiting && c.CollectorId == office, ct) : 0;
        var page = lines.Take(collects ? PageSize : UnitPageSize).ToList();
        return new FeesView(collects, query, page, totals ?? new(0, 0, 0, 0, 0), [.. employers.Select(e => new EmployerFees(e.Id.Value, e.Name, e.Place, e.Count, e.Fen, quiet.Contains(e.Id)))],
            collects ? [] : await session.Paying([.. page.Select(l => l.Notice)], ct), collects ? [] : await Wholes(session, ct), lines.Count > page.Count ? page[^1].Number : null, waiting, seconds, session.Now);
    }

    private static async Task<List<WholeUnit>> Wholes(TenantSession session, CancellationToken ct)
    {
        var wholes = await session.PayableByUnit().GroupBy(n => n.PlanId).Select(g => new { g.Key, Count = g.Count(), Unpriced = g.Count(n => n.AmountFen == null), Fen = g.Sum(n => (n.AmountFen ?? 0) - n.PaidFen) }).ToListAsync(ct);
        var plans = await session.TermsOf([.. wholes.Select(w => w.Key)], ct);
        return [.. wholes.Select(w => new WholeUnit(w.Key, plans[w.Key].Title, w.Count, w.Unpriced > 0 ? null : w.Fen))];
    }
}

/// <summary>没有缴清的名单，电子表格：照页面上的筛选，一次全给。</summary>
[Does(Act.ReadFees)]
public sealed class ExportFees(TenantSessions sessions)
{
    private const int Most = 20_000;

    public async Task<byte[]?> Run(FeeQuery query, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadFees) is not null) return null;

        var lines = await session.FeeLines(query with { After = null }, Most, ct);
        session.Note($"导出评审费名单 {lines.Count} 人");
        if (await session.Save(ct) is not null) return null;
        return TableXlsx.Write(new TableSheet(
            "评审费", query.Tab == FeeTab.Paid ? "评审费缴清名单" : "评审费未缴清名单", $"截至 {session.Now.Instant.Print()}，共 {lines.Count} 人",
            [new("序号", 10), new("申报编号", 32), new("姓名", 24), new("工作单位", 60, LeftAligned: true), new("所在县市", 28), new("申报职务", 32), new("应缴（元）", 22), new("已缴（元）", 22), new("还差（元）", 22), new("缴费期限", 46), new("状态", 26)],
            lines.Select((l, i) => (IReadOnlyList<string>)[$"{i + 1}", l.Number, l.Applicant, l.Employer, l.Place, l.Title, l.Notice.AmountFen?.WriteYuan() ?? "未定", l.Notice.PaidFen.WriteYuan(), l.Notice.OutstandingFen.WriteYuan(), l.Notice.DueAt?.Print() ?? "", l.Waiting ? "回单待核实" : l.Notice.IsOverdue(session.Now) ? "逾期" : l.Notice.State.Label()]),
            session.Now.Instant));
    }
}

/// <summary>单位统一缴的一张收据里，本人的一份。</summary>
public sealed record OwnReceipt(int Year, int No, string Number, long Fen, DateTimeOffset IssuedAt, bool Void, string? VoidReason);

/// <param name="Payments">为这一份传过的回单、入过的账。</param>
/// <param name="WhyNotPay">此刻为什么不能由他缴。</param>
public sealed record OwnFee(FeeNotice Notice, string Number, string Applicant, string Title, PayingTerms Terms, IReadOnlyList<Payment> Payments, IReadOnlyList<FeeReceipt> Receipts, IReadOnlyList<OwnReceipt> ByUnit, Refusal? WhyNotPay, Moment Now);

/// <summary>本人的评审费：多少、到什么时候、怎么缴、缴了没有。</summary>
[Does(Act.ReadFees)]
public sealed class ReadOwnFee(TenantSessions sessions)
{
    public async Task<OwnFee?> Run(FilingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var notice = await session.Db.FeeNotices.AsNoTracking().SingleOrDefaultAsync(n => n.FilingId == id, ct);
        if (session.WhyNot(Act.ReadFees, notice) is not null) return null;

        var filing = await session.Db.Filings.AsNoTracking().SingleAsync(f => f.Id == id, ct);
        // 单位为好几个人缴的一笔，本人只看见自己那一份缴清了，看不见别人的。
        var mine = notice!.Payer == FeePayer.Applicant;
        var payments = !mine ? [] : await session.Db.Payments.AsNoTracking().Include(p => p.Shares).Where(p => p.ApplicantId == session.Actor.ApplicantId && p.Shares.Any(s => s.FilingId == id)).OrderByDescending(p => p.SubmittedAt).ToListAsync(ct);
        var ids = payments.Select(p => p.Id).ToList();
        var receipts = await session.Db.FeeReceipts.AsNoTracking().Where(r => ids.Contains(r.PaymentId)).OrderBy(r => r.Year).ThenBy(r => r.No).ToListAsync(ct);
        var waiting = payments.Any(p => p.State == PaymentState.Waiting);
        var byUnit = mine ? [] : await session.Db.FeeReceipts.AsNoTracking().Where(r => session.Db.PaymentShares.Any(s => s.PaymentId == r.PaymentId && s.FilingId == id)).OrderBy(r => r.Year).ThenBy(r => r.No).ToListAsync(ct);
        return new OwnFee(notice, filing.Number, session.Actor.Name, (await session.PlanOf(filing, ct)).Terms.TitleName(filing.Choice), (await session.Paying([notice], ct))[0], payments, receipts,
            [.. from r in byUnit from l in r.Lines where l.Number == filing.Number select new OwnReceipt(r.Year, r.No, r.Number, l.Fen, r.IssuedAt, r.VoidedAt is not null, r.VoidReason)],
            notice.WhyNotPay(session.Actor) ?? (waiting ? new SlipWaiting(filing.Number) : null), session.Now);
    }
}

internal static class FeeReading
{
    public static async Task<Dictionary<PlanId, PlanTerms>> TermsOf(this TenantSession session, IReadOnlyList<PlanId> plans, CancellationToken ct) =>
        await session.Db.Plans.AsNoTracking().Where(p => plans.Contains(p.Id)).Select(p => new { p.Id, p.Terms }).ToDictionaryAsync(p => p.Id, p => p.Terms, ct);

    /// <summary>看的人看得到哪些：经收的机构看归它收的，用人单位看本单位的。</summary>
    public static (bool Receives, IQueryable<FeeNotice> Rows) FeesInSight(this TenantSession session) =>
        session.InSight(session.Db.FeeNotices.AsNoTracking(), office => n => n.CollectorId == office, office => n => n.EmployerId == office);

    public static async Task<List<FeeLine>> FeeLines(this TenantSession session, FeeQuery query, int most, CancellationToken ct)
    {
        var now = session.Now.Instant;
        var notices = query.Tab switch
        {
            FeeTab.Paid => session.FeesInSight().Rows.Where(n => n.Settled && n.AmountFen != 0),
            FeeTab.Overdue => session.FeesInSight().Rows.Where(n => !n.Settled && n.DueAt <= now),
            _ => session.FeesInSight().Rows.Where(n => !n.Settled),
        };
        if (query.Employer is { } employer) notices = notices.Where(n => n.EmployerId == new OfficeId(employer));
        var rows = from n in notices
                   join f in session.Db.Filings on n.FilingId equals f.Id
                   join a in session.Db.Applicants on f.ApplicantId equals a.Id
                   join o in session.Db.Offices on f.EmployerId equals o.Id
                   join p in session.Db.Plans on f.PlanId equals p.Id
                   select new { Notice = n, f.Number, f.Choice, Applicant = a.Name, o.Name, o.Place, p.Terms };
        if (query.Find.Plain() is { Length: > 0 } find) rows = rows.Where(r => r.Number == find || r.Applicant.StartsWith(find) || r.Name.Contains(find));
        if (query.After.Plain() is { Length: > 0 } after) rows = rows.Where(r => r.Number.CompareTo(after) > 0);
        var found = await rows.OrderBy(r => r.Number).Take(most).ToListAsync(ct);
        var ids = found.Select(r => r.Notice.FilingId).ToList();
        var waiting = (await (from s in session.Db.PaymentShares where ids.Contains(s.FilingId) join p in session.Db.Payments on s.PaymentId equals p.Id where p.State == PaymentState.Waiting select s.FilingId).ToListAsync(ct)).ToHashSet();
        var opens = (await session.FilingsOnMyLine().Where(f => ids.Contains(f.Id)).Select(f => f.Id).ToListAsync(ct)).ToHashSet();
        return [.. found.Select(r => new FeeLine(r.Notice, r.Number, r.Applicant, r.Name, r.Place, r.Terms.TitleName(r.Choice), waiting.Contains(r.Notice.FilingId), opens.Contains(r.Notice.FilingId)))];
    }

    /// <summary>这几份怎么缴：各自计划的收款账户、收款码，缴给谁。</summary>
    public static async Task<IReadOnlyList<PayingTerms>> Paying(this TenantSession session, IReadOnlyList<FeeNotice> notices, CancellationToken ct)
    {
        List<PayingTerms> terms = [];
        foreach (var one in notices.DistinctBy(n => (n.PlanId, n.CollectorId)))
        {
            // 账户会换：取现行版的；金额仍是当时定下的。
            var plan = await session.Db.Plans.AsNoTracking().Where(p => p.Id == one.PlanId).Select(p => p.Terms).SingleAsync(ct);
            var collector = await session.Db.Offices.Where(o => o.Id == one.CollectorId).Select(o => o.Name).SingleAsync(ct);
            terms.Add(new PayingTerms(plan.Title, plan.Fees, plan.Clause("fee"), collector, plan.Fees.QrText is { } text ? Documents.Work.QrMatrix.Rows(text) : []));
        }

        return terms;
    }
}
