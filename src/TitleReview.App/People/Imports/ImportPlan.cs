using System.Net.Mail;
using TitleReview.App.Storage;
using TitleReview.Documents.Sheets;
using TitleReview.Domain;
using TitleReview.Domain.People;

namespace TitleReview.App.People.Imports;

/// <summary>会怎样：添上、更新、跳过；有错的一行都不办。</summary>
/// <param name="Do">办这一行；跳过的、有错的没有。</param>
public sealed record PlannedRow(int Row, string Name, string About, ImportResult Result, string Sentence, IReadOnlyList<CellError> Errors)
{
    /// <returns>随着邀请的账号；没有为空。</returns>
    internal Func<Guid?>? Do { get; init; }
}

/// <summary>一种名单：有哪几栏，每一行对着现有的看会怎样。只看不改；改在 <see cref="PlannedRow.Do"/> 里，随会话一起保存。</summary>
internal interface IImportPlan
{
    string Name { get; }
    IReadOnlyList<SheetColumn> Columns { get; }
    IReadOnlyList<string> Example { get; }

    Task<IReadOnlyList<PlannedRow>> Plan(TenantSession session, IReadOnlyList<SheetRow> rows, bool updates, CancellationToken ct);
}

/// <summary>读交来的表：表头对不对，各行原样封存。</summary>
internal static class ImportedSheets
{
    public const string Purpose = "import_sheets.rows";

    /// <summary>两个人的大表同时读；再多的等一等，不挤占别人。</summary>
    private static readonly SemaphoreSlim AtOnce = new(2);

    public static async Task<(IReadOnlyList<SheetRow> Rows, Refusal? Refusal)> Read(byte[] bytes, IImportPlan plan, PeopleSettings settings, CancellationToken ct)
    {
        await AtOnce.WaitAsync(ct);
        try
        {
            var limits = new SheetLimits(settings.ImportBytes, settings.ImportRows, plan.Columns.Count);
            var rows = await Task.Run(() => SheetReader.Read(bytes, limits), ct);
            if (rows.Count == 0) return ([], new SheetNotRead("表格里没有内容。请下载模板，从第 2 行起一行填一个。"));

            var wrong = plan.Columns.Select((c, i) => (c.Name, Found: rows[0].Cells[i], Letter: SheetReader.Letter(i + 1))).FirstOrDefault(c => c.Found != c.Name);
            if (wrong.Name is not null) return ([], new SheetNotRead($"第 {rows[0].Number} 行应是栏名：{wrong.Letter} 列应为“{wrong.Name}”，现为“{Short(wrong.Found)}”。请用模板，不要改动栏名与次序。"));
            // 模板里的样例没有删掉的，不当作一个人。
            List<SheetRow> filled = [.. rows.Skip(1).Where(r => r.Errors.Count > 0 || !r.Cells.SequenceEqual(plan.Example))];
            return filled.Count > 0 ? (filled, null) : ([], new SheetNotRead("表格里只有栏名，没有内容。请从第 2 行起一行填一个。"));
        }
        catch (SheetRefusedException e)
        {
            return ([], new SheetNotRead(e.Message));
        }
        finally
        {
            AtOnce.Release();
        }
    }

    public static byte[] Seal(this Vault vault, TenantSession session, IReadOnlyList<SheetRow> rows) => vault.Seal(session.Tenant.Id, Purpose, Json.Write(rows));

    public static IReadOnlyList<SheetRow> Open(this Vault vault, TenantSession session, ImportSheet sheet) =>
        sheet.SealedRows.Length == 0 ? [] : Json.Read<List<SheetRow>>(vault.Open(session.Tenant.Id, Purpose, sheet.SealedRows));

    /// <summary>不收邮件的留空。</summary>
    public static string? Mail(string mail) =>
        mail.Length == 0 || (mail.Length <= 100 && mail.All(c => char.IsAscii(c) && !char.IsControl(c) && c is not ('<' or '>' or ',' or ';' or ' ')) && MailAddress.TryCreate(mail, out var address) && address.Host.Contains('.', StringComparison.Ordinal))
            ? null : "邮箱写得不对，应像 zhangsan@example.cn；没有的留空。";

    public static string Short(string text) => text.Length == 0 ? "空" : text.Length > 20 ? text[..20] + "…" : text;
}

/// <summary>一行里各格的错，读表时看出的在前；一格只说一句。</summary>
internal sealed class RowErrors(SheetRow row)
{
    private readonly List<CellError> _errors = [.. row.Errors];

    public IReadOnlyList<CellError> All => [.. _errors.OrderBy(e => e.Column)];

    public void Check(int column, string? wrong)
    {
        if (wrong is not null && _errors.All(e => e.Column != column)) _errors.Add(new CellError(row.Number, column, wrong));
    }
}
