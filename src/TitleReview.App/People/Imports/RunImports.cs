using Microsoft.EntityFrameworkCore;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Documents.Sheets;
using TitleReview.Domain;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.People.Imports;

internal static class ImportPlans
{
    /// <summary>单位导入人员，组织评审的机构导入机构；要导入专家库的另说。</summary>
    public static ImportKind Kind(this TenantSession session, ImportKind? asked = null) =>
        session.Actor.Role == Role.EmployerAdministrator ? ImportKind.Staff : asked == ImportKind.Experts ? ImportKind.Experts : ImportKind.Offices;

    public static IImportPlan Plan(this ImportKind kind, Accounts accounts, Vault vault) => kind switch
    {
        ImportKind.Staff => new StaffPlan(accounts, vault),
        ImportKind.Experts => new ExpertsPlan(),
        _ => new OfficesPlan(accounts),
    };

    public static async Task<ImportSheet?> ImportSheet(this TenantSession session, ImportSheetId id, CancellationToken ct) =>
        await session.Db.ImportSheets.SingleOrDefaultAsync(s => s.Id == id, ct) is { } sheet && sheet.IsMine(session.Actor) ? sheet : null;
}

/// <param name="Limits">最多几行、多大，写在页面上。</param>
public sealed record ImportsView(ImportKind Kind, string Name, PeopleSettings Limits, IReadOnlyList<ImportSheet> Recent);

/// <summary>导入的首页：交一个表格，看从前的几次。</summary>
[Does(Act.ImportList)]
public sealed class ReadImports(TenantSessions sessions, Accounts accounts, Vault vault, PeopleSettings settings)
{
    private const int AtMost = 20;

    public async Task<ImportsView?> Run(ImportKind? asked = null, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ImportList) is not null) return null;

        var kind = session.Kind(asked);
        var mine = await session.Db.ImportSheets.AsNoTracking().Where(s => s.OfficeId == session.Actor.OfficeId && s.Kind == kind).OrderByDescending(s => s.UploadedAt).Take(AtMost).ToListAsync(ct);
        return new ImportsView(kind, kind.Plan(accounts, vault).Name, settings, mine);
    }
}

/// <summary>交来一个表格：读得懂就封存着等确认，什么都还没有改变。</summary>
[Does(Act.ImportList)]
public sealed class UploadImport(TenantSessions sessions, Accounts accounts, Vault vault, PeopleSettings settings)
{
    public async Task<(ImportSheetId? Id, Refusal? Refusal)> Run(string fileName, Stream content, ImportKind? asked = null, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ImportList) is { } refusal) return (null, refusal);

        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            // One byte over is enough to say so; a file without end is not read to its end.
            if (bytes.Length > settings.ImportBytes) break;
        }

        var kind = session.Kind(asked);
        var plan = kind.Plan(accounts, vault);
        var (rows, unreadable) = await ImportedSheets.Read(bytes.ToArray(), plan, settings, ct);
        if (unreadable is not null) return (null, unreadable);

        var name = Path.GetFileName(fileName.Plain()) is { Length: > 0 } given ? given[..Math.Min(given.Length, 100)] : "未命名";
        var sheet = new ImportSheet(new ImportSheetId(Guid.CreateVersion7()), kind, name, rows.Count, vault.Seal(session, rows), session.Actor, session.Now);
        session.Add(sheet);
        session.Note($"上传待导入的{plan.Name}：{rows.Count} 行");
        return await session.Save(ct) is { } failed ? (null, failed) : (sheet.Id, null);
    }
}

/// <param name="Rows">这一页的各行。</param>
/// <param name="Errors">有错的格，先列出前面的；全部的在下载的清单里。</param>
/// <param name="Links">由它邀请、还没有激活、要转交链接的有几个。</param>
public sealed record ImportView(ImportSheet Sheet, string Name, int Links, bool Updates, IReadOnlyDictionary<ImportResult, int> Counts, IReadOnlyList<PlannedRow> Rows, IReadOnlyList<string> Errors, int ErrorCount, int Page, int Pages);

/// <summary>预览：每一行会怎样，错在哪一格；办完的看结果。</summary>
[Does(Act.ImportList)]
public sealed class ReadImport(TenantSessions sessions, Accounts accounts, Vault vault, Invitations invitations)
{
    public const int ErrorsShown = 100;
    private const int PageSize = 50;

    /// <param name="updates">已有的更新，还是跳过：换一种看会怎样。</param>
    public async Task<ImportView?> Run(ImportSheetId id, bool updates, int page, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ImportList) is not null || await session.ImportSheet(id, ct) is not { } sheet) return null;

        if (sheet.Handled > 0) updates = sheet.UpdatesExisting;
        var plan = sheet.Kind.Plan(accounts, vault);
        var rows = await ImportRows.All(session, sheet, plan, vault, updates, ct);
        var errors = rows.SelectMany(r => r.Errors).ToList();
        var pages = Math.Max(1, (rows.Count + PageSize - 1) / PageSize);
        var at = Math.Clamp(page, 1, pages);
        var links = await session.ToHand(sheet, invitations).CountAsync(ct);
        return new ImportView(sheet, plan.Name, links, updates, rows.GroupBy(r => r.Result).ToDictionary(g => g.Key, g => g.Count()), [.. rows.Skip((at - 1) * PageSize).Take(PageSize)],
            [.. errors.Take(ErrorsShown).Select(e => e.ToString())], errors.Count, at, pages);
    }
}

internal static class ImportRows
{
    /// <summary>由这次导入邀请、还没有激活、邮件到不了的；先后照表里的行。</summary>
    public static IQueryable<AppUser> ToHand(this TenantSession session, ImportSheet sheet, Invitations invitations)
    {
        var ids = sheet.Outcome.Select(o => o.Account).OfType<Guid>().ToList();
        var mailed = invitations.ByMailOnly("");
        return session.Db.Users.Where(u => ids.Contains(u.Id) && u.TenantId == session.Tenant.Id && u.PasswordHash == null && !u.Disabled && !(mailed && u.Email != null));
    }

    /// <summary>办过的照记下的，没有办的照此刻看会怎样。</summary>
    public static async Task<IReadOnlyList<PlannedRow>> All(TenantSession session, ImportSheet sheet, IImportPlan plan, Vault vault, bool updates, CancellationToken ct)
    {
        var rest = vault.Open(session, sheet).Skip(sheet.Handled).ToList();
        return [.. sheet.Outcome.Select(o => new PlannedRow(o.Row, o.Name, "", o.Result, o.Sentence, [])), .. rest.Count == 0 ? [] : await plan.Plan(session, rest, updates, ct)];
    }
}

/// <summary>确认导入：有一处错就一行都不办。一批一个事务，结果一同存下；断了再点一次，从断处接着办。</summary>
[Does(Act.ImportList)]
public sealed class RunImport(TenantSessions sessions, Accounts accounts, Vault vault)
{
    private const int Batch = 250, MostTries = 3;

    public async Task<Refusal?> Run(ImportSheetId id, bool updates, CancellationToken ct = default)
    {
        if (await Whole(id, updates, ct) is { } errors) return errors;

        for (var tries = 0; ;)
        {
            var (more, refusal) = await Next(id, updates, ct);
            // Somebody registered one of them just now: look again, and the row is seen as what it has become.
            if (refusal is ResidentIdTaken or Domain.Organizations.CreditCodeTaken && ++tries < MostTries) continue;
            if (refusal is not null || !more) return refusal;
        }
    }

    /// <summary>第一批之前，整张表看一遍。</summary>
    private async Task<Refusal?> Whole(ImportSheetId id, bool updates, CancellationToken ct)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ImportList) is { } refusal) return refusal;
        if (await session.ImportSheet(id, ct) is not { } sheet) return new NotFoundHere("次导入");
        if (sheet.WhyNotRun() is { } over) return over;
        if (sheet.Handled > 0) return null;

        var planned = await sheet.Kind.Plan(accounts, vault).Plan(session, vault.Open(session, sheet), updates, ct);
        return planned.Sum(p => p.Errors.Count) is > 0 and var wrong ? new ImportHasErrors(wrong) : null;
    }

    private async Task<(bool More, Refusal? Refusal)> Next(ImportSheetId id, bool updates, CancellationToken ct)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ImportList) is { } refusal) return (false, refusal);
        if (await session.ImportSheet(id, ct) is not { } sheet) return (false, new NotFoundHere("次导入"));
        if (sheet.WhyNotRun() is { } over) return (false, over);

        sheet.Choose(updates);
        var slice = vault.Open(session, sheet).Skip(sheet.Handled).Take(Batch).ToList();
        var planned = await sheet.Kind.Plan(accounts, vault).Plan(session, slice, sheet.UpdatesExisting, ct);
        // What went wrong between the preview and now is said at its row; the others are done.
        sheet.Handle([.. planned.Select(p => new ImportedRow(p.Row, p.Name, p.Result, p.Errors is [var first, ..] ? first.ToString() : p.Sentence, p.Do?.Invoke()))], session.Now);
        session.Note($"导入{sheet.FileName}：办到第 {sheet.Handled} 行，共 {sheet.Rows} 行");
        return await session.Save(ct) is { } failed ? (false, failed) : (sheet.State == ImportState.Previewed, null);
    }
}

/// <summary>不导入了，各行的密文当即删去。</summary>
[Does(Act.ImportList)]
public sealed class DropImport(TenantSessions sessions)
{
    public async Task<Refusal?> Run(ImportSheetId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ImportList) is { } refusal) return refusal;
        if (await session.ImportSheet(id, ct) is not { } sheet) return new NotFoundHere("次导入");

        return sheet.Drop(session.Now) ?? await session.Save(ct);
    }
}

/// <summary>下载：空白的模板；或一次导入的各行，会怎样、错在哪里、办成了什么。</summary>
[Does(Act.ImportList)]
public sealed class OpenImportFile(TenantSessions sessions, Accounts accounts, Vault vault)
{
    /// <param name="id">空为模板。</param>
    /// <param name="asked">哪一种的模板。</param>
    public async Task<(byte[] Bytes, string FileName)?> Run(ImportSheetId? id, bool updates, ImportKind? asked = null, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ImportList) is not null) return null;
        if (id is not { } wanted)
        {
            var blank = session.Kind(asked).Plan(accounts, vault);
            return (SheetWriter.Write(blank.Name, blank.Columns, [blank.Example], session.Now.Instant), $"{blank.Name}导入模板.xlsx");
        }

        if (await session.ImportSheet(wanted, ct) is not { } sheet) return null;

        var plan = sheet.Kind.Plan(accounts, vault);
        var rows = await ImportRows.All(session, sheet, plan, vault, sheet.Handled > 0 ? sheet.UpdatesExisting : updates, ct);
        return (SheetWriter.Write("导入结果", [new("行号", 8), new("姓名或名称", 30), new("号码或种类", 26), new("结果", 12), new("说明", 60)],
            rows.Select(r => (IReadOnlyList<string>)[$"{r.Row}", r.Name, r.About, r.Result.Label(), r.Errors.Count > 0 ? string.Join('\n', r.Errors) : r.Sentence]), session.Now.Instant), $"{plan.Name}导入{(sheet.State == ImportState.Done ? "结果" : "预览")}.xlsx");
    }
}

/// <summary>
/// 下载要转交的激活链接：谁的、电话、链接、到哪天有效。县里、单位里还没有人的，只有导入的人能把第一个链接交到手。
/// 没有过期的不换新的，再下载一次还是同样的链接；看过的留审计。
/// </summary>
[Does(Act.ImportList)]
public sealed class OpenImportLinks(TenantSessions sessions, AccountLinks links, Invitations invitations)
{
    public async Task<byte[]?> Run(ImportSheetId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ImportList) is not null || await session.ImportSheet(id, ct) is not { } sheet) return null;

        var rows = sheet.Outcome.Where(o => o.Account is not null).ToDictionary(o => o.Account!.Value);
        var users = (await session.ToHand(sheet, invitations).ToListAsync(ct)).OrderBy(u => rows[u.Id].Row).ToList();
        foreach (var user in users.Where(u => links.EndsAt(u) <= session.Now.Instant.AddDays(1))) user.InvitedAt = session.Now.Instant;
        var bytes = SheetWriter.Write("激活链接", [new("行号", 8), new("姓名或名称", 34), new("给谁", 16), new("电话", 18), new("激活链接", 100), new("有效到", 20)],
            users.Select(u => (IReadOnlyList<string>)[$"{rows[u.Id].Row}", rows[u.Id].Name, u.DisplayName, u.PhoneNumber ?? "", links.Of(session, u, AccountLinkKind.InvitationByHand), links.EndsAt(u).PrintShort()]), session.Now.Instant);
        session.Note($"下载导入{sheet.FileName}的激活链接 {users.Count} 个");
        return await session.Save(ct) is null ? bytes : null;
    }
}
