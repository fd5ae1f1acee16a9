using Microsoft.EntityFrameworkCore;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Documents.Letters;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Meetings;

/// <summary>评审会的几种文书。</summary>
public enum MeetingPaper { Agenda, Attendance, Pledges }

/// <summary>打印会议议程、签到表、承诺书。含委员姓名的，留一句审计：名单不公开。</summary>
[Does(Act.ReadMeetings)]
public sealed class PrintMeetingPaper(TenantSessions sessions, DocumentWorker worker)
{
    public async Task<(byte[]? Pdf, Refusal? Refusal)> Run(MeetingId id, MeetingPaper paper, CancellationToken ct = default)
    {
        IReadOnlyList<SheetData> sheets;
        await using (var session = await sessions.Open(ct))
        {
            var meeting = await session.Meeting(id, ct);
            if (session.WhyNot(Act.ReadMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return (null, refusal);

            sheets = await Sheets(session, meeting!, paper, ct);
            session.Note($"打印评审会的文书 {paper} {id.Value}");
            if (await session.Save(ct) is { } failed) return (null, failed);
        }

        return (await SheetPrinter.Print(sheets, worker, ct), null);
    }

    internal static async Task<IReadOnlyList<SheetData>> Sheets(TenantSession session, Meeting meeting, MeetingPaper paper, CancellationToken ct)
    {
        var committee = await session.Db.Committees.Where(c => c.Id == meeting.CommitteeId).Select(c => c.Name).SingleAsync(ct);
        var office = await session.Db.Offices.Where(o => o.Id == meeting.OfficeId).Select(o => o.Name).SingleAsync(ct);
        var roll = await session.Roll(meeting.Id, ct);
        var observers = await session.Db.ObserverSeats.AsNoTracking().Where(o => o.MeetingId == meeting.Id).ToListAsync(ct);
        return paper switch
        {
            MeetingPaper.Agenda => [MeetingSheets.Agenda(meeting, committee, office, roll, (await session.AgendaFilings(roll.Cases.Select(c => c.FilingId), ct)).ToDictionary(f => f.Id), observers, session.Now)],
            MeetingPaper.Attendance => [MeetingSheets.Attendance(meeting, committee, office, roll, await session.Db.Presences.AsNoTracking().Where(p => p.MeetingId == meeting.Id).ToListAsync(ct), observers, session.Now)],
            _ => await session.TermsOf(meeting, ct) is var terms ? [.. roll.Seats.Select(s => MeetingSheets.Pledge(meeting, committee, s, terms.ExpertPledgeText(), session.Now))] : [],
        };
    }
}
