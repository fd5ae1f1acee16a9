namespace TitleReview.Documents.Rosters;

/// <summary>花名册电子版。</summary>
public static class RosterXlsx
{
    public static byte[] Write(RosterData roster) => TableXlsx.Write(new TableSheet(
        "花名册", roster.Title, $"{roster.EmployerLine}　　　　{roster.DateLine}".TrimEnd(), [.. roster.Columns.Select(c => new TableColumn(c.Name, c.Millimetres, c.LeftAligned))], roster.Lines, roster.PrintedAt));
}
