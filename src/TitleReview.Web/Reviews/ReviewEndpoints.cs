using TitleReview.App.Filings;
using TitleReview.App.Reviews;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Reviews;

namespace TitleReview.Web.Reviews;

/// <summary>案卷的图：中性的文件名，不带任何日期与指纹，浏览器不留。</summary>
public static class ReviewEndpoints
{
    public static void MapReviews(this WebApplication app)
    {
        app.MapGet("/reviews/{code}/pages/{no:int}/{size}", OfCase).RequireAuthorization(p => p.RequireRole(nameof(Role.Expert)));
        app.MapGet("/filings/{id:guid}/expert-view/pages/{no:int}/{size}", OfPreview).RequireAuthorization(p => p.RequireRole(nameof(Role.Applicant)));
    }

    private static async Task<IResult> OfCase(string code, int no, string size, HttpContext http, OpenCasePage open, CancellationToken ct) =>
        Size(size) is { } which && await open.Run(code, no, which, ct) is { } image ? Show(http, image, $"{CaseCode.Read(code)}-{no:00}") : Results.NotFound();

    private static async Task<IResult> OfPreview(Guid id, int no, string size, HttpContext http, OpenPreviewPage open, CancellationToken ct) =>
        Size(size) is { } which && await open.Run(new FilingId(id), no, which, ct) is { } image ? Show(http, image, $"expert-view-{no:00}") : Results.NotFound();

    /// <summary>只认名字：Enum.TryParse 连数字也收。</summary>
    private static PageSize? Size(string name) => Enum.GetValues<PageSize>().Cast<PageSize?>().FirstOrDefault(s => string.Equals($"{s}", name, StringComparison.OrdinalIgnoreCase));

    private static IResult Show(HttpContext http, Stream image, string name)
    {
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.ContentDisposition = $"inline; filename=\"{name}.jpg\"";
        return Results.Stream(image, "image/jpeg");
    }
}
