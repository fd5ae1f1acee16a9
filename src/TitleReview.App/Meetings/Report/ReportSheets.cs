using TitleReview.Documents.Letters;
using TitleReview.Documents.Rosters;
using TitleReview.Domain;

namespace TitleReview.App.Meetings;

/// <summary>监督报告的打印件与电子表格，照页面上的各部分印。</summary>
internal static class ReportSheets
{
    private const string About = "每个数都从系统的记录里数出来，旁边是它所照的规定。没有申报人的姓名；委员只写编号，经办的只写机构；不到 3 份的机构只写件数，不写率。";

    private static readonly IReadOnlyList<SheetColumn> Facts = [new("项目", 2), new("数", 3.4), new("照哪条规定、怎么数的", 3)];

    public static IReadOnlyList<SheetData> Print(MeetingReport report) =>
    [
        new SheetData { Title = "评审会监督报告", Line = $"{report.Meeting.Title}　{report.Committee}", Notes = [About, $"{report.Office}组织；{report.Now.Instant.Print()}算出。"], PrintedAt = report.Now.Instant },
        .. report.Parts.SelectMany(part => Sheets(part, report)),
        new SheetData { Title = "签署", SamePage = true, Signatures = ["监督人（签名）：　　　　　　　　", "　　　　年　　月　　日"], PrintedAt = report.Now.Instant },
    ];

    public static byte[] Xlsx(MeetingReport report)
    {
        var line = $"{report.Meeting.Title}　{report.Office}　{report.Now.Instant.Print()}";
        TableSheet Sheet(string name, IEnumerable<(string Head, double Width)> columns, IEnumerable<IReadOnlyList<string>> rows) =>
            new(name, name == "总表" ? "评审会监督报告" : name, line, [.. columns.Select((c, at) => new TableColumn(c.Head, c.Width * 22, LeftAligned: at == 0))], rows, report.Now.Instant);
        return TableXlsx.Write(
        [
            Sheet("总表", [("部分", 1.6), ("项目", 2), ("数", 3.4), ("照哪条规定、怎么数的", 3)], report.Parts.SelectMany(p => p.Facts.Select(f => (IReadOnlyList<string>)[p.Title, f.Name, f.Value, f.Rule]))),
            .. report.Parts.SelectMany(p => p.Tables).Where(t => t.Rows.Count > 0).Select(t => Sheet(t.Title, t.Columns, t.Rows)),
            .. report.Desks.Employers.Count > 0 ? [Sheet("各用人单位", ReportWords.DeskColumns, report.Desks.Employers.Select(ReportWords.Row))] : Array.Empty<TableSheet>(),
        ]);
    }

    private static IEnumerable<SheetData> Sheets(ReportPart part, MeetingReport report)
    {
        yield return new SheetData { Title = part.Title, SamePage = true, Columns = Facts, Rows = [.. part.Facts.Select(f => (IReadOnlyList<string>)[f.Name, f.Value, f.Rule])], PrintedAt = report.Now.Instant };
        foreach (var table in part.Tables.Where(t => t.Rows.Count > 0))
            yield return new SheetData { Title = table.Title, SamePage = true, Columns = [.. table.Columns.Select(c => new SheetColumn(c.Head, c.Width))], Rows = table.Rows, PrintedAt = report.Now.Instant };
    }
}
