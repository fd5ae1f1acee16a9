using Microsoft.Playwright;

namespace TitleReview.Journeys;

/// <summary>The pictures that need something to happen first: a meeting of Kezhou in session, a certificate that somebody checks.</summary>
public sealed partial class The_pictures_of_the_guides
{
    private static readonly string[] Scenes = ["opinion", "room", "sign-in", "rounds-open", "ballot", "voted", "rounds-closed", "observer-sign-in", "observing", "observer-log", "checked-certificate"];

    private async Task TakeTheScenes(RunningApp app)
    {
        var id = await app.Ask("select m.id::text from meetings m join tenants t on t.id = m.tenant_id where t.slug = 'kezhou' and m.state = 'Planned'");
        await using var secretary = await Person.SignsIn(app, browser, "prefecture@kezhou");
        await secretary.Go($"/meetings/{id}/panels");
        await secretary.Press("分派评议");
        await using var member = await Person.SignsIn(app, browser, "member-03@kezhou", width: 390);
        await Writes(member, id);
        await app.Ask($"update panel_reviews set opinion = '业绩扎实，材料齐备，同意推荐。', saved_at = assigned_at, submitted_at = assigned_at, total_score = 8600 where meeting_id = '{id}' and submitted_at is null");

        await secretary.Go($"/meetings/{id}");
        await secretary.PressAndConfirm("开会");
        var code = await secretary.Page.Locator(".room-code").InnerTextAsync();
        await member.Go($"/my-meetings/{id}");
        await member.Fill("签到码", code);
        await Shoot(member, "sign-in");
        await member.Press("签到");
        await member.Sees("已签到");
        for (var others = secretary.Page.GetByRole(AriaRole.Button, new() { Name = "签到" }); await others.CountAsync() > 0;)
        {
            await others.First.ClickAsync();
            await secretary.Page.Locator("dialog.ask .primary").ClickAsync();
            await secretary.Sees("已签到");
            await secretary.Go($"/meetings/{id}");
        }

        await using var observer = await Person.SignsIn(app, browser, "observer@kezhou");
        await observer.Go($"/observe/{id}");
        await observer.Fill("签到码", code);
        await Shoot(observer, "observer-sign-in");
        await observer.Press("签到");
        await observer.Sees("已签到");
        await secretary.Go($"/meetings/{id}");
        await Shoot(secretary, "room");
        await Votes(app, secretary, member, id);
        await observer.Go($"/observe/{id}");
        await Shoot(observer, "observing");
        await observer.Go($"/observe/{id}/log");
        await Shoot(observer, "observer-log");
        await Checks(app);
    }

    private static async Task Writes(Person member, string id)
    {
        await member.Go($"/my-meetings/{id}/reviews");
        await member.Page.GetByRole(AriaRole.Rowheader).GetByRole(AriaRole.Link).First.ClickAsync();
        await member.Fill("综合评价", "86");
        await member.Fill("评议意见", "推广面积大，效益明显，资料齐备；论文与所报业绩相符，同意推荐。");
        await member.Page.GetByLabel("评议意见").BlurAsync();
        await Assertions.Expect(member.Page.Locator("#draft-status")).ToContainTextAsync("已于", new() { Timeout = 10000 });
        await Shoot(member, "opinion");
    }

    /// <summary>Everybody who is there votes; the round is seen while it is open, and counted.</summary>
    private async Task Votes(RunningApp app, Person secretary, Person member, string id)
    {
        await secretary.Go($"/meetings/{id}/rounds");
        await secretary.PressAndConfirm("开投");
        await secretary.Sees("开投了");
        await member.Go($"/my-meetings/{id}/ballot");
        foreach (var (card, at) in (await member.Page.Locator("fieldset").AllAsync()).Select((c, at) => (c, at)))
            await card.GetByLabel(at == 1 ? "弃权" : "同意", new() { Exact = true }).CheckAsync(new() { Force = true });
        await member.Page.EvaluateAsync("scrollTo(0, 0)");
        await Shoot(member, "ballot");
        await member.PressAndConfirm("投票");
        await member.Sees("已投");
        await Shoot(member, "voted");
        var others = await app.Ask($"select string_agg(u.user_name, ' ' order by u.user_name) from presences p join experts e on e.tenant_id = p.tenant_id and e.id = p.expert_id join users u on u.id = e.user_id where p.meeting_id = '{id}' and u.user_name <> 'member-03@kezhou'");
        foreach (var (login, at) in others.Split(' ').Select((l, at) => (l, at)))
        {
            if (at == 6)
            {
                await secretary.Go($"/meetings/{id}/rounds");
                await Shoot(secretary, "rounds-open");
            }

            await using var other = await Person.SignsIn(app, browser, login, width: 390);
            await other.Go($"/my-meetings/{id}/ballot");
            await other.Page.EvaluateAsync("at => document.querySelectorAll('fieldset').forEach((card, no) => { card.querySelector(`input[value=\"${no === 2 && at % 2 ? 2 : no === 1 && at > 5 ? 3 : 1}\"]`).checked = true; })", at);
            await other.PressAndConfirm("投票");
            await other.Sees("已投");
        }

        await secretary.Go($"/meetings/{id}/rounds");
        await secretary.PressAndConfirm("开票");
        await secretary.Sees("已开票");
        await Shoot(secretary, "rounds-closed");
    }

    private async Task Checks(RunningApp app)
    {
        var certificate = (await app.Ask("select c.number || '|' || (c.facts ->> 'name') from certificates c where c.state = 'Valid' limit 1")).Split('|');
        await using var visitor = await Person.Arrives(app, browser, 390);
        await visitor.Go("/aksu/certificates");
        await visitor.Fill("证书编号", certificate[0]);
        await visitor.Fill("姓名", certificate[1]);
        await visitor.Press("查证书");
        await visitor.Sees("有效");
        await Shoot(visitor, "checked-certificate");
    }

    private static async Task Shoot(Person person, string file)
    {
        await person.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await person.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, file + ".png") });
    }
}
