using TitleReview.App.Letters;
using TitleReview.Domain;

namespace TitleReview.Web.Letters;

/// <summary>下载文书。不能给的时候回到文书页说明。</summary>
public static class LetterEndpoints
{
    public static string Page(FilingId filing) => $"/filings/{filing.Value}/letters";

    public static string At(FilingId filing, string key, string? exemption = null, bool returned = false) =>
        $"{Page(filing)}/{Uri.EscapeDataString(key)}.pdf{(exemption is null ? "" : $"?exemption={Uri.EscapeDataString(exemption)}{(returned ? "&returned=true" : "")}")}";

    public static void MapLetters(this WebApplication app) =>
        app.MapGet("/filings/{id:guid}/letters/{key}.pdf", async (Guid id, string key, string? exemption, bool? returned, PrintLetter print, CancellationToken ct) =>
        {
            var (pdf, name, refusal) = await print.Run(new FilingId(id), new LetterAsk(key, exemption, returned ?? false), ct);
            return refusal switch
            {
                null => Results.File(pdf!, "application/pdf", name),
                NotFoundHere => Results.NotFound(),
                _ => Results.Redirect($"{Page(new FilingId(id))}?done=not-printed"),
            };
        }).RequireAuthorization();
}
