using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TitleReview.Web.Hosting;

/// <summary>每个回答都带的安全标头，以及只许本站连接线路的来源检查。</summary>
public static class WebHardening
{
    // Blazor's import map is an inline script; App.razor leaves it out, so script-src needs neither nonce nor hash.
    // Inline styles stay allowed: a progress bar's width is an attribute.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
        "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public const string AntiforgeryHeader = "X-XSRF-TOKEN";

    public static void AddHardening(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = AntiforgeryHeader;
            antiforgery.Cookie.Name = "title-review-form";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        var plain = builder.Services.Last(service => service.ServiceType == typeof(IAntiforgery)).ImplementationType!;
        builder.Services.Replace(ServiceDescriptor.Singleton<IAntiforgery>(services => new SparingAntiforgery((IAntiforgery)ActivatorUtilities.CreateInstance(services, plain))));
    }

    public static void UseHardening(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        app.Use(WithHeaders);
        app.UseMiddleware<OriginCheck>();
        app.Use(WithoutNul);
    }

    /// <summary>地址里夹带的空字符：数据库的文字里存不下，也没有人会这样找，当作没有这一页。</summary>
    private static Task WithoutNul(HttpContext context, RequestDelegate next)
    {
        if (context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) is not true) return next(context);

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task WithHeaders(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            // A download may bring a stricter policy of its own (sandbox); it stands.
            headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.Count > 0 ? headers.ContentSecurityPolicy : ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            // Static assets say themselves how long they keep; everything else holds personal data.
            if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
