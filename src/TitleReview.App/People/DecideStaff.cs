using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.People;

/// <summary>单位管理员确认本单位人员的注册（TC-13）。</summary>
[Does(Act.DecideStaff)]
public sealed class DecideStaff(TenantSessions sessions)
{
    public async Task<Refusal?> Run(ApplicantId applicantId, bool confirm, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var applicant = await session.Db.Applicants.SingleOrDefaultAsync(a => a.Id == applicantId, ct);
        if (session.WhyNot(Act.DecideStaff, applicant) is { } refusal) return refusal;

        return (confirm ? applicant!.Confirm() : applicant!.Refuse(reason))
            ?? await session.Save(ct);
    }
}

/// <summary>本单位的人员：待确认的在前。</summary>
[Does(Act.ReadStaff)]
public sealed class ReadStaff(TenantSessions sessions)
{
    public async Task<IReadOnlyList<Applicant>> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadStaff) is not null) return [];

        return await session.Db.Applicants.AsNoTracking().Where(a => a.EmployerId == session.Actor.OfficeId)
            .OrderBy(a => a.Status == StaffStatus.Awaiting ? 0 : 1).ThenBy(a => a.RegisteredAt).ToListAsync(ct);
    }
}
