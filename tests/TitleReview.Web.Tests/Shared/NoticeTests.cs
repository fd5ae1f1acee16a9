using Microsoft.AspNetCore.Components;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Web.Shared;
using TitleReview.Web.Shell;

namespace TitleReview.Web.Tests.Shared;

public sealed class NoticeTests
{
    [Fact(DisplayName = "没有理由就什么也不显示")]
    public async Task Nothing_to_say_shows_nothing()
    {
        Assert.Equal("", (await ComponentHost.Render<RefusalNotice>(("Refusal", null))).Html);
        Assert.Equal("", (await ComponentHost.Render<SuccessNotice>(("Sentence", null))).Html);
    }

    [Fact(DisplayName = "理由是一句话，读屏会念")]
    public async Task A_refusal_is_announced()
    {
        var host = await ComponentHost.Render<RefusalNotice>(("Refusal", new NoSubmissionsLeft(3)));

        Assert.Equal(new NoSubmissionsLeft(3).Sentence, host.Find("[role=alert] p").TextContent);
    }

    [Fact(DisplayName = "每种状态都有颜色和字")]
    public async Task Every_status_has_a_colour_and_a_word()
    {
        foreach (var status in Enum.GetValues<FilingStatus>().Cast<Enum>().Concat(Enum.GetValues<RegistrationStatus>().Cast<Enum>()).Concat(Enum.GetValues<StaffStatus>().Cast<Enum>()))
            Assert.NotEqual("", (await ComponentHost.Render<StatusBadge>(("Status", status))).Find(".badge").TextContent);

        Assert.Contains("returned", (await ComponentHost.Render<StatusBadge>(("Status", FilingStatus.Returned))).Html, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "按不下去的按钮，旁边说明理由")]
    public async Task A_button_that_cannot_says_why()
    {
        var host = await ComponentHost.Render<ActionButton>(("WhyNot", new NoticeNotOver()), ("ChildContent", ComponentHost.Words("通过")));

        Assert.True(host.Find("button").HasAttribute("disabled"));
        Assert.Equal(new NoticeNotOver().Sentence, host.Find("#" + host.Find("button").GetAttribute("aria-describedby")).TextContent);
    }

    [Fact(DisplayName = "静态表单里是提交按钮，危险的先问一句")]
    public async Task In_a_form_it_submits()
    {
        var host = await ComponentHost.Render<ActionButton>(("Confirm", "将使用第 2 次提交机会，还剩 1 次。"), ("ChildContent", ComponentHost.Words("提交")));

        Assert.Equal("submit", host.Find("button").GetAttribute("type"));
        Assert.Equal("将使用第 2 次提交机会，还剩 1 次。", host.Find("button").GetAttribute("data-confirm"));
    }

    [Fact(DisplayName = "连点两下只办一次")]
    public async Task A_double_click_is_one_act()
    {
        var acts = 0;
        var act = new TaskCompletionSource();
        var host = await ComponentHost.Render<ActionButton>(("ChildContent", ComponentHost.Words("退回")), ("OnClick", EventCallback.Factory.Create(this, () => { acts++; return act.Task; })));
        var first = host.Click("button");
        var second = host.Click("button");
        act.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal(1, acts);
    }

    [Fact(DisplayName = "出错只报编号")]
    public async Task An_error_shows_its_number()
    {
        Assert.Equal("系统出错，编号 7F3K，请告诉管理员。", (await ComponentHost.Render<ErrorSentence>(("Number", "7F3K"))).Text);
        Assert.DoesNotContain("编号", (await ComponentHost.Render<ErrorSentence>()).Text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "线路里出错，就地报编号，不露内情")]
    public async Task An_island_that_breaks_shows_a_number()
    {
        var host = await ComponentHost.Render<IslandBoundary>(("ChildContent", (RenderFragment)(_ => throw new InvalidOperationException("secret"))));

        Assert.Matches("系统出错，编号 [0-9A-Z]{4}，请告诉管理员。", host.Text);
        Assert.DoesNotContain("secret", host.Html, StringComparison.Ordinal);
    }
}
