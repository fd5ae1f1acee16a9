using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using TitleReview.App.Notices;
using TitleReview.App.Presenting;
using TitleReview.Domain;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Presenting;

/// <summary>下载：评审表、公示、花名册。不能给的时候回到一页说明，而不是一个坏文件。</summary>
public static class DocumentEndpoints
{
    private const string Pdf = "application/pdf", Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapDocuments(this WebApplication app)
    {
        var signedIn = app.MapGroup("").RequireAuthorization();
        // A print makes a new code and retires the old one: it changes something, so it is no GET.
        signedIn.MapPost("/filings/{id:guid}/review-form.pdf", async (Guid id, HttpContext http, IAntiforgery antiforgery, PrintReviewForm print, CancellationToken ct) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
            var (pdf, name, refusal) = await print.Run(new FilingId(id), ct);
            return refusal is null ? Results.File(pdf!, Pdf, name) : Results.Redirect($"/filings/{id}?done=not-printed");
        }).DisableAntiforgery();
        signedIn.MapGet("/filings/{id:guid}/notice.pdf", (Guid id, PrintNotice print, CancellationToken ct) => Notice(id, print, result: false, ct));
        signedIn.MapGet("/filings/{id:guid}/notice-result.pdf", (Guid id, PrintNotice print, CancellationToken ct) => Notice(id, print, result: true, ct));
        signedIn.MapGet("/roster.xlsx", async (string? specialty, ReadRoster roster, CancellationToken ct) =>
            await roster.Xlsx(specialty, ct) is (var bytes, null) ? Results.File(bytes!, Xlsx, "花名册.xlsx") : Results.NotFound());
        signedIn.MapGet("/roster.pdf", async (string? specialty, ReadRoster roster, CancellationToken ct) =>
            await roster.Pdf(specialty, ct) is (var bytes, null) ? Results.File(bytes!, Pdf, "花名册.pdf") : Results.NotFound());
    }

    private static async Task<IResult> Notice(Guid id, PrintNotice print, bool result, CancellationToken ct)
    {
        var (pdf, name, refusal) = await print.Run(new FilingId(id), result, ct);
        return refusal is null ? Results.File(pdf!, Pdf, name) : Results.NotFound();
    }
}
