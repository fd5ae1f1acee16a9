using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Demo;

/// <summary>演示的端口、机构与账号。姓名、单位、号码都是虚构的。</summary>
public static class DemoPeople
{
    public const string Password = "Demo-2023-Pass";

    public sealed record Port(string Slug, string Code, string Name, string Prefecture, string[] Counties, string? Plan);

    public static readonly IReadOnlyList<Port> Ports =
    [
        new("tacheng", "TC", "塔城地区职称评审", "塔城地区", ["额敏县", "沙湾市", "托里县"], "tacheng-2023"),
        new("bazhou", "BZ", "巴州职称评审", "巴音郭楞蒙古自治州", ["尉犁县", "若羌县"], null),
        new("aksu", "AK", "阿克苏地区职称评审", "阿克苏地区", ["温宿县", "库车市"], null),
        new("xinjiang", "XJ", "自治区本级职称评审", "新疆维吾尔自治区", ["自治区直属"], null),
        new("kezhou", "KZ", "克州职称评审", "克孜勒苏柯尔克孜自治州", ["阿图什市", "乌恰县"], null),
    ];

    public sealed record Account(string LoginName, string Name, Role Role, string Shows);

    /// <summary>登录表上列出的账号（每个端口都有前几个）。</summary>
    public static readonly IReadOnlyList<Account> Accounts =
    [
        new("applicant", "古丽娜·艾山", Role.Applicant, "草稿已填好，可以预审、提交"),
        new("employer", "陈守田", Role.EmployerAdministrator, "县属用人单位：确认人员、公示、审核"),
        new("county", "马文英", Role.Officer, "县（市）人社局：审核单位注册与申报"),
        new("prefecture", "叶尔肯·哈力", Role.Officer, "地区人社局：形式审核、花名册"),
    ];

    /// <summary>平台管理员，登录名是 admin@platform。</summary>
    public static readonly Account Administrator = new("admin", "苏和平", Role.PlatformAdministrator, "平台管理员：工作日历");

    /// <summary>只有塔城有：地直单位，与停在各阶段的申报人。</summary>
    public static readonly IReadOnlyList<Account> TachengAccounts =
    [
        new("employer-direct", "周若兰", Role.EmployerAdministrator, "地直用人单位"),
        new("direct", "巴图·那生", Role.Applicant, "地直单位：草稿已填好，可以提交"),
        new("newcomer", "梁小满", Role.Applicant, "刚注册，等单位确认"),
        new("submitted", "赛力克·木合塔", Role.Applicant, "已提交，等单位公示"),
        new("publicised", "沈知秋", Role.Applicant, "单位公示中"),
        new("county-desk", "热依汗·吐尔", Role.Applicant, "停在县（市）人社局"),
        new("prefecture-desk", "高远山", Role.Applicant, "停在地区人社局"),
        new("returned", "阿依努尔·卡德尔", Role.Applicant, "被退回，待补正"),
        new("passed", "林致远", Role.Applicant, "形式审核通过，可打印评审表"),
        new("passed-direct", "努尔兰·别克", Role.Applicant, "地直单位，形式审核通过"),
        new("declined", "孟庆禾", Role.Applicant, "不予受理"),
        new("lapsed", "吐逊江·买提", Role.Applicant, "退回后逾期，不予受理"),
    ];

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
