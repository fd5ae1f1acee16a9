using Microsoft.Playwright;
using TitleReview.App.Tests.Documents;

namespace TitleReview.Journeys;

/// <summary>
/// The defence within a whole meeting: the plan asks for it, one is exempt by two persons, the secretary makes the timetable, members mark on phones; and the language test of the one whose
/// sheet came late. Each step by whoever takes it.
/// </summary>
internal sealed class MeetingDefence(RunningApp app, Browser browser, string meeting)
{
    private const string Secretary = "prefecture@kezhou", Colleague = "prefecture-second@kezhou", Late = "passed@kezhou", Exempt = "passed-second@kezhou", Untested = "passed-fourth@kezhou";
    private const string Basis = "“访惠聚”驻村", Reason = "2021 年 3 月至 2022 年 12 月在乌恰县驻村";
    private const string Login = "u.user_name from meeting_seats s join experts e on e.tenant_id = s.tenant_id and e.id = s.expert_id join users u on u.id = e.user_id";

    private string Address => $"/meetings/{meeting}/defence";

    /// <summary>The notice lets the senior grades defend, those of this meeting are of the middle one: the organiser publishes another edition, with a reason.</summary>
    public async Task EntersThePlan()
    {
        await using var organiser = await Person.SignsIn(app, browser, Secretary);
        await organiser.Go("/plans");
        await organiser.Page.Locator("button[value=revise]").First.ClickAsync();
        await organiser.Page.WaitForURLAsync("**/plans/drafts/**");
        var draft = new Uri(organiser.Page.Url).AbsolutePath;

        await organiser.Go($"{draft}/part?at=defence");
        await organiser.Page.GetByLabel("赋分的取平均分").SelectOptionAsync("true");
        await organiser.Fill("打分的满分", "100");
        await Saves(organiser);
        await organiser.Page.Locator("button[value=Add]").Last.ClickAsync();
        await organiser.Sees("已保存");
        await organiser.Go($"{draft}/part?at=defence.exemptions%5B0%5D");
        await organiser.Fill("是哪些", Basis);
        await Saves(organiser);
        await organiser.Go($"{draft}/part?at=defence.rules%5B0%5D");
        await organiser.Page.GetByLabel("中级", new() { Exact = true }).CheckAsync();
        await Saves(organiser);

        await organiser.Go(draft);
        await organiser.Sees("没有未了结的");
        await organiser.Fill("修订的理由", "今年中级也要答辩，照评委会的工作方案");
        await organiser.PressAndConfirm("发布");
        await organiser.Sees("已发布");
        Assert.Equal([], organiser.Complaints);

        static async Task Saves(Person organiser)
        {
            await organiser.Press("保存");
            await organiser.Sees("已保存");
        }
    }

    /// <summary>Two sittings for nineteen who defend, one place short; one cannot come in the morning and gets a time in the afternoon, the last one of the agenda gets his.</summary>
    public async Task Schedules()
    {
        await using var secretary = await Person.SignsIn(app, browser, Secretary);
        await Exempts(secretary);
        await Sits(secretary, "1", "10:00", "12:50", "克州人社局三楼会议室");
        await Sits(secretary, "2", "10:00", "10:20", "克州人社局三楼小会议室");
        await secretary.Sees("排得上 18 位，候补 1 位");
        await secretary.PressAndConfirm("照此排定，通知各位");
        await secretary.Sees("排好了");

        var code = await CodeOf(Late);
        await Changes(secretary, code);
        await secretary.Fill(secretary.Page.Locator($"#why-{code}"), "本人来电：上午在田间验收，下午能到");
        await secretary.Press("放进候补");
        await secretary.Sees("已放进候补");
        await Sits(secretary, "1", "14:30", "15:00", "克州人社局三楼会议室");
        await Changes(secretary, code);
        var afternoon = await secretary.Page.Locator($"#slot-{code} option", new() { HasText = "14:30" }).First.GetAttributeAsync("value");
        await secretary.Page.Locator($"#slot-{code}").SelectOptionAsync(afternoon!);
        await secretary.Press("排到这一段");
        await secretary.Sees("时间已定");
        await secretary.PressAndConfirm("照此排定，通知各位");
        await secretary.Sees("排好了");
        Assert.Equal("19 0", await app.Ask($"select count(*) filter (where state = 'Scheduled') || ' ' || count(*) filter (where state <> 'Scheduled') from defences where meeting_id = '{meeting}'"));
        Assert.Equal([], secretary.Complaints);
    }

    private async Task Exempts(Person secretary)
    {
        var code = await CodeOf(Exempt);
        await secretary.Go($"{Address}?tab=exempt");
        await secretary.Page.Locator($"summary[aria-label='提出免于答辩：{code}']").ClickAsync();
        await secretary.Page.Locator($"#basis-{code}").SelectOptionAsync(new SelectOptionValue { Label = Basis });
        await secretary.Fill(secretary.Page.Locator($"#how-{code}"), Reason);
        await secretary.Fill(secretary.Page.Locator($"#seen-{code}"), "驻村工作队证明");
        await secretary.Press("提出，等另一位同意");
        await secretary.Sees("已提出");
        await using var second = await Person.SignsIn(app, browser, Colleague);
        await second.Go($"{Address}?tab=exempt");
        await second.PressAndConfirm("同意");
        await second.Sees("已同意免于答辩");
        Assert.Equal([], second.Complaints);
    }

    private async Task Sits(Person secretary, string group, string from, string to, string room)
    {
        await secretary.Go(Address);
        var form = secretary.Page.Locator("form[aria-label='添一场答辩']");
        if (!await form.IsVisibleAsync()) await secretary.Page.Locator("summary", new() { HasText = "添一场答辩" }).ClickAsync();
        await form.GetByLabel("哪一组").SelectOptionAsync(group);
        foreach (var (label, value) in new[] { ("哪一天", "2023-09-18"), ("几点开始", from), ("几点结束", to), ("每人几分钟", "10"), ("地点", room) }) await secretary.Fill(form.GetByLabel(label), value);
        await secretary.Press("添这一场");
        await secretary.Sees("已添一场");
    }

    private static Task Changes(Person secretary, string code) => secretary.Page.Locator($"summary[aria-label='改安排：{code}']").ClickAsync();

    /// <summary>Who defends reads when and where and what to bring; who is exempt reads why.</summary>
    public async Task IsTold()
    {
        foreach (var (login, words) in new[] { (Late, new[] { "14:30 至 14:40（北京时间）", "克州人社局三楼会议室", "本人身份证" }), (Exempt, [$"免于答辩，依据：{Basis}（{Reason}）", "不用参加答辩"]) })
        {
            await using var applicant = await Person.SignsIn(app, browser, login, width: 390);
            await applicant.Go($"/filings/{await FilingOf(login)}");
            foreach (var word in words) await applicant.Sees(word);
            Assert.Equal([], applicant.Complaints);
        }
    }

    /// <summary>The chair and another member mark on their phones; the chair is not asked about the case he is recused from and cannot mark it either.</summary>
    /// <param name="members">Who is in the room, by login.</param>
    public async Task IsHeard(IReadOnlyDictionary<string, Person> members)
    {
        var chair = members[await app.Ask($"select {Login} where s.meeting_id = '{meeting}' and s.kind = 'Chair'")];
        var recused = await app.Ask($"select c.code from recusals r join review_cases c on c.tenant_id = r.tenant_id and c.filing_id = r.filing_id join meeting_seats s on s.tenant_id = r.tenant_id and s.meeting_id = r.meeting_id and s.expert_id = r.expert_id where r.meeting_id = '{meeting}' and s.kind = 'Chair'");
        await Marks(chair, "92");
        // Eighteen are heard in his group.
        Assert.Equal(17, await chair.Page.Locator("main section.panel").CountAsync());
        Assert.DoesNotContain(recused, await chair.Page.ContentAsync(), StringComparison.Ordinal);
        var other = chair.Page.Locator("form", new() { Has = chair.Page.GetByRole(AriaRole.Button, new() { Name = "交", Exact = true }) }).First;
        await other.Locator("input[name=Code]").EvaluateAsync("(box, code) => box.value = code", recused);
        await chair.Fill(other.Locator("input[name=Score]"), "60");
        await chair.Press("交");
        await chair.Sees("没有找到这份案卷，或者您无权办理");
        await Marks(members[await app.Ask($"select {Login} where s.meeting_id = '{meeting}' and s.kind <> 'Chair' and s.group_no = 1 and s.pledged_at is not null order by 1 limit 1")], "88");

        // What the others mark is the same page over and over.
        await app.Ask($"""
            insert into defence_marks (tenant_id, meeting_id, filing_id, expert_id, score, remark, at)
              select d.tenant_id, d.meeting_id, d.filing_id, s.expert_id, 80 + c.no % 7, '', now() from defences d
                join meeting_cases c on c.tenant_id = d.tenant_id and c.meeting_id = d.meeting_id and c.filing_id = d.filing_id
                join meeting_seats s on s.tenant_id = d.tenant_id and s.meeting_id = d.meeting_id and s.group_no = c.group_no and s.pledged_at is not null
              where d.meeting_id = '{meeting}' and not exists (select 1 from recusals r where r.tenant_id = d.tenant_id and r.filing_id = d.filing_id and r.expert_id = s.expert_id)
              on conflict do nothing
            """);
    }

    private async Task Marks(Person member, string score)
    {
        await member.Go($"/my-meetings/{meeting}/defence");
        await member.Fill("打分", score);
        await member.Press("交");
        await member.Sees("的评存好了");
        Assert.Equal([], member.Complaints);
    }

    /// <summary>The secretary closes the sittings of the morning, then the one of the afternoon. The vote waits for the last one, and for the language test: whatever the page sends, the round is refused.</summary>
    public async Task IsOver()
    {
        await using var secretary = await Person.SignsIn(app, browser, Secretary);
        await secretary.Go(Address);
        for (var sittings = secretary.Page.Locator("button[value=end]"); await sittings.CountAsync() is > 1 and var left;)
        {
            await secretary.PressAndConfirm("结束这一场");
            await Assertions.Expect(sittings).ToHaveCountAsync(left - 1);
        }

        await TriesToVote(secretary, await CodeOf(Late), "答辩过，或免于答辩同意了，才能表决");
        await secretary.Go(Address);
        await secretary.PressAndConfirm("结束答辩");
        await secretary.Sees("这一位的答辩结束了");
        await TriesToVote(secretary, await CodeOf(Untested), "还没有登记国语水平测试的结果，先不能表决");
        await Tests(secretary);
        Assert.Equal([], secretary.Complaints);
    }

    private async Task TriesToVote(Person secretary, string code, string refusal)
    {
        await secretary.Go($"/meetings/{meeting}/rounds");
        var box = secretary.Page.Locator($"input[aria-label$='{code}']");
        await Assertions.Expect(box).ToBeDisabledAsync();
        await box.EvaluateAsync("box => { box.disabled = false; box.checked = true; }");
        await secretary.PressAndConfirm("开投");
        await Assertions.Expect(secretary.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(refusal);
        Assert.Equal("0", await app.Ask($"select count(*)::text from ballot_rounds where meeting_id = '{meeting}'"));
    }

    /// <summary>The page of the meeting says whose test is missing; entered by one, compared with the sheet by another.</summary>
    private async Task Tests(Person secretary)
    {
        var (code, no) = (await CodeOf(Untested), await app.Ask($"select no::text from meeting_cases where meeting_id = '{meeting}' and filing_id = '{await FilingOf(Untested)}'"));
        await secretary.Go($"/meetings/{meeting}");
        await secretary.Sees($"国语水平测试没有了结的 1 位，先不能表决：第 {no} 位没有登记");
        await secretary.Page.GetByRole(AriaRole.Link, new() { Name = "去登记、核对" }).ClickAsync();
        await secretary.Page.Locator($"summary[aria-label='登记测试：{code}']").ClickAsync();
        await secretary.Page.Locator($"form[aria-label='登记测试：{code}']").GetByLabel("合格", new() { Exact = true }).CheckAsync();
        await secretary.Fill(secretary.Page.Locator($"#day-{code}"), "2023-09-15");
        await secretary.Fill(secretary.Page.Locator($"#score-{code}"), "81 分");
        await secretary.Press("登记，等另一位核对");
        await secretary.Sees("已登记");
        await using var second = await Person.SignsIn(app, browser, Colleague);
        await second.Go($"{Address}?tab=tests");
        await second.PressAndConfirm("核对无误");
        await second.Sees("已核对");
        Assert.Equal([], second.Complaints);
    }

    /// <summary>The office prints the 评审表 of the exempt one: page 7 says why, with the average of all the others, and the language test.</summary>
    public async Task IsPrinted()
    {
        await using var secretary = await Person.SignsIn(app, browser, Secretary);
        await secretary.Go($"/results/people/{await app.Ask($"select id::text from review_results where filing_id = '{await FilingOf(Exempt)}'")}");
        var download = await secretary.Page.RunAndWaitForDownloadAsync(() => secretary.Press("打印评审表"));
        using var form = new Pdf(await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
        var page = Pdf.Squeeze(Assert.Single(form.Pages, p => p.Contains("考试成绩及答辩情况", StringComparison.Ordinal)));
        Assert.Contains(Pdf.Squeeze($"免于答辩，依据：{Basis}（{Reason}），按当年本专业答辩人员（19 人）的平均分 {await app.Ask($"select (score / 100)::text from exemptions where filing_id = '{await FilingOf(Exempt)}'")}"), page, StringComparison.Ordinal);
        Assert.Matches("国语水平测试[0-9]{2}分，合格", page);
        Assert.Equal([], secretary.Complaints);
    }

    private Task<string> FilingOf(string login) => app.Ask($"select c.filing_id::text from meeting_cases c join filings f on f.tenant_id = c.tenant_id and f.id = c.filing_id join users u on u.applicant_id = f.applicant_id where c.meeting_id = '{meeting}' and u.user_name = '{login}'");

    private async Task<string> CodeOf(string login) => await app.Ask($"select code from review_cases where filing_id = '{await FilingOf(login)}'");
}
