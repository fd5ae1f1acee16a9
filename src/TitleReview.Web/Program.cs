using TitleReview.App.Storage;
using TitleReview.Web.Approvals;
using TitleReview.Web.Ballots;
using TitleReview.Web.Certificates;
using TitleReview.Web.Committees;
using TitleReview.Web.Filings;
using TitleReview.Web.Hosting;
using TitleReview.Web.Letters;
using TitleReview.Web.Meetings;
using TitleReview.Web.Messages;
using TitleReview.Web.Panels;
using TitleReview.Web.People;
using TitleReview.Web.Plans;
using TitleReview.Web.Portal;
using TitleReview.Web.Presenting;
using TitleReview.Web.ReviewResults;
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
    app.MapJudging();
    app.MapBulk();
    app.MapReviews();
    app.MapPanels();
    app.MapDocuments();
    app.MapLetters();
    app.MapFees();
    app.MapPaper();
    app.MapCommittees();
    app.MapMeetings();
    app.MapBallots();
    app.MapResults();
    app.MapCertificates();
    app.MapAttachments();
    app.MapMessages();
    app.MapImports();
    app.MapPages();
    return (app, database);
}

public sealed partial class Program;
