using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TitleReview.App.Demo;

namespace TitleReview.Journeys;

/// <summary>Somebody at a browser of their own. Page addresses go to whichever node is next.</summary>
public sealed class Person : IAsyncDisposable
{
    private readonly RunningApp _app;

    private Person(RunningApp app, IPage page) => (_app, Page) = (app, page);

    public IPage Page { get; }

    /// <summary>What the console complained of; a journey ends with none.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<Person> Arrives(RunningApp app, Browser browser, int width = 1280)
    {
        var context = await browser.Chromium.NewContextAsync(new() { Locale = "zh-CN", ViewportSize = new() { Width = width, Height = 900 }, AcceptDownloads = true });
        var person = new Person(app, await context.NewPageAsync());
        person.Page.PageError += (_, error) => person.Complaints.Add(error);
        return person;
    }

    public static async Task<Person> SignsIn(RunningApp app, Browser browser, string userName, string password = DemoPeople.Password, int width = 1280)
    {
        var person = await Arrives(app, browser, width);
        await person.Go("/sign-in");
        await person.Fill("登录名", userName);
        await person.Fill("密码", password);
        await person.Press("登录");
        await person.Page.WaitForURLAsync("**/home");
        return person;
    }

    public async Task Go(string path)
    {
        try { await Page.GotoAsync(new Uri(_app.Next, path).ToString()); }
        catch (PlaywrightException refused)
        {
            throw new InvalidOperationException($"{path} did not open. What the program said last:\n{string.Join('\n', _app.Said().TakeLast(40))}", refused);
        }
    }

    /// <summary>"link:" follows the first link with that address on the page before; {filing} and {edit} stand for the filing it led to, {page} for that page, {plan} for the one above it.</summary>
    public async Task Visits(string page)
    {
        if (page.StartsWith("link:", StringComparison.Ordinal))
        {
            if (page == "link:/approvals/") await Go("/inbox");
            await Go((await Page.Locator($"main a[href*='{page[5..]}']").First.GetAttributeAsync("href", new() { Timeout = 5000 }))!);
            return;
        }

        var filing = Page.Url.Split("/edit/")[0];
        var answer = await Page.GotoAsync(new Uri(_app.Next, page.Replace("{edit}", filing + "/edit", StringComparison.Ordinal).Replace("{filing}", filing, StringComparison.Ordinal)
            .Replace("{plan}", Page.Url[..(Page.Url.LastIndexOf('/') is var cut and > 0 ? cut : 0)], StringComparison.Ordinal).Replace("{page}", Page.Url, StringComparison.Ordinal)).ToString());
        Assert.True(answer is null or { Status: < 500 }, page);
    }

    public Task Fill(string label, string value) => Page.GetByLabel(label, new() { Exact = false }).First.Enter(value);

    public Task Fill(ILocator box, string value) => box.FillAsync(value);

    public Task Press(string button) => Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();

    /// <summary>A dangerous act asks once; this says yes.</summary>
    public async Task PressAndConfirm(string button)
    {
        await Press(button);
        await Page.Locator("dialog.ask .primary").ClickAsync();
    }

    public Task Sees(string text) => Assertions.Expect(Page.Locator("main")).ToContainTextAsync(new Regex(Regex.Escape(text)), new() { Timeout = 15000 });

    /// <summary>Closed while its page reloads itself, a context sometimes never says that it is; it goes with the browser then.</summary>
    public async ValueTask DisposeAsync()
    {
        try { await Page.Context.CloseAsync().WaitAsync(TimeSpan.FromSeconds(10)); }
        catch (TimeoutException) { }
    }
}

public static class Boxes
{
    /// <summary>
    /// Fills a box and looks whether it took it. An answer that is still arriving moves the focus to what it has to say; text typed in that
    /// moment goes nowhere, and in a box with a limit it empties the box.
    /// </summary>
    public static async Task Enter(this ILocator box, string value)
    {
        for (var tries = 0; tries < 5; tries++)
        {
            await box.FillAsync(value);
            if (await box.InputValueAsync() == value) return;
        }

        Assert.Fail($"{box} does not take “{value}”.");
    }
}
