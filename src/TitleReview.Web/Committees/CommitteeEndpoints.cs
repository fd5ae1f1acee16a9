using TitleReview.App.Committees;
using TitleReview.Domain;

namespace TitleReview.Web.Committees;

/// <summary>专家库花名册、工作方案、抽取记录的下载。每次都重新核许可。</summary>
public static class CommitteeEndpoints
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Pdf = "application/pdf", Text = "text/plain; charset=utf-8";

    public static void MapCommittees(this WebApplication app)
    {
        var signedIn = app.MapGroup("").RequireAuthorization();
        signedIn.MapGet(CommitteeAddresses.Roster, async (ExportExperts export, CancellationToken ct) => await export.Run(ct) is { } bytes ? Results.File(bytes, Xlsx, "专家库花名册.xlsx") : Results.NotFound());
        signedIn.MapGet("/committees/{id:guid}/scheme/{plan:guid}", async (Guid id, Guid plan, PrintScheme print, CancellationToken ct) =>
            await print.Run(new CommitteeId(id), new PlanId(plan), ct) is ({ } pdf, null) ? Results.File(pdf, Pdf, "评审工作方案.pdf") : Results.NotFound());
        foreach (var (paper, name, type) in new[] { (DrawPaper.Log, "log.txt", Text), (DrawPaper.Pdf, "log.pdf", Pdf), (DrawPaper.Names, "names.txt", Text) })
            signedIn.MapGet($"/draws/{{id:guid}}/{name}", async (Guid id, ExportDraw export, CancellationToken ct) =>
                await export.Run(new DrawId(id), paper, ct) is ({ } bytes, var file, null) ? Results.File(bytes, type, file) : Results.NotFound());
    }
}
