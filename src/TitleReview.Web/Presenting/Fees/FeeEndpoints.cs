using TitleReview.App.Presenting;
using TitleReview.Domain;

namespace TitleReview.Web.Presenting;

/// <summary>评审费的下载：回单、收据、名单。每次都重新核许可。</summary>
public static class FeeEndpoints
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapFees(this WebApplication app)
    {
        var signedIn = app.MapGroup("").RequireAuthorization();
        signedIn.MapGet("/payments/{id:guid}/slip", async (Guid id, HttpContext http, OpenSlip open, CancellationToken ct) =>
        {
            if (await open.Run(new PaymentId(id), ct) is not { } file) return Results.NotFound();
            // Whatever the bytes are, the browser must not run them.
            http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            http.Response.Headers.CacheControl = "private, no-store";
            http.Response.Headers.ContentDisposition = $"inline; filename=\"{file.FileName}\"";
            return Results.Stream(file.Content, file.MediaType);
        });
        signedIn.MapGet("/receipts/{year:int}/{no:int}", async (int year, int no, PrintReceipt print, CancellationToken ct) =>
            await print.Run(year, no, ct) is ({ } pdf, var name, null) ? Results.File(pdf, "application/pdf", name) : Results.NotFound());
        signedIn.MapGet("/filings/{filing:guid}/receipts/{year:int}/{no:int}", async (Guid filing, int year, int no, PrintOwnReceipt print, CancellationToken ct) =>
            await print.Run(new FilingId(filing), year, no, ct) is ({ } pdf, var name, null) ? Results.File(pdf, "application/pdf", name) : Results.NotFound());
        signedIn.MapGet("/fees.xlsx", async (FeeTab? tab, Guid? employer, string? find, ExportFees export, CancellationToken ct) =>
            await export.Run(new FeeQuery(tab ?? FeeTab.Unpaid, employer, find), ct) is { } bytes ? Results.File(bytes, Xlsx, $"评审费{FeeWords.Tab(tab ?? FeeTab.Unpaid)}.xlsx") : Results.NotFound());
    }
}
