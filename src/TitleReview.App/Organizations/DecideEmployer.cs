using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Organizations;

/// <summary>审核单位注册（TC-12）：县属单位由县（市）人社局、地直单位由地区人社局审核通过，或写明理由退回。</summary>
[Does(Act.DecideEmployer)]
public sealed class DecideEmployer(TenantSessions sessions)
{
    public async Task<Refusal?> Run(OfficeId employerId, bool approve, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var employer = await session.Db.Offices.SingleOrDefaultAsync(o => o.Id == employerId, ct);
        if (session.WhyNot(Act.DecideEmployer, employer) is { } refusal) return refusal;

        return (approve ? employer!.ApproveRegistration(session.Now) : employer!.ReturnRegistration(reason, session.Now))
            ?? await session.Save(ct);
    }
}

/// <summary>向本机构呈报的单位：待审核的在前。</summary>
[Does(Act.ReadEmployers)]
public sealed class ReadEmployers(TenantSessions sessions)
{
    public async Task<IReadOnlyList<EmployerItem>> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadEmployers) is not null) return [];

        var mine = await session.Db.Offices.AsNoTracking().Where(o => o.ReportsTo == session.Actor.OfficeId && o.Kind == OfficeKind.Employer).ToListAsync(ct);
        var administrators = await session.Db.Users.AsNoTracking()
            .Where(u => u.TenantId == session.Tenant.Id && u.Role == Role.EmployerAdministrator && u.OfficeId != null)
            .Select(u => new { u.OfficeId, u.DisplayName }).ToListAsync(ct);
        return [.. mine.OrderBy(o => o.Registration).ThenBy(o => o.Name, StringComparer.Ordinal)
            .Select(o => new EmployerItem(o, administrators.FirstOrDefault(a => a.OfficeId == o.Id)?.DisplayName ?? ""))];
    }
}

public sealed record EmployerItem(Office Employer, string Administrator);

/// <summary>本单位的登记情况，供单位管理员看。</summary>
[Does(Act.ReregisterEmployer)]
public sealed class ReadOwnEmployer(TenantSessions sessions)
{
    public async Task<Office?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var employer = await session.Db.Offices.AsNoTracking().SingleOrDefaultAsync(o => o.Id == session.Actor.OfficeId, ct);
        return session.WhyNot(Act.ReregisterEmployer, employer) is null ? employer : null;
    }
}
