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
            new { roster.Title, roster.EmployerLine, roster.DateLine, RosterData.Heads, Rows = roster.Lines },
            roster.PrintedAt), ct);
}
