using TitleReview.App.Presenting;
using TitleReview.Domain;
using TitleReview.Domain.Presenting;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Presenting;

/// <summary>纸质材料各页共用的话、颜色、地址，以及它的下载。</summary>
internal static class PaperWords
{
    public const string List = "/paper";

    public static string Covers(UnitPapers unit, int file) => $"{List}/covers/{unit.Plan.Value}/{file}";

    public static string Page(FilingId id) => $"{List}/{id.Value}";

    public static string Tab(PaperTab tab) => tab switch { PaperTab.Waiting => "还没有交", PaperTab.Missing => "缺材料", _ => "收齐了" };

    public static (Tone Tone, string Text) Of(PaperLine line, Moment now) => line.Paper switch
    {
        { CompletedAt: not null } => (Tone.Done, "收齐了"),
        var p when p.IsOverdue(now) => (Tone.Returned, p.CheckedAt is null ? "逾期没有交" : "逾期，缺材料"),
        { CheckedAt: not null } => (Tone.Waiting, "缺材料"),
        _ => line.Received ? (Tone.Running, "已接收材料，纸质未交") : (Tone.Waiting, "还没有交"),
    };

    public static string When(PaperHandIn paper) => (paper.OpensAt, paper.DueAt) switch
    {
        ({ } from, { } until) => $"{from.PrintStart()} 至 {until.Print()}",
        _ => "以通知为准",
    };
}

public static class PaperEndpoints
{
    private const string Pdf = "application/pdf";

    public static void MapPaper(this WebApplication app)
    {
        var signedIn = app.MapGroup("/paper").RequireAuthorization();
        signedIn.MapGet("/covers/{plan:guid}/{file:int}", async (Guid plan, int file, PrintPaperCovers print, CancellationToken ct) =>
            await print.Run(null, new PlanId(plan), file, ct) is ({ } pdf, null) ? Results.File(pdf, Pdf, $"纸质材料报送清单{(file > 1 ? $"-{file}" : "")}.pdf") : Results.NotFound());
        signedIn.MapGet("/{id:guid}/cover", async (Guid id, PrintPaperCovers print, CancellationToken ct) =>
            await print.Run(new FilingId(id), ct: ct) is ({ } pdf, null) ? Results.File(pdf, Pdf, "纸质材料封面.pdf") : Results.NotFound());
        signedIn.MapGet("/receipts/{year:int}/{no:int}", async (int year, int no, PrintPaperReceipt print, CancellationToken ct) =>
            await print.Run(year, no, ct) is ({ } pdf, var name, null) ? Results.File(pdf, Pdf, name) : Results.NotFound());
    }
}
