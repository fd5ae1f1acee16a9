using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Approvals;

/// <summary>派给同机构的一位同事，或收回。只是分工：没有派给的人照样可以办。</summary>
[Does(Act.AssignFiling)]
public sealed class AssignFiling(TenantSessions sessions)
{
    /// <param name="to">派给谁；空为收回。</param>
    public async Task<Refusal?> Run(FilingId id, UserId? to, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await FilingLocks.Take(session, id, ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNotDesk(Act.AssignFiling, FilingAction.Approve, filing) is { } refusal) return refusal;

        return (await session.Assign(filing!, to, ct)).Refusal ?? await session.Save(ct);
    }
}

internal static class Assigning
{
    /// <returns>派给的人的姓名。</returns>
    public static async Task<(Refusal? Refusal, string? Name)> Assign(this TenantSession session, Filing filing, UserId? to, CancellationToken ct)
    {
        if (session.Actor.OfficeId is not { } office || filing.CurrentOfficeId != office) return (new NotWaitingHere(), null);

        var there = await session.Db.DeskAssignments.SingleOrDefaultAsync(a => a.FilingId == filing.Id && a.OfficeId == office, ct);
        if (to is not { } assignee)
        {
            if (there is not null) session.Db.Remove(there);
            return (null, null);
        }

        if (await session.Colleagues().Where(u => u.Id == assignee.Value).Select(u => u.DisplayName).SingleOrDefaultAsync(ct) is not { } name) return (new NotAColleague(), null);
        if (there is null)
        {
            there = new DeskAssignment(filing.Id, office);
            session.Add(there);
        }

        if (there.AssigneeId != assignee) there.To(assignee, session.Actor, session.Now);
        return (null, name);
    }

    /// <summary>本机构现在能办事的各位，自己也在内。</summary>
    public static IQueryable<AppUser> Colleagues(this TenantSession session) =>
        session.Db.Users.AsNoTracking().Where(u => u.TenantId == session.Tenant.Id && u.OfficeId == session.Actor.OfficeId && !u.Disabled && (u.Role == Role.Officer || u.Role == Role.EmployerAdministrator));
}
