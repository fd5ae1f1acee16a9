using System.Security.Claims;
using TitleReview.App.Approvals;
using TitleReview.Domain.Permissions;
using TitleReview.Web.Approvals;
using TitleReview.Web.Committees;
using TitleReview.Web.Meetings;
using TitleReview.Web.Notices;
using TitleReview.Web.People;
using TitleReview.Web.Presenting;
using TitleReview.Web.ReviewResults;
using TitleReview.Web.Reviews;

namespace TitleReview.Web.Shell;

/// <summary>左侧栏目：按身份列出能办的事，待办的带件数；每天用的在最上面，其余按做什么分组。</summary>
internal sealed class DeskNavigation(ReadDeskCounts readCounts) : INavigationItems
{
    private static readonly NavItem Home = new("我的首页", Addresses.Home), Board = new("进度看板", "/board"), Roster = new("花名册", "/roster"), Bulk = new("我的批量任务", BulkAddresses.List),
        Colleagues = new("同事与代办", PeopleAddresses.Colleagues), Accounts = new("账号", "/accounts");

    public async Task<IReadOnlyList<NavGroup>> List(HttpContext? context)
    {
        if (!Enum.TryParse<Role>(context?.User.FindFirstValue(ClaimTypes.Role), out var role)) role = Role.Applicant;
        return role switch
        {
            Role.Applicant => [new(null, new NavItem("我的申报", Addresses.Home))],
            Role.Expert => [new(null, new NavItem("评审会", MeetingAddresses.Own), new("待审案卷", ReviewAddresses.List))],
            Role.Observer => [new(null, new NavItem("监督的评审会", MeetingAddresses.Observed))],
            Role.PlatformAdministrator => [new(null, Home, new("工作日历", "/platform/calendar"), new("通知发送", "/platform/deliveries"))],
            _ => Desk(role, await readCounts.Run()),
        };
    }

    private static IReadOnlyList<NavGroup> Desk(Role role, DeskCounts? counts)
    {
        var employer = role == Role.EmployerAdministrator;
        var organiser = counts?.MayAnnounce is true;
        NavItem?[] daily = [counts?.ActingFor is { } whom ? new($"正在代 {whom} 办理", PeopleAddresses.Colleagues) : null, Home, new("待办申报", "/inbox", counts?.Waiting)];
        NavItem?[] money = [counts?.Fees is true ? new("评审费", FeeWords.Fees, counts.Payments) : null, counts?.Paper is true ? new("纸质材料", PaperWords.List) : null];
        return employer
            ?
            [
                new(null, daily),
                new("办理", [new("公示", NoticeAddresses.Board, counts?.Objections + counts?.NoticesDue), new("本单位人员", "/staff", counts?.Staff), new("评审结果", ResultAddresses.Unit, counts?.Mirrors), .. money, Bulk]),
                new("查看", Board, Roster),
                new("人员与账号", counts?.Branch is true ? null : new("分支机构", "/employers", counts?.Employers), Colleagues, Accounts),
            ]
            :
            [
                new(null, daily),
                new("办理", [new("单位注册", "/employers", counts?.Employers), .. money, Bulk]),
                .. organiser ? [new NavGroup("评审", new("评委会", CommitteeAddresses.List), new("专家库", CommitteeAddresses.Pool), new("评审会", MeetingAddresses.List), new("送专家审阅", "/assignments"), new("结果与证书", ResultAddresses.Board, counts?.Results))] : Array.Empty<NavGroup>(),
                new("查看", Board, Roster),
                .. organiser || counts?.Prefecture is true
                    ? [new NavGroup("计划与通知", [.. organiser ? [new("评审计划", "/plans"), new("通知公告", "/announcements"), new("通知设置", "/settings/messages")] : Array.Empty<NavItem?>(), counts?.Prefecture is true ? new("地区放假日", "/calendar") : null])]
                    : Array.Empty<NavGroup>(),
                new("人员与账号", [new("诚信记录", "/integrity"), Colleagues, Accounts, .. organiser ? [new("导入机构", PeopleAddresses.Imports), new("登录要求", "/settings/sign-in")] : Array.Empty<NavItem?>()]),
            ];
    }
}
