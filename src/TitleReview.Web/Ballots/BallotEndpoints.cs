using TitleReview.App.Ballots;
using TitleReview.Domain;

namespace TitleReview.Web.Ballots;

/// <summary>表决票、计票单、会议记录的下载。每次都重新核许可。</summary>
public static class BallotEndpoints
{
    public static void MapBallots(this WebApplication app)
    {
        var signedIn = app.MapGroup("").RequireAuthorization();
        signedIn.MapGet("/meetings/{id:guid}/minutes.pdf", (Guid id, PrintRounds print, CancellationToken ct) => Print(print, id, RoundPaper.Minutes, 0, ct));
        signedIn.MapGet("/meetings/{id:guid}/rounds/{no:int}/ballots.pdf", (Guid id, int no, PrintRounds print, CancellationToken ct) => Print(print, id, RoundPaper.Ballots, no, ct));
        signedIn.MapGet("/meetings/{id:guid}/rounds/{no:int}/counts.pdf", (Guid id, int no, PrintRounds print, CancellationToken ct) => Print(print, id, RoundPaper.Counts, no, ct));
        signedIn.MapGet("/meetings/{id:guid}/minutes.xlsx", (Guid id, ExportRounds export, CancellationToken ct) => Export(export, id, RoundPaper.Minutes, 0, ct));
        signedIn.MapGet("/meetings/{id:guid}/rounds/{no:int}/counts.xlsx", (Guid id, int no, ExportRounds export, CancellationToken ct) => Export(export, id, RoundPaper.Counts, no, ct));
    }

    private static async Task<IResult> Print(PrintRounds print, Guid id, RoundPaper paper, int no, CancellationToken ct) =>
        await print.Run(new MeetingId(id), paper, no, ct) is ({ } pdf, var name, null) ? Results.File(pdf, "application/pdf", name) : Results.NotFound();

    private static async Task<IResult> Export(ExportRounds export, Guid id, RoundPaper paper, int no, CancellationToken ct) =>
        await export.Run(new MeetingId(id), paper, no, ct) is ({ } xlsx, var name, null) ? Results.File(xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name) : Results.NotFound();
}
