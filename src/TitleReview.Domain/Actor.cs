using TitleReview.Domain.Permissions;

namespace TitleReview.Domain;

/// <summary>经办人：谁、以什么身份、在哪个机构。每次办理都从数据库重读，不信登录时的旧身份。</summary>
/// <param name="AtTop">所在机构不再向上呈报：地州（或自治区）一级。</param>
/// <param name="For">正代谁办；办自己的为空。办的人始终是 <paramref name="UserId"/> 本人。</param>
/// <param name="Away">已托人代办、自己不办的这几天。</param>
public sealed record Actor(UserId UserId, string Name, Role Role, OfficeId? OfficeId = null, ApplicantId? ApplicantId = null, bool AtTop = false, Principal? For = null, AwayNow? Away = null)
{
    /// <summary>落款：李四（代 张三）。谁办的写谁，代谁办的也写明。</summary>
    public string Signature => For is null ? Name : $"{Name}（代 {For.Name}）";

    /// <summary>本机构里凭本机构的人当面给的链接激活、还没有别人确认过的账号：可能是同一个人造的第二个账号。</summary>
    public IReadOnlyCollection<UserId> Unvouched { get; init; } = [];

    /// <summary>
    /// 两个人办的事，能不能由他同意，只此一处：自己提的不能自己同意；代某人的，也不能同意某人自己提的，因为某人自己就不能；
    /// 两个账号里有一个还没有别人确认过的，不算两个人（docs/decisions/0026）。
    /// </summary>
    /// <param name="own">是他自己提的，说哪一句。</param>
    public Refusal? WhyNotSecondTo(UserId proposer, Refusal own) =>
        UserId == proposer || For?.UserId == proposer ? own
        : Unvouched.Contains(UserId) || Unvouched.Contains(proposer) ? new NotVouchedYet(Unvouched.Contains(UserId)) : null;

    /// <summary>到期自动办理的，记在系统名下。</summary>
    public static readonly Actor System = new(default, "系统", Role.System);

    /// <summary>没有登录的来访者。</summary>
    public static readonly Actor Visitor = new(default, "来访者", Role.Visitor);
}

/// <param name="Own">没有确认的是看的人自己的账号；否则是提出的人的。</param>
public sealed record NotVouchedYet(bool Own)
    : Refusal($"{(Own ? "您" : "提出的人")}的账号是凭本机构的人给的链接激活的，还没有别人确认过是两个人，所以{(Own ? "您暂时不能作第二个人" : "本机构的人暂时不能同意")}。请上级机构的人，或本机构没有给过这个链接的另一位，在“同事与代办”里先确认这个账号。");

/// <summary>被代办的人。</summary>
public sealed record Principal(UserId UserId, string Name);

/// <summary>已托人代办，这几天自己不办。</summary>
public sealed record AwayNow(string Deputy, DateOnly? Until)
    : Refusal($"您已请{Deputy}代办{(Until is { } day ? $"到{day.Print()}" : "")}，这期间您的账号只能看、不能办。要自己办，请先在“同事与代办”里结束代办。");
