using Microsoft.Playwright;

namespace TitleReview.Journeys;

/// <summary>A scan that names its owner, masked in a browser: what the machine proposes, by keyboard, and without scripts.</summary>
[Collection(AtTheDesks.Name)]
public sealed class MaskingTests(SharedSite site, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "上传，机器找到姓名；键盘移动、不用、再画一个；保存，专家那一份涂黑；没有脚本也能答"), Trait("rule", "TC-21"), Trait("rule", "BZ-21")]
    public async Task A_scan_is_masked()
    {
        var app = site.App;
        await using var person = await Person.SignsIn(app, browser, "applicant@tacheng");
        var name = await person.Page.Locator(".topbar-who, .topbar").First.TextContentAsync();
        var edit = await person.Page.Locator("main a[href*='/edit/']").First.GetAttributeAsync("href");
        var filing = edit!.Split("/edit/")[0];

        await person.Go($"{filing}/edit/other");
        await person.Page.Locator("#slot-other-attachments input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "荣誉证书.jpg", MimeType = "image/jpeg", Buffer = await Certificate(name!.Contains('·', StringComparison.Ordinal) ? "古丽娜·艾山" : name) });
        await Assertions.Expect(person.Page.Locator(".upload-item.done")).ToHaveCountAsync(1, new() { Timeout = 20000 });

        await person.Go($"{filing}/precheck");
        await person.Sees("没有回答是否需要遮盖");
        await person.Go($"{filing}/masks");
        for (var waited = 0; waited < 60 && await person.Page.Locator("search-progress").CountAsync() > 0; waited++)
        {
            await person.Page.WaitForTimeoutAsync(2000);
            await person.Page.ReloadAsync();
        }

        await person.Page.GetByRole(AriaRole.Link, new() { Name = "接着看没有回答的" }).ClickAsync();
        var boxes = person.Page.Locator(".mask-box");
        await Assertions.Expect(person.Page.Locator(".mask-list li")).Not.ToHaveCountAsync(0);
        var proposed = await boxes.CountAsync();

        // By keyboard: the arrows move a box, with shift they widen it, delete lets a proposal go but keeps it listed.
        await boxes.First.FocusAsync();
        var (before, wide) = (await boxes.First.GetAttributeAsync("style"), (await boxes.First.BoundingBoxAsync())!.Width);
        await person.Page.Keyboard.PressAsync("ArrowUp");
        Assert.NotEqual(before, await boxes.First.GetAttributeAsync("style"));
        await person.Page.Keyboard.PressAsync("Shift+ArrowRight");
        Assert.True((await boxes.First.BoundingBoxAsync())!.Width > wide);
        await person.Page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(boxes).ToHaveCountAsync(proposed);
        await Assertions.Expect(person.Page.Locator(".mask-box.off")).ToHaveCountAsync(1);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "采用第 1 个框" }).ClickAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "加一个框" }).ClickAsync();
        await Assertions.Expect(boxes).ToHaveCountAsync(proposed + 1);
        await Assertions.Expect(person.Page.GetByLabel("是，需要遮盖")).ToBeCheckedAsync();

        await person.Press("保存");
        await person.Sees("都回答过了");
        await Assertions.Expect(person.Page.GetByText($"已遮 {proposed + 1} 处")).ToHaveCountAsync(1);
        await person.Go($"{filing}/expert-view");
        await Assertions.Expect(person.Page.Locator("main")).Not.ToContainTextAsync("古丽娜");

        await WithoutScripts(app, person, filing);
        Assert.Empty(person.Complaints);
    }

    /// <summary>The boxes are checkboxes then: what is ticked is masked.</summary>
    private async Task WithoutScripts(RunningApp app, Person person, string filing)
    {
        await person.Go($"{filing}/masks");
        var page = await person.Page.Locator(".mask-cards a").Last.GetAttributeAsync("href");
        await using var context = await browser.Chromium.NewContextAsync(new() { Locale = "zh-CN", JavaScriptEnabled = false, StorageState = await person.Page.Context.StorageStateAsync() });
        var plain = await context.NewPageAsync();
        await plain.GotoAsync(new Uri(app.Next, page).ToString());
        var ticks = plain.Locator(".mask-list input[type=checkbox]");
        var all = await ticks.CountAsync();
        await ticks.Last.UncheckAsync();
        await plain.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Assertions.Expect(plain.GetByText($"已遮 {all - 1} 处")).ToHaveCountAsync(1);
    }

    private async Task<byte[]> Certificate(string name)
    {
        await using var context = await browser.Chromium.NewContextAsync(new() { ViewportSize = new() { Width = 1240, Height = 1754 } });
        var page = await context.NewPageAsync();
        await page.SetContentAsync($"<body style=\"margin:0;padding:120px;background:#fffdf5;font:40px 'Noto Serif CJK SC',serif\"><h1>荣誉证书</h1><p>姓名：{name}</p><p>在技术推广工作中成绩突出，被评为先进个人。</p></body>");
        return await page.ScreenshotAsync(new() { Type = ScreenshotType.Jpeg, Quality = 88 });
    }
}
