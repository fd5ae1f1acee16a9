using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using TitleReview.App.Filings;
using TitleReview.Domain;

namespace TitleReview.Web.Filings;

/// <summary>
/// 逐栏自动保存：页面改一栏，交一栏。走普通的 HTTP，不占线路，断线可以重来，长文也不受线路的消息上限。
/// </summary>
public static class DraftEndpoints
{
    private const long MaxBody = 256 * 1024;

    public static void MapDrafts(this WebApplication app) =>
        app.MapPost("/filings/{id:guid}/draft", async (Guid id, DraftField field, HttpContext http, IAntiforgery antiforgery, SaveDraft save, CancellationToken ct) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return Refused("页面放得太久了，请刷新页面后再填。", StatusCodes.Status400BadRequest);

            var (savedAt, refusal) = await save.Run(new FilingId(id), new DraftChange.Field(field.Module ?? "", field.Row, field.Field ?? "", field.Value ?? ""), ct);
            return refusal switch
            {
                null => Results.Json(new { savedAt = $"{savedAt!.Value.ToOffset(Moment.Beijing):HH:mm:ss}" }),
                InvalidInput invalid => Refused(invalid.Errors[0].Sentence, StatusCodes.Status422UnprocessableEntity),
                _ => Refused(refusal.Sentence, StatusCodes.Status422UnprocessableEntity),
            };
        }).RequireAuthorization().DisableAntiforgery().WithMetadata(new SkipStatusCodePagesAttribute(), new RequestSizeLimitAttribute(MaxBody));

    private static IResult Refused(string sentence, int status) => Results.Json(new { sentence }, statusCode: status);

    private sealed record DraftField(string? Module, Guid? Row, string? Field, string? Value);
}
