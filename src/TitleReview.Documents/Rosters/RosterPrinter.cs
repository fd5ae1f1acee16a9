using TitleReview.Documents.Work;

namespace TitleReview.Documents.Rosters;

/// <summary>打印花名册：A4 横排，表头逐页重复。</summary>
public static class RosterPrinter
{
    public static Task<byte[]> Print(RosterData roster, DocumentWorker worker, CancellationToken ct = default) => TablePrinter.Print(
        new TableSheet("", roster.Title, roster.EmployerLine, [.. roster.Columns.Select(c => new TableColumn(c.Name, c.Millimetres, c.LeftAligned))], roster.Lines, roster.PrintedAt), worker, roster.DateLine, ct: ct);
}

/// <summary>打印一张宽表：A4 或 A3 横排，表头逐页重复。</summary>
public static class TablePrinter
{
    /// <param name="right">标题下面靠右的一行。</param>
    /// <param name="mark">每页页脚的字，如印给谁的；没有的只印页码。</param>
    public static Task<byte[]> Print(TableSheet table, DocumentWorker worker, string right = "", string mark = "", CancellationToken ct = default) =>
        worker.Typeset(new TypesetJob(
            "roster.typ",
            Templates.Named("roster.typ", "paper.typ"),
            new Dictionary<string, byte[]>(),
            new { table.Title, EmployerLine = table.Line, DateLine = right, Paper = table.A3 ? "a3" : "a4", Mark = mark, Columns = table.Columns.Select(c => new { Head = c.Name, Width = c.Millimetres, c.LeftAligned }), table.Rows },
            table.MadeAt), ct);
}
