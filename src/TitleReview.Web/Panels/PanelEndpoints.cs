using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using TitleReview.App.Panels;
using TitleReview.Domain;

namespace TitleReview.Web.Panels;

/// <summary>评议的草稿：与填报同一个脚本，改一样交一样。</summary>
public static class PanelEndpoints
{
    private const long MaxBody = 64 * 1024;

    public static void MapPanels(this WebApplication app) =>
        app.MapPost("/my-meetings/{id:guid}/reviews/{code}/draft", Save)
            .RequireAuthorization().DisableAntiforgery().WithMetadata(new SkipStatusCodePagesAttribute(), new RequestSizeLimitAttribute(MaxBody));

    private static async Task<IResult> Save(Guid id, string code, HttpContext http, IAntiforgery antiforgery, DraftOpinion draft, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Refused("页面放得太久了，请刷新页面后再写。", StatusCodes.Status400BadRequest);
        if (await Read(http, ct) is not { Field: { } field } change) return Refused("这一处的内容没有传完整，请再输一次。", StatusCodes.Status422UnprocessableEntity);

        var (savedAt, refusal) = await draft.Run(new MeetingId(id), code, field, change.Value ?? "", ct);
        return refusal switch
        {
            null => Results.Json(new { savedAt = $"{savedAt!.Value.ToOffset(Moment.Beijing):HH:mm:ss}" }),
            InvalidInput invalid => Refused(invalid.Errors[0].Sentence, StatusCodes.Status422UnprocessableEntity),
            _ => Refused(refusal.Sentence, StatusCodes.Status422UnprocessableEntity),
        };
    }

    private static async Task<Change?> Read(HttpContext http, CancellationToken ct)
    {
        try
        {
            return await http.Request.ReadFromJsonAsync<Change>(ct);
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException or InvalidOperationException)
        {
            return null;
        }
    }

    private static IResult Refused(string sentence, int status) => Results.Json(new { sentence }, statusCode: status);

    private sealed record Change(string? Module, string? Row, string? Field, string? Value);
}
