using TitleReview.App.Results;
using TitleReview.Domain;

namespace TitleReview.Web.ReviewResults;

/// <summary>结果公示的海报、各种名册的下载。每次都重新核许可。</summary>
public static class ResultEndpoints
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Pdf = "application/pdf";

    public static void MapResults(this WebApplication app)
    {
        var signedIn = app.MapGroup("").RequireAuthorization();
        signedIn.MapGet("/results/notices/{id:guid}.pdf", async (Guid id, PrintResultPoster print, CancellationToken ct) =>
            await print.Run(new ResultNoticeId(id), ct) is ({ } pdf, null) ? Results.File(pdf, Pdf, "评审结果公示.pdf") : Results.NotFound());
        foreach (var list in Enum.GetValues<ResultList>())
            foreach (var pdf in new[] { true, false })
                signedIn.MapGet(ResultAddresses.List(default, list, pdf).Replace($"{Guid.Empty}", "{id:guid}", StringComparison.Ordinal), async (Guid id, ExportResults export, CancellationToken ct) =>
                    await export.Run(new MeetingId(id), list, pdf, ct) is ({ } bytes, var name, null) ? Results.File(bytes, pdf ? Pdf : Xlsx, name) : Results.NotFound());
    }
}
