using Microsoft.AspNetCore.Mvc;
using TitleReview.App.Storage;

namespace TitleReview.Web.Hosting;

/// <summary>探活：进程还在答话。/health/ready 另答数据库、迁移、文件库是否就绪。</summary>
public static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("在线")).AllowAnonymous().WithMetadata(new SkipStatusCodePagesAttribute());
        app.MapGet("/health/ready", async (Readiness readiness, CancellationToken ct) =>
            await readiness.WhyNot(ct) is { } missing ? Results.Text(missing, statusCode: StatusCodes.Status503ServiceUnavailable) : Results.Text("就绪"))
            .AllowAnonymous().WithMetadata(new SkipStatusCodePagesAttribute());
    }
}
