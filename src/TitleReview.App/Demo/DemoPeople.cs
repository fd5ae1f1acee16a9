using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;

namespace TitleReview.App.Demo;

/// <summary>演示的人与号码，都是虚构的；端口、机构、单位见 <see cref="DemoPorts"/>。</summary>
public static class DemoPeople
{
    public const string Password = "Demo-2023-Pass";

    public const string ExpertLogin = "expert";

    /// <summary>有评审会的端口：委员的登录名 member-01 起，共几位；纪检观察员的登录名与姓名。</summary>
    public static readonly (string Port, int Members, string Observer, string ObserverName) Meeting = ("kezhou", 11, "observer", "热孜万·艾山");

    /// <summary>有答辩的端口；有账号的委员几位，登录名同上。</summary>
    public static readonly (string Port, int Members) Defending = ("bazhou", 3);

    public static string MemberLogin(int no) => $"member-{no:00}";

    public static IReadOnlyList<Port> Ports => DemoPorts.All;

    /// <param name="Anchor">通知当年的这一天，演示时移到今天：申报期里，前面够走完各级审核。</param>
    /// <param name="Desks">机构，第一个是组织单位；上级在前。</param>
    /// <param name="Expert">评审专家的姓名；登录名都是 <see cref="ExpertLogin"/>。</param>
    public sealed record Port(string Slug, string Code, string Name, string Plan, DateOnly Anchor, Trade Trade, IReadOnlyList<Desk> Desks, IReadOnlyList<Employer> Employers, IReadOnlyList<Person> People, string Expert);

    /// <summary>演示申报人的行当：申报什么、填些什么。</summary>
    public sealed record Trade(string Series, string Specialty, string Major, string Before, string Since, string Effect, string Paper);

    /// <param name="Login">登录名，也是这个机构在演示里的名字。</param>
    /// <param name="Under">向谁呈报；空为不再向上呈报。</param>
    /// <param name="Officer">审核人员；空为没有账号。</param>
    /// <param name="Second">另一个审核人员，登录名后面加 -second；要两个人办的事由他（她）同意。</param>
    public sealed record Desk(string Login, OfficeKind Kind, string Name, string Place, string? Under = null, string? Officer = null, string? Second = null);

    /// <param name="Under">向谁呈报；是另一个单位的，就是它的分支机构。</param>
    /// <param name="Administrator">单位管理员；空为没有账号，注册也还没有审核。</param>
    public sealed record Employer(string Login, string Name, EmployerKind Kind, string Department, string Under, string? Administrator);

    /// <param name="Stage">停在哪里：<see cref="Stages"/> 之一，或某个机构的登录名。</param>
    /// <param name="Channel">申报的渠道；空为第一个合适的。</param>
    /// <param name="Lead">比别的早多少天：后面评审会、公示、确认也走过了的。</param>
    public sealed record Person(string Login, string Name, string Stage, string Employer = "employer", string? Channel = null, int Lead = 0);

    public static class Stages
    {
        public const string Draft = "draft", New = "new", Submitted = "submitted", Publicised = "publicised", Returned = "returned", Passed = "passed", Declined = "declined", Lapsed = "lapsed";
    }

    /// <summary>平台管理员：登录名、姓名、看什么。</summary>
    public static readonly (string LoginName, string Name, string Shows) Administrator = ("admin", "苏和平", "平台管理员：工作日历");

    /// <summary>设了动态码的一位：登录名、姓名、端口。</summary>
    public static readonly (string LoginName, string Name, string Port) TwoStep = ("twostep", "古丽娜尔·艾山", "tacheng");

    public static readonly byte[] TwoStepSecret = "title-review-demo-20"u8.ToArray();

    /// <summary>虚构而校验位正确的身份证号码。</summary>
    public static ResidentId IdOf(int serial)
    {
        var first17 = $"65420119{80 + serial % 15:00}{1 + serial % 12:00}{1 + serial % 27:00}{100 + serial:000}";
        return new ResidentId(first17 + ResidentId.CheckDigit(first17));
    }

    /// <summary>虚构而校验位正确的统一社会信用代码。</summary>
    public static string CreditCodeOf(int serial)
    {
        var first17 = $"1265420{serial:0000000000}";
        return first17 + CreditCode.CheckDigit(first17);
    }
}
