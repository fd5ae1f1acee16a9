using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using TitleReview.App.Portal;
using TitleReview.Domain;
using TitleReview.Domain.Portal;
using TitleReview.Web.Hosting;

namespace TitleReview.Web.Portal;

/// <summary>公告的附件走普通的 HTTP：公布着的谁都能下载，草稿的只有起草机构能上传、能打开。</summary>
public static class AttachmentEndpoints
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    public static void MapAttachments(this WebApplication app)
    {
        app.MapGet("/{tenant}/attachments/{id:guid}/{name}", async (string tenant, Guid id, HttpContext http, OpenAttachment open, CancellationToken ct) =>
        {
            // Kept for a minute only: what is withdrawn must go.
            return Answer(http, await open.Run(tenant, new AttachmentId(id), ct), new CacheControlHeaderValue { Public = true, MaxAge = Kept });
        }).AllowAnonymous();

        var own = app.MapGroup("/announcements/{announcement:guid}/attachments").RequireAuthorization();
        own.MapPost("", Upload).RequireRateLimiting(Throttling.Upload).DisableAntiforgery().WithMetadata(new SkipStatusCodePagesAttribute());
        own.MapGet("/{id:guid}", async (Guid announcement, Guid id, HttpContext http, OpenOwnAttachment open, CancellationToken ct) =>
            Answer(http, await open.Run(new AnnouncementId(announcement), new AttachmentId(id), ct), new CacheControlHeaderValue { NoStore = true }));
    }

    public static string UploadTo(AnnouncementId announcement) => $"/announcements/{announcement.Value}/attachments";

    public static string Own(Attachment attachment) => $"/announcements/{attachment.AnnouncementId.Value}/attachments/{attachment.Id.Value}";

    /// <summary>名字也在地址里：不认识附件标头的下载工具，存下来也有个像样的名字。</summary>
    public static string Public(string slug, Attachment attachment) => $"/{slug}/attachments/{attachment.Id.Value}/{Uri.EscapeDataString(attachment.FileName)}";

    private static IResult Answer(HttpContext http, AttachmentFile? file, CacheControlHeaderValue cache)
    {
        if (file is null) return Results.NotFound();

        // Only ever saved; whatever the bytes are, the browser must not run them in our name.
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        http.Response.GetTypedHeaders().CacheControl = cache;
        return Results.Stream(file.Content, file.MediaType, file.FileName, file.AddedAt, new EntityTagHeaderValue($"\"{file.Sha256}\""), enableRangeProcessing: true);
    }

    private static async Task<IResult> Upload(Guid announcement, HttpContext http, IAntiforgery antiforgery, AddAttachment add, CancellationToken ct)
    {
        // A little more than a file may have: the form around it, and a sentence instead of a torn connection.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = AddAttachment.MaxBytes * 2;
        if (!await antiforgery.IsRequestValidAsync(http)) return Refused("页面放得太久了，请刷新页面后再传。");

        var id = new AnnouncementId(announcement);
        try
        {
            if (http.Request.HasFormContentType)
            {
                // Without JavaScript: an ordinary form with several files, back to the page it came from.
                var form = await http.Request.ReadFormAsync(ct);
                var refused = 0;
                foreach (var file in form.Files)
                    if ((await add.Run(id, file.FileName, file.OpenReadStream(), ct)).Refusal is not null) refused++;
                return Results.Redirect($"/announcements/{announcement}{(refused > 0 ? "?done=not-attached" : "")}");
            }

            var name = Uri.UnescapeDataString(http.Request.Headers["X-File-Name"].ToString());
            var (attachment, refusal) = await add.Run(id, name, http.Request.Body, ct);
            return refusal is null ? Results.Json(new { id = attachment!.Id.Value, fileName = attachment.FileName }) : Refused(refusal.Sentence);
        }
        catch (BadHttpRequestException e)
        {
            return Refused(e.StatusCode == StatusCodes.Status413PayloadTooLarge ? "文件太大，请压缩或分开后再传。" : "文件没有传完整，请重新上传。");
        }
    }

    private static IResult Refused(string sentence) => Results.Json(new { sentence }, statusCode: StatusCodes.Status422UnprocessableEntity);
}
