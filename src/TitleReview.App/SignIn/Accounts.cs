using Microsoft.AspNetCore.Identity;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.SignIn;

/// <summary>造账号：与它所属的单位或申报人同一事务存下。</summary>
public sealed class Accounts(IPasswordHasher<AppUser> hasher, ILookupNormalizer normalizer)
{
    /// <summary>登录名带上端口，各端口互不占用：zhang3@tacheng。</summary>
    public static string FullName(string loginName, string slug) => loginName.Contains('@') ? loginName : $"{loginName}@{slug}";

    internal AppUser New(TenantSession session, string loginName, string displayName, string? passwordHash, Role role, OfficeId? office, ApplicantId? applicant)
    {
        var name = FullName(loginName, session.Tenant.Slug);
        return new AppUser
        {
            Id = Guid.CreateVersion7(),
            TenantId = session.Tenant.Id,
            UserName = name,
            NormalizedUserName = normalizer.NormalizeName(name),
            DisplayName = displayName,
            Role = role,
            OfficeId = office,
            ApplicantId = applicant,
            LockoutEnabled = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            PasswordHash = passwordHash,
            PasswordSetAt = session.Now.Instant,
            LastUsedAt = session.Now.Instant,
        };
    }

    /// <summary>邀请来的：没有密码，登录名也由本人激活时自己取；在那之前是一个猜不到的名字。</summary>
    internal AppUser Invite(TenantSession session, string displayName, string phone, string? email, Role role, OfficeId? office, ApplicantId? applicant)
    {
        var user = New(session, $"invited-{Guid.NewGuid():N}", displayName, null, role, office, applicant);
        (user.PhoneNumber, user.Email, user.NormalizedEmail, user.InvitedAt) = (phone, email, email is null ? null : normalizer.NormalizeEmail(email), session.Now.Instant);
        return user;
    }

    /// <summary>激活：本人取的登录名与密码。</summary>
    internal void Activate(TenantSession session, AppUser user, string loginName, string password)
    {
        user.UserName = FullName(loginName, session.Tenant.Slug);
        user.NormalizedUserName = normalizer.NormalizeName(user.UserName);
        (user.PasswordHash, user.PasswordSetAt, user.LastUsedAt, user.InvitedAt, user.DormantAt, user.AccessFailedCount) = (Hash(password), session.Now.Instant, session.Now.Instant, null, null, 0);
    }

    /// <summary>故意算得慢的摘要。</summary>
    internal string Hash(string password) => hasher.HashPassword(new AppUser(), password);
}
