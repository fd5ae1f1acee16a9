namespace TitleReview.App.Storage.Migrations;

/// <summary>有行级隔离的全部租户表：每次加表的迁移各列自己的。</summary>
internal static class WalledTables
{
    public static readonly IReadOnlyList<string> All = [.. Walls.TenantTables, .. PortalWalls.TenantTables];
}
