using Microsoft.AspNetCore.Identity;
using TitleReview.Domain;
using TitleReview.Domain.Messages;
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

    /// <summary>哪几类事也发邮件；没有填邮箱的不发。</summary>
    public MessageTopics MailTopics { get; set; } = MessageTopics.All;

    /// <summary>要紧的几样也发短信。</summary>
    public bool WantsSms { get; set; }

    /// <summary>密码是哪天设的；到期要换。</summary>
    public DateTimeOffset PasswordSetAt { get; set; }

    /// <summary>最近一次登录；许久不用的账号会锁上。</summary>
    public DateTimeOffset LastUsedAt { get; set; }

    /// <summary>因许久不用锁上的时刻；由机构的人解开。</summary>
    public DateTimeOffset? DormantAt { get; set; }

    /// <summary>最近一次邀请的时刻：还没有设密码的，凭那时发的链接激活；再邀请一次，旧链接作废。</summary>
    public DateTimeOffset? InvitedAt { get; set; }

    /// <summary>账号结束的时刻与由谁：调离、离职。结束的不再启用，签过的还在他名下。</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public string? EndedBy { get; set; }

    /// <summary>凭本机构的这个人当面给的链接激活、还没有别人确认过；确认了的、从邮件激活的为空（docs/decisions/0026）。</summary>
    public UserId? HandedBy { get; set; }

    /// <summary>设过密码的，是激活了的。</summary>
    public bool Active => PasswordHash is not null && !Disabled;
}
