using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using TitleReview.App.Filings;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Web.Hosting;

namespace TitleReview.Web.Filings;

/// <summary>材料走普通的 HTTP：上传直接收请求体，下载每次核许可。</summary>
public static class MaterialEndpoints
{
    /// <summary>请求体的上限；计划给的上限更小，由用例按内容再判。</summary>
    private const long MaxBody = 64L * 1024 * 1024;

    private const string TooOld = "页面放得太久了，请刷新页面后再传。";

    public static void MapMaterials(this WebApplication app)
    {
        var filings = app.MapGroup("/filings/{filing:guid}/materials").RequireAuthorization().WithMetadata(new SkipStatusCodePagesAttribute());
        filings.MapPost("", Upload).RequireRateLimiting(Throttling.Upload).DisableAntiforgery();
        var materials = app.MapGroup("/materials/{id:guid}").RequireAuthorization();
        materials.MapGet("/original", OpenOriginal);
        materials.MapGet("/{copy}", Open);
    }

    public static string Thumbnail(MaterialId id) => $"/materials/{id.Value}/thumbnail";

    public static string Screen(MaterialId id) => $"/materials/{id.Value}/screen";

    public static string Original(MaterialId id) => $"/materials/{id.Value}/original";

    public static string UploadTo(FilingId filing, string slot, Guid? row) =>
        $"/filings/{filing.Value}/materials?slot={Uri.EscapeDataString(slot)}{(row is null ? "" : $"&row={row}")}";

    private static async Task<IResult> Upload(Guid filing, string? slot, string? row, HttpContext http, IAntiforgery antiforgery, AddMaterial add, CancellationToken ct)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxBody;
        var (id, form) = (new FilingId(filing), http.Request.HasFormContentType);
        try
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return form ? RefusedForm(http, id, TooOld) : Stale();
            Guid? place = Guid.TryParse(row, out var parsed) ? parsed : null;
            if (slot is null || (row is { Length: > 0 } && place is null)) return Refused(new UnknownSlot().Sentence);
            if (form) return await UploadForm(http, id, slot, place, add, ct);

            var name = Uri.UnescapeDataString(http.Request.Headers["X-File-Name"].ToString());
            var (material, refusal) = await add.Run(id, new Upload(New(), slot, place, name, http.Request.Body), ct);
            return refusal switch
            {
                null => Results.Json(Answer(material!)),
                NotTakenNow => Results.Json(new { sentence = refusal.Sentence }, statusCode: StatusCodes.Status503ServiceUnavailable),
                _ => Refused(refusal.Sentence),
            };
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException)
        {
            var sentence = e is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } ? "文件太大，请压缩或降低分辨率后再传。" : "文件没有传完整，请重新上传。";
            return form ? RefusedForm(http, id, sentence) : Refused(sentence);
        }
    }

    /// <summary>Without JavaScript: an ordinary form, back to the page it came from when all of it was taken.</summary>
    private static async Task<IResult> UploadForm(HttpContext http, FilingId filing, string slot, Guid? row, AddMaterial add, CancellationToken ct)
    {
        var files = (await http.Request.ReadFormAsync(ct)).Files;
        if (files.Count == 0) return RefusedForm(http, filing, "没有选文件，请回去选好再传。");

        List<(string FileName, string Sentence)> refused = [];
        foreach (var file in files)
            if ((await add.Run(filing, new Upload(New(), slot, row, file.FileName, file.OpenReadStream()), ct)).Refusal is { } refusal) refused.Add((file.FileName, refusal.Sentence));
        return refused.Count == 0 ? Results.Redirect(PageOf(http, filing)) : RefusedForm(http, filing, refused, files.Count - refused.Count);
    }

    private static string PageOf(HttpContext http, FilingId filing) =>
        http.User.IsInRole(nameof(Domain.Permissions.Role.Applicant)) ? FilingAddresses.Page(filing) : $"/approvals/{filing.Value}/papers";

    private static RazorComponentResult<UploadRefused> RefusedForm(HttpContext http, FilingId filing, string sentence) => RefusedForm(http, filing, [("", sentence)], 0);

    private static RazorComponentResult<UploadRefused> RefusedForm(HttpContext http, FilingId filing, IReadOnlyList<(string, string)> refused, int taken) =>
        new(new { Refused = refused, Taken = taken, Back = PageOf(http, filing) }) { StatusCode = StatusCodes.Status422UnprocessableEntity };

    internal static object Answer(Material material) =>
        new
        {
            id = material.Id.Value,
            thumbnailUrl = Thumbnail(material.Id),
            fileName = material.FileName,
            warned = Findings(material).Count > 0,
            sentence = string.Join(' ', Findings(material).Prepend("已上传。")),
        };

    private static List<string> Findings(Material material) =>
        material.Look is { } look ? [.. ScanFindings.Of(look, ScanTerms.Default).Where(f => ScanFindings.Concerns(material.Slot, f.Fault)).Select(f => f.Sentence)] : [];

    internal static IResult Stale() => Refused(TooOld);

    private static IResult Refused(string sentence) => Results.Json(new { sentence }, statusCode: StatusCodes.Status422UnprocessableEntity);

    private static MaterialId New() => new(Guid.CreateVersion7());

    private static async Task<IResult> Open(Guid id, string copy, HttpContext http, OpenMaterial open, CancellationToken ct) =>
        Enum.TryParse<MaterialCopy>(copy, ignoreCase: true, out var which) && Enum.IsDefined(which) ? Answer(http, await open.Run(new MaterialId(id), which, ct), "inline") : Results.NotFound();

    private static async Task<IResult> OpenOriginal(Guid id, HttpContext http, OpenOriginal open, CancellationToken ct) => Answer(http, await open.Run(new MaterialId(id), ct), "attachment");

    private static IResult Answer(HttpContext http, MaterialFile? file, string disposition)
    {
        if (file is null) return Results.NotFound();

        // Whatever the bytes are, the browser must not run them; the original is only ever saved.
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.ContentDisposition = $"{disposition}; filename=\"{file.FileName}\"";
        return Results.Stream(file.Content, file.MediaType);
    }
}
