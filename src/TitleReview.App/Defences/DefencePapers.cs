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

/// <summary>答辩安排表：办公室用的有姓名，贴在门口的只有编号；候补的列在后面。有姓名的留一句审计。</summary>
[Does(Act.ReadMeetings)]
public sealed class PrintDefences(TenantSessions sessions, DocumentWorker worker)
{
    private sealed record Column(string Name, double Millimetres, Func<DefencePerson, AgendaFiling, DefenceSitting?, string> Value);

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
        var people = board.People.Where(p => p.Rule is not null && (named || p.HoldsSlot || p.Standing.Kind == DefenceStandingKind.Waiting)).OrderBy(p => p.Defence?.StartsAt ?? DateTimeOffset.MaxValue).ThenBy(p => p.No).ToList();
        var columns = Columns(board, named);
        var cells = people.Select(p => (IReadOnlyList<string>)[.. columns.Select(c => c.Value(p, filings[p.Filing], board.Sitting(p.Defence?.SittingId)))]).ToList();
        var title = $"答辩安排表{(named ? "" : "（编号）")}";
        var name = $"{title}.{(pdf ? "pdf" : "xlsx")}";
        var line = $"{meeting!.Title}　{session.Now.Today.Print()}印";
        var bytes = pdf
            ? await SheetPrinter.Print(new SheetData
            {
                Title = title, Line = line, Columns = [.. columns.Select(c => new SheetColumn(c.Name, c.Millimetres / 10))], Rows = cells,
                Notes = named ? ["含姓名，不要张贴。贴在门口的请用只有编号的一种。"] : ["请照本人收到的通知对编号与时间，提前到场候场；叫到编号时入场。"], PrintedAt = session.Now.Instant,
            }, worker, ct)
            : TableXlsx.Write(new TableSheet(title, title, line, [.. columns.Select(c => new TableColumn(c.Name, c.Millimetres))], cells, session.Now.Instant));
        if (!named) return (bytes, name, null);

        session.Note($"打印评审会的文书 答辩安排表 {id.Value}");
        return await session.Save(ct) is { } failed ? (null, "", failed) : (bytes, name, null);
    }

    private static List<Column> Columns(DefenceBoard board, bool named)
    {
        string GroupOf(int no) => board.Meeting.Groups.FirstOrDefault(g => g.No == no)?.Name ?? "";
        List<Column> columns =
        [
            new("日期", 28, (p, _, _) => p.Defence?.At is { } at ? at.Day.Print() : p.Standing.Kind.Label()), new("时间", 26, (p, _, _) => p.Defence?.At?.PrintTimes() ?? ""), new("编号", 24, (_, f, _) => f.Code ?? ""),
            new("组", 24, (p, _, _) => GroupOf(p.Case.GroupNo)), new("地点", 40, (_, _, s) => s is null ? "" : s.IsVideo ? $"视频 {s.Room}".Trim() : s.Room),
        ];
        return named ? [.. columns.Take(3), new("姓名", 26, (_, f, _) => f.Applicant), new("工作单位", 50, (_, f, _) => f.Employer), new("专业、级别", 30, (_, f, _) => $"{f.Specialty} {f.Level}"), .. columns.Skip(3), new("情况", 24, (p, _, _) => p.Standing.Kind.Label())] : columns;
    }
}
