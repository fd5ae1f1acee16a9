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

    internal AppUser New(TenantSession session, string loginName, string displayName, string passwordHash, Role role, OfficeId? office, ApplicantId? applicant)
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
        };
    }

    /// <summary>故意算得慢的摘要。</summary>
    internal string Hash(string password) => hasher.HashPassword(new AppUser(), password);
}
