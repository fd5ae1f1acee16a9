using Microsoft.AspNetCore.Antiforgery;

namespace TitleReview.Web.Hosting;

/// <summary>
/// 不收表单的页面（标了 RequireAntiforgeryToken(false)）不发防伪 cookie：框架给每张页面都发，
/// 那样门户的来访者带着 cookie，短存也就存不成。
/// </summary>
internal sealed class SparingAntiforgery(IAntiforgery inner) : IAntiforgery
{
    private static readonly AntiforgeryTokenSet None = new(null, null, "__RequestVerificationToken", null);

    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => Spared(httpContext) ? None : inner.GetAndStoreTokens(httpContext);

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => inner.GetTokens(httpContext);

    public async Task<bool> IsRequestValidAsync(HttpContext httpContext)
    {
        try
        {
            return await inner.IsRequestValidAsync(httpContext);
        }
        catch (AntiforgeryValidationException)
        {
            // A torn form: the framework looks for its token there and throws. It is no valid request, and no error of ours.
            return false;
        }
    }

    public void SetCookieTokenAndHeader(HttpContext httpContext)
    {
        if (!Spared(httpContext)) inner.SetCookieTokenAndHeader(httpContext);
    }

    public Task ValidateRequestAsync(HttpContext httpContext) => inner.ValidateRequestAsync(httpContext);

    // The attribute's own type: endpoints that check the token themselves (DisableAntiforgery) still need their cookie.
    private static bool Spared(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<RequireAntiforgeryTokenAttribute>() is { RequiresValidation: false };
}
