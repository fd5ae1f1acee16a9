using TitleReview.Web.Shell;

namespace TitleReview.Web.Tests;

public sealed class LayoutTests
{
    [Fact(DisplayName = "登录后的外壳：跳到正文、主菜单、退出要防伪令牌")]
    public async Task The_desk_has_its_ways_out()
    {
        var host = await ComponentHost.Render<DeskLayout>(("Body", ComponentHost.Words("正文")));

        Assert.Equal("#main", host.Find(".skip").GetAttribute("href"));
        Assert.Equal("正文", host.Find("main").TextContent);
        Assert.Equal(["我的首页"], host.Document.QuerySelectorAll("#mainnav li").Select(item => item.TextContent.Trim()));
        var signOut = host.Find($"form[action='{Addresses.SignOut}']");
        Assert.Equal("post", signOut.GetAttribute("method"));
        Assert.NotNull(signOut.QuerySelector("input[name=__RequestVerificationToken]"));
    }

    [Fact(DisplayName = "门户：没登录的人看到登录")]
    public async Task A_visitor_is_offered_the_sign_in()
    {
        var host = await ComponentHost.Render<PortalLayout>(("Body", ComponentHost.Words("正文")));

        Assert.Equal("登录", host.Find($"a[href='{Addresses.SignIn}']").TextContent);
        Assert.Equal("职称评审", host.Find(".brand").TextContent);
    }

    [Fact(DisplayName = "页眉：端口名后接系统名，不重复")]
    public void The_title_names_the_port_once()
    {
        Assert.Equal("塔城地区职称评审", new ShellFacts("塔城地区").Title);
        Assert.Equal("塔城地区职称评审", new ShellFacts("塔城地区职称评审").Title);
        Assert.Equal("张某 · 某某水利站", new ShellFacts("塔城地区", "张某", "某某水利站").Who);
    }
}
