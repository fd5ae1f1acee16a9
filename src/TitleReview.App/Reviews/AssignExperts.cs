using Microsoft.EntityFrameworkCore;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Reviews;

namespace TitleReview.App.Reviews;

/// <param name="Code">还没有送过专家的没有。</param>
/// <param name="Experts">已经送给了谁。</param>
public sealed record AssignableFiling(FilingId Id, string Number, string Applicant, string Employer, string Specialty, string Level, string? Code, IReadOnlyList<string> Experts);

public sealed record AssignmentsView(IReadOnlyList<AssignableFiling> Filings, IReadOnlyList<Reviewer> Experts);

/// <summary>本机构组织的计划里，形式审核通过、可以送专家的；送给了谁。</summary>
[Does(Act.AssignExperts)]
public sealed class ReadAssignments(TenantSessions sessions)
{
    public async Task<AssignmentsView?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.AssignExperts) is not null) return null;

        var plans = await session.OwnPlans(ct);
        var filings = await (from filing in session.Db.Filings
                             join applicant in session.Db.Applicants on filing.ApplicantId equals applicant.Id
                             join employer in session.Db.Offices on filing.EmployerId equals employer.Id
                             where filing.Status == FilingStatus.FormalityPassed && plans.Contains(filing.PlanId)
                             orderby filing.Number
                             select new { filing.Id, filing.Number, Applicant = applicant.Name, Employer = employer.Name, filing.Choice }).AsNoTracking().ToListAsync(ct);
        var codes = await session.Db.ReviewCases.ToDictionaryAsync(c => c.FilingId, c => c.Code, ct);
        var assigned = (await session.Db.ReviewAssignments.AsNoTracking().ToListAsync(ct)).ToLookup(a => a.FilingId, a => a.ExpertId);
        var names = await session.Db.Users.Where(u => u.TenantId == session.Tenant.Id && u.Role == Role.Expert).ToDictionaryAsync(u => new UserId(u.Id), u => u.DisplayName, ct);
        return new AssignmentsView(
            [.. filings.Select(f => new AssignableFiling(f.Id, f.Number, f.Applicant, f.Employer, f.Choice.Specialty, f.Choice.Grade.Label(), codes.GetValueOrDefault(f.Id),
                [.. assigned[f.Id].Select(e => names.GetValueOrDefault(e, "（账号已撤）")).Order(StringComparer.Ordinal)]))],
            await session.Reviewers(ct));
    }
}

/// <summary>把选中的申报送给选中的专家，全送成或一份不送。已经送过的不再送。</summary>
[Does(Act.AssignExperts)]
public sealed class AssignExperts(TenantSessions sessions)
{
    public async Task<Refusal?> Run(IReadOnlyCollection<FilingId> filings, IReadOnlyCollection<UserId> experts, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.AssignExperts) is { } forbidden) return forbidden;
        if (filings.Count == 0 || experts.Count == 0) return new NobodyChosen();

        var chosen = (await session.Reviewers(ct)).Where(r => experts.Contains(r.Id)).ToList();
        if (chosen.Count < experts.Distinct().Count()) return new NotFoundHere("位专家");

        var plans = await session.OwnPlans(ct);
        var added = 0;
        // 总按一个次序锁：两个人同时送，谁也不等谁。
        foreach (var id in filings.Distinct().OrderBy(f => f.Value))
        {
            await FilingLocks.Take(session, id, ct);
            if (await session.Db.Filings.SingleOrDefaultAsync(f => f.Id == id, ct) is not { } filing || !plans.Contains(filing.PlanId)) return new NotFoundHere("份申报");
            if (chosen.Select(c => ReviewAssignment.WhyNot(filing, c)).FirstOrDefault(r => r is not null) is { } refusal) return refusal;

            if (await session.FeeFirst(filing, FeeGate.Review, "送专家审阅", ct) is { } unpaid) return unpaid;
            var there = await session.Db.ReviewAssignments.Where(a => a.FilingId == id).Select(a => a.ExpertId).ToListAsync(ct);
            var fresh = chosen.Where(c => !there.Contains(c.Id)).ToList();
            if (fresh.Count > 0) await session.CaseFor(id, ct);
            foreach (var expert in fresh) session.Add(new ReviewAssignment(id, expert.Id, session.Actor, session.Now));
            added += fresh.Count;
        }

        return added == 0 ? new AlreadyAssigned() : await session.Save(ct);
    }
}

internal static class AssignmentReading
{
    /// <summary>本机构组织的计划：送专家是组织评审的事，不看申报走过哪几级（克州的审批链止于评价中心，组织评审的是人社局）。</summary>
    public static async Task<IReadOnlyList<PlanId>> OwnPlans(this TenantSession session, CancellationToken ct) =>
        [.. (await session.Db.Plans.AsNoTracking().ToListAsync(ct)).Where(p => p.WhyNotManage(session.Actor) is null).Select(p => p.Id)];

    /// <summary>本端口在用的专家账号，连同各自的单位。</summary>
    public static async Task<IReadOnlyList<Reviewer>> Reviewers(this TenantSession session, CancellationToken ct)
    {
        var users = await session.Db.Users.AsNoTracking().Where(u => u.TenantId == session.Tenant.Id && u.Role == Role.Expert && !u.Disabled).OrderBy(u => u.DisplayName).ToListAsync(ct);
        var applicants = users.Select(u => u.ApplicantId).OfType<ApplicantId>().ToList();
        var employers = await session.Db.Applicants.Where(a => applicants.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.EmployerId, ct);
        return [.. users.Select(u => new Reviewer(new UserId(u.Id), u.DisplayName,
            [.. new[] { u.OfficeId, u.ApplicantId is { } own && employers.TryGetValue(own, out var employer) ? employer : null }.OfType<OfficeId>()], u.ApplicantId))];
    }

    /// <summary>盲评编号：送专家、列入议程，先有的那一次给。</summary>
    public static async Task CaseFor(this TenantSession session, FilingId filing, CancellationToken ct)
    {
        if (!await session.Db.ReviewCases.AnyAsync(c => c.FilingId == filing, ct)) session.Add(new ReviewCase(filing, await session.NewCode(ct)));
    }

    /// <summary>没有用过的编号；撞上的机会是几亿分之一，仍由唯一索引守着。</summary>
    public static async Task<string> NewCode(this TenantSession session, CancellationToken ct)
    {
        string code;
        do code = CaseCode.New();
        while (await session.Db.ReviewCases.AnyAsync(c => c.Code == code, ct));
        return code;
    }
}
