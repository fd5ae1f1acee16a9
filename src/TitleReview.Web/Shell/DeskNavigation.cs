using System.Security.Claims;
using TitleReview.App.Approvals;
using TitleReview.Domain.Permissions;

namespace TitleReview.Web.Shell;

/// <summary>左侧栏目：按身份列出能办的事，待办的带件数。</summary>
internal sealed class DeskNavigation(ReadDeskCounts readCounts) : INavigationItems
{
    public async Task<IReadOnlyList<NavItem>> List(HttpContext? context)
    {
        if (!Enum.TryParse<Role>(context?.User.FindFirstValue(ClaimTypes.Role), out var role) || role == Role.Applicant)
            return [new NavItem("我的申报", Addresses.Home)];

        if (role == Role.Expert) return [new("待审案卷", Reviews.ReviewAddresses.List)];

        if (role == Role.PlatformAdministrator) return [new("我的首页", Addresses.Home), new("工作日历", "/platform/calendar")];

        var counts = await readCounts.Run();
        NavItem[] prefecture = counts?.Prefecture == true ? [new("地区放假日", "/calendar")] : [];
        return role == Role.EmployerAdministrator
            ? [new("我的首页", Addresses.Home), new("待办申报", "/inbox", counts?.Waiting), new("本单位人员", "/staff", counts?.Staff), new("花名册", "/roster")]
            : [new("我的首页", Addresses.Home), new("待办申报", "/inbox", counts?.Waiting), new("单位注册", "/employers", counts?.Employers), new("花名册", "/roster"), new("诚信记录", "/integrity"),
                .. counts?.MayAnnounce is true ? [new NavItem("评审计划", "/plans"), new NavItem("通知公告", "/announcements"), new NavItem("送专家审阅", "/assignments")] : Array.Empty<NavItem>(), .. prefecture];
    }
}
