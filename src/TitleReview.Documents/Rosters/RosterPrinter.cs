using TitleReview.Documents.Work;

namespace TitleReview.Documents.Rosters;

/// <summary>打印花名册：A4 横排，表头逐页重复。</summary>
public static class RosterPrinter
{
    public static Task<byte[]> Print(RosterData roster, DocumentWorker worker, CancellationToken ct = default) =>
        worker.Typeset(new TypesetJob(
            "roster.typ",
            Templates.Named("roster.typ", "paper.typ"),
            new Dictionary<string, byte[]>(),
            new { roster.Title, roster.EmployerLine, roster.DateLine, Columns = roster.Columns.Select(c => new { Head = c.Name, Width = c.Millimetres, c.LeftAligned }), Rows = roster.Lines },
            roster.PrintedAt), ct);
}
