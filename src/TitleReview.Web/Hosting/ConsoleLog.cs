using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace TitleReview.Web.Hosting;

/// <summary>日志：开发时给人看，其余环境一行一个 JSON，交给收集程序。</summary>
public static class ConsoleLog
{
    public static void AddConsoleLog(this WebApplicationBuilder builder)
    {
        // The framework's line per request repeats every address with its query; that is the proxy's log, not ours.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // The scheduler tells of itself at length; what it does, our own jobs say.
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);
        // Each failure is logged once, under its number; the framework's own line would repeat it.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        if (builder.Environment.IsDevelopment()) return;

        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(options =>
        {
            options.UseUtcTimestamp = true;
            options.JsonWriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
        });
    }
}
