using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using TitleReview.App.Approvals;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;

namespace TitleReview.Web.Approvals;

/// <summary>判一处，交一处，页面不动；以及从前底稿里的扫描件。</summary>
public static class JudgingEndpoints
{
    private const long MaxBody = 256 * 1024;

    public static void MapJudging(this WebApplication app)
    {
        app.MapPost("/approvals/{id:guid}/judgements", Save).RequireAuthorization().DisableAntiforgery().WithMetadata(new SkipStatusCodePagesAttribute(), new RequestSizeLimitAttribute(MaxBody));
        app.MapGet("/approvals/{id:guid}/submitted/{no:int}/{material:guid}", Open).RequireAuthorization();
    }

    public static string Judge(FilingId id) => $"/approvals/{id.Value}/judgements";

    public static string Submitted(FilingId id, int no, MaterialId material) => $"/approvals/{id.Value}/submitted/{no}/{material.Value}";

    private static async Task<IResult> Save(Guid id, HttpContext http, IAntiforgery antiforgery, JudgeItems judge, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Refused("页面放得太久了，没有存下。请刷新页面后再判。", StatusCodes.Status400BadRequest);
        if (await Read(http, ct) is not { Count: > 0 } answers) return Refused("没有传完整，没有存下，请再判一次。", StatusCodes.Status422UnprocessableEntity);

        var (sheet, refusal) = await judge.Run(new FilingId(id), answers, ct);
        if (refusal is not null) return Refused(refusal.Sentence, StatusCodes.Status422UnprocessableEntity);

        var asked = answers.Select(a => a.Item).ToHashSet();
        return Results.Json(new
        {
            items = sheet!.Lines.Where(l => asked.Contains(l.Item.Key)).Select(l => new
            {
                key = l.Item.Key, css = Judged.Css(l), word = Judged.Word(l), who = Judged.Who(l), verdict = l.Judgement?.Verdict.ToString(), seen = l.Seen, sentence = l.Judgement?.Sentence, untold = l.Untold,
            }),
            left = sheet.Unjudged.Count,
            failed = sheet.Failed.Count,
            total = sheet.Lines.Count,
        });
    }

    private static async Task<IReadOnlyList<ItemAnswer>?> Read(HttpContext http, CancellationToken ct)
    {
        try
        {
            var posted = await http.Request.ReadFromJsonAsync<Posted>(ct);
            return posted?.Answers?.OfType<PostedAnswer>().Select(a => new ItemAnswer(a.Item ?? "", Enum.TryParse<ItemVerdict>(a.Verdict, out var verdict) ? verdict : (ItemVerdict)(-1), a.Sentence, a.Keep, a.Seen)).ToList();
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task<IResult> Open(Guid id, int no, Guid material, HttpContext http, OpenSubmittedPage open, CancellationToken ct)
    {
        if (await open.Run(new FilingId(id), no, new MaterialId(material), ct) is not { } page) return Results.NotFound();

        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Stream(page, "image/jpeg");
    }

    private static IResult Refused(string sentence, int status) => Results.Json(new { sentence }, statusCode: status);

    private sealed record Posted(List<PostedAnswer>? Answers);

    private sealed record PostedAnswer(string? Item, string? Verdict, string? Sentence, bool Keep, uint Seen);
}
