using Microsoft.AspNetCore.Diagnostics;
using TitleReview.Documents.Work;

namespace TitleReview.Web.Hosting;

/// <summary>出错与找不到时的两张页面。接口端点要自己的状态码时，写 WithMetadata(new SkipStatusCodePagesAttribute())。</summary>
public static class ErrorPages
{
    public static void AddErrorNumbers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ErrorNumbers>();
        builder.Services.AddSingleton<IExceptionHandler>(provider => provider.GetRequiredService<ErrorNumbers>());
    }

    public static void UseErrorPages(this WebApplication app)
    {
        // 排版没有办成，不是系统坏了，也不是没有这一份：所有下载同一页说明，过一会儿再试。
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error", StatusCodeSelector = e => e is WorkerFailure ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(AsPage);
    }

    /// <summary>What the framework throws when an address says ?page=x where a number belongs: no fault of ours, there is no such page.</summary>
    private const string UnreadableQuery = "Cannot parse the value '";

    private static async Task AsPage(HttpContext context, RequestDelegate next)
    {
        var method = context.Request.Method;
        // A failed POST runs through here again on its way to the page; as a POST the page would ask for a form and a token.
        if (context.Features.Get<IExceptionHandlerFeature>() is not null || context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
            context.Request.Method = HttpMethods.Get;
        var body = context.Response.Body;
        if (HttpMethods.IsPost(context.Request.Method)) context.Response.Body = new WithoutFrameworkRefusals(body, context.Response);
        try { await next(context); }
        catch (InvalidOperationException wrong) when (!context.Response.HasStarted && wrong.Message.StartsWith(UnreadableQuery, StringComparison.Ordinal))
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        finally { (context.Request.Method, context.Response.Body) = (method, body); }

        // Blazor refuses a stale form with 400, text/html and no body; status code pages speak up only where no type is set.
        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest, ContentLength: null })
            context.Response.ContentType = null;
    }
}
