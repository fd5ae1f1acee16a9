using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Presenting;

public enum PaperTab { Waiting, Missing, Done }

public sealed record PaperQuery(PaperTab Tab = PaperTab.Waiting, Guid? Employer = null, string? Find = null, string? After = null);

/// <param name="Received">评审委员会已接收材料。</param>
public sealed record PaperLine(PaperHandIn Paper, string Number, string Applicant, string Employer, string Title, bool Received);

public sealed record PaperTotals(int Waiting, int Missing, int Done, int Overdue);

/// <summary>本单位一个计划的：交什么、还有几份没有交齐。</summary>
/// <param name="Files">报送清单与封面分几个文件。</param>
public sealed record UnitPapers(PlanId Plan, string Title, PaperTerms Terms, int Count, int Files);

/// <param name="Receives">看的是收件的机构；否则是用人单位。</param>
/// <param name="AcceptsFirst">这一页里有计划规定先接收材料、后打印评审表的（BZ-23）。</param>
public sealed record PaperView(bool Receives, bool AcceptsFirst, PaperQuery Query, IReadOnlyList<PaperLine> Lines, PaperTotals Totals, IReadOnlyList<(Guid Id, string Name, int Count, bool MayRemind)> Employers, IReadOnlyList<UnitPapers> Unit, IReadOnlyList<PaperReceipt> Receipts, string? Next, Moment Now);

/// <summary>纸质材料的名单：用人单位看本单位的，收件的机构看归它收的。</summary>
[Does(Act.ReadPaper)]
public sealed class ReadPaper(TenantSessions sessions)
{
    private const int PageSize = 50;

    public async Task<PaperView?> Run(PaperQuery query, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadPaper) is not null
            || await session.InSight(session.Db.PaperHandIns.AsNoTracking(), office => p => p.ReceiverId == office, office => p => p.EmployerId == office).AtCounter(ct) is not var (receives, all)) return null;

        var (now, today) = (session.Now.Instant, Moment.StartOf(session.Now.Today));
        var totals = await all.GroupBy(p => 1).Select(g => new PaperTotals(g.Count(p => p.CompletedAt == null && p.CheckedAt == null), g.Count(p => p.CompletedAt == null && p.CheckedAt != null), g.Count(p => p.CompletedAt != null), g.Count(p => p.CompletedAt == null && p.DueAt <= now))).SingleOrDefaultAsync(ct);
        var lines = await session.PaperLines(query.Tab switch
        {
            PaperTab.Done => all.Where(p => p.CompletedAt != null),
            PaperTab.Missing => all.Where(p => p.CompletedAt == null && p.CheckedAt != null),
            _ => all.Where(p => p.CompletedAt == null && p.CheckedAt == null),
        }, query, PageSize + 1, ct);
        var employers = !receives ? [] : await (from p in all.Where(p => p.CompletedAt == null)
                                                join o in session.Db.Offices on p.EmployerId equals o.Id
                                                group p by new { o.Id, o.Name } into g
                                                orderby g.Count() descending, g.Key.Name
                                                select new { g.Key.Id, g.Key.Name, Count = g.Count(), Quiet = g.Count(p => p.RemindedAt == null || p.RemindedAt < today) }).Take(30).ToListAsync(ct);
        var receipts = await session.InSight(session.Db.PaperReceipts.AsNoTracking(), office => r => r.ReceiverId == office, office => r => r.EmployerId == office).Rows.OrderByDescending(r => r.IssuedAt).Take(10).ToListAsync(ct);
        var page = lines.Take(PageSize).ToList();
        var unit = receives ? [] : await all.Where(p => p.CompletedAt == null).GroupBy(p => p.PlanId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var plans = await session.TermsOf([.. page.Select(l => l.Paper.PlanId).Concat(unit.Select(u => u.Key)).Distinct()], ct);
        var acceptsFirst = page.Any(l => plans[l.Paper.PlanId].Print.Gate == PrintGate.ReceivedByCommittee);
        return new PaperView(receives, acceptsFirst, query, page, totals ?? new(0, 0, 0, 0), [.. employers.Select(e => (e.Id.Value, e.Name, e.Count, e.Quiet > 0))],
            [.. unit.Select(u => new UnitPapers(u.Key, plans[u.Key].Title, plans[u.Key].Paper, u.Count, (u.Count + PrintPaperCovers.PerFile - 1) / PrintPaperCovers.PerFile))], receipts, lines.Count > PageSize ? page[^1].Number : null, session.Now);
    }
}

/// <param name="Desk">收件的机构：逐样核对、撤销；别人只看。</param>
public sealed record PaperItemView(PaperLine Line, PaperTerms Terms, string Receiver, IReadOnlyList<PaperReceipt> Receipts, bool Desk, bool AcceptsFirst, Refusal? FeeFirst, Moment Now);

/// <summary>一份申报的纸质材料：要交哪几样、收到了哪几样、什么时候之前交到哪里。</summary>
[Does(Act.ReadPaperItem)]
public sealed class ReadPaperItem(TenantSessions sessions)
{
    public async Task<PaperItemView?> Run(FilingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var paper = await session.Db.PaperHandIns.AsNoTracking().SingleOrDefaultAsync(p => p.FilingId == id, ct);
        if (session.WhyNot(Act.ReadPaperItem, paper) is not null) return null;

        var line = (await session.PaperLines(session.Db.PaperHandIns.AsNoTracking().Where(p => p.FilingId == id), new(), 1, ct))[0];
        var terms = await session.Db.Plans.AsNoTracking().Where(p => p.Id == paper!.PlanId).Select(p => p.Terms).SingleAsync(ct);
        var filing = await session.Db.Filings.AsNoTracking().SingleAsync(f => f.Id == id, ct);
        // 一张回执上可能还有同单位别人的：本人看不见它。
        var receipts = session.Actor.Role == Role.Applicant ? [] : (await session.Db.PaperReceipts.AsNoTracking().Where(r => r.EmployerId == paper!.EmployerId).OrderBy(r => r.IssuedAt).ToListAsync(ct)).Where(r => r.Filings.Contains(id)).ToList();
        return new PaperItemView(line, terms.Paper, await session.Db.Offices.Where(o => o.Id == paper!.ReceiverId).Select(o => o.Name).SingleAsync(ct), receipts,
            session.Actor.OfficeId == paper!.ReceiverId, terms.Print.Gate == PrintGate.ReceivedByCommittee, await session.FeeFirst(filing, FeeGate.Paper, "接收纸质材料", ct), session.Now);
    }
}

/// <summary>收件台扫到、抄到的码，或申报编号：是哪一份。</summary>
[Does(Act.ReadPaper)]
public sealed class FindPaper(TenantSessions sessions)
{
    public async Task<FilingId?> Run(string? scanned, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadPaper) is not null) return null;

        var (office, text) = (session.Actor.OfficeId ?? default, scanned.Plain());
        // 封面二维码里是“编号 码”；扫码枪、手机、手抄的都认。
        var code = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PaperHandIn.Codes.ReadByHand).FirstOrDefault(c => c is not null) ?? PaperHandIn.Codes.ReadByHand(text);
        var number = FilingNumberWords.In(text) is [var first, ..] ? first : null;
        var mine = session.Db.PaperHandIns.Where(p => p.ReceiverId == office || p.EmployerId == office);
        if (code is not null && await mine.Where(p => p.Code == code).Select(p => (FilingId?)p.FilingId).SingleOrDefaultAsync(ct) is { } found) return found;
        return number is null ? null : await (from p in mine join f in session.Db.Filings on p.FilingId equals f.Id where f.Number == number select (FilingId?)p.FilingId).SingleOrDefaultAsync(ct);
    }
}

internal static class PaperReading
{
    public static async Task<List<PaperLine>> PaperLines(this TenantSession session, IQueryable<PaperHandIn> papers, PaperQuery query, int most, CancellationToken ct, int skip = 0)
    {
        if (query.Employer is { } employer) papers = papers.Where(p => p.EmployerId == new OfficeId(employer));
        var rows = from p in papers
                   join f in session.Db.Filings on p.FilingId equals f.Id
                   join a in session.Db.Applicants on f.ApplicantId equals a.Id
                   join o in session.Db.Offices on f.EmployerId equals o.Id
                   join l in session.Db.Plans on f.PlanId equals l.Id
                   select new { Paper = p, f.Number, f.Choice, Applicant = a.Name, o.Name, l.Terms, Last = f.History.Where(e => e.Action == FilingAction.Receive || e.Action == FilingAction.UndoReceive).OrderByDescending(e => e.No).Select(e => (FilingAction?)e.Action).FirstOrDefault() };
        if (query.Find.Plain() is { Length: > 0 } find) rows = rows.Where(r => r.Number == find || r.Applicant.StartsWith(find) || r.Name.Contains(find));
        if (query.After.Plain() is { Length: > 0 } after) rows = rows.Where(r => r.Number.CompareTo(after) > 0);
        return [.. (await rows.OrderBy(r => r.Number).Skip(skip).Take(most).ToListAsync(ct)).Select(r => new PaperLine(r.Paper, r.Number, r.Applicant, r.Name, r.Terms.TitleName(r.Choice), r.Last == FilingAction.Receive))];
    }
}
