namespace TitleReview.Web.Hosting;

/// <summary>日志：开发时给人看，其余环境一行一个 JSON，交给收集程序。</summary>
public static class ConsoleLog
{
    public static void AddConsoleLog(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment()) return;

        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(options => options.UseUtcTimestamp = true);
    }
}
