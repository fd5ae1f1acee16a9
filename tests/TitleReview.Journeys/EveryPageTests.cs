using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TitleReview.Tests.Support;

namespace TitleReview.Journeys;

/// <summary>Every page as every role, at a desk and on a phone: no axe violation of A or AA, no sideways scroll, no script error.</summary>
public sealed class EveryPageTests(PostgresServer server, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The pages of a role. "link:" follows the first link with that address on the page before; {filing} and {edit} stand for the filing it led to, {page} for that page, {plan} for the one above it.</summary>
    public static readonly TheoryData<string, string[]> Roles = new()
    {
        { "", ["/", "/tacheng", "link:/plans/", "{page}/conditions", "{plan}/materials", "{plan}/process", "{plan}/fees", "/tacheng/eligibility", "/tacheng/eligibility?employer=PublicInstitution&channel=local&specialty=%E5%B7%A5%E7%A8%8B%E7%B3%BB%E5%88%97%7C%E6%B0%B4%E5%88%A9&grade=Intermediate&path=SkilledTrades&identity=%E5%85%AC%E5%8A%A1%E5%91%98&skillLevel=%E6%8A%80%E5%B8%88&skillSince=2022-01-01&birth=1985-01&sex=%E5%A5%B3", "/tacheng/notices", "/tacheng/notices?find=没有的词", "/tacheng/notices", "link:/notices/", "/tacheng/downloads", "/tacheng/guide",
            "/bazhou", "/bazhou/notices", "/bazhou/downloads", "/bazhou/guide", "/sign-in", "/register/employer", "/register/employer?tenant=tacheng", "/register/applicant?tenant=tacheng", "/verify", "/verify/TC-2222-3333-4444-5555", "/nowhere/at/all"] },
        { "applicant@tacheng", ["/password", "/filings/new", "/home", "link:/edit/", "{edit}/education", "{edit}/appraisal", "{edit}/summary", "{edit}/training", "{edit}/pledge", "{filing}", "link:/masks", "link:/masks/", "link:/filings/", "link:/filings/", "link:/precheck", "/home", "link:/edit/", "{filing}/expert-view"] },
        { "returned@tacheng", ["/home", "link:/filings/"] },
        { "passed@tacheng", ["/home", "link:/filings/"] },
        { "newcomer@tacheng", ["/home", "/filings/new"] },
        { "applicant@bazhou", ["/home", "/filings/new"] },
        { "employer@tacheng", ["/home", "/inbox", "/inbox?tab=Others", "/staff", "/roster", "link:/approvals/", "link:/notices/"] },
        { "employer@aksu", ["link:/approvals/", "link:/notices/"] },
        { "department@xinjiang", ["link:/approvals/", "link:/papers"] },
        { "county@tacheng", ["/home", "/inbox", "/employers", "/roster", "link:/approvals/"] },
        { "prefecture@tacheng", ["/home", "/inbox", "/employers", "/roster", "/calendar", "/integrity", "/integrity/new", "link:/approvals/", "link:/integrity", "/plans", "link:/plans/0", "/plans/defaults", "/plans/defaults/part?at=submission", "/plans/defaults/part?at=chains", "/announcements/new", "/announcements", "link:/announcements/0", "{page}/preview", "/assignments"] },
        { "expert@tacheng", ["/home", "/reviews", "link:/reviews/"] },
        { "expert@xinjiang", ["/reviews", "link:/reviews/"] },
        { "admin@platform", ["/home", "/platform/calendar", "/platform/calendar/2023", "/platform/calendar/2024"] },
    };

    [Fact(DisplayName = "每个页面，每种身份，桌面与手机：无障碍检查没有问题，不横向滚动")]
    public async Task Every_page_is_usable()
    {
        await using var app = new RunningApp(server);
        await app.StartAt("2023-09-18T09:00:00", 1, Ct);
        List<string> problems = [];
        foreach (var (role, pages) in Roles.Select(r => r.Data))
            foreach (var width in new[] { 1280, 390 })
            {
                await using var person = role.Length == 0 ? await Person.Arrives(app, browser, width) : await Person.SignsIn(app, browser, role, width: width);
                foreach (var page in pages) problems.AddRange(await Look(person, page, $"{role} {page} {width}"));
                problems.AddRange(person.Complaints.Select(c => $"{role} {width}: {c}"));
            }

        Assert.Equal([], problems);
    }

    private static async Task<List<string>> Look(Person person, string page, string where)
    {
        if (page.StartsWith("link:", StringComparison.Ordinal))
        {
            if (page == "link:/approvals/") await person.Go("/inbox");
            var href = await person.Page.Locator($"main a[href*='{page[5..]}']").First.GetAttributeAsync("href", new() { Timeout = 5000 });
            await person.Go(href!);
        }
        else
        {
            var filing = person.Page.Url.Split("/edit/")[0];
            await person.Go(page.Replace("{edit}", filing + "/edit", StringComparison.Ordinal).Replace("{filing}", filing, StringComparison.Ordinal)
                .Replace("{plan}", person.Page.Url[..(person.Page.Url.LastIndexOf('/') is var cut and > 0 ? cut : 0)], StringComparison.Ordinal).Replace("{page}", person.Page.Url, StringComparison.Ordinal));
        }

        await person.Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        List<string> problems = [];
        var result = await person.Page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } });
        problems.AddRange(result.Violations.Select(v => $"{where}: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(2).Select(n => n.Html))}"));
        if (await person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")) problems.Add($"{where}: scrolls sideways");
        return problems;
    }
}
