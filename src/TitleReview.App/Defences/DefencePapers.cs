using TitleReview.App.Meetings;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Documents.Letters;
using TitleReview.Documents.Rosters;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Defences;

/// <summary>答辩安排表：办公室用的有姓名，候补的列在后面；贴在门口的只有号（第几场第几号），申报人照通知里的号找自己。两种都没有盲评的编号。有姓名的留一句审计。</summary>
[Does(Act.ReadMeetings)]
public sealed class PrintDefences(TenantSessions sessions, DocumentWorker worker)
{
    private sealed record Column(string Name, double Millimetres, Func<DefencePerson, AgendaFiling, string> Value);

    /// <param name="named">有姓名、单位。</param>
    /// <param name="pdf">PDF，还是 .xlsx。</param>
    public async Task<(byte[]? Bytes, string FileName, Refusal? Refusal)> Run(MeetingId id, bool named, bool pdf, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.Meeting(id, ct);
        if (session.WhyNot(Act.ReadMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return (null, "", refusal);

        var board = await session.DefenceBoard(meeting!, ct, alone: true);
        if (board.Terms.Defence.Rules.Count == 0) return (null, "", new NotFoundHere("次评审会"));

        var filings = (await session.AgendaFilings(board.People.Select(p => p.Filing), ct)).ToDictionary(f => f.Id);
        var people = board.People.Where(p => p.Rule is not null && (named || p.HoldsSlot)).OrderBy(p => p.At?.From ?? DateTimeOffset.MaxValue).ThenBy(p => p.No).ToList();
        var columns = Columns(board, named);
        var cells = people.Select(p => (IReadOnlyList<string>)[.. columns.Select(c => c.Value(p, filings[p.Filing]))]).ToList();
        var waiting = board.People.Count(p => p.Rule is not null && p.Standing.Kind == DefenceStandingKind.Waiting);
        var title = $"答辩安排表{(named ? "" : "（贴门口）")}";
        var name = $"{title}.{(pdf ? "pdf" : "xlsx")}";
        var line = $"{meeting!.Title}　{session.Now.Today.Print()}印";
        var bytes = pdf
            ? await SheetPrinter.Print(new SheetData
            {
                Title = title, Line = line, Columns = [.. columns.Select(c => new SheetColumn(c.Name, c.Millimetres / 10))], Rows = cells,
                Landscape = named, PrintedAt = session.Now.Instant,
                Notes = [named ? "含姓名，不要张贴。贴在门口的请用只有号的一种。" : $"您的号在通知里，也在申报页的“答辩”里。请提前到场候场，叫到号时入场。{(waiting > 0 ? $"候补的 {waiting} 位没有排时间，另行通知。" : "")}"],
            }, worker, ct)
            : TableXlsx.Write(new TableSheet(title, title, line, [.. columns.Select(c => new TableColumn(c.Name, c.Millimetres))], cells, session.Now.Instant));
        if (!named) return (bytes, name, null);

        session.Note($"打印评审会的文书 答辩安排表 {id.Value}");
        return await session.Save(ct) is { } failed ? (null, "", failed) : (bytes, name, null);
    }

    private static List<Column> Columns(DefenceBoard board, bool named)
    {
        Column day = new("日期", 34, (p, _) => p.At?.Day.Print() ?? p.Standing.Kind.Label()), time = new("时间", 33, (p, _) => p.At?.PrintTimes() ?? ""), door = new("号", 32, (p, _) => board.DoorNo(p));
        Column group = new("组", 26, (p, _) => board.GroupOf(p)), place = new("地点", 40, (p, _) => board.Place(p));
        return named
            ? [day, time, door, new("姓名", 38, (_, f) => f.Applicant), new("工作单位", 42, (_, f) => f.Employer), new("专业、级别", 34, (_, f) => $"{f.Specialty} {f.Level}"), group, place, new("情况", 24, (p, _) => p.Standing.Kind.Label())]
            : [day, time, door, group, place];
    }
}
