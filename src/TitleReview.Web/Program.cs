using TitleReview.App.Storage;
using TitleReview.Web.Filings;
using TitleReview.Web.Hosting;
using TitleReview.Web.Plans;
using TitleReview.Web.Portal;
using TitleReview.Web.Presenting;
using TitleReview.Web.Reviews;
using TitleReview.Web.Shell;
using TitleReview.Web.SignIn;

if (Commands.Has(args)) return await Commands.Run(args, async () => (await Build([])).App);

var (app, database) = await Build(args);
await app.LoadDemo(database);
await app.RunAsync();
await app.DisposeAsync();
return 0;

static async Task<(WebApplication App, Database Database)> Build(string[] args)
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddConsoleLog();
    builder.AddHardening();
    builder.AddErrorNumbers();
    builder.AddThrottling();
    builder.AddMetrics();
    builder.AddPages();
    builder.AddPortal();
    builder.AddSignIn();
    await builder.AddApp();

    var app = builder.Build();
    var database = app.Services.GetRequiredService<Database>();
    app.UseHardening();
    app.UseErrorPages();
    app.UseSignInEnding();
    app.UseAuthentication();
    app.UseAuthorization();
    app.UseRateLimiter();
    app.UseOutputCache();
    app.UseAntiforgery();
    app.MapHealth();
    app.MapMetrics();
    app.MapSignOut();
    app.MapDrafts();
    app.MapPlans();
    app.MapMaterials();
    app.MapUploads();
    app.MapMasks();
    app.MapReviews();
    app.MapDocuments();
    app.MapAttachments();
    app.MapPages();
    return (app, database);
}

public sealed partial class Program;
