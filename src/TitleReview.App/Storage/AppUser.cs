using Microsoft.AspNetCore.Identity;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Storage;

/// <summary>账号：登录名、密码、身份。登录时还不知道租户，所以账号表不在行级隔离之内，只按租户过滤。</summary>
public sealed class AppUser : IdentityUser<Guid>
{
    public TenantId TenantId { get; set; }

    /// <summary>显示的姓名。</summary>
    public string DisplayName { get; set; } = "";

    public Role Role { get; set; }
    public OfficeId? OfficeId { get; set; }
    public ApplicantId? ApplicantId { get; set; }

    /// <summary>停用的账号不能登录，已登录的立即失效。</summary>
    public bool Disabled { get; set; }
}
