using System.Text;
using Microsoft.Playwright;
using TitleReview.App.Presenting;

namespace TitleReview.Journeys;

/// <summary>After the gate: an employer pays for three with one slip, the committee confirms, reads its bank sheet, and takes the papers in.</summary>
[Collection(AtTheDesks.Name)]
public sealed class Fees_and_papers(SharedSite site, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static FilePayload Slip()
    {
        using var picture = new MemoryStream();
        using (var resource = typeof(ReadFees).Assembly.GetManifestResourceStream("scans/proof.jpg")!) resource.CopyTo(picture);
        return new FilePayload { Name = "回单.jpg", MimeType = "image/jpeg", Buffer = picture.ToArray() };
    }

    [Fact(DisplayName = "单位一张回单为三个人缴，评委会核实、出收据，对账单不重复记；扫封面码收材料、出回执；另一个端口本人缴"), Trait("rule", "BZ-23")]
    public async Task From_the_slip_to_the_papers()
    {
        var app = site.App;
        await PaysForThree(app);
        await using (var committee = await Person.SignsIn(app, browser, "committee@bazhou"))
        {
            await Confirms(committee);
            await ReadsTheSheet(committee);
            await TakesThePapers(committee);
            Assert.Equal([], committee.Complaints);
        }

        await using var person = await Person.SignsIn(app, browser, "passed@tacheng", width: 390);
        await person.Page.Locator("main a[href*='/filings/']").First.ClickAsync();
        await person.Sees("评审费 300 元");
        await person.Page.GetByText("看怎么缴，上传回单").ClickAsync();
        await person.Sees("账号");
        Assert.Equal(0, await person.Page.GetByLabel("扫码").CountAsync());
        await person.Page.GetByLabel("缴款日期").Enter("2023-09-18");
        await person.Page.GetByLabel("回单的照片、扫描件或文件").SetInputFilesAsync(Slip());
        await person.Press("上传回单");
        await person.Sees("回单已收到");
        await person.Sees("已经有一张回单在等核实");
        Assert.Equal([], person.Complaints);
    }

    private async Task PaysForThree(RunningApp app)
    {
        await using var unit = await Person.SignsIn(app, browser, "employer@bazhou");
        await unit.Go("/fees");
        Assert.Equal(3, await unit.Page.Locator("input[name=Filings]").CountAsync());
        await unit.Page.GetByLabel("为谁缴").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await unit.Page.GetByLabel("回单上的金额（元）").Enter("1000");
        await unit.Page.GetByLabel("缴款日期").Enter("2023-09-18");
        await unit.Page.GetByLabel("回单的照片、扫描件或文件").SetInputFilesAsync(Slip());
        await unit.Press("上传回单");
        await unit.Sees("少 140 元");
        await unit.Page.GetByLabel("回单上的金额（元）").Enter("1140");
        await unit.Page.GetByLabel("回单的照片、扫描件或文件").SetInputFilesAsync(Slip());
        await unit.Press("上传回单");
        await unit.Sees("回单已收到");
        Assert.Equal([], unit.Complaints);
    }

    private static async Task Confirms(Person committee)
    {
        await committee.Go("/payments");
        await committee.Page.Locator("main a[href*='/payments/']").First.ClickAsync();
        await committee.Sees("分到 3 份申报");
        await committee.PressAndConfirm("核实到账");
        await committee.Sees("已办好");
        var download = await committee.Page.RunAndWaitForDownloadAsync(() => committee.Page.Locator("main a[href*='/receipts/']").First.ClickAsync());
        Assert.EndsWith(".pdf", download.SuggestedFilename, StringComparison.Ordinal);
    }

    private static async Task ReadsTheSheet(Person committee)
    {
        await committee.Go("/fees/sheets");
        var csv = "收款账户明细,,,,\n交易日期,交易流水号,贷方发生额,对方户名,附言\n2023-09-18,YH0001,1140.00,尉犁县演示公路养护段,\n2023-09-18,YH0002,0.52,某银行,利息\n哪天,YH0003,1,甲,\n";
        await committee.Page.GetByLabel("对账单文件").SetInputFilesAsync(new FilePayload { Name = "明细.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
        await committee.Press("上传，先看");
        await committee.Sees("第 5 行 A 列：日期“哪天”读不懂");
        await committee.Press("入库，看是谁缴的");
        await committee.Sees("不重复算钱");
        await committee.PressAndConfirm("确定的 1 行全部入账");
        await committee.Sees("已入账 1 行");
        await committee.Page.GetByLabel("说明（金额对不上的缘故，或这是什么钱）").Enter("利息");
        await committee.Press("不是评审费");
        await committee.Sees("看不出 0");
        // Set aside by mistake: taken back with a reason, and settled anew.
        await committee.Page.GetByText("办好的 2 行").ClickAsync();
        var line = committee.Page.Locator("tbody tr").Filter(new() { HasText = "不是评审费" });
        await line.GetByText("更正").First.ClickAsync();
        await line.GetByLabel("错在哪里").Enter("看错了行");
        await line.GetByRole(AriaRole.Button, new() { Name = "更正" }).ClickAsync();
        await committee.Sees("看不出 1");
        await committee.Sees("更正的记录 1 项");
    }

    private static async Task TakesThePapers(Person committee)
    {
        await committee.Go("/paper");
        // Nothing is ticked: no question, a sentence.
        await committee.Press("勾选的纸质材料收齐");
        await committee.Sees("请勾选要办的各份");
        var row = committee.Page.Locator("tbody tr").First;
        var code = await row.Locator("td[data-label=封面码]").InnerTextAsync();
        await row.Locator("input[name=Filings]").CheckAsync();
        await committee.PressAndConfirm("接收勾选的材料（可打印评审表）");
        await committee.Sees("已记为评审委员会已接收材料");

        await committee.Page.GetByLabel("扫封面二维码，或输入封面码、申报编号").Enter(code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal));
        await committee.Press("查找");
        await committee.Sees("逐样核对");
        await committee.Sees("报送时间还没有到");
        await committee.PressAndConfirm("记下，出回执");
        await committee.Sees("一样也没有勾选");
        await committee.Page.GetByLabel("收到，合要求").Nth(0).CheckAsync();
        await committee.Page.GetByLabel("没收的，怎么回事").Nth(1).Enter("没有盖章");
        await committee.PressAndConfirm("记下，出回执");
        await committee.Sees("缺材料");
        await committee.Page.GetByLabel("收到，合要求").Nth(1).CheckAsync();
        await committee.PressAndConfirm("记下，出回执");
        await committee.Sees("收齐了");
        await committee.Sees("收材-2023-000002");
        await committee.Page.GetByText("收错了，撤销").ClickAsync();
        await committee.Page.GetByLabel("为什么撤销").Enter("拿错了人");
        await committee.PressAndConfirm("撤销接收");
        await committee.Sees("已撤销（拿错了人）");
    }
}
