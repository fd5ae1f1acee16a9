using System.Text;
using TitleReview.App.Meetings;
using TitleReview.Domain;

namespace TitleReview.Web.Meetings;

/// <summary>评审会的文书与观察员的日志的下载。每次都重新核许可。</summary>
public static class MeetingEndpoints
{
    public static void MapMeetings(this WebApplication app)
    {
        var signedIn = app.MapGroup("").RequireAuthorization();
        foreach (var (paper, name) in new[] { (MeetingPaper.Agenda, "agenda"), (MeetingPaper.Attendance, "attendance"), (MeetingPaper.Pledges, "pledges") })
            signedIn.MapGet($"/meetings/{{id:guid}}/{name}.pdf", async (Guid id, PrintMeetingPaper print, CancellationToken ct) =>
                await print.Run(new MeetingId(id), paper, ct) is ({ } pdf, null) ? Results.File(pdf, "application/pdf", $"{paper.Label()}.pdf") : Results.NotFound());
        signedIn.MapGet("/observe/{id:guid}/log.txt", async (Guid id, ExportMeetingLog export, CancellationToken ct) =>
            await export.Run(new MeetingId(id), ct) is { } text ? Results.File(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", "评审会日志.txt") : Results.NotFound());
    }
}
