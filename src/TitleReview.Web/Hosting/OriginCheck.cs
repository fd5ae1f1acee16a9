namespace TitleReview.Web.Hosting;

/// <summary>
/// 线路（/_blazor）只接受本站页面的连接：框架自己不查 Origin，别的网站可借用户的登录连上来。
/// 浏览器连接时总带 Origin；不带的不是浏览器，借不到别人的登录。
/// </summary>
public sealed class OriginCheck(RequestDelegate next)
{
    public Task Invoke(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase) || IsOurs(context.Request)) return next(context);

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("只接受本站页面的连接。", context.RequestAborted);
    }

    private static bool IsOurs(HttpRequest request)
    {
        if (request.Headers.Origin.Count == 0) return true;
        if (request.Headers.Origin.Count > 1 || !Uri.TryCreate(request.Headers.Origin[0], UriKind.Absolute, out var origin)) return false;

        // Not the scheme: behind a proxy that ends TLS the request arrives as http.
        return string.Equals(origin.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
            && (request.Host.Port ?? DefaultPort(origin)) == origin.Port;
    }

    private static int DefaultPort(Uri origin) => origin.Scheme == Uri.UriSchemeHttps ? 443 : 80;
}
