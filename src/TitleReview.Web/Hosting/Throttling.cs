using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace TitleReview.Web.Hosting;

/// <summary>限速：登录按地址，上传按人。用法：端点上写 RequireRateLimiting(Throttling.SignIn)。</summary>
public static class Throttling
{
    public const string SignIn = "sign-in";
    public const string Public = "public";
    public const string Check = "check";
    public const string Upload = "upload";
    public const string Parts = "parts";

    public static void AddThrottling(this WebApplicationBuilder builder) => builder.Services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = SayWhen;
        // A whole office, or the members of a meeting in one room, may share one address and sign in within the minute: tries are counted, looking at the page is not a try.
        limiter.AddPolicy(SignIn, context => HttpMethods.IsPost(context.Request.Method) ? PerMinute("try " + Address(context), 60) : PerMinute(Address(context), 240));
        // 公示页：一个单位的人多半从同一个地址来看。
        // 提交反映另数：一个地址一小时十条，免得一个人把网上的名额占满。
        limiter.AddPolicy(Public, context => HttpMethods.IsPost(context.Request.Method) ? Per(TimeSpan.FromHours(1), "post " + Address(context), 10) : PerMinute(Address(context), 120));
        // 查证书：编号连着编，不让人拿名单一个一个地试。
        limiter.AddPolicy(Check, context => PerMinute("check " + Address(context), 30));
        limiter.AddPolicy(Upload, context => PerMinute(context.User.Identity?.Name ?? Address(context), 240));
        // Two megabytes a part: far more than a line from a county carries, still an end to a script that runs wild.
        limiter.AddPolicy(Parts, context => PerMinute(context.User.Identity?.Name ?? Address(context), 1200));
    });

    private static RateLimitPartition<string> PerMinute(string key, int permits) => Per(TimeSpan.FromMinutes(1), key, permits);

    private static RateLimitPartition<string> Per(TimeSpan window, string key, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window });

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
