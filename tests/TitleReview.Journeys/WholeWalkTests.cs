using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TitleReview.App.Demo;
using TitleReview.Tests.Support;

namespace TitleReview.Journeys;

/// <summary>
/// One filing from the employer's registration to the printed 评审表, in a browser, each step by the role that does it,
/// with one return and resubmission. For a county employer on two nodes that take turns, for a 地直 employer on one.
/// </summary>
[Trait("rule", "TC-12"), Trait("rule", "TC-13"), Trait("rule", "TC-20"), Trait("rule", "TC-38"), Trait("rule", "TC-37")]
public abstract class WholeWalk(PostgresServer server, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected async Task Walk(int nodes, bool county)
    {
        const string Password = "Walk-2023-Pass", Name = "柳随风";
        await using var app = new RunningApp(server);
        await app.StartAt("2023-09-12T09:00:00", nodes, Ct);

        // 1–2 The employer registers, its office approves, its staff registers, the employer confirms.
        await RegistersEmployer(app, county, Password);
        await using (var officer = await Person.SignsIn(app, browser, county ? "county@tacheng" : "prefecture@tacheng"))
        {
            await officer.Go("/employers");
            await officer.Press("通过：行路水务测试站");
            await officer.Sees("已通过");
        }

        await RegistersApplicant(app, Name, Password);
        await using (var employer = await Person.SignsIn(app, browser, "walk-employer@tacheng", Password))
        {
            await employer.Go("/staff");
            await employer.Press($"确认：{Name}");
            await employer.Sees("已确认");
        }

        // 3–5 Filing, precheck, submission.
        await using var applicant = await Person.SignsIn(app, browser, "walk-applicant@tacheng", Password);
        var id = await ApplicantAtWork.StartsFiling(applicant);
        await ApplicantAtWork.FillsEverything(applicant, id, Name);
        await Submits(applicant, id, "第 1 次");

        // 6 The employer returns it with two corrections; the applicant jumps to one, mends it, submits again.
        await using (var employer = await Person.SignsIn(app, browser, "walk-employer@tacheng", Password))
        {
            await employer.Go($"/approvals/{id}");
            await AtTheDesk.Fails(employer, "基本信息", "出生地请写到县（市）。");
            await AtTheDesk.Fails(employer, "工作经历第 1 行", "请补充第一段经历的职务。");
            await AtTheDesk.PassesTheRest(employer);
            await AtTheDesk.Returns(employer);
            await employer.Page.WaitForURLAsync("**/inbox**");
        }

        await applicant.Go($"/filings/{id}");
        await applicant.Sees("需要补正（2 处）");
        await applicant.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("去补正") }).First.ClickAsync();
        await applicant.Sees("出生地请写到县（市）。");
        await applicant.Page.Locator("[data-field=birthplace] input").Enter("新疆额敏");
        await applicant.Page.Locator("[data-field=birthplace] input").BlurAsync();
        await Assertions.Expect(applicant.Page.Locator("#draft-status")).ToHaveTextAsync(new Regex("^已于"));
        await Submits(applicant, id, "第 2 次");

        // 7 公示: posted, five working days pass, concluded. No approval before.
        await using (var employer = await Person.SignsIn(app, browser, "walk-employer@tacheng", Password))
        {
            await employer.Go($"/approvals/{id}");
            await employer.Sees("公示还没有满期");
            await employer.Go($"/notices/{id}");
            await employer.Page.GetByRole(AriaRole.Link, new() { Name = "先填受理部门与监督电话", Exact = true }).ClickAsync();
            await employer.Fill("受理反映的部门", "人事科");
            await employer.Fill("监督电话", "0901-6000100");
            await employer.Press("存下");
            await employer.Sees("以后张贴的公示都写它");
            await employer.Go($"/notices/{id}");
            await employer.PressAndConfirm("张贴公示");
            await employer.Sees("已张贴");
            await employer.Sees("2023年9月19日");
        }

        await app.StartAt("2023-09-20T09:00:00", nodes, Ct);
        await using (var employer = await Person.SignsIn(app, browser, "walk-employer@tacheng", Password))
        {
            await employer.Go($"/notices/{id}");
            await employer.PressAndConfirm("出具公示结果");
            await employer.Sees("再登记主管部门公示");
            await employer.Fill("公示第一日", "2023-09-13");
            await employer.Fill("公示末日", "2023-09-19");
            await employer.Page.GetByLabel("公示无异议").CheckAsync();
            await employer.Press("登记主管部门公示");
            await employer.Sees("已登记主管部门公示");
            await Approves(employer, id, originals: false);
        }

        // 8 County and prefecture, or the prefecture alone.
        if (county)
        {
            await using var officer = await Person.SignsIn(app, browser, "county@tacheng");
            await Approves(officer, id, originals: true);
        }

        await using (var prefecture = await Person.SignsIn(app, browser, "prefecture@tacheng"))
        {
            await Approves(prefecture, id, originals: false);
            await prefecture.Go("/roster");
            await prefecture.Sees(Name);
            var roster = await Download(prefecture, () => prefecture.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("电子表格") }).ClickAsync());
            Assert.Equal("PK"u8.ToArray(), File.ReadAllBytes(roster)[..2]);
        }

        await Prints(app, id, Name, Password, county);
    }

    private async Task RegistersEmployer(RunningApp app, bool county, string password)
    {
        await using var visitor = await Person.Arrives(app, browser);
        await visitor.Go("/register/employer?tenant=tacheng");
        await visitor.Fill("单位名称", "行路水务测试站");
        await visitor.Fill("统一社会信用代码", DemoPeople.CreditCodeOf(777));
        await visitor.Page.GetByLabel("事业单位").CheckAsync();
        await visitor.Page.GetByLabel(new Regex(county ? "^额敏县" : "^地直单位")).CheckAsync();
        await visitor.Fill("主管部门", "水利局");
        await visitor.Fill("管理员姓名", "秦观澜");
        await visitor.Fill("联系电话", "0901-6000001");
        await visitor.Fill("登录名", "walk-employer");
        await visitor.Page.GetByLabel("密码").Nth(0).Enter(password);
        await visitor.Page.GetByLabel("再输一次密码").Enter(password);
        await visitor.Press("提交注册");
        await visitor.Sees("注册已提交");
    }

    private async Task RegistersApplicant(RunningApp app, string name, string password)
    {
        await using var visitor = await Person.Arrives(app, browser);
        await visitor.Go("/register/applicant?tenant=tacheng&find=行路");
        await visitor.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("行路水务测试站") }).ClickAsync();
        await visitor.Fill("姓名", name);
        await visitor.Fill("身份证号码", DemoPeople.IdOf(90).Number);
        await visitor.Fill("联系电话", "0901-6000090");
        await visitor.Fill("登录名", "walk-applicant");
        await visitor.Page.GetByLabel("密码").Nth(0).Enter(password);
        await visitor.Page.GetByLabel("再输一次密码").Enter(password);
        await visitor.Press("提交注册");
        await visitor.Sees("注册已提交");
    }

    private static async Task Submits(Person applicant, string id, string which)
    {
        await applicant.Go($"/filings/{id}/precheck");
        Assert.Equal([], await applicant.Page.Locator(".findings.returned li p").AllTextContentsAsync());
        await applicant.Sees($"将使用{which}提交机会");
        await applicant.PressAndConfirm("提交");
        await applicant.Sees("已提交");
    }

    private static async Task Approves(Person officer, string id, bool originals)
    {
        await officer.Go($"/approvals/{id}");
        await AtTheDesk.PassesTheRest(officer);
        if (originals) await officer.Page.Locator("input[name=Originals]").CheckAsync();
        await officer.Press("通过");
        await officer.Page.WaitForURLAsync(new Regex("done=approve"));
    }

    private async Task Prints(RunningApp app, string id, string name, string password, bool county)
    {
        // Eight days have passed: the sign-in is long over.
        await using var applicant = await Person.SignsIn(app, browser, "walk-applicant@tacheng", password);
        await applicant.Go($"/filings/{id}");
        await applicant.Sees("形式审核已通过");
        var pdf = await Download(applicant, () => applicant.Press("打印评审表"));

        var pages = int.Parse(Regex.Match(await Run("pdfinfo", pdf), @"Pages:\s+(\d+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);
        Assert.True(pages >= 9 && pages % 2 == 0, $"{pages} pages");
        for (var page = 1; page <= pages; page++)
        {
            var text = string.Concat((await Run("pdftotext", "-f", $"{page}", "-l", $"{page}", pdf, "-")).Split());
            Assert.Contains($"第{page}页", text, StringComparison.Ordinal);
            Assert.Contains(name, text, StringComparison.Ordinal);
        }

        var whole = (await Run("pdftotext", "-raw", pdf, "-")).Replace("\n", "", StringComparison.Ordinal);
        Assert.Contains("本单位己对提供的申报材料逐一审核，真实准确，同意推荐", whole, StringComparison.Ordinal);
        Assert.Contains("新疆额敏", whole, StringComparison.Ordinal);
        Assert.Equal(county, whole.Contains("经复核，申报材料齐全", StringComparison.Ordinal));

        var code = Regex.Match(whole, "TC(-[0-9A-Z]{4}){4}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        await using var anybody = await Person.Arrives(app, browser);
        await anybody.Go($"/verify/{code}");
        await anybody.Sees("现行的一份");
        Assert.DoesNotContain(name, await anybody.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(applicant.Complaints);
    }

    private static async Task<string> Download(Person person, Func<Task> click)
    {
        var download = await person.Page.RunAndWaitForDownloadAsync(click);
        return await download.PathAsync();
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        return text;
    }
}

[TakesMinutes]
public sealed class A_county_employers_walk(PostgresServer server, Browser browser) : WholeWalk(server, browser)
{
    [Fact(DisplayName = "县属单位：从单位注册到打印评审表，两个节点轮流接待"), Trait("rule", "TC-14")]
    public Task To_the_printed_form() => Walk(nodes: 2, county: true);
}

[TakesMinutes]
public sealed class A_direct_employers_walk(PostgresServer server, Browser browser) : WholeWalk(server, browser)
{
    [Fact(DisplayName = "地直单位：从单位注册到打印评审表，没有县（市）一级"), Trait("rule", "TC-15")]
    public Task To_the_printed_form() => Walk(nodes: 1, county: false);
}
