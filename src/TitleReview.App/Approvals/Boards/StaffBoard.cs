using Microsoft.EntityFrameworkCore;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Approvals;

/// <summary>谁该动：本单位、申报人本人、上级机构、已经了结。</summary>
public enum StaffTurn { Ours, Theirs, Above, Over }

/// <summary>形式审核通过之后还没有办完的一样：缴评审费、交纸质材料。</summary>
/// <param name="Ours">由单位办；否则由本人办。</param>
/// <param name="Page">单位在哪一页办、看。</param>
public sealed record StaffDue(string Words, bool Ours, DateTimeOffset? Until, string Page);

/// <param name="Where">到了哪里。</param>
/// <param name="Since">从什么时候起。</param>
/// <param name="Missing">缺什么；不缺为空。</param>
/// <param name="Next">下一步谁做什么。</param>
/// <param name="Deadline">最近的一个期限；没有为空。</param>
/// <param name="MayRemind">可以发提醒：送审过、还没有了结、现在该本人动的。</param>
/// <param name="Branch">在哪个分支机构；就在本单位的为空。</param>
public sealed record StaffLine(Guid Filing, string Number, string Applicant, string Title, FilingStatus Status, StaffTurn Turn, string Where, DateTimeOffset Since, string Missing, string Next, DateTimeOffset? Deadline, bool MayRemind, string? Branch)
{
    /// <summary>通过之后还要办的，期限近的在前。</summary>
    public IReadOnlyList<StaffDue> Dues { get; init; } = [];
}

/// <param name="Year">哪一年的计划；空为最近一年。</param>
/// <param name="Branch">只看这个分支机构，或只看本单位自己的；空为全部。</param>
/// <param name="Page">第几页；空为不分页，导出用。</param>
public sealed record StaffBoardQuery(int? Year = null, Guid? Branch = null, int? Page = 1);

/// <summary>本单位自己、一个分支机构：各种情形几份，还没有开始填的几人。</summary>
public sealed record BranchLine(Guid Id, string Name, IReadOnlyDictionary<StaffTurn, int> Turns, int WithoutFiling)
{
    public int Of(StaffTurn turn) => Turns.GetValueOrDefault(turn);

    public int All => Turns.Values.Sum();
}

/// <param name="Lines">这一页的各人。</param>
/// <param name="Total">所看的一共；确认过、这一年还没有开始填的也数在里面。</param>
/// <param name="Branches">本单位自己与各分支机构；没有分支机构的为空。</param>
/// <param name="Years">有过计划的各年，新的在前。</param>
public sealed record StaffBoard(string Employer, IReadOnlyList<StaffLine> Lines, BranchLine Total, IReadOnlyList<BranchLine> Branches, StaffBoardQuery Query, int Year, IReadOnlyList<int> Years, int Pages, Moment Now);

internal static class StaffBoardReading
{
    private const int PageSize = 100;

    public static async Task<StaffBoard> StaffBoard(this TenantSession session, StaffBoardQuery query, CancellationToken ct)
    {
        var mine = session.Actor.OfficeId!.Value;
        var own = await session.Db.Offices.AsNoTracking().Where(o => o.Id == mine || (o.ReportsTo == mine && o.MainCode != null)).OrderBy(o => o.MainCode != null).ThenBy(o => o.Name).Select(o => new { o.Id, o.Name }).ToListAsync(ct);
        var plans = await session.Db.Plans.AsNoTracking().ToDictionaryAsync(p => p.Id, ct);
        var years = plans.Values.Select(p => p.Year).Distinct().OrderDescending().ToList();
        var year = years.Contains(query.Year ?? 0) ? query.Year!.Value : years.FirstOrDefault();
        var current = plans.Values.Where(p => p.Year == year).Select(p => p.Id).ToList();
        var ids = own.Select(o => o.Id).ToList();
        var wanted = own.Where(o => o.Id.Value == query.Branch).Select(o => o.Id).ToList() is [var one] ? [one] : ids;

        var filings = session.Db.Filings.Where(f => current.Contains(f.PlanId));
        var (fees, papers) = (session.ToPay(session.Db.FeeNotices.AsNoTracking()), session.Db.PaperHandIns.AsNoTracking().Where(p => p.CompletedAt == null));
        // 通过了的还没有完：单位要缴、要交的该单位办，本人要缴、要交的等本人，回单在等核实的在上级。
        var turned = filings.Select(f => new
        {
            f.Id, f.EmployerId, f.ApplicantId, f.FixDeadline, f.Number,
            Turn = f.Status == FilingStatus.InApproval ? f.CurrentOfficeId == mine ? 0 : 2
                : f.Status == FilingStatus.Draft || f.Status == FilingStatus.Returned ? 1
                : f.Status != FilingStatus.FormalityPassed ? 3
                : f.EmployerId == mine && (fees.Any(n => n.FilingId == f.Id && n.Payer == FeePayer.Employer) || papers.Any(p => p.FilingId == f.Id && p.Bearer == PaperBearer.Employer)) ? 0
                : fees.Any(n => n.FilingId == f.Id && n.Payer == FeePayer.Applicant) || papers.Any(p => p.FilingId == f.Id && p.Bearer == PaperBearer.Applicant) ? 1
                : papers.Any(p => p.FilingId == f.Id) || session.Db.FeeNotices.Any(n => n.FilingId == f.Id && !n.Settled) ? 2 : 3,
        });
        var counted = await turned.Where(f => ids.Contains(f.EmployerId))
            .GroupBy(f => new { f.EmployerId, f.Turn }).Select(g => new { g.Key.EmployerId, g.Key.Turn, Count = g.Count() }).ToListAsync(ct);
        var without = await session.Db.Applicants.Where(a => ids.Contains(a.EmployerId) && a.Status == Domain.People.StaffStatus.Confirmed && !filings.Any(f => f.ApplicantId == a.Id))
            .GroupBy(a => a.EmployerId).Select(g => new { EmployerId = g.Key, Count = g.Count() }).ToListAsync(ct);
        List<BranchLine> lines = [.. own.Select(o => new BranchLine(o.Id.Value, o.Name, counted.Where(c => c.EmployerId == o.Id).ToDictionary(c => (StaffTurn)c.Turn, c => c.Count), without.Where(w => w.EmployerId == o.Id).Sum(w => w.Count)))];
        var seen = lines.Where(l => wanted.Exists(w => w.Value == l.Id)).ToList();
        var total = new BranchLine(default, "合计", Enum.GetValues<StaffTurn>().ToDictionary(t => t, t => seen.Sum(l => l.Of(t))), seen.Sum(l => l.WithoutFiling));

        var pages = Math.Max(1, (total.All + PageSize - 1) / PageSize);
        var page = Math.Clamp(query.Page ?? 1, 1, pages);
        var rows = from f in turned
                   where wanted.Contains(f.EmployerId)
                   join a in session.Db.Applicants on f.ApplicantId equals a.Id
                   orderby f.Turn, f.FixDeadline == null, f.FixDeadline, f.Number
                   select new { f.Id, a.Name, f.Turn };
        if (query.Page is not null) rows = rows.Skip((page - 1) * PageSize).Take(PageSize);
        var people = await rows.ToListAsync(ct);
        var there = people.ConvertAll(p => p.Id);
        var full = await session.Db.Filings.AsNoTracking().Include(f => f.History).Where(f => there.Contains(f.Id)).ToDictionaryAsync(f => f.Id, ct);
        var notices = (await session.Db.Notices.AsNoTracking().Include(n => n.Objections).Where(n => there.Contains(n.FilingId)).ToListAsync(ct)).GroupBy(n => n.FilingId).ToDictionary(g => g.Key, g => g.MaxBy(n => n.SubmissionNo));
        var dues = (await fees.Where(n => there.Contains(n.FilingId)).ToListAsync(ct)).Select(n => (n.FilingId, Due: Due(n)))
            .Concat((await papers.Where(p => there.Contains(p.FilingId)).ToListAsync(ct)).Select(p => (p.FilingId, Due: Due(p)))).ToLookup(d => d.FilingId, d => d.Due);
        var names = own.Where(o => o.Id != mine).ToDictionary(o => o.Id, o => o.Name);
        return new StaffBoard(own[0].Name, [.. people.Select(p => Line(session, full[p.Id], (StaffTurn)p.Turn, [.. dues[p.Id].OrderBy(d => d.Until ?? DateTimeOffset.MaxValue)], p.Name, plans[full[p.Id].PlanId], notices.GetValueOrDefault(p.Id), names.GetValueOrDefault(full[p.Id].EmployerId)))],
            total, lines.Count > 1 ? lines : [], query with { Year = year, Branch = wanted.Count == ids.Count ? null : query.Branch, Page = page }, year, years, pages, session.Now);
    }

    private static StaffDue Due(FeeNotice fee) => new($"缴评审费{(fee.OutstandingFen > 0 ? $" {fee.OutstandingFen.PrintYuan()}" : "")}", fee.Payer == FeePayer.Employer, fee.DueAt, "/fees");

    private static StaffDue Due(PaperHandIn paper) => new(paper.CheckedAt is null ? "交纸质材料" : "补交纸质材料", paper.Bearer == PaperBearer.Employer, paper.DueAt, $"/paper/{paper.FilingId.Value}");

    private static StaffLine Line(TenantSession session, Filing filing, StaffTurn turn, IReadOnlyList<StaffDue> dues, string name, Plan plan, PublicNotice? notice, string? branch)
    {
        var since = filing.Status == FilingStatus.Draft ? filing.SavedAt : filing.History.LastOrDefault(e => e.Action != FilingAction.PrintForm)?.At ?? filing.SavedAt;
        var closes = plan.Terms.WindowFor(filing.Choice).Closes;
        var ours = filing.CurrentOfficeId == session.Actor.OfficeId;
        var (where, missing, next, deadline) = filing.Status switch
        {
            FilingStatus.Draft => (filing.SubmissionNo > 0 ? "撤回了，还没有再提交" : "正在填，还没有提交", "", closes > session.Now.Instant ? "本人预审、提交" : "申报期已过，交不上来了", closes),
            FilingStatus.Returned => ("退回补正", $"{filing.Corrections.Count} 处要补正：{Few(filing)}", "本人改好、重新提交；过时不能再交", filing.FixDeadline),
            FilingStatus.InApproval when ours => Ours(session, filing, plan, notice, closes),
            FilingStatus.InApproval => ($"在“{filing.CurrentStop!.OfficeName}”", "", filing.CurrentOfficeId == filing.EmployerId ? "等分支机构审核" : "等上级审核", (DateTimeOffset?)null),
            FilingStatus.FormalityPassed => ("形式审核通过", "", Passed(turn, dues, branch is not null, plan.Terms.Print), dues.Count > 0 ? dues[0].Until : null),
            _ => (filing.Status.Label(), "", "已了结", null),
        };
        return new StaffLine(filing.Id.Value, filing.Number, name, plan.Terms.TitleName(filing.Choice), filing.Status, turn, where, since, missing, next, deadline, filing.SubmissionNo > 0 && turn == StaffTurn.Theirs, branch) { Dues = dues };
    }

    private static string Passed(StaffTurn turn, IReadOnlyList<StaffDue> dues, bool inBranch, PrintTerms print) =>
        dues.Count > 0 ? string.Join("；", dues.Select(d => $"{(d.Ours ? inBranch ? "分支机构" : "单位" : "本人")}{d.Words}")) : turn == StaffTurn.Above ? "等收款机构核实回单" : print.Gate == PrintGate.None ? "等评审" : "等评审；评审表还没有打印的，由本人打印";

    private static (string, string, string, DateTimeOffset?) Ours(TenantSession session, Filing filing, Plan plan, PublicNotice? notice, DateTimeOffset closes)
    {
        var why = filing.WhyNotApprove(plan, notice, session.Actor, session.Now);
        return ("在本单位", why?.Sentence ?? "", why is null ? "逐项审核，通过或退回" : "办完左边这一样，再审核", closes);
    }

    private static string Few(Filing filing) => string.Join('、', filing.Corrections.Take(3).Select(c => c.PlaceName)) + (filing.Corrections.Count > 3 ? "等" : "");
}
