using TitleReview.Domain.Permissions;

namespace TitleReview.Domain.SignIn;

/// <summary>本端口对登录的要求（GB/T 22239 第三级）。零为不限，只有演示数据这样用。</summary>
/// <param name="SecondFactor">哪些身份登录要输入动态码。</param>
/// <param name="StaffPasswordDays">工作人员的密码多少天换一次。</param>
/// <param name="ApplicantPasswordDays">申报人的密码多少天换一次。</param>
/// <param name="PasswordsKept">新密码不能与最近几次的相同。</param>
/// <param name="DormantDays">工作人员的账号多少天没有登录就锁上；申报人的不锁。</param>
/// <param name="StaffIdleMinutes">工作人员离开多少分钟要重新登录。</param>
/// <param name="ApplicantIdleMinutes">申报人离开多少分钟要重新登录。</param>
public sealed record SignInTerms(
    IReadOnlyList<Role> SecondFactor, int StaffPasswordDays, int ApplicantPasswordDays, int PasswordsKept, int DormantDays, int StaffIdleMinutes, int ApplicantIdleMinutes)
{
    /// <summary>审核人员、纪检观察员、平台管理员必须两步登录；单位管理员、专家由端口定。</summary>
    private static readonly Role[] Always = [Role.Officer, Role.Observer, Role.PlatformAdministrator];

    /// <summary>观察员与审核人员一样：有观察员之前存下的要求里没有他，也照审核人员的办。</summary>
    public bool WantsSecondFactor(Role role) => SecondFactor.Contains(role == Role.Observer && !SecondFactor.Contains(role) ? Role.Officer : role);

    public TimeSpan Idle(Role role) => TimeSpan.FromMinutes(role == Role.Applicant ? ApplicantIdleMinutes : StaffIdleMinutes);

    public bool PasswordExpired(Role role, DateTimeOffset setAt, Moment now) =>
        (role == Role.Applicant ? ApplicantPasswordDays : StaffPasswordDays) is > 0 and var days && now.Instant >= setAt.AddDays(days);

    /// <summary>许久不用就锁，只对工作人员；申报人一年报一次，隔年再来是常事。</summary>
    public bool Dormant(Role role, DateTimeOffset lastUsed, Moment now) => DormantDays > 0 && role != Role.Applicant && now.Instant >= lastUsed.AddDays(DormantDays);

    /// <summary>页面上改的，不能低于等级保护的底线。</summary>
    public Refusal? WhyNot()
    {
        List<FieldError> errors = [];
        if (Always.Where(r => r != Role.PlatformAdministrator).Except(SecondFactor).Any()) errors.Add(new(nameof(SecondFactor), "审核人员、纪检观察员必须两步登录，不能去掉。"));
        if (StaffPasswordDays is < 1 or > 90) errors.Add(new(nameof(StaffPasswordDays), "工作人员的密码至多 90 天换一次，请填 1 至 90。"));
        if (ApplicantPasswordDays is < 0 or > 3650) errors.Add(new(nameof(ApplicantPasswordDays), "请填天数；不要求换的填 0。"));
        if (PasswordsKept is < 5 or > 24) errors.Add(new(nameof(PasswordsKept), "至少不能与最近 5 次相同，请填 5 至 24。"));
        if (DormantDays is < 1 or > 90) errors.Add(new(nameof(DormantDays), "至多 90 天没有登录就要锁上，请填 1 至 90。"));
        if (StaffIdleMinutes is < 5 or > 15) errors.Add(new(nameof(StaffIdleMinutes), "工作人员离开至多 15 分钟，请填 5 至 15。"));
        if (ApplicantIdleMinutes is < 5 or > 30) errors.Add(new(nameof(ApplicantIdleMinutes), "申报人离开至多 30 分钟，请填 5 至 30。"));
        return errors.Count == 0 ? null : new InvalidInput(errors);
    }
}

/// <summary>本端口改过的登录要求；没有改过的用随产品带的。</summary>
public sealed class SignInSettings : ITenantOwned
{
    private SignInSettings() { }

    public SignInSettings(SignInTerms terms, Actor by, Moment now) => (Terms, SavedBy, SavedAt) = (terms, by.Name, now.Instant);

    public TenantId TenantId { get; set; }
    public SignInTerms Terms { get; private set; } = null!;
    public string SavedBy { get; private set; } = "";
    public DateTimeOffset SavedAt { get; private set; }
    public uint Version { get; private set; }

    public void Save(SignInTerms terms, Actor by, Moment now) => (Terms, SavedBy, SavedAt) = (terms, by.Name, now.Instant);
}
