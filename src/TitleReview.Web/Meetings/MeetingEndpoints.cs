using System.Net.Http.Headers;
using System.Text;
using TitleReview.App.Defences;
using TitleReview.App.Meetings;
using TitleReview.Domain;

namespace TitleReview.Web.Meetings;

/// <summary>评审会的文书与观察员的日志的下载。每次都重新核许可。</summary>
public static class MeetingEndpoints
{
    private const string Pdf = "application/pdf", Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapMeetings(this WebApplication app)
    {
        var signedIn = app.MapGroup("").RequireAuthorization();
        foreach (var (paper, name) in new[] { (MeetingPaper.Agenda, "agenda"), (MeetingPaper.Attendance, "attendance"), (MeetingPaper.Pledges, "pledges") })
            signedIn.MapGet($"/meetings/{{id:guid}}/{name}.pdf", async (Guid id, PrintMeetingPaper print, CancellationToken ct) =>
                await print.Run(new MeetingId(id), paper, ct) is ({ } pdf, null) ? Results.File(pdf, "application/pdf", $"{paper.Label()}.pdf") : Results.NotFound());
        foreach (var (named, pdf) in new[] { (true, true), (true, false), (false, true), (false, false) })
            signedIn.MapGet($"/meetings/{{id:guid}}/defence/{(named ? "office" : "door")}.{(pdf ? "pdf" : "xlsx")}", async (Guid id, PrintDefences print, CancellationToken ct) =>
                await print.Run(new MeetingId(id), named, pdf, ct) is ({ } bytes, var name, null) ? Results.File(bytes, pdf ? Pdf : Xlsx, name) : Results.NotFound());
        foreach (var (paper, name) in new[] { (MeetingPaper.Agenda, "agenda"), (MeetingPaper.Attendance, "attendance") })
            signedIn.MapGet($"/meetings/{{id:guid}}/{name}.xlsx", async (Guid id, ExportMeetingPaper export, CancellationToken ct) =>
                await export.Run(new MeetingId(id), paper, ct) is ({ } xlsx, null) ? Results.File(xlsx, Xlsx, $"{paper.Label()}.xlsx") : Results.NotFound());
        foreach (var list in Enum.GetValues<MeetingList>())
            foreach (var (named, pdf) in new[] { (true, true), (true, false), (false, true), (false, false) })
                signedIn.MapGet(MeetingAddresses.ListOf(default, list, named, pdf).Replace($"{Guid.Empty}", "{id:guid}", StringComparison.Ordinal), async (Guid id, ExportMeetingList export, CancellationToken ct) =>
                    await export.Run(new MeetingId(id), list, named, pdf, ct) is ({ } bytes, var name, null) ? Results.File(bytes, pdf ? Pdf : Xlsx, name) : Results.NotFound());
        signedIn.MapGet("/meetings/{id:guid}/bundle.zip", async (Guid id, HttpContext http, PackMeeting pack, CancellationToken ct) =>
        {
            var refusal = await pack.Run(new MeetingId(id), name =>
            {
                http.Response.ContentType = "application/zip";
                http.Response.Headers.CacheControl = "private, no-store";
                http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name }.ToString();
                return http.Response.Body;
            }, ct);
            return refusal is null ? Results.Empty : Results.NotFound();
        });
        signedIn.MapGet("/my-meetings/{id:guid}/overview.pdf", async (Guid id, PrintOwnOverview print, CancellationToken ct) =>
            await print.Run(new MeetingId(id), ct) is ({ } pdf, null) ? Results.File(pdf, Pdf) : Results.NotFound());
        foreach (var root in new[] { "/observe", "/meetings" })
            foreach (var pdf in new[] { true, false })
                signedIn.MapGet($"{root}/{{id:guid}}/report.{(pdf ? "pdf" : "xlsx")}", async (Guid id, ExportMeetingReport export, CancellationToken ct) =>
                    await export.Run(new MeetingId(id), pdf, ct) is ({ } bytes, null) ? Results.File(bytes, pdf ? Pdf : Xlsx, $"监督报告.{(pdf ? "pdf" : "xlsx")}") : Results.NotFound());
        signedIn.MapGet("/observe/{id:guid}/draw.txt", async (Guid id, ExportObservedDraw export, CancellationToken ct) =>
            await export.Run(new MeetingId(id), ct) is { } text ? Results.File(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", "抽取记录.txt") : Results.NotFound());
        signedIn.MapGet("/observe/{id:guid}/log.txt", async (Guid id, ExportMeetingLog export, CancellationToken ct) =>
            await export.Run(new MeetingId(id), ct) is { } text ? Results.File(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", "评审会日志.txt") : Results.NotFound());
    }
}
