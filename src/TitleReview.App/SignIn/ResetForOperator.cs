using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.SignIn;

/// <summary>运维在命令行上重置：最上一级只有一位的机构、平台管理员，丢了手机没有别人可找。与页面上的一样留审计。</summary>
[Does(Act.CheckSignIn)]
public sealed class ResetForOperator(TenantSessions sessions)
{
    /// <param name="login">连同 @端口。</param>
    public async Task<Refusal?> Run(string login, CancellationToken ct = default)
    {
        var slug = login.Split('@')[^1];
        if ((await sessions.TenantsAndPlatform(ct)).FirstOrDefault(t => t.Slug == slug) is not { } tenant) return new NotFoundHere("个端口");

        await using var session = await sessions.OpenFor(tenant.Id, Actor.System, ct);
        if (session.WhyNot(Act.CheckSignIn) is { } refusal) return refusal;
        if (await session.Db.Users.SingleOrDefaultAsync(u => u.TenantId == tenant.Id && u.UserName == login, ct) is not { } user) return new NotFoundHere("个账号");

        if (await session.Factor(new UserId(user.Id), ct) is { } factor) session.Db.SecondFactors.Remove(factor);
        (user.TwoFactorEnabled, user.SecurityStamp, user.DormantAt, user.LastUsedAt, user.LockoutEnd, user.AccessFailedCount) = (false, Guid.NewGuid().ToString("N"), null, session.Now.Instant, null, 0);
        session.Note($"运维在命令行上重置动态码并解锁：{login}");
        return await session.Save(ct);
    }
}
