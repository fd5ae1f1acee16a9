using System.Text.Json;
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
    private const long MaxBody = 1024 * 1024;

    public static void MapDrafts(this WebApplication app) =>
        app.MapPost("/filings/{id:guid}/draft", Save)
            .RequireAuthorization().DisableAntiforgery().WithMetadata(new SkipStatusCodePagesAttribute(), new RequestSizeLimitAttribute(MaxBody));

    private static async Task<IResult> Save(Guid id, HttpContext http, IAntiforgery antiforgery, SaveDraft save, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Refused("页面放得太久了，请刷新页面后再填。", StatusCodes.Status400BadRequest);
        if (await Read(http, ct) is not { } change) return Refused("这一栏的内容没有传完整，请再输一次。", StatusCodes.Status422UnprocessableEntity);

        var (savedAt, refusal) = await save.Run(new FilingId(id), change, ct);
        return refusal switch
        {
            null => Results.Json(new { savedAt = $"{savedAt!.Value.ToOffset(Moment.Beijing):HH:mm:ss}" }),
            InvalidInput invalid => Refused(invalid.Errors[0].Sentence, StatusCodes.Status422UnprocessableEntity),
            _ => Refused(refusal.Sentence, StatusCodes.Status422UnprocessableEntity),
        };
    }

    /// <summary>读出改了哪一栏；读不懂的为 null，谁也不该因为一个坏请求看到出错页。</summary>
    private static async Task<DraftChange.Field?> Read(HttpContext http, CancellationToken ct)
    {
        try
        {
            var field = await http.Request.ReadFromJsonAsync<DraftField>(ct);
            return field is null || (field.Row is { Length: > 0 } && !Guid.TryParse(field.Row, out _)) ? null
                : new DraftChange.Field(field.Module ?? "", Guid.TryParse(field.Row, out var row) ? row : null, field.Field ?? "", field.Value ?? "");
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException or InvalidOperationException)
        {
            return null;
        }
    }

    private static IResult Refused(string sentence, int status) => Results.Json(new { sentence }, statusCode: status);

    private sealed record DraftField(string? Module, string? Row, string? Field, string? Value);
}
