using Microsoft.Playwright;
using TitleReview.Tests.Support;

namespace TitleReview.Journeys;

/// <summary>
/// A whole meeting of Kezhou: eleven members, one absent, one recused for one applicant, twenty applicants; from the agenda through the defence (<see cref="MeetingDefence"/>) to a certificate that anybody can check.
/// Each step by whoever takes it, members on phones.
/// </summary>
[TakesMinutes]
public sealed class A_whole_meeting(PostgresServer server, Browser browser)
{
    private const int Applicants = 20;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "一次评审会：二十位申报人，十一位委员，一位没来，一位对一份回避；评议、答辩、签到、投票、开票、公示、确认、发证，人人查得到"), Trait("rule", "KZ-07"), Trait("rule", "KZ-14"), Trait("rule", "KZ-15"), Trait("rule", "KZ-16")]
    public async Task From_the_agenda_to_a_certificate()
    {
        await using var app = new RunningApp(server);
        await app.StartAt("2023-09-18T09:00:00", 1, Ct);
        var id = await app.Ask("select m.id::text from meetings m join tenants t on t.id = m.tenant_id where t.slug = 'kezhou' and m.state = 'Planned'");
        var defence = new MeetingDefence(app, browser, id);
        await defence.EntersThePlan();
        await PreparesAgenda(app, id);
        await defence.Schedules();
        await defence.IsTold();

        // In the afternoon everybody has been heard.
        await app.StartAt("2023-09-18T16:00:00", 1, Ct);
        var code = await Opens(app, id);
        var members = await SignIn(app, id, code);
        await defence.IsHeard(members);
        await defence.IsOver();
        await Votes(app, id, members);
        await Posts(app, id);
        await defence.IsPrinted();
        await Reports(app, id);

        // The notice of the results runs its working days; the year's long holiday lies in between.
        await app.StartAt("2023-10-12T09:00:00", 1, Ct);
        await Confirms(app, id);
        await Checks(app);
    }

    /// <summary>The other applicants come from behind the program's back: filed like the one they are copied from.</summary>
    private static async Task Fills(RunningApp app, string id)
    {
        var before = int.Parse(await app.Ask("select count(*)::text from meeting_cases where meeting_id::text = any($1)", id));
        await app.Ask($"""
            do $$ declare f filings; a applicants; n int; person uuid; filing uuid; begin
              set local session_replication_role = replica;
              select x.* into f from filings x join meeting_cases c on c.tenant_id = x.tenant_id and c.filing_id = x.id where c.meeting_id = '{id}' and not exists (select 1 from recusals r where r.filing_id = x.id) limit 1;
              select * into a from applicants where tenant_id = f.tenant_id and applicants.id = f.applicant_id;
              for n in 1..{Applicants - before} loop
                person := gen_random_uuid(); filing := gen_random_uuid();
                insert into applicants select (jsonb_populate_record(a, jsonb_build_object('id', person, 'name', '考生' || substr('甲乙丙丁戊己庚辛壬癸子丑寅卯辰', n, 1), 'resident_id_digest', '\x' || md5(n::text) || md5('x' || n)))).*;
                insert into filings select (jsonb_populate_record(f, jsonb_build_object('id', filing, 'applicant_id', person, 'number', 'KZ-2021-9' || lpad(n::text, 5, '0')))).*;
                insert into submissions select (jsonb_populate_record(s, jsonb_build_object('filing_id', filing))).* from submissions s where s.tenant_id = f.tenant_id and s.filing_id = f.id;
                insert into filing_events select (jsonb_populate_record(e, jsonb_build_object('filing_id', filing))).* from filing_events e where e.tenant_id = f.tenant_id and e.filing_id = f.id;
                insert into language_tests select (jsonb_populate_record(x, jsonb_build_object('id', gen_random_uuid(), 'filing_id', filing))).* from language_tests x where x.id = (select t.id from language_tests t where t.tenant_id = f.tenant_id limit 1);
              end loop; end $$
            """);
    }

    private async Task PreparesAgenda(RunningApp app, string id)
    {
        await Fills(app, id);
        await using var secretary = await Person.SignsIn(app, browser, "prefecture@kezhou");
        await secretary.Go($"/meetings/{id}?tab=agenda");
        await secretary.Page.GetByText("可以列入的").ClickAsync();
        await secretary.Press("列入议程");
        await secretary.Sees($"议程 {Applicants} 份");
        await secretary.Page.GetByRole(AriaRole.Link, new() { Name = "评议" }).ClickAsync();
        await secretary.Press("分派评议");
        await secretary.Sees("分好了");

        // Two members have not signed yet; one of them will not come.
        var late = await app.Ask("select u.user_name from meeting_seats s join experts e on e.tenant_id = s.tenant_id and e.id = s.expert_id join users u on u.id = e.user_id where s.meeting_id::text = any($1) and s.pledged_at is null order by 1 limit 1", id);
        await using (var member = await Person.SignsIn(app, browser, late, width: 390))
        {
            await member.Go($"/my-meetings/{id}");
            await member.Page.GetByLabel("我已看完并承诺").CheckAsync();
            await member.Fill("亲笔写上您的姓名", await app.Ask("select display_name from users where user_name = any($1)", late));
            await member.Press("签署");
            await member.Sees("承诺书已签");
            Assert.Equal([], member.Complaints);
        }

        await Writes(app, id);
        await secretary.Page.ReloadAsync();
        await secretary.Press("补分");
        // What the others write is the same page over and over.
        await app.Ask($"update panel_reviews set opinion = '业绩扎实，材料齐备，同意推荐。', saved_at = assigned_at, submitted_at = assigned_at, total_score = 8600 where meeting_id = '{id}' and submitted_at is null");
        Assert.Equal([], secretary.Complaints);
    }

    /// <summary>The chair recuses himself from one case and writes on another, on the phone.</summary>
    private async Task Writes(RunningApp app, string id)
    {
        await using var member = await Person.SignsIn(app, browser, await Chair(app, id), width: 390);
        await member.Go($"/my-meetings/{id}");
        var code = (await member.Page.GetByRole(AriaRole.Rowheader).Last.InnerTextAsync()).Trim();
        await member.Page.GetByText("我要回避").ClickAsync();
        await member.Page.GetByLabel("哪一份").SelectOptionAsync(code);
        await member.Page.GetByLabel("什么关系").SelectOptionAsync("Declared");
        await member.Fill("说明", "同一课题组成员");
        await member.PressAndConfirm("登记回避");
        await member.Sees("已登记回避");
        await Assertions.Expect(member.Page.GetByText(code, new() { Exact = true })).ToHaveCountAsync(0);

        await member.Page.GetByRole(AriaRole.Link, new() { Name = "写评议意见" }).ClickAsync();
        await member.Sees("写的随时存着");
        await member.Page.GetByRole(AriaRole.Rowheader).GetByRole(AriaRole.Link).First.ClickAsync();
        await member.Fill("综合评价", "88");
        await member.Fill("评议意见", "推广面积大，效益明显，资料齐备，同意推荐。");
        await member.Page.GetByLabel("评议意见").BlurAsync();
        await Assertions.Expect(member.Page.Locator("#draft-status")).ToContainTextAsync("已于", new() { Timeout = 10000 });
        await member.Page.ReloadAsync();
        await Assertions.Expect(member.Page.GetByLabel("评议意见")).ToHaveValueAsync("推广面积大，效益明显，资料齐备，同意推荐。");
        await member.PressAndConfirm("交评议");
        await member.Sees("交了，不能再改");
        Assert.Equal([], member.Complaints);
    }

    /// <summary>What the observer takes home: every case quorate, nobody's name.</summary>
    private async Task Reports(RunningApp app, string id)
    {
        await using var observer = await Person.SignsIn(app, browser, "observer@kezhou");
        await observer.Go($"/observe/{id}");
        await observer.Page.GetByRole(AriaRole.Link, new() { Name = "监督报告" }).ClickAsync();
        await observer.Sees($"{Applicants} / {Applicants} 位");
        await Assertions.Expect(observer.Page.GetByText("考生")).ToHaveCountAsync(0);
        Assert.Equal([], observer.Complaints);
    }

    /// <returns>The code on the screen of the room.</returns>
    private async Task<string> Opens(RunningApp app, string id)
    {
        await using var secretary = await Person.SignsIn(app, browser, "prefecture@kezhou");
        await secretary.Go($"/meetings/{id}");
        await secretary.PressAndConfirm("开会");
        var code = (await secretary.Page.Locator(".room-code").InnerTextAsync()).Trim();
        Assert.Matches("^[0-9A-Z]{3}-[0-9A-Z]{3}$", code);

        await using var observer = await Person.SignsIn(app, browser, "observer@kezhou");
        await observer.Go($"/observe/{id}");
        await observer.Fill("签到码", code);
        await observer.Press("签到");
        await observer.Sees("会议记录上写您到会监督");
        await observer.Sees("刚才重做了一遍，与记录相符");
        await Assertions.Expect(observer.Page.GetByText("考生")).ToHaveCountAsync(0);
        Assert.Equal([], [.. secretary.Complaints, .. observer.Complaints]);
        return code;
    }

    /// <summary>Ten of eleven sign in with the code.</summary>
    /// <returns>Who is there, by login.</returns>
    private async Task<IReadOnlyDictionary<string, Person>> SignIn(RunningApp app, string id, string code)
    {
        var members = (await app.Ask("select string_agg(u.user_name, ' ' order by u.user_name) from meeting_seats s join experts e on e.tenant_id = s.tenant_id and e.id = s.expert_id join users u on u.id = e.user_id where s.meeting_id::text = any($1) and s.pledged_at is not null", id)).Split(' ');
        Assert.Equal(10, members.Length);
        Dictionary<string, Person> present = [];
        foreach (var login in members)
        {
            var member = await Person.SignsIn(app, browser, login, width: 390);
            present.Add(login, member);
            await member.Go($"/my-meetings/{id}");
            await member.Fill("签到码", code.ToLowerInvariant());
            await member.Press("签到");
            await member.Sees("已签到");
        }

        return present;
    }

    /// <summary>The secretary opens the round; everybody who is there votes on all cases of his ballot.</summary>
    private async Task Votes(RunningApp app, string id, IReadOnlyDictionary<string, Person> present)
    {
        await using var secretary = await Person.SignsIn(app, browser, "prefecture@kezhou");
        await secretary.Go($"/meetings/{id}/rounds");
        await secretary.PressAndConfirm("开投");
        await secretary.Sees("开投了");
        foreach (var (at, (login, member)) in present.OrderBy(p => p.Key, StringComparer.Ordinal).Index())
        {
            await member.Go($"/my-meetings/{id}/ballot");
            var recusals = int.Parse(await app.Ask("select count(*)::text from recusals r join experts e on e.tenant_id = r.tenant_id and e.id = r.expert_id join users u on u.id = e.user_id where u.user_name = any($1)", login));
            Assert.True(login != await Chair(app, id) || recusals > 0);
            Assert.Equal(Applicants - recusals, await member.Page.Locator("fieldset").CountAsync());
            // Nobody is for the first two but the first six members; two abstain on the third; all are for the others.
            await member.Page.Locator("fieldset").First.GetByLabel(at < 6 ? "同意" : "不同意", new() { Exact = true }).CheckAsync(new() { Force = true });
            await member.Page.EvaluateAsync("""
                at => document.querySelectorAll('fieldset').forEach((card, no) => { if (no > 0) card.querySelector(`input[value="${no === 1 && at >= 6 ? 2 : no === 2 && at < 2 ? 3 : 1}"]`).checked = true; })
                """, at);
            await member.PressAndConfirm("投票");
            await member.Sees("已投");
        }

        await secretary.Page.ReloadAsync();
        await secretary.Sees("投了 10 位，名册上 10 位");
        await secretary.PressAndConfirm("开票");
        // Six of ten are not two thirds.
        await secretary.Sees("通过 18 位，不通过 2 位");
        await secretary.Go($"/meetings/{id}");
        await secretary.PressAndConfirm("散会");
        await secretary.Sees("已散会");
        Assert.Equal("0", await app.Ask("select (select count(*) from sealed_votes) || ''"));
        Assert.All(present.Values.Append(secretary), p => Assert.Equal([], p.Complaints));
        foreach (var member in present.Values) await member.DisposeAsync();
    }

    /// <summary>Posted by the secretary; the public and the units see it, ID numbers masked or absent.</summary>
    private async Task Posts(RunningApp app, string id)
    {
        await using var secretary = await Person.SignsIn(app, browser, "prefecture@kezhou");
        await secretary.Go($"/results/{id}");
        await secretary.PressAndConfirm("公布结果");
        await secretary.Sees("已公布");
        await using var visitor = await Person.Arrives(app, browser, 390);
        await visitor.Go("/kezhou/results");
        await visitor.Page.Locator("main a[href*='/results/']").First.ClickAsync();
        await visitor.Sees("18");
        Assert.Equal([], [.. secretary.Complaints, .. visitor.Complaints]);
    }

    /// <summary>After the notice: proposed by one, agreed by another, certificates one by one.</summary>
    private async Task Confirms(RunningApp app, string id)
    {
        await using (var secretary = await Person.SignsIn(app, browser, "prefecture@kezhou"))
        {
            await secretary.Go($"/results/{id}");
            await secretary.Fill("文号", "克人社职〔2023〕9号");
            await secretary.Fill("文件的日期", "2023-10-12");
            await secretary.Press("提出确认");
            await secretary.Sees("等");
        }

        await using (var second = await Person.SignsIn(app, browser, "prefecture-second@kezhou"))
        {
            await second.Go("/results");
            await second.PressAndConfirm("同意确认");
            await second.Sees("已同意，当即生效");
            await second.Go($"/results/{id}");
            await second.PressAndConfirm("发证");
            for (var waited = 0; waited < 60 && await app.Ask("select count(*)::text from certificates c join tenants t on t.id = c.tenant_id where t.slug = 'kezhou'") != "18"; waited++) await Task.Delay(500, Ct);
            Assert.Equal("18", await app.Ask("select count(*)::text from certificates c join tenants t on t.id = c.tenant_id where t.slug = 'kezhou'"));
            Assert.Equal([], second.Complaints);
        }
    }

    /// <summary>Anybody checks by number and name; another name is as if there were none.</summary>
    private async Task Checks(RunningApp app)
    {
        var certificate = (await app.Ask("select c.number || '|' || (c.facts ->> 'name') from certificates c join tenants t on t.id = c.tenant_id where t.slug = 'kezhou' order by c.number limit 1")).Split('|');
        await using var visitor = await Person.Arrives(app, browser, 390);
        foreach (var (name, answer) in new[] { ("别人", "没有查到"), (certificate[1], "有效") })
        {
            await visitor.Go("/kezhou/certificates");
            await visitor.Fill("证书编号", certificate[0]);
            await visitor.Fill("姓名", name);
            await visitor.Press("查证书");
            await visitor.Sees(answer);
        }

        Assert.Equal([], visitor.Complaints);
    }

    private static Task<string> Chair(RunningApp app, string id) =>
        app.Ask("select u.user_name from meeting_seats s join experts e on e.tenant_id = s.tenant_id and e.id = s.expert_id join users u on u.id = e.user_id where s.meeting_id::text = any($1) and s.kind = 'Chair'", id);
}
