using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TitleReview.App.Plans.Documents;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;
using TitleReview.Tests.Support;

namespace TitleReview.Journeys;

/// <summary>An officer turns a notice that nobody here has seen into a running plan, from an empty page; an applicant files under it.</summary>
public sealed class SixthPlanTests(PostgresServer server, Browser browser)
{
    private const string Notice = """
        某某州林业和草原局
        关于开展2023年度州林业工程专业职称评审工作的通知
        各县林业和草原局、州直各单位：
        一、申报范围。在本州从事林业工程工作的专业技术人员，公务员、离退休人员不得申报。
        二、申报时间：2023年9月5日10:00至9月25日18:00，逾期不予受理。
        三、申报材料提交次数不得超过2次。审核不通过的退回修改，申报人须在退回后72小时内修改并再次提交，逾期未提交的视为放弃申报。
        四、单位公示期不少于7个工作日。
        五、评审费：中级500元/人，由申报人缴纳。
        六、弄虚作假的，一经查实，4年内不得申报。
        联系电话：0000-0000000
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "第六份通知：从空白页贴通知、采用建议、改审批链、加材料、发布；申报人按它申报、提交")]
    public async Task Runs_without_a_programmer()
    {
        await using var app = new RunningApp(server);
        await app.StartAt("2023-09-12T09:00:00", nodes: 1, Ct);
        await using var officer = await Person.SignsIn(app, browser, "prefecture@tacheng");
        var draft = await Begins(officer);
        await Writes(officer, draft);
        await Decides(officer, draft);
        await officer.PressAndConfirm("发布");
        await officer.Sees("已发布");

        await officer.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("林业工程") }).First.ClickAsync();
        var plan = Regex.Match(officer.Page.Url, "plans/([0-9a-f-]{36})", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        var file = await (await officer.Page.Context.APIRequest.GetAsync(new Uri(new Uri(officer.Page.Url), $"/plans/{plan}/export/1").ToString())).TextAsync();
        var terms = PlanFile.Understand(new PlanLayers([], PlanFile.Read(file).Document!).Merged).Terms!;
        Assert.Equal((2, FixUnit.Hours, 72, 7, 4), (terms.Submission.Limit, terms.Fix.Unit, terms.Fix.Amount, terms.Notice.WorkingDays, terms.Penalty.PersonYears));
        Assert.Equal(2, terms.Chains[0].Steps.Count);

        await Files(app, plan, terms);
        Assert.Empty(officer.Complaints);
    }

    private static async Task<string> Begins(Person officer)
    {
        await officer.Go("/plans");
        await officer.Press("新建空白计划");
        await officer.Sees("还没有名称");
        var draft = new Uri(officer.Page.Url).AbsolutePath;
        await officer.Go($"{draft}/notice");
        await officer.Fill("通知全文", Notice);
        await officer.Press("存下，提取建议");
        await officer.Sees("通知已存下");
        foreach (var box in await officer.Page.Locator("input[name=Take]").AllAsync()) await box.CheckAsync();
        await officer.Press("采用勾选的");
        await officer.Sees("写进了草稿");
        return draft;
    }

    private static async Task Writes(Person officer, string draft)
    {
        await officer.Go($"{draft}/part?at=");
        await officer.Fill("名称", "2023年度某某州林业工程专业职称评审");
        await officer.Fill("年度", "2023");
        await officer.Fill("组织单位", "某某州林业和草原局");
        await officer.Fill("依据的通知", "某林字〔2023〕6号");
        await Saves(officer);

        await Adds(officer, draft, "channels", "州级评审");
        await officer.Page.GetByLabel("说明").FillAsync("州级林业工程中级职称评审。");
        await officer.Page.GetByLabel("评审", new() { Exact = true }).CheckAsync();
        await officer.Page.GetByLabel("中级", new() { Exact = true }).CheckAsync();
        await Saves(officer);

        await officer.Go($"{draft}/part?at=catalogue");
        if (!await officer.Page.GetByRole(AriaRole.Link, new() { Name = "林业工程系列" }).IsVisibleAsync()) await Adds(officer, draft, "catalogue", "林业工程系列");
        else await officer.Page.GetByRole(AriaRole.Link, new() { Name = "林业工程系列" }).ClickAsync();
        await officer.Fill("添几项专业", "森林培育\n森林保护");
        await officer.Press("添上");
        await officer.Sees("森林保护");

        // The default chain has three stops; this notice has two.
        await officer.Go($"{draft}/part?at=chains");
        await officer.Press("抄成自己的再改");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "逐级审核" }).ClickAsync();
        await officer.PressAndConfirm("删去：县（市）人社局审核");
        await officer.Sees("已保存");

        await Adds(officer, draft, "slots", "林权证明材料");
        await officer.Page.GetByLabel("必交").SelectOptionAsync("true");
        await Saves(officer);
    }

    /// <summary>Adds one item to a list and goes into it.</summary>
    private static async Task Adds(Person officer, string draft, string list, string name)
    {
        await officer.Go($"{draft}/part?at={list}");
        await officer.Page.Locator($"textarea[name=Names]").Last.FillAsync(name);
        await officer.Press("添上");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = name }).First.ClickAsync();
        await officer.Page.WaitForURLAsync(new Regex("at=.+%5B"));
    }

    private static async Task Saves(Person officer)
    {
        await officer.Press("保存");
        await officer.Sees("已保存");
    }

    /// <summary>What the notice leaves open is decided in writing, one by one.</summary>
    private static async Task Decides(Person officer, string draft)
    {
        await officer.Go(draft);
        for (var open = officer.Page.Locator("form.decide"); await open.CountAsync() is > 0 and var left;)
        {
            await open.First.Locator("input[name=Sentence]").FillAsync("按通知原文办理，由州林草局解释。");
            await open.First.GetByRole(AriaRole.Button, new() { Name = "记下" }).ClickAsync();
            await Assertions.Expect(officer.Page.Locator("form.decide")).ToHaveCountAsync(left - 1);
        }

        await officer.Sees("没有未了结的");
    }

    private async Task Files(RunningApp app, string plan, PlanTerms terms)
    {
        var choice = new TitleChoice(terms.Channels[0].Key, terms.Catalogue[0].Name, "森林培育", Grade.Intermediate, TitleTrack.Review, FilingPath.Regular);
        await using var applicant = await Person.SignsIn(app, browser, "applicant@tacheng");
        await applicant.Go($"/filings/new?plan={plan}");
        await applicant.Page.GetByRole(AriaRole.Link, new() { Name = "选择州级评审" }).ClickAsync();
        await applicant.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("选择.*森林培育") }).ClickAsync();
        await applicant.Page.GetByText("中级（").ClickAsync();
        await applicant.Page.GetByLabel("正常申报").CheckAsync();
        await applicant.Press("开始填报");
        await applicant.Page.WaitForURLAsync("**/edit/basic");
        var id = Regex.Match(applicant.Page.Url, "filings/([^/]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        await ApplicantAtWork.FillsEverything(applicant, id, "古丽娜·艾山", terms, choice);

        await applicant.Go($"/filings/{id}/precheck");
        await applicant.PressAndConfirm("提交");
        await applicant.Sees("已提交");
        await using var employer = await Person.SignsIn(app, browser, "employer@tacheng");
        await employer.Go("/inbox");
        await employer.Sees("森林培育");
        Assert.Empty(applicant.Complaints);
    }
}
