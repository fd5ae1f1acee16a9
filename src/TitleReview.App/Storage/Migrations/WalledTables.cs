namespace TitleReview.App.Storage.Migrations;

/// <summary>只增不改的表，各次迁移加起来。</summary>
internal static class WalledTables
{
    public static IEnumerable<string> AppendOnly => [.. Walls.AppendOnlyTables, "plan_editions", "desk_notes"];
}
