using TitleReview.App.People.Imports;
using TitleReview.Domain;
using TitleReview.Domain.People;

namespace TitleReview.Web.People;

/// <summary>导入、同事各页的地址，只此一处。</summary>
public static class PeopleAddresses
{
    public const string Imports = "/import", Template = "/import/template.xlsx", Colleagues = "/colleagues";

    /// <summary>导入某一种；不说的照身份。</summary>
    public static string ImportsOf(ImportKind kind) => kind == ImportKind.Experts ? $"{Imports}?kind={kind}" : Imports;

    public static string TemplateOf(ImportKind kind) => kind == ImportKind.Experts ? $"{Template}?kind={kind}" : Template;

    public static string Import(ImportSheetId id, bool updates = false, int page = 1) =>
        $"/import/{id.Value}{(updates || page > 1 ? $"?updates={(updates ? "true" : "false")}&page={page}" : "")}";

    public static string Result(ImportSheetId id, bool updates) => $"/import/{id.Value}/rows.xlsx?updates={(updates ? "true" : "false")}";

    public static string Links(ImportSheetId id) => $"/import/{id.Value}/links.xlsx";

    public static string Of(Guid office) => $"{Colleagues}/{office}";
}

/// <summary>导入的模板与结果清单。</summary>
public static class PeopleEndpoints
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapImports(this WebApplication app)
    {
        var signedIn = app.MapGroup("").RequireAuthorization();
        signedIn.MapGet(PeopleAddresses.Template, (ImportKind? kind, OpenImportFile open, CancellationToken ct) => Answer(null, false, kind, open, ct));
        signedIn.MapGet("/import/{id:guid}/links.xlsx", async (Guid id, OpenImportLinks open, CancellationToken ct) =>
            await open.Run(new ImportSheetId(id), ct) is { } bytes ? Results.File(bytes, Xlsx, "激活链接.xlsx") : Results.NotFound());
        signedIn.MapGet("/import/{id:guid}/rows.xlsx", (Guid id, bool? updates, OpenImportFile open, CancellationToken ct) => Answer(new ImportSheetId(id), updates is true, null, open, ct));
    }

    private static async Task<IResult> Answer(ImportSheetId? id, bool updates, ImportKind? kind, OpenImportFile open, CancellationToken ct) =>
        await open.Run(id, updates, kind, ct) is var (bytes, name) ? Results.File(bytes, Xlsx, name) : Results.NotFound();
}
