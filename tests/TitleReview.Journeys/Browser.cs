using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(TitleReview.Journeys.Browser))]
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace TitleReview.Journeys;

/// <summary>Journeys that use the whole machine or look at the clock have it to themselves; the others go two at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

/// <summary>One Chromium for all journeys.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;

    public IBrowser Chromium { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Chromium = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists),
            Headless = true,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        // Whatever of it does not close in time ends with its driver.
        try { await Chromium.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)); }
        catch (TimeoutException) { }
        _playwright?.Dispose();
    }
}
