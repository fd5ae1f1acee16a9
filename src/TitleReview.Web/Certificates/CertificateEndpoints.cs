using TitleReview.App.Certificates;
using TitleReview.Domain;
using TitleReview.Domain.Certificates;

namespace TitleReview.Web.Certificates;

/// <summary>证书的下载，一批发到哪里了。每次都重新核许可。</summary>
public static class CertificateEndpoints
{
    private const string Pdf = "application/pdf";

    public static void MapCertificates(this WebApplication app)
    {
        var signedIn = app.MapGroup("").RequireAuthorization();
        signedIn.MapGet("/certificates/{id:guid}.pdf", async (Guid id, PrintCertificate print, CancellationToken ct) =>
            await print.Run(new CertificateId(id), ct) is ({ } pdf, var name, null) ? Results.File(pdf, Pdf, name) : Results.NotFound());
        signedIn.MapGet("/certificates/meetings/{id:guid}.pdf", async (Guid id, int? file, PrintCertificates print, CancellationToken ct) =>
            await print.Run(new MeetingId(id), file ?? 1, ct) is ({ } pdf, var name, null) ? Results.File(pdf, Pdf, name) : Results.NotFound());
        signedIn.MapGet("/certificates/batches/{id:guid}/progress", async (Guid id, ReadCertificateBatch read, CancellationToken ct) =>
            await read.Run(new CertificateBatchId(id), ct) is { } batch ? Results.Json(new { state = $"{batch.State}", sentence = batch.Sentence(), handled = batch.Handled, due = batch.Results.Count }) : Results.NotFound());
    }

    internal static string Sentence(this CertificateBatch batch) =>
        $"{(batch.State == BatchState.Running ? "正在发" : batch.State.Label())}：共 {batch.Results.Count} 张，发了 {batch.Issued} 张{(batch.Refusals.Count > 0 ? $"，{batch.Refusals.Count} 位没有发成" : "")}。";
}
