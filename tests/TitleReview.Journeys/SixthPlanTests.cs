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
        关于开展2023年度州林业工程系列中级专业技术资格评审工作的通知
        各县林业和草原局、州直各单位：
        一、申报范围
        在本州从事林业工程工作的专业技术人员，公务员、离退休人员不得申报。
        二、评审专业与级别
        林业工程系列设森林培育、森林保护两个专业。森林培育专业设中级；森林保护专业设副高级、中级。
        三、时间安排
        （一）网上申报时间：2023年9月5日10:00至9月30日18:00，逾期不予受理。其中森林培育专业9月5日10:00至9月25日18:00；森林保护专业9月8日10:00至9月30日18:00。
        （二）缴费时间：2023年10月24日至10月27日17:30。
        （三）答辩时间：拟定于2023年11月18日。
        四、申报程序
        （一）单位公示期不少于7个工作日，公示无异议的，填写“经审核，材料真实、完整，同意推荐”后上报。
        （二）申报材料提交次数不得超过2次。审核不通过的退回修改，申报人须在退回后72小时内修改并再次提交，逾期未提交的视为放弃申报。
        五、申报材料
        （一）身份证正反面、近期一寸免冠照片。
        （二）学历学位证书。
        （三）现专业技术资格：“任职资格文件”、“职称证书”、“评审表”三项中提供任意两项；在外省取得的须三项齐全。
        （四）近3年年度考核表。
        （五）继续教育：近3年公需科目每年不少于30学时、专业科目每年不少于60学时的合格证书。
        （六）工作总结不少于1500字。
        （七）申报副高级的，提交论文2篇、案例分析报告2份。
        （八）民营企业人员须上传近12个月社会保险缴费证明。
        （九）个人承诺书、单位公示及公示结果。
        六、评审收费
        副高级600元/人，中级500元/人，由申报人缴纳。
        七、呈报
        由用人单位报送《2023年度林业工程申报人员花名册》（含序号、姓名、性别、民族、身份证号、现任职称、申报职称、申报专业、工作单位、从事专业年限）。
        八、纪律要求
        弄虚作假的，一经查实，4年内不得申报；出具虚假证明的单位，2年内取消推荐资格。
        联系电话：0000-0000000
        某某州林业和草原局
        2023年8月28日
        附件1
        本人承诺以上填报的内容和提交的材料完全真实有效。如有弄虚作假，从申报年度下一年度起3年内，不得申报专业技术资格。
        """;

    /// <summary>What the officer thinks about each thing the notice leaves open; a finding that nobody thought of fails the journey.</summary>
    private static readonly (string About, string Decision)[] Decisions =
    [
        ("惩戒年数不一致", "按正文第八条的四年；附件1的三年是旧稿，已请印发部门更正。"),
        ("承诺书原文写的是", "以正文为准，印出来的承诺书写四年。"),
        ("通知原文写的是", "以正文第八条为准。"),
        ("没有写在哪里计", "在申报人提交时计，退回在单位的也算一次。"),
        ("按小时计", "节假日不顺延，到期时刻由系统写明。"),
        ("没有意见的固定措辞", "这一级由审核人据实写，不统一措辞。"),
        ("没有内容可填", "从事专业年限由呈报单位在导出的表里填写。"),
        ("申报期越出", "以专业自己的时间为准。"),
        ("重叠", "两个专业分开评，时间重叠不影响。"),
        ("单列了申报时间", "没有单列的按总申报期。"),
        ("编号", "编号以印发件为准，内容没有缺。"),
        ("公示期一处", "按不少于七个工作日。"),
        ("纸质材料", "先收先通过的。"),
    ];

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
        Assert.Equal((2, new TimeOnly(17, 30)), (terms.Penalty.EmployerYears, terms.Milestones.Single(m => m.Kind == MilestoneKind.Payment).ToTime));
        Assert.Equal(new DateTimeOffset(2023, 9, 8, 10, 0, 0, TimeSpan.FromHours(8)), terms.Catalogue[0].Specialties.Single(s => s.Name == "森林保护").Window!.Opens);
        Assert.Equal([2, 3], terms.SlotGroups.Select(g => g.AtLeast));
        Assert.DoesNotContain(terms.Slots, s => s.Title.Contains("公示", StringComparison.Ordinal));
        Assert.Contains(terms.Slots, s => s.Title == "案例分析报告");
        Assert.Contains("参照公务员法管理人员", terms.Eligibility.BarredIdentities); // the notice names civil servants and pensioners only

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
        await officer.Page.GetByLabel("说明").Enter("州级林业工程中级职称评审。");
        await officer.Page.GetByLabel("评审", new() { Exact = true }).CheckAsync();
        await Saves(officer);

        await officer.Go($"{draft}/part?at=catalogue");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "林业工程系列" }).ClickAsync();
        await officer.Sees("森林保护");

        // The default chain has three stops; this notice has two.
        await officer.Go($"{draft}/part?at=chains");
        await officer.Press("抄成自己的再改");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "逐级审核" }).ClickAsync();
        await officer.PressAndConfirm("删去：县（市）人社局审核");
        await officer.Sees("已保存");

        await Adds(officer, draft, "slots", "林权证明材料");
        await officer.Page.GetByLabel("必交", new() { Exact = true }).SelectOptionAsync("true");
        await Saves(officer);
    }

    /// <summary>Adds one item to a list and goes into it.</summary>
    private static async Task Adds(Person officer, string draft, string list, string name)
    {
        await officer.Go($"{draft}/part?at={list}");
        await officer.Page.Locator($"textarea[name=Names]").Last.Enter(name);
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
            var finding = await open.First.Locator("xpath=ancestor::li").InnerTextAsync();
            Assert.True(Array.Exists(Decisions, d => finding.Contains(d.About, StringComparison.Ordinal)), $"Nobody thought of: {finding}");
            await open.First.Locator("input[name=Sentence]").Enter(Array.Find(Decisions, d => finding.Contains(d.About, StringComparison.Ordinal)).Decision);
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
