using Microsoft.Playwright;

namespace TitleReview.Journeys;

/// <summary>What an officer does on the review page, item by item; each is saved before the next.</summary>
internal static class AtTheDesk
{
    public static ILocator Item(Person officer, string placeName) => officer.Page.GetByRole(AriaRole.Group, new() { Name = $"审核：{placeName}", Exact = true });

    public static async Task Fails(Person officer, string placeName, string sentence)
    {
        var item = Item(officer, placeName);
        await item.Locator(".judge-fail > summary").ClickAsync();
        await item.Locator("textarea").Enter(sentence);
        await item.GetByRole(AriaRole.Button, new() { Name = $"记为不合格：{placeName}" }).ClickAsync();
        await Assertions.Expect(item.Locator(".judge-word")).ToHaveTextAsync("不合格");
    }

    /// <summary>Module by module, the button that passes what is left in it.</summary>
    public static async Task PassesTheRest(Person officer)
    {
        var rest = officer.Page.Locator("button[name=Judge][value^='rest:']:visible");
        for (var left = await rest.CountAsync(); left > 0; left--)
        {
            await rest.First.ClickAsync();
            await Assertions.Expect(rest).ToHaveCountAsync(left - 1);
        }
    }

    public static async Task Returns(Person officer)
    {
        await officer.Page.Locator("button[name=Decision][value=return]").ClickAsync();
        await officer.Page.Locator("dialog.ask .primary").ClickAsync();
    }
}
