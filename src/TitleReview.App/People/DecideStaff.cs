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

/// <param name="Account">等激活的账号；激活了的为空。</param>
public sealed record StaffItem(Applicant Person, Guid? Account);

/// <param name="Found">找到的一共几人；<paramref name="Rows"/> 只是其中一页。</param>
public sealed record StaffView(IReadOnlyList<StaffItem> Rows, int Found, int Awaiting, int Invited, int Page, int Pages);

/// <summary>本单位的人员，一页一页：待确认的在前，导入了还没有激活的其次。</summary>
[Does(Act.ReadStaff)]
public sealed class ReadStaff(TenantSessions sessions)
{
    private const int PageSize = 50;

    public async Task<StaffView> Run(string? search = null, int page = 1, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadStaff) is not null) return new([], 0, 0, 0, 1, 1);

        var mine = session.Db.Applicants.Where(a => a.EmployerId == session.Actor.OfficeId);
        var all = from a in search.Sought() is { Length: > 0 } text ? mine.Where(a => a.Name.Contains(text)) : mine
                  join u in session.Db.Users.Where(u => u.TenantId == session.Tenant.Id && u.PasswordHash == null && !u.Disabled) on a.Id equals u.ApplicantId into waiting
                  from u in waiting.DefaultIfEmpty()
                  select new { Person = a, Account = u == null ? (Guid?)null : u.Id };
        var counts = await all.GroupBy(_ => 1).Select(g => new { Found = g.Count(), Awaiting = g.Count(r => r.Person.Status == StaffStatus.Awaiting), Invited = g.Count(r => r.Account != null) }).SingleOrDefaultAsync(ct);
        var pages = Math.Max(1, ((counts?.Found ?? 0) + PageSize - 1) / PageSize);
        var at = Math.Clamp(page, 1, pages);
        var rows = await all.OrderBy(r => r.Person.Status == StaffStatus.Awaiting ? 0 : 1).ThenBy(r => r.Account == null ? 1 : 0).ThenBy(r => r.Person.RegisteredAt).ThenBy(r => r.Person.Id)
            .Skip((at - 1) * PageSize).Take(PageSize).AsNoTracking().ToListAsync(ct);
        return new([.. rows.Select(r => new StaffItem(r.Person, r.Account))], counts?.Found ?? 0, counts?.Awaiting ?? 0, counts?.Invited ?? 0, at, pages);
    }
}
