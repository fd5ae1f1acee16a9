using Microsoft.AspNetCore.Mvc;

namespace TitleReview.Web.Hosting;

/// <summary>探活：进程还在答话。数据库、迁移、文件库是否就绪由 /health/ready 回答。</summary>
public static class Health
{
    public static void MapHealth(this WebApplication app) =>
        app.MapGet("/health/live", () => Results.Text("在线")).AllowAnonymous().WithMetadata(new SkipStatusCodePagesAttribute());
}
