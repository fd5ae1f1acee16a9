using TitleReview.Domain;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Tests.Shared;

public sealed class FieldTests
{
    private static readonly Choice[] Counties = [new("塔城市"), new("额敏县")];

    [Fact(DisplayName = "标签、提示、错误都连在输入框上")]
    public async Task Label_hint_and_error_are_tied_to_the_input()
    {
        var host = await ComponentHost.Render<TextField>(("Name", "phone"), ("Label", "手机号码"), ("Hint", "用来接收通知。"), ("Error", "要 11 位数字。"), ("Required", true), ("Value", "138"));

        var input = host.Find("input");
        Assert.Equal("phone", input.GetAttribute("name"));
        Assert.Equal("138", input.GetAttribute("value"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal("field-phone-error field-phone-hint", input.GetAttribute("aria-describedby"));
        Assert.True(input.HasAttribute("required"));
        Assert.Equal("field-phone", host.Find("label").GetAttribute("for"));
        Assert.Equal("要 11 位数字。", host.Find("#field-phone-error").TextContent);
    }

    [Fact(DisplayName = "没有错误时不说有错")]
    public async Task A_sound_field_says_nothing()
    {
        var host = await ComponentHost.Render<TextField>(("Name", "phone"), ("Label", "手机号码"));

        Assert.False(host.Find("input").HasAttribute("aria-invalid"));
        Assert.False(host.Find("input").HasAttribute("aria-describedby"));
    }

    [Fact(DisplayName = "表单的拒绝理由落到同名的栏目旁")]
    public async Task A_refusal_reaches_its_field()
    {
        var refusal = new InvalidInput([new("county", "请选择所在县（市）。"), new("phone", "要 11 位数字。")]);
        var host = await ComponentHost.Render<FormErrors>(("Refusal", refusal), ("ChildContent", (Microsoft.AspNetCore.Components.RenderFragment)(builder =>
        {
            builder.OpenComponent<ChoiceField>(0);
            builder.AddComponentParameter(1, "Name", "Input.County");
            builder.AddComponentParameter(2, "Key", "county");
            builder.AddComponentParameter(3, "Label", "所在县（市）");
            builder.AddComponentParameter(4, "Choices", Counties);
            builder.CloseComponent();
        })));

        Assert.Equal("请选择所在县（市）。", host.Find("#field-county-error").TextContent);
        Assert.Equal("Input.County", host.Find("#field-county").GetAttribute("name"));
        Assert.Equal("/filings/1#field-county", host.Find(".notice a").GetAttribute("href"));
    }

    [Fact(DisplayName = "密码不回填到页面")]
    public async Task A_password_is_not_sent_back()
    {
        var host = await ComponentHost.Render<TextField>(("Name", "password"), ("Label", "密码"), ("Type", "password"), ("Value", "不该出现"));

        Assert.DoesNotContain("不该出现", host.Html, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "选项：选中的那一个")]
    public async Task The_chosen_option_is_selected()
    {
        var list = await ComponentHost.Render<ChoiceField>(("Name", "county"), ("Label", "所在县（市）"), ("Choices", Counties), ("Value", "额敏县"));
        var radios = await ComponentHost.Render<ChoiceField>(("Name", "county"), ("Label", "所在县（市）"), ("Choices", Counties), ("Value", "额敏县"), ("AsRadios", true));

        Assert.Equal("额敏县", list.Find("option[selected]").GetAttribute("value"));
        Assert.Equal("额敏县", radios.Find("input[checked]").GetAttribute("value"));
        Assert.StartsWith("所在县（市）", radios.Find("legend").TextContent, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "长文：数着字写，也能绑在线路里")]
    public async Task Long_text_counts_and_binds()
    {
        string? written = null;
        var host = await ComponentHost.Render<TextAreaField>(("Name", "summary"), ("Label", "业务工作总结"), ("MaxLength", 500), ("Value", "灌区运行"),
            ("ValueChanged", Microsoft.AspNetCore.Components.EventCallback.Factory.Create<string?>(this, value => written = value)));
        await host.Change("textarea", "改过的总结");

        Assert.Equal("改过的总结", written);
        Assert.Equal("field-summary", host.Find(".counter").GetAttribute("data-counts"));
        Assert.Equal("已写 5 / 500 字", host.Find(".counter").TextContent);
    }

    [Fact(DisplayName = "日期栏：日与月")]
    public async Task Dates_by_day_or_by_month()
    {
        var day = await ComponentHost.Render<DateField>(("Name", "got"), ("Label", "取得日期"), ("Value", "2018-07-01"));
        var month = await ComponentHost.Render<DateField>(("Name", "from"), ("Label", "起始年月"), ("MonthOnly", true));

        Assert.Equal("date", day.Find("input").GetAttribute("type"));
        Assert.Equal("month", month.Find("input").GetAttribute("type"));
    }
}
