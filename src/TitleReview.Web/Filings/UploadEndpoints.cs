using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using TitleReview.App.Filings;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Web.Hosting;

namespace TitleReview.Web.Filings;

/// <summary>
/// 大文件分段传，断了接着传：开始（答复已收到哪几段）→ 逐段 PUT → 合成。每段一个普通的请求，哪个节点收都一样。
/// 409 为没传齐，422 为文件本身收不下，503 为过一会儿再传。
/// </summary>
public static class UploadEndpoints
{
    public static void MapUploads(this WebApplication app)
    {
        var quiet = app.MapGroup("").RequireAuthorization().RequireRateLimiting(Throttling.Parts).WithMetadata(new SkipStatusCodePagesAttribute()).DisableAntiforgery();
        quiet.MapPost("/filings/{filing:guid}/uploads", Start);
        quiet.MapPut("/uploads/{id:guid}/parts/{part:int}", Receive);
        quiet.MapPost("/uploads/{id:guid}/finish", Finish);
        quiet.MapDelete("/uploads/{id:guid}", Cancel);
    }

    public static string StartAt(FilingId filing) => $"/filings/{filing.Value}/uploads";

    private sealed record Beginning(string? Slot, string? Row, string? FileName, long Bytes, string? Sha256);

    private static async Task<IResult> Start(Guid filing, [FromBody] Beginning? file, HttpContext http, IAntiforgery antiforgery, StartUpload start, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return MaterialEndpoints.Stale();
        Guid? row = Guid.TryParse(file?.Row, out var id) ? id : null;
        if (file?.Slot is null || file.FileName is null || (file.Row is { Length: > 0 } && row is null)) return Refused(new UnknownSlot());

        var (progress, refusal) = await start.Run(new FilingId(filing), file.Slot, row, new WholeFile(file.FileName, file.Bytes, file.Sha256), new PartialUploadId(Guid.CreateVersion7()), ct);
        return progress is null ? Refused(refusal!) : Results.Json(new { id = progress.Id.Value, parts = progress.Parts, partBytes = progress.PartBytes, received = progress.Received });
    }

    private static async Task<IResult> Receive(Guid id, int part, HttpContext http, IAntiforgery antiforgery, ReceivePart receive, CancellationToken ct)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = PartialUpload.PartBytes;
        if (!await antiforgery.IsRequestValidAsync(http)) return MaterialEndpoints.Stale();
        try
        {
            var digest = http.Request.Headers["X-Part-Sha256"].ToString();
            return await receive.Run(new PartialUploadId(id), part, http.Request.Body, digest.Length == 0 ? null : digest, ct) is { } refusal ? Refused(refusal) : Results.NoContent();
        }
        catch (BadHttpRequestException)
        {
            return Refused(new PartRefused());
        }
    }

    private static async Task<IResult> Finish(Guid id, HttpContext http, IAntiforgery antiforgery, FinishUpload finish, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return MaterialEndpoints.Stale();
        var (material, refusal) = await finish.Run(new PartialUploadId(id), ct);
        return material is null ? Refused(refusal!) : Results.Json(MaterialEndpoints.Answer(material));
    }

    private static async Task<IResult> Cancel(Guid id, HttpContext http, IAntiforgery antiforgery, CancelUpload cancel, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return MaterialEndpoints.Stale();
        return await cancel.Run(new PartialUploadId(id), ct) is { } refusal ? Refused(refusal) : Results.NoContent();
    }

    private static IResult Refused(Refusal refusal) => Results.Json(new { sentence = refusal.Sentence }, statusCode: refusal switch
    {
        PartsMissing or PartRefused => StatusCodes.Status409Conflict,
        NotTakenNow => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status422UnprocessableEntity,
    });
}
