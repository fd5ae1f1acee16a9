using TitleReview.App.Approvals;
using TitleReview.Domain;

namespace TitleReview.Web.Approvals;

/// <summary>成批办理的下载与进度，看板的下载。</summary>
public static class BulkEndpoints
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapBulk(this WebApplication app)
    {
        app.MapGet("/board.xlsx", async (Guid? plan, int? year, string? branch, ExportBoard export, CancellationToken ct) =>
            await export.Run(plan, new StaffBoardQuery(year, Guid.TryParse(branch, out var only) ? only : null), ct) is { } bytes ? Results.File(bytes, Xlsx, "进度看板.xlsx") : Results.NotFound()).RequireAuthorization();
        var signedIn = app.MapGroup("/bulk/{id:guid}").RequireAuthorization();
        signedIn.MapGet("/progress", async (Guid id, ReadBulk read, CancellationToken ct) =>
            await read.Run(new BulkId(id), ct: ct) is { Summary: var batch }
                ? Results.Json(new { handled = batch.Handled, due = batch.Due, state = $"{batch.Order.State}", sentence = batch.Sentence() }) : Results.NotFound());
        signedIn.MapGet("/export.xlsx", async (Guid id, OpenExport open, CancellationToken ct) =>
            await open.Run(new BulkId(id), ct) is { } content ? Results.File(content, Xlsx, "待办申报.xlsx") : Results.NotFound());
        signedIn.MapGet("/result.xlsx", async (Guid id, ExportBulkResult export, CancellationToken ct) =>
            await export.Run(new BulkId(id), ct) is { } bytes ? Results.File(bytes, Xlsx, "成批办理结果.xlsx") : Results.NotFound());
    }
}
