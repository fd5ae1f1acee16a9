using TitleReview.Web.Hosting;
using TitleReview.Web.Shell;

var builder = WebApplication.CreateBuilder(args);
builder.AddConsoleLog();
builder.AddHardening();
builder.AddErrorNumbers();
builder.AddThrottling();
builder.AddPages();

var app = builder.Build();
app.UseHardening();
app.UseErrorPages();
app.UseAuthentication();
app.UseAuthorization();
app.UseRateLimiter();
app.UseAntiforgery();
app.MapHealth();
app.MapPages();
app.Run();

public sealed partial class Program;
