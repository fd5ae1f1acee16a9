using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TitleReview.App.Demo;
using TitleReview.Domain.SignIn;

namespace TitleReview.Journeys;

/// <summary>An officer signs in with a code, an applicant is told in the inbox and by mail, and the last other sign-in is ended.</summary>
[Collection(WithAccounts.Name)]
public sealed class MessagesTests(SharedSite site, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "两步登录；填邮箱，撤回，站内一条、邮件一封，点进去就是那份申报；县里退回，铃铛上有数；结束其他登录，别处马上失效")]
    public async Task A_code_a_message_and_a_mail()
    {
        var app = site.App;
        await SignsInWithCode(app);

        await using var person = await Person.SignsIn(app, browser, "submitted@tacheng");
        await person.Go("/account");
        await person.Page.GetByLabel("邮箱", new() { Exact = true }).Enter("submitted@example.cn");
        await person.Press("保存");
        await person.Sees("点链接确认");
        await person.Page.GotoAsync(await Mailed(app, "confirm-mail"));
        await person.Press("确认这个邮箱");
        await person.Sees("邮箱已确认");

        await person.Go("/home");
        await person.Page.Locator("main a[href*='/filings/']").First.ClickAsync();
        await person.PressAndConfirm("撤回");
        await person.Sees("草稿");
        var link = await Mailed(app, "messages");
        await person.Go("/messages");
        await person.Sees("申报已撤回");
        Assert.Contains("未读", await person.Page.Locator(".bell").GetAttributeAsync("aria-label") ?? "", StringComparison.Ordinal);
        await person.Page.GotoAsync(link);
        await person.Page.WaitForURLAsync("**/filings/*");

        await using var elsewhere = await Person.SignsIn(app, browser, "submitted@tacheng", width: 390);
        await elsewhere.Go("/messages?tab=all");
        await elsewhere.Sees("申报已撤回");
        Assert.False(await elsewhere.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"));
        await person.Go("/account");
        await person.PressAndConfirm("结束其他登录");
        await person.Sees("别处的登录已结束");
        await elsewhere.Go("/home");
        await elsewhere.Page.WaitForURLAsync("**/sign-in?ended=true*");
        Assert.Equal([], person.Complaints);
    }

    private async Task SignsInWithCode(RunningApp app)
    {
        await using var officer = await Person.Arrives(app, browser);
        await officer.Go("/sign-in");
        await officer.Fill("登录名", $"{DemoPeople.TwoStep.LoginName}@{DemoPeople.TwoStep.Port}");
        await officer.Fill("密码", DemoPeople.Password);
        await officer.Press("登录");
        await officer.Page.WaitForURLAsync("**/sign-in/code");
        await officer.Go("/inbox");
        await officer.Page.WaitForURLAsync("**/sign-in?returnUrl=*");

        await officer.Page.GoBackAsync();
        await officer.Go("/sign-in/code");
        await officer.Fill("动态码", "000000");
        await officer.Press("登录");
        await officer.Sees("动态码不对");
        await officer.Fill("动态码", Totp.Code(DemoPeople.TwoStepSecret, Totp.StepAt(new Phone().GetUtcNow())));
        await officer.Press("登录");
        await officer.Page.WaitForURLAsync("**/home");
        await officer.Sees("我的首页");

        await officer.Go("/accounts");
        await officer.Sees("同机构的另一位");
    }

    private sealed class Phone : TimeProvider;

    /// <summary>The link in the mail that was written about it.</summary>
    private static async Task<string> Mailed(RunningApp app, string about)
    {
        for (var i = 0; i < 120; i++)
        {
            foreach (var file in Directory.Exists(app.MailFolder) ? Directory.GetFiles(app.MailFolder, "*.eml") : [])
            {
                var text = await File.ReadAllTextAsync(file, Ct);
                Assert.Contains("submitted@example.cn", text, StringComparison.Ordinal);
                var body = Regex.Match(text.ReplaceLineEndings("\n"), "\n\n([A-Za-z0-9+/=\n]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value.ReplaceLineEndings("");
                var link = Regex.Match(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(body)), $@"http\S+/{about}/\S+", RegexOptions.None, TimeSpan.FromSeconds(1));
                if (link.Success) return link.Value;
            }

            await Task.Delay(500, Ct);
        }

        throw new InvalidOperationException("No mail was written.");
    }
}
