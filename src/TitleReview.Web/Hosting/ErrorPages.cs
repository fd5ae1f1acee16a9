using Microsoft.AspNetCore.Diagnostics;

namespace TitleReview.Web.Hosting;

/// <summary>出错与找不到时的两张页面。接口端点要自己的状态码时，写 WithMetadata(new SkipStatusCodePagesAttribute())。</summary>
public static class ErrorPages
{
    public static void AddErrorNumbers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ErrorNumbers>();
        builder.Services.AddExceptionHandler(provider => provider.GetRequiredService<ErrorNumbers>());
    }

    private static void AddExceptionHandler(this IServiceCollection services, Func<IServiceProvider, IExceptionHandler> find) =>
        services.AddSingleton(find);

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler("/error");
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            // A failed POST runs through here again on its way to the page; as a POST the page would ask for a form and a token.
            if (context.Features.Get<IExceptionHandlerFeature>() is not null || context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
                context.Request.Method = HttpMethods.Get;
            return next(context);
        });
    }
}
