using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace TitleReview.Web.Hosting;

/// <summary>限速：登录按地址，上传按人。用法：端点上写 RequireRateLimiting(Throttling.SignIn)。</summary>
public static class Throttling
{
    public const string SignIn = "sign-in";
    public const string Upload = "upload";
    public const string Parts = "parts";

    public static void AddThrottling(this WebApplicationBuilder builder) => builder.Services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = SayWhen;
        // A whole county office may share one address, so the limit is far above one person's typing.
        limiter.AddPolicy(SignIn, context => PerMinute(Address(context), 30));
        limiter.AddPolicy(Upload, context => PerMinute(context.User.Identity?.Name ?? Address(context), 240));
        // Two megabytes a part: far more than a line from a county carries, still an end to a script that runs wild.
        limiter.AddPolicy(Parts, context => PerMinute(context.User.Identity?.Name ?? Address(context), 1200));
    });

    private static RateLimitPartition<string> PerMinute(string key, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) });

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static async ValueTask SayWhen(OnRejectedContext rejected, CancellationToken ct)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        var response = rejected.HttpContext.Response;
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        response.ContentType = "text/plain; charset=utf-8";
        await response.WriteAsync($"办理得太频繁了，请 {seconds} 秒后再试。", ct);
    }
}
