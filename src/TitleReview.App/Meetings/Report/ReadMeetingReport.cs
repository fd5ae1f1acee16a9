using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Documents.Letters;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Meetings;

/// <summary>看监督报告：有观察席的观察员，组织这次评审会的机构。别的人，没有这一份。</summary>
[Does(Act.ObserveMeeting)]
public sealed class ReadMeetingReport(TenantSessions sessions, Vault vault)
{
    public async Task<MeetingReport?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (seat, observed) = await session.ObserverSeat(id, ct);
        var own = seat is null ? await session.Meeting(id, ct) : null;
        if (session.WhyNot(Act.ObserveMeeting, seat) is not null && session.WhyNot(Act.ReadMeetings, own?.OfficeId, "次评审会") is not null) return null;

        return await session.Report(vault, observed ?? own!, ct);
    }
}

/// <summary>下载监督报告：打印件、电子表格。留一句审计。</summary>
[Does(Act.ObserveMeeting)]
public sealed class ExportMeetingReport(TenantSessions sessions, Vault vault, DocumentWorker worker)
{
    internal const string NotePrefix = "下载监督报告";

    public async Task<(byte[]? Bytes, Refusal? Refusal)> Run(MeetingId id, bool pdf, CancellationToken ct = default)
    {
        MeetingReport report;
        await using (var session = await sessions.Open(ct))
        {
            var (seat, observed) = await session.ObserverSeat(id, ct);
            var own = seat is null ? await session.Meeting(id, ct) : null;
            if (session.WhyNot(Act.ObserveMeeting, seat) is not null && session.WhyNot(Act.ReadMeetings, own?.OfficeId, "次评审会") is { } refusal) return (null, refusal);

            report = await session.Report(vault, observed ?? own!, ct);
            session.Note($"{NotePrefix} {id.Value}");
            if (await session.Save(ct) is { } failed) return (null, failed);
        }

        return (pdf ? await SheetPrinter.Print(ReportSheets.Print(report), worker, ct) : ReportSheets.Xlsx(report), null);
    }
}
