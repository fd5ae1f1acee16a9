using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using TitleReview.Tests.Support;

namespace TitleReview.Journeys;

/// <summary>Every page as every role, at a desk and on a phone: no axe violation of A or AA, no sideways scroll, no script error.</summary>
[Collection(Alone.Name)]
public sealed class EveryPageTests(PostgresServer server, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The pages of a role, as <see cref="Person.Visits"/> reads them.</summary>
    public static readonly TheoryData<string, string[]> Roles = new()
    {
        { "", ["/", "/tacheng", "link:/plans/", "{page}/conditions", "{plan}/materials", "{plan}/process", "{plan}/fees", "/tacheng/eligibility", "/tacheng/eligibility?employer=PublicInstitution&channel=local&specialty=%E5%B7%A5%E7%A8%8B%E7%B3%BB%E5%88%97%7C%E6%B0%B4%E5%88%A9&grade=Intermediate&path=SkilledTrades&identity=%E5%85%AC%E5%8A%A1%E5%91%98&skillLevel=%E6%8A%80%E5%B8%88&skillSince=2022-01-01&birth=1985-01&sex=%E5%A5%B3", "/tacheng/notices", "/tacheng/notices?find=没有的词", "/tacheng/notices", "link:/notices/", "/tacheng/downloads", "/tacheng/guide",
            "/bazhou", "/bazhou/notices", "/bazhou/downloads", "/bazhou/guide", "/sign-in", "/register/employer", "/register/employer?tenant=tacheng", "/register/employer?tenant=aksu&branch=true", "/register/applicant?tenant=tacheng", "/activate/tacheng/none", "/confirm-mail/tacheng/none", "/verify", "/verify/TC-2222-3333-4444-5555", "/tacheng/objections?receipt=2222", "/aksu/results", "link:/aksu/results/", "/aksu/certificates", "/verify/{code}", "/nowhere/at/all"] },
        { "applicant@tacheng", ["/password", "/account", "/messages", "/messages?tab=all", "/sign-in/second-factor", "/filings/new", "/home", "link:/edit/", "{edit}/education", "{edit}/appraisal", "{edit}/summary", "{edit}/training", "{edit}/pledge", "{filing}", "link:/masks", "link:/masks/", "link:/filings/", "link:/filings/", "link:/precheck", "/home", "link:/edit/", "{filing}/expert-view", "/home", "link:/edit/", "{filing}/letters"] },
        { "returned@tacheng", ["/home", "link:/filings/"] },
        { "passed@tacheng", ["/home", "link:/filings/", "link:/fee", "/home", "link:/filings/", "link:/paper/"] },
        { "committee@bazhou", ["/paper", "link:/paper/"] },
        { "employer@bazhou", ["/paper", "/fees", "/fees?tab=Paid", "/payments?tab=done", "link:/payments/"] },
        { "newcomer@tacheng", ["/home", "/filings/new"] },
        { "applicant@bazhou", ["/home", "/filings/new"] },
        { "employer@tacheng", ["/home", "/board", "/inbox", "/inbox?tab=Others", "/staff", "/import", "/colleagues", "/roster", "/notices", "link:/approvals/", "link:/notices/"] },
        { "employer-private@aksu", ["/employers", "/board", "/inbox?tab=Others", "link:/approvals/", "/colleagues", "/home"] },
        { "employer@aksu", ["link:/approvals/", "link:/notices/"] },
        { "department@xinjiang", ["link:/approvals/", "link:/papers"] },
        { "county@tacheng", ["/home", "/inbox", "/bulk/new?act=Pass&range=all", "/bulk/new?act=Remind&range=all", "/bulk", "/board", "/colleagues", "/employers", "/roster", "/defects", "link:/approvals/"] },
        { "prefecture@tacheng", ["/home", "/inbox?tab=DueToday", "/inbox?specialty=%E6%B0%B4%E5%88%A9&sort=Employer&try=1", "/inbox", "/bulk/new?act=Assign&range=all", "/bulk/new?act=Export&range=all&tab=Others", "/employers", "/roster", "/messages", "/accounts", "/import", "/colleagues", "link:/colleagues/", "/settings/messages", "/settings/messages/Returned", "/settings/sign-in", "/calendar", "/fees", "/fees?tab=Paid", "/fees/sheets", "/payments", "link:/payments/", "/integrity", "/integrity/new", "link:/approvals/", "link:/integrity", "/plans", "link:/plans/0", "/plans/defaults", "/plans/defaults/part?at=submission", "/plans/defaults/part?at=chains", "/announcements/new", "/announcements", "link:/announcements/0", "{page}/preview", "/assignments", "/experts", "link:/experts/0", "/experts/new", "/import?kind=Experts", "/committees", "/committees/new", "/committees/new?series=%E5%B7%A5%E7%A8%8B%E7%B3%BB%E5%88%97", "/committees", "link:/committees/0", "{page}/edit", "{plan}", "link:/draws/new/"] },
        { "prefecture@kezhou", ["/experts?tab=Ending", "/committees", "link:/committees/0", "link:/draws/0", "/meetings", "link:/meetings/0", "{page}/panels", "/meetings", "link:/meetings/0", "{page}/defence", "/meetings", "link:/meetings/0", "{page}/rounds", "/meetings", "link:/meetings/0", "{page}?tab=agenda", "/meetings", "link:/meetings/0", "{page}?tab=seats", "/meetings", "link:/meetings/0", "{page}?tab=watch", "/meetings", "link:/meetings/0", "{page}/edit", "/meetings/new", "/meetings/new?draw=none"] },
        { "committee-second@bazhou", ["/meetings", "link:/meetings/0", "{page}/defence", "{page}?tab=exempt"] },
        { "member-01@bazhou", ["/my-meetings", "link:/my-meetings/0", "{page}/defence"] },
        { "passed@bazhou", ["/home", "link:/filings/"] },
        { "member-03@kezhou", ["/home", "link:/my-meetings/0", "{page}/reviews", "/home", "link:/my-meetings/0", "{page}/ballot", "/home", "link:/my-meetings/0", "link:/reviews/"] },
        { "member-11@kezhou", ["/my-meetings", "link:/my-meetings/0"] },
        { "observer@kezhou", ["/home", "link:/observe/0", "{page}/log", "/home", "link:/observe/0", "{page}/report"] },
        { "committee@aksu", ["/results", "link:/results/0", "link:/results/people/", "/certificates", "link:/certificates/0", "/committees", "link:/committees/0", "link:/draws/0", "/meetings", "link:/meetings/0", "{page}/rounds", "/meetings", "link:/meetings/0", "{page}?tab=papers"] },
        { "prefecture@aksu", ["/results"] },
        { "certified@aksu", ["/home", "link:/result"] },
        { "not-passed@aksu", ["/home", "link:/result"] },
        { "employer-state@aksu", ["/unit-results"] },
        { "expert@tacheng", ["/home", "/reviews", "link:/reviews/"] },
        { "expert@xinjiang", ["/reviews", "link:/reviews/"] },
        { "admin@platform", ["/home", "/platform/deliveries", "/platform/calendar", "/platform/calendar/2023", "/platform/calendar/2024"] },
    };

    [Fact(DisplayName = "每个页面，每种身份，桌面与手机：无障碍检查没有问题，不横向滚动")]
    public async Task Every_page_is_usable()
    {
        await using var app = new RunningApp(server);
        await app.StartAt("2023-09-18T09:00:00", 1, Ct);
        var code = await app.Ask("select code from certificates where state = 'Valid' limit 1");
        ConcurrentBag<string> problems = [];
        // Looking changes nothing, so several may look at once; the machine has at least two cores. Whoever has most to see begins.
        await Parallel.ForEachAsync(Roles.Select(r => r.Data).OrderByDescending(r => r.Item2.Length), new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = Ct }, async (visit, _) =>
        {
            var (role, pages) = visit;
            await using var person = role.Length == 0 ? await Person.Arrives(app, browser) : await Person.SignsIn(app, browser, role);
            HashSet<string> seen = [];
            foreach (var (page, at) in pages.Select((page, at) => (page, at)))
            {
                // Opened once, looked at in both widths: now at the desk first, now on the phone.
                int[] widths = at % 2 == 0 ? [1280, 390] : [390, 1280];
                await person.Page.SetViewportSizeAsync(widths[0], 900);
                await person.Visits(page.Replace("{code}", code, StringComparison.Ordinal));
                // Some pages are only the way to others.
                if (!seen.Add(person.Page.Url)) continue;

                foreach (var width in widths)
                {
                    await person.Page.SetViewportSizeAsync(width, 900);
                    // What a page says does not depend on its width, only where it stands: all rules once, those of place in both.
                    foreach (var problem in await Look(person, $"{role} {page} {width}", whole: width == widths[0])) problems.Add(problem);
                }
            }

            foreach (var complaint in person.Complaints) problems.Add($"{role}: {complaint}");
        });

        Assert.True(problems.IsEmpty, string.Join('\n', problems.Order()));
    }

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private static readonly object
        EveryRule = new { type = "tag", values = (string[])["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        RulesOfPlace = new { type = "rule", values = (string[])["target-size", "scrollable-region-focusable", "meta-viewport", "label", "link-name", "button-name", "duplicate-id-aria"] };

    /// <summary>What is wrong with the page as it is now; what does not depend on the width is asked only where the whole is.</summary>
    private static async Task<List<string>> Look(Person person, string where, bool whole)
    {
        await person.Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        // Our pages have no frames: axe runs in the page itself and says only what is wrong.
        Assert.Single(person.Page.Frames);
        if (await person.Page.EvaluateAsync<bool>("typeof axe === 'undefined'")) await person.Page.EvaluateAsync(Axe);
        var violations = await person.Page.EvaluateAsync<string[]>("""
            async runOnly => (await axe.run(document, { runOnly, resultTypes: ['violations'], selectors: false })).violations
              .map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 2).map(n => n.html).join(' | ')}`)
            """, whole ? EveryRule : RulesOfPlace);
        List<string> problems = [.. violations.Select(v => $"{where}: {v}")];
        if (await person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")) problems.Add($"{where}: scrolls sideways");
        return problems;
    }
}
