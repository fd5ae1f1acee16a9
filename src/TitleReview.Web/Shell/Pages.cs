using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Http.Features;

namespace TitleReview.Web.Shell;

/// <summary>页面与线路：静态页面为主，要打字的地方才开线路。</summary>
public static class Pages
{
    /// <summary>一次网络抖动会让上千人同时断线；框架只留 100 条，其余的人会丢掉正在看的页面。</summary>
    private const int CircuitsKept = 2000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        // Chinese goes out as Chinese: as &#x…; every character costs 8 bytes and no one can read the source.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        // A list of a whole meeting may be ticked at once; the framework takes a hundred, and says nothing about the rest.
        builder.Services.AddRazorComponents(options => options.MaxFormMappingCollectionSize = 5000).AddInteractiveServerComponents(Circuits);
        // The review page has a box for each row and each slot; the default of 1024 would refuse a long filing's decision.
        builder.Services.Configure<FormOptions>(form => form.ValueCountLimit = 8192);
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorization();
        builder.Services.AddScoped<IShellFacts, Portal.PortalFacts>();
        builder.Services.AddScoped<INavigationItems, DeskNavigation>();
        builder.Services.AddScoped<Approvals.DeskActs>();
        builder.Services.AddScoped<Meetings.MeetingActs>();
        builder.Services.AddScoped<Defences.DefenceActs>();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
        {
            // Compression costs 200 KB of native memory a circuit, and mixes personal data with foreign text (CRIME).
            options.DisableWebSocketCompression = true;
            options.ContentSecurityFrameAncestorsPolicy = null;
        });
    }

    private static void Circuits(CircuitOptions circuits)
    {
        circuits.DetailedErrors = false;
        circuits.DisconnectedCircuitMaxRetained = CircuitsKept;
        circuits.DisconnectedCircuitRetentionPeriod = Kept;
        circuits.PersistedCircuitInMemoryRetentionPeriod = Kept;
        circuits.PersistedCircuitDistributedRetentionPeriod = Kept;
    }
}
