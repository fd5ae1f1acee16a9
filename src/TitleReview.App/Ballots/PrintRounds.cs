using Microsoft.EntityFrameworkCore;
using TitleReview.App.Meetings;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Documents.Letters;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Ballots;

/// <summary>表决的几种文书。</summary>
public enum RoundPaper
{
    /// <summary>空白的表决票，投纸票用。</summary>
    Ballots,

    /// <summary>一轮的计票单。</summary>
    Counts,

    /// <summary>整次评审会的会议记录：写着委员的姓名，留一句审计。</summary>
    Minutes,
}

/// <summary>打印表决票、计票单、会议记录。</summary>
[Does(Act.PrintRounds)]
public sealed class PrintRounds(TenantSessions sessions, DocumentWorker worker)
{
    /// <param name="no">第几轮；会议记录不用。</param>
    public async Task<(byte[]? Pdf, string FileName, Refusal? Refusal)> Run(MeetingId id, RoundPaper paper, int no = 0, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.Meeting(id, ct);
        if (session.WhyNot(Act.PrintRounds, meeting?.OfficeId, "次评审会") is { } refusal) return (null, "", refusal);

        if (await session.PaperOf(meeting!, paper, no, ct) is not { } sheets) return (null, "", new NotFoundHere("份文书"));
        if (paper == RoundPaper.Minutes)
        {
            session.Note($"打印会议记录 {id.Value}");
            if (await session.Save(ct) is { } failed) return (null, "", failed);
        }

        return (await SheetPrinter.Print(sheets, worker, ct), paper switch { RoundPaper.Ballots => $"表决票-第{no}轮.pdf", RoundPaper.Counts => $"计票单-第{no}轮.pdf", _ => "会议记录.pdf" }, null);
    }
}

/// <summary>计票单、会议记录的电子表格；表决票只有打印的。</summary>
[Does(Act.PrintRounds)]
public sealed class ExportRounds(TenantSessions sessions)
{
    public async Task<(byte[]? Xlsx, string FileName, Refusal? Refusal)> Run(MeetingId id, RoundPaper paper, int no = 0, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.Meeting(id, ct);
        if (session.WhyNot(Act.PrintRounds, meeting?.OfficeId, "次评审会") is { } refusal) return (null, "", refusal);
        if (paper == RoundPaper.Ballots || await session.PaperOf(meeting!, paper, no, ct) is not { } sheets) return (null, "", new NotFoundHere("份文书"));

        if (paper == RoundPaper.Minutes) session.Note($"打印会议记录 {id.Value}");
        if (paper == RoundPaper.Minutes && await session.Save(ct) is { } failed) return (null, "", failed);
        return (SheetXlsx.Write(sheets), paper == RoundPaper.Counts ? $"计票单-第{no}轮.xlsx" : "会议记录.xlsx", null);
    }
}

internal static class RoundPapers
{
    /// <summary>没有那一轮的、表决票不是正在投的纸票的，为空。</summary>
    public static async Task<IReadOnlyList<SheetData>?> PaperOf(this TenantSession session, Meeting meeting, RoundPaper paper, int no, CancellationToken ct)
    {
        var id = meeting.Id;
        var cards = await session.Cards(id, ct);
        var altered = await session.AlteredTallies(id, ct);
        var rounds = (await session.Rounds(id, ct)).Select(r => session.View(r, cards, 0, altered)).ToList();
        if (paper == RoundPaper.Minutes)
            return BallotSheets.Minutes(new(
                meeting, await session.Db.Committees.Where(c => c.Id == meeting.CommitteeId).Select(c => c.Name).SingleAsync(ct), (await session.TermsOf(meeting, ct)).Title, await session.Roll(id, ct), cards,
                await session.Db.Presences.AsNoTracking().Where(p => p.MeetingId == id).ToListAsync(ct), await session.Db.Recusals.AsNoTracking().Where(r => r.MeetingId == id).ToListAsync(ct),
                await session.Db.ObserverSeats.AsNoTracking().Where(o => o.MeetingId == id).OrderBy(o => o.SeatedAt).ToListAsync(ct), await session.Db.Incidents.AsNoTracking().Where(i => i.MeetingId == id).ToListAsync(ct), rounds, session.Now));

        if (rounds.Find(r => r.Round.No == no) is not { } round) return null;
        return paper == RoundPaper.Counts ? [BallotSheets.Counts(round, meeting, session.Now)]
            : round.Round is { Kind: RoundKind.Paper, State: RoundState.Open } ? BallotSheets.Ballots(round, meeting, session.Now) : null;
    }
}
