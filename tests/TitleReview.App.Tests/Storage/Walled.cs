using System.Reflection;
using TitleReview.App.Storage.Migrations;

namespace TitleReview.App.Tests.Storage;

/// <summary>The tenant tables of every migration that raises walls: each keeps its own list.</summary>
internal static class Walled
{
    public static readonly IReadOnlyList<string> TenantTables =
    [
        .. typeof(Walls).Assembly.GetTypes().Select(t => t.GetField(nameof(Walls.TenantTables), BindingFlags.Public | BindingFlags.Static)).OfType<FieldInfo>()
            .SelectMany(f => (IReadOnlyList<string>)f.GetValue(null)!),
    ];
}
