using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;

namespace TitleReview.App.SignIn;

/// <summary>登录还有没有效：账号没有停用，安全戳没有变。</summary>
public sealed class StillSignedIn
{
    private readonly TitleReviewDb _db;

    internal StillSignedIn(TitleReviewDb db) => _db = db;

    public Task<bool> Run(SignedIn signedIn, CancellationToken ct = default) =>
        _db.Users.AnyAsync(u => u.Id == signedIn.UserId.Value && u.TenantId == signedIn.Tenant && !u.Disabled && u.SecurityStamp == signedIn.SecurityStamp, ct);
}

/// <summary>登录凭证上显示的端口名与单位名。</summary>
public sealed class WhoIs
{
    private readonly TitleReviewDb _db;
    private readonly TenantSessions _sessions;

    internal WhoIs(TitleReviewDb db, TenantSessions sessions) => (_db, _sessions) = (db, sessions);

    public async Task<(string TenantName, string Slug, string? OfficeName)> Run(AppUser user, CancellationToken ct = default)
    {
        var tenant = await _db.Tenants.AsNoTracking().SingleAsync(t => t.Id == user.TenantId, ct);
        await using var session = await _sessions.OpenFor(user.TenantId, Domain.Actor.System, ct);
        var office = user.OfficeId
            ?? await session.Db.Applicants.Where(a => a.Id == user.ApplicantId).Select(a => (Domain.OfficeId?)a.EmployerId).SingleOrDefaultAsync(ct);
        var name = office is null ? null : await session.Db.Offices.Where(o => o.Id == office).Select(o => o.Name).SingleOrDefaultAsync(ct);
        return (tenant.Name, tenant.Slug, name);
    }
}
