using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.SignIn;

/// <summary>改密码：改后别处的登录一律失效。</summary>
[Does(Act.ChangeOwnPassword)]
public sealed class ChangeOwnPassword(TenantSessions sessions, IPasswordHasher<AppUser> hasher)
{
    public async Task<Refusal?> Run(string current, string password, string again, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ChangeOwnPassword) is { } refusal) return refusal;

        var user = await session.Db.Users.SingleAsync(u => u.Id == session.Actor.UserId.Value, ct);
        if (hasher.VerifyHashedPassword(user, user.PasswordHash!, current ?? "") == PasswordVerificationResult.Failed) return new InvalidInput("Current", "原密码不对，请重新输入。");

        return await session.Change(user, hasher, password, again, ct) ?? await session.Save(ct);
    }
}
