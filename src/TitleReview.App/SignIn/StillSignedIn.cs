using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;

namespace TitleReview.App.SignIn;

/// <summary>登录还有没有效：账号没有停用，安全戳没有变，这一次登录没有结束。</summary>
public sealed class StillSignedIn(TenantSessions sessions)
{
    public async Task<bool> Run(SignedIn signedIn, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenFor(signedIn.Tenant, Domain.Actor.System, ct);
        return await session.Db.Users.AnyAsync(u => u.Id == signedIn.UserId.Value && u.TenantId == signedIn.Tenant && !u.Disabled && u.SecurityStamp == signedIn.SecurityStamp, ct)
            && (signedIn.SignIn is not { } id || await session.Db.SignIns.AnyAsync(s => s.Id == id && s.UserId == signedIn.UserId && s.EndedAt == null, ct));
    }

    /// <summary>还在用：凭证每次重造时记一下，看得出哪里早已不用了。</summary>
    public async Task Seen(SignedIn signedIn, CancellationToken ct = default)
    {
        if (signedIn.SignIn is not { } id) return;

        await using var session = await sessions.OpenFor(signedIn.Tenant, Domain.Actor.System, ct);
        await session.Db.SignIns.Where(s => s.Id == id && s.UserId == signedIn.UserId && s.EndedAt == null && s.LastSeenAt < session.Now.Instant)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, session.Now.Instant), ct);
    }
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
