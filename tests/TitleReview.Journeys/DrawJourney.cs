using System.Text;
using Microsoft.Playwright;
using TitleReview.App.People.Imports;
using TitleReview.Documents.Sheets;
using TitleReview.Tests.Support;

namespace TitleReview.Journeys;

/// <summary>The organiser of Kezhou brings in a second specialty, makes a committee, sees whether it is ready, commits, waits, draws, and takes the log home.</summary>
public sealed class A_committee_is_drawn(PostgresServer server, Browser browser)
{
    private static readonly string[] Heads = ["姓名", "现任职称", "级别", "系列", "专业", "工作单位", "从前的单位", "联系电话", "邮箱", "聘期开始", "聘期结束"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static FilePayload Pool(int count) => new()
    {
        Name = "专家.xlsx", MimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Buffer = SheetWriter.Write("专家", [.. Heads.Select(h => new SheetColumn(h, 20))], Enumerable.Range(0, count).Select(i => (IReadOnlyList<string>)[$"医师{(char)('一' + i)}", "主任医师", "正高级", "卫生系列", "医疗卫生", $"演示医院{i}", "", "0908-4200000", "", "2023-01-01", ""]), DateTimeOffset.UnixEpoch),
    };

    [Fact(DisplayName = "导入专家、设评委会、看齐备、承诺、抽出、替补、下载记录重做；十位不够十一位，照通知怎么办写在页上"), Trait("rule", "KZ-17")]
    public async Task From_the_pool_to_the_log()
    {
        await using var app = new RunningApp(server);
        await app.StartAt("2023-09-18T09:00:00", 1, Ct);
        var draw = await Morning(app);
        // The evening of the lottery: twelve hours on, she signs in anew.
        await app.StartAt("2023-09-18T21:20:00", 1, Ct);
        await using var secretary = await Person.SignsIn(app, browser, "prefecture@kezhou");
        await Reveals(secretary, draw);

        var log = await (await secretary.Page.RunAndWaitForDownloadAsync(() => secretary.Page.GetByText("抽取记录（文字）").ClickAsync())).CreateReadStreamAsync();
        using var reader = new StreamReader(log, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(Ct);
        Assert.Contains("替补\t", text, StringComparison.Ordinal);
        Assert.DoesNotContain("医师", text, StringComparison.Ordinal);
        Assert.Equal([], secretary.Complaints);
    }

    /// <summary>From the pool to the commitment.</summary>
    private async Task<string> Morning(RunningApp app)
    {
        await using var secretary = await Person.SignsIn(app, browser, "prefecture@kezhou");
        await Imports(secretary, 10);
        await secretary.Go("/committees/new");
        await secretary.Page.GetByLabel("系列").SelectOptionAsync("卫生系列");
        await secretary.Press("下一步");
        await secretary.Fill("评委会名称", "克州卫生系列高级职称评审委员会");
        await secretary.Fill("核准备案号", "克州人社备〔2021〕9号");
        await secretary.Page.GetByLabel("副高级").CheckAsync();
        await secretary.Page.GetByLabel("医疗卫生").CheckAsync();
        await secretary.Press("设立");
        await secretary.Sees("“医疗卫生”在库 10 位，不足规定的 11 位");
        await secretary.Sees("参加自治区级职称评审");
        var committee = new Uri(secretary.Page.Url).AbsolutePath;

        await Imports(secretary, 26);
        await secretary.Go(committee);
        await secretary.Sees("专家齐备");
        var scheme = await secretary.Page.RunAndWaitForDownloadAsync(() => secretary.Page.GetByText("下载评审工作方案").ClickAsync());
        Assert.EndsWith(".pdf", scheme.SuggestedFilename, StringComparison.Ordinal);
        var draw = await Commits(secretary);
        Assert.Equal([], secretary.Complaints);
        return draw;
    }

    private static async Task Imports(Person secretary, int count)
    {
        await secretary.Go("/experts");
        await secretary.Page.GetByRole(AriaRole.Link, new() { Name = "成批导入" }).ClickAsync();
        await secretary.Sees("导入评审专家");
        await secretary.Page.Locator("input[type=file]").SetInputFilesAsync(Pool(count));
        await secretary.Press("上传并预览");
        await secretary.PressAndConfirm("导入");
        await secretary.Sees("已导入，结果如下。");
    }

    private static async Task<string> Commits(Person secretary)
    {
        await secretary.Page.GetByRole(AriaRole.Link, new() { Name = "抽取委员", Exact = true }).ClickAsync();
        await secretary.Sees("抽取委员：第一步");
        await secretary.Page.GetByLabel("医疗卫生的委员").Enter("12");
        await secretary.Fill("公开数的出处", "某期开奖号码");
        await secretary.Fill("哪一天产生", "2023-09-18");
        await secretary.Fill("几点产生", "21:15");
        await secretary.PressAndConfirm("冻结名单，公布承诺");
        await secretary.Sees("委员共 12 位，是双数");
        await secretary.Page.GetByLabel("医疗卫生的委员").Enter("11");
        await secretary.PressAndConfirm("冻结名单，公布承诺");
        await secretary.Sees("名单已冻结，承诺已公布");
        await secretary.Sees("在那之前谁也抽不了");
        return new Uri(secretary.Page.Url).AbsolutePath;
    }

    private static async Task Reveals(Person secretary, string draw)
    {
        await secretary.Go(draw);
        await secretary.Page.Locator("#field-PublicValue").Enter("01 08 12 18 22 + 07");
        await secretary.PressAndConfirm("抽出");
        await secretary.Sees("请填写在场的纪检人员");
        await secretary.Page.Locator("#field-PublicValue").Enter("01 08 12 18 22 + 07");
        await secretary.Page.Locator("#field-Witness").Enter("热孜万·艾山");
        await secretary.PressAndConfirm("抽出");
        await secretary.Sees("任何人都可以照记录重做");
        await secretary.Sees("委员 11 位");
        await secretary.Page.GetByText("来不了", new() { Exact = true }).First.ClickAsync();
        await secretary.Page.GetByLabel("为什么来不了", new() { Exact = false }).First.Enter("外出");
        await secretary.Press("由下一位候补顶上");
        await secretary.Sees("候补已按次序顶上");
        await secretary.Press("邀请他们开账号");
        await secretary.Sees("已邀请 11 位");
    }
}
