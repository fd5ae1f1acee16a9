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

/// <param name="Rows">一页；待审核的在前。</param>
/// <param name="Main">用人单位看自己的分支机构：它自己；别的机构为空。</param>
/// <param name="WhyNotBranches">为什么不能有分支机构；能有、不是用人单位的为空。</param>
public sealed record EmployersView(IReadOnlyList<EmployerItem> Rows, int Found, int Awaiting, int Page, int Pages, Office? Main, Refusal? WhyNotBranches);

/// <param name="Administrator">在用的第一位管理员；没有为空。</param>
/// <param name="Staff">确认了的人员有几位。</param>
public sealed record EmployerItem(Office Employer, string Administrator, int Staff);

/// <summary>向本机构呈报的单位，一页一页：待审核的在前。用人单位看到的是自己的分支机构。</summary>
[Does(Act.ReadEmployers)]
public sealed class ReadEmployers(TenantSessions sessions)
{
    private const int PageSize = 50;

    public async Task<EmployersView> Run(string? search = null, int page = 1, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadEmployers) is not null) return new([], 0, 0, 1, 1, null, null);

        var all = session.Db.Offices.AsNoTracking().Where(o => o.ReportsTo == session.Actor.OfficeId && o.Kind == OfficeKind.Employer);
        if (search.Sought() is { Length: > 0 } text) all = all.Where(o => o.Name.Contains(text) || o.CreditCode == text);
        var found = await all.CountAsync(ct);
        var pages = Math.Max(1, (found + PageSize - 1) / PageSize);
        var at = Math.Clamp(page, 1, pages);
        var rows = await all.OrderBy(o => o.Registration == RegistrationStatus.Awaiting ? 0 : 1).ThenBy(o => o.Name).ThenBy(o => o.Id).Skip((at - 1) * PageSize).Take(PageSize)
            .Select(o => new
            {
                Employer = o,
                Administrator = session.Db.Users.Where(u => u.TenantId == session.Tenant.Id && u.OfficeId == o.Id && u.Role == Role.EmployerAdministrator && !u.Disabled).OrderBy(u => u.PasswordHash == null).ThenBy(u => u.Id).Select(u => u.DisplayName).FirstOrDefault(),
                Staff = session.Db.Applicants.Count(a => a.EmployerId == o.Id && a.Status == Domain.People.StaffStatus.Confirmed),
            }).ToListAsync(ct);
        var main = session.Actor.Role == Role.EmployerAdministrator ? await session.Db.Offices.AsNoTracking().SingleAsync(o => o.Id == session.Actor.OfficeId, ct) : null;
        return new([.. rows.Select(r => new EmployerItem(r.Employer, r.Administrator ?? "", r.Staff))], found, await all.CountAsync(o => o.Registration == RegistrationStatus.Awaiting, ct), at, pages, main, main?.WhyNotTakeBranches());
    }
}

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
