using TitleReview.Domain.Permissions;

namespace TitleReview.Domain;

/// <summary>经办人：谁、以什么身份、在哪个机构。每次办理都从数据库重读，不信登录时的旧身份。</summary>
/// <param name="AtTop">所在机构不再向上呈报：地州（或自治区）一级。</param>
public sealed record Actor(UserId UserId, string Name, Role Role, OfficeId? OfficeId = null, ApplicantId? ApplicantId = null, bool AtTop = false)
{
    /// <summary>到期自动办理的，记在系统名下。</summary>
    public static readonly Actor System = new(default, "系统", Role.System);

    /// <summary>没有登录的来访者。</summary>
    public static readonly Actor Visitor = new(default, "来访者", Role.Visitor);
}
