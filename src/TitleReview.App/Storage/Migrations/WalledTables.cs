namespace TitleReview.App.Storage.Migrations;

/// <summary>有租户之墙的表：最初的，与后来各次迁移添的；与模型不符时测试会说。</summary>
internal static class WalledTables
{
    public static IEnumerable<string> All => [.. Walls.TenantTables, .. PlanWalls.Tables, .. PortalWalls.TenantTables];

    /// <summary>只增不改的。</summary>
    public static IEnumerable<string> AppendOnly => [.. Walls.AppendOnlyTables, "plan_editions"];
}
