using Microsoft.AspNetCore.Mvc;
using TitleReview.App.Filings;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;

namespace TitleReview.Web.Filings;

/// <summary>材料逐页的图，与机器找到哪里了。</summary>
public static class MaskEndpoints
{
    public static void MapMasks(this WebApplication app)
    {
        app.MapGet("/materials/{id:guid}/pages/{no:int}/{size}", (Guid id, int no, string size, HttpContext http, OpenPage open, CancellationToken ct) => Open(id, no, size, false, http, open, ct)).RequireAuthorization();
        app.MapGet("/materials/{id:guid}/masked/{no:int}/{size}", (Guid id, int no, string size, HttpContext http, OpenPage open, CancellationToken ct) => Open(id, no, size, true, http, open, ct)).RequireAuthorization();
        app.MapGet("/filings/{id:guid}/masks/progress", Progress).RequireAuthorization().WithMetadata(new SkipStatusCodePagesAttribute());
    }

    public static string Page(MaterialId id, int no, PageSize size) => $"/materials/{id.Value}/pages/{no}/{Name(size)}";

    public static string Masked(MaterialId id, int no, PageSize size) => $"/materials/{id.Value}/masked/{no}/{Name(size)}";

    private static string Name(PageSize size) => size.ToString().ToLowerInvariant();

    private static async Task<IResult> Open(Guid id, int no, string size, bool masked, HttpContext http, OpenPage open, CancellationToken ct)
    {
        if (!Enum.TryParse<PageSize>(size, ignoreCase: true, out var which) || !Enum.IsDefined(which) || await open.Run(new MaterialId(id), no, which, masked, ct) is not { } page) return Results.NotFound();

        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Stream(page, "image/jpeg");
    }

    private static async Task<IResult> Progress(Guid id, ReadMasks read, CancellationToken ct) =>
        await read.Run(new FilingId(id), ct) is { } sheet ? Results.Json(new { searching = sheet.Searching, pages = sheet.Pages.Count }) : Results.NotFound();
}
