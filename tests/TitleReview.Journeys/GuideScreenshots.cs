using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TitleReview.Tests.Support;

namespace TitleReview.Journeys;

/// <summary>
/// The pictures of the guides and of the README, taken from the demo: TITLEREVIEW_WRITE_DOCS=1 takes them anew
/// (`--filter-class '*The_pictures_of_the_guides'`). Without it only their being there is checked.
/// </summary>
[Collection(Alone.Name)]
public sealed partial class The_pictures_of_the_guides(PostgresServer server, Browser browser)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "screenshots");

    /// <summary>File, who, how wide, by which pages (the last one is taken), and what of it: a part of the page, or what is seen of it at first.</summary>
    private static readonly (string File, string User, int Width, string[] Pages, string? Part)[] Pictures =
    [
        ("portal", "", 1280, ["/tacheng"], null),
        ("eligibility", "", 1280, ["/tacheng/eligibility?employer=PublicInstitution&channel=local&specialty=%E5%B7%A5%E7%A8%8B%E7%B3%BB%E5%88%97%7C%E6%B0%B4%E5%88%A9&grade=Intermediate&path=SkilledTrades&skillLevel=%E6%8A%80%E5%B8%88&skillSince=2022-01-01&birth=1985-01&sex=%E5%A5%B3"], null),
        ("phone-home", "applicant@tacheng", 390, ["/home"], null),
        ("filling", "applicant@tacheng", 1280, ["/home", "link:/edit/", "{edit}/education"], null),
        ("phone-filling", "applicant@tacheng", 390, ["/home", "link:/edit/", "{edit}/education"], null),
        ("masking", "applicant@tacheng", 1280, ["/home", "link:/edit/", "{edit}/pledge", "{filing}", "link:/masks", "link:/masks/"], null),
        ("precheck", "applicant@tacheng", 1280, ["/home", "link:/filings/", "link:/precheck"], null),
        ("returned-filing", "returned@tacheng", 1280, ["/home", "link:/filings/"], null),
        ("letters", "applicant@tacheng", 1280, ["/home", "link:/edit/", "{filing}/letters"], null),
        ("staff", "employer@tacheng", 1280, ["/staff"], null),
        ("import", "employer@tacheng", 1280, ["/import"], null),
        ("colleagues", "county@tacheng", 1280, ["/colleagues"], null),
        ("fees", "employer@bazhou", 1280, ["/fees"], null),
        ("own-fee", "passed@tacheng", 1280, ["/home", "link:/filings/", "link:/fee"], null),
        ("payments", "prefecture@tacheng", 1280, ["/payments"], null),
        ("paper", "committee@bazhou", 1280, ["/paper"], null),
        ("bulk", "county@tacheng", 1280, ["/bulk/new?act=Pass&range=all"], null),
        ("board", "prefecture@tacheng", 1280, ["/board"], null),
        ("notices", "employer@tacheng", 1280, ["/notices"], null),
        ("notice", "employer@tacheng", 1280, ["/notices", "link:/notices/"], null),
        ("inbox", "county@tacheng", 1280, ["/inbox"], null),
        ("review", "county@tacheng", 1280, ["link:/approvals/"], null),
        ("messages", "prefecture@tacheng", 1280, ["/messages?tab=all"], null),
        ("sign-in-settings", "prefecture@tacheng", 1280, ["/settings/sign-in"], null),
        ("plans", "prefecture@tacheng", 1280, ["/plans"], null),
        ("plan-proposals", "committee@aksu", 1280, ["/plans", "link:/plans/drafts/", "{page}/notice"], null),
        ("plan-part", "prefecture@tacheng", 1280, ["/plans", "link:/plans/drafts/", "{page}/part?at=submission"], null),
        ("draw", "prefecture@kezhou", 1280, ["/committees", "link:/committees/0", "link:/draws/0"], null),
        ("agenda", "prefecture@kezhou", 1280, ["/meetings", "link:/meetings/0", "{page}?tab=agenda"], null),
        ("defence", "committee@bazhou", 1280, ["/meetings", "link:/meetings/0", "{page}/defence"], null),
        ("own-defence", "member-01@bazhou", 390, ["/my-meetings", "link:/my-meetings/0", "{page}/defence"], null),
        ("told-defence", "passed@bazhou", 390, ["/home"], null),
        ("observer-report", "observer@kezhou", 1280, ["/observe", "link:/observe/0", "{page}/report"], null),
        ("pledge", "member-11@kezhou", 390, ["/my-meetings", "link:/my-meetings/0"], null),
        ("results", "committee@aksu", 1280, ["/results", "link:/results/0"], null),
        ("certificate", "committee@aksu", 1280, ["/certificates?state=Valid", "link:/certificates/0"], null),
        ("unit-results", "employer-state@aksu", 1280, ["/unit-results"], null),
        ("own-result", "certified@aksu", 390, ["/home", "link:/result"], null),
    ];

    private static IEnumerable<string> Files => Pictures.Select(p => p.File).Concat(Scenes);

    [Fact(DisplayName = "指南里的图都在，都是这里拍的；设了 TITLEREVIEW_WRITE_DOCS=1 就重拍")]
    public async Task Are_taken_from_the_demo()
    {
        var shown = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "guide"), "*.md").Append(Path.Combine(Repository.Root, "README.md"))
            .SelectMany(file => Picture().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(Files.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        if (Environment.GetEnvironmentVariable("TITLEREVIEW_WRITE_DOCS") == "1") await Take();

        Assert.Equal(Files.Select(f => f + ".png").Order(StringComparer.Ordinal), Directory.GetFiles(Folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }

    private async Task Take()
    {
        await using var app = new RunningApp(server);
        await app.StartAt("2023-09-18T09:00:00", 1, TestContext.Current.CancellationToken);
        foreach (var by in Pictures.GroupBy(p => (p.User, p.Width)))
        {
            await using var person = by.Key.User.Length == 0 ? await Person.Arrives(app, browser, by.Key.Width) : await Person.SignsIn(app, browser, by.Key.User, width: by.Key.Width);
            foreach (var picture in by)
            {
                foreach (var page in picture.Pages) await person.Visits(page);
                await person.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                var to = Path.Combine(Folder, picture.File + ".png");
                if (picture.Part is { } part) await person.Page.Locator(part).First.ScreenshotAsync(new() { Path = to });
                else await person.Page.ScreenshotAsync(new() { Path = to });
            }
        }

        await TakeTheScenes(app);
    }

    [GeneratedRegex(@"screenshots/(?<name>[a-z-]+)\.png", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Picture();
}
