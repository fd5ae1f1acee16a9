using Microsoft.Playwright;
using TitleReview.App.Demo;
using TitleReview.Documents.Sheets;

namespace TitleReview.Journeys;

/// <summary>An employer's desk changes hands: forty people brought in, a colleague invited, a week covered, everything handed over.</summary>
[Collection(WithAccounts.Name)]
public sealed class PeopleJourney(SharedSite site, Browser browser)
{
    private const string Password = "Zi-Ji-She-De-1";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly string[] Heads = ["姓名", "身份证号码", "手机", "邮箱", "岗位"];

    private static FilePayload Sheet(IEnumerable<string[]> rows) => new()
    {
        Name = "名单.xlsx", MimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Buffer = SheetWriter.Write("名单", [.. Heads.Select(h => new SheetColumn(h, 20))], rows, DateTimeOffset.UnixEpoch),
    };

    [Fact(DisplayName = "导入：三格错的不办，改好四十人；一人凭链接激活登录；邀请同事，离岗请他代办，落款“代”；交接之后账号结束")]
    public async Task A_desk_changes_hands()
    {
        var app = site.App;
        await using var chen = await Person.SignsIn(app, browser, "employer@tacheng");
        var link = await Imports(chen);
        await using (var staff = await Person.Arrives(app, browser, 390))
        {
            await Activates(staff, link, "zhang.yi", DemoPeople.IdOf(600).Number);
            await staff.Fill("登录名", "zhang.yi@tacheng");
            await staff.Fill("密码", Password);
            await staff.Press("登录");
            await staff.Page.WaitForURLAsync("**/home");
            await staff.Go("/filings/new");
            await staff.Sees("申报");
        }

        await chen.Go("/colleagues");
        await chen.Page.GetByText("邀请一位", new() { Exact = true }).ClickAsync();
        await chen.Fill("姓名", "马学文");
        await chen.Fill("联系电话", "0901-6000123");
        await chen.Press("邀请");
        await chen.Sees("只在这里显示这一次");
        await using var ma = await Person.Arrives(app, browser);
        await Activates(ma, await chen.Page.Locator("code").First.InnerTextAsync(), "ma.xuewen", null);
        await ma.Fill("登录名", "ma.xuewen@tacheng");
        await ma.Fill("密码", Password);
        await ma.Press("登录");
        await ma.Page.WaitForURLAsync("**/home");

        await Covers(chen, ma);
        Assert.Equal("马学文（代 陈守田）", await app.Ask("select user_name from audit_entries where act = 'DecideStaff' order by at desc limit 1"));
        await HandsOver(chen, ma);
        Assert.Equal([], chen.Complaints.Concat(ma.Complaints));
    }

    /// <summary>Three wrong cells, then all right.</summary>
    private static async Task<string> Imports(Person chen)
    {
        var people = Enumerable.Range(0, 40).Select(i => new[] { $"张{(char)('一' + i)}", DemoPeople.IdOf(600 + i).Number, $"139{i:00000000}", "", "水利工程" }).ToList();
        var wrong = people.Select(p => p.ToArray()).ToList();
        (wrong[10][1], wrong[4][2], wrong[20][3]) = ("65420119850101", "12", "没有邮箱");
        await chen.Go("/staff");
        await chen.Page.GetByRole(AriaRole.Link, new() { Name = "成批导入人员" }).ClickAsync();
        await chen.Page.Locator("input[type=file]").SetInputFilesAsync(Sheet(wrong));
        await chen.Press("上传并预览");
        await chen.Sees("有 3 处要改");
        await chen.Sees("第 6 行 C 列：");
        await chen.Sees("第 12 行 B 列：身份证号码应为 18 位");
        await chen.Sees("第 22 行 D 列：");
        await chen.Page.GetByRole(AriaRole.Link, new() { Name = "重新上传" }).ClickAsync();
        await chen.Page.Locator("input[type=file]").SetInputFilesAsync(Sheet(people));
        await chen.Press("上传并预览");
        await chen.PressAndConfirm("导入");
        await chen.Sees("已导入，结果如下。");
        await chen.Go("/staff");
        await chen.Sees("待激活 40 人");
        await chen.Page.GetByRole(AriaRole.Button, new() { Name = "激活的链接：张一", Exact = true }).ClickAsync();
        await chen.Sees("只在这里显示这一次");
        return await chen.Page.Locator("code").First.InnerTextAsync();
    }

    private static async Task Activates(Person who, string link, string login, string? residentId)
    {
        // The program is told its public address; the journey comes by the node's own.
        await who.Go(new Uri(link).PathAndQuery);
        if (residentId is not null) await who.Fill("身份证号码", residentId);
        await who.Page.GetByLabel("登录名").Enter(login);
        await who.Page.GetByLabel("密码", new() { Exact = false }).First.Enter(Password);
        await who.Page.GetByLabel("再输一次密码").Enter(Password);
        await who.Press("激活");
        await who.Sees("账号已激活");
    }

    private static async Task Covers(Person chen, Person ma)
    {
        await chen.Go("/colleagues");
        await chen.Page.GetByText("请人代办", new() { Exact = true }).ClickAsync();
        await chen.Page.GetByLabel("请谁代").SelectOptionAsync(new SelectOptionValue { Label = "马学文" });
        await chen.Fill("从哪天起", "2023-09-18");
        await chen.Fill("到哪天止", "2023-09-22");
        await chen.Press("请他代办");
        await chen.Sees("已请他代办");
        await ma.Go("/colleagues");
        await ma.Press("代他办理");
        await ma.Sees("现在代他办理");
        await ma.Go("/staff");
        await ma.Page.GetByRole(AriaRole.Button, new() { Name = "确认：", Exact = false }).First.ClickAsync();
        await ma.Sees("已确认");

        // The absent one looks, and is told whom to ask.
        await chen.Go("/colleagues");
        await chen.Page.GetByText("邀请一位", new() { Exact = true }).ClickAsync();
        await chen.Fill("姓名", "别人");
        await chen.Fill("联系电话", "0901-6000124");
        await chen.Press("邀请");
        await chen.Sees("您已请马学文代办");
        await chen.Page.GetByRole(AriaRole.Button, new() { Name = "结束代办", Exact = false }).First.ClickAsync();
        await chen.Sees("代办已结束");
    }

    private static async Task HandsOver(Person chen, Person ma)
    {
        await chen.Go("/colleagues");
        await chen.Page.GetByText("把我手上的交给同事").ClickAsync();
        await chen.Page.GetByLabel("交给谁").SelectOptionAsync(new SelectOptionValue { Label = "马学文" });
        await chen.Page.GetByLabel("我要调离").CheckAsync();
        await chen.Press("提出交接");
        await chen.Sees("已提出交接");
        await ma.Go("/colleagues");
        await ma.Sees("待审核的申报");
        await ma.PressAndConfirm("接收");
        await ma.Sees("已接收");
        await chen.Go("/inbox");
        await chen.Page.WaitForURLAsync("**/sign-in?ended=true*");
    }
}
