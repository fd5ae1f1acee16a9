using Microsoft.EntityFrameworkCore;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Documents.Sheets;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.People.Imports;

/// <summary>组织评审的机构导入机构与用人单位，连同各自的第一位管理员；上级写在它的前面，或已经有了。上级是用人单位的，是它的分支机构。</summary>
internal sealed class OfficesPlan(Accounts accounts) : IImportPlan
{
    private const int PlaceAt = 0, KindAt = 1, NameAt = 2, CodeAt = 3, ParentAt = 4, EmployerKindAt = 5, DepartmentAt = 6, AdminAt = 7, PhoneAt = 8, MailAt = 9;

    private static readonly Dictionary<string, OfficeKind> Kinds = Enum.GetValues<OfficeKind>().ToDictionary(k => k.Label(), StringComparer.Ordinal);
    private static readonly Dictionary<string, EmployerKind> EmployerKinds = Enum.GetValues<EmployerKind>().ToDictionary(k => k.Label(), StringComparer.Ordinal);

    public string Name => "机构与单位";

    public IReadOnlyList<SheetColumn> Columns { get; } =
    [
        new("县（市）", 14), new("种类", 20, [.. Kinds.Keys]), new("名称", 34), new("统一社会信用代码", 24), new("上级机构", 28),
        new("单位性质", 14, [.. EmployerKinds.Keys]), new("主管部门", 24), new("管理员姓名", 14), new("管理员电话", 18), new("管理员邮箱", 28),
    ];

    public IReadOnlyList<string> Example { get; } = ["乌苏市", "用人单位", "某水利站（样例，请删去）", "", "乌苏市人力资源和社会保障局", "事业单位", "乌苏市水利局", "李四", "0992-8500000", "lisi@example.cn"];

    /// <summary>已经有的，连同这张表里前面的行。</summary>
    private sealed record Known(OfficeId Id, OfficeKind Kind, string Name, string Place, string? Code, OfficeId? Parent, bool Staffed, bool Branch, bool Approved);

    public async Task<IReadOnlyList<PlannedRow>> Plan(TenantSession session, IReadOnlyList<SheetRow> rows, bool updates, CancellationToken ct)
    {
        var staffed = (await session.Db.Users.Where(u => u.TenantId == session.Tenant.Id && u.OfficeId != null && !u.Disabled).Select(u => u.OfficeId!.Value).Distinct().ToListAsync(ct)).ToHashSet();
        var there = (await session.Db.Offices.AsNoTracking().Select(o => new { o.Id, o.Kind, o.Name, o.Place, o.CreditCode, o.ReportsTo, Branch = o.MainCode != null, Approved = o.Registration == RegistrationStatus.Approved }).ToListAsync(ct))
            .Select(o => new Known(o.Id, o.Kind, o.Name, o.Place, o.CreditCode, o.ReportsTo, staffed.Contains(o.Id), o.Branch, o.Approved)).ToList();
        var byName = there.GroupBy(o => o.Name).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var byCode = there.Where(o => o.Code is not null).ToDictionary(o => o.Code!, StringComparer.Ordinal);
        Dictionary<string, int> names = [], codes = [];
        List<PlannedRow> planned = [];
        foreach (var row in rows)
        {
            var (errors, cells, code) = (new RowErrors(row), row.Cells, CreditCode.Normalize(row.Cells[CodeAt]));
            Check(errors, cells, code, byName);
            if (cells[NameAt].Length > 0 && !names.TryAdd(cells[NameAt], row.Number)) errors.Check(NameAt, $"与第 {names[cells[NameAt]]} 行同名，请核对。");
            if (code.Length > 0 && !codes.TryAdd(code, row.Number)) errors.Check(CodeAt, $"与第 {codes[code]} 行是同一个代码，一个单位只能一行。");
            var known = code.Length > 0 && byCode.TryGetValue(code, out var same) ? same : byName.GetValueOrDefault(cells[NameAt]);
            if (known is not null) Compare(errors, known, cells, code, byName);
            if (errors.All.Count > 0)
            {
                planned.Add(new(row.Number, cells[NameAt], cells[KindAt], ImportResult.Failed, "有错，没有办", errors.All));
                continue;
            }

            planned.Add(known is not null ? Update(session, known, row, updates) : Add(session, row, code, byName, byCode));
        }

        return planned;
    }

    private static void Check(RowErrors errors, IReadOnlyList<string> cells, string code, Dictionary<string, Known> byName)
    {
        var employer = cells[KindAt] == OfficeKind.Employer.Label();
        errors.Check(PlaceAt, Validation.Filled("县（市）；地区的机构填地区名", 20)(cells[PlaceAt]));
        errors.Check(KindAt, Kinds.ContainsKey(cells[KindAt]) ? null : $"种类应为：{string.Join('、', Kinds.Keys)}。");
        errors.Check(NameAt, Validation.Filled("名称", 100)(cells[NameAt]));
        var branch = employer && byName.TryGetValue(cells[ParentAt], out var above) && above.Kind == OfficeKind.Employer;
        if ((employer && !branch) || code.Length > 0) errors.Check(CodeAt, CreditCode.WhyNot(code));
        errors.Check(ParentAt, cells[ParentAt].Length == 0 ? "请填写上级机构：材料报给谁。"
            : cells[ParentAt] == cells[NameAt] ? "上级机构不能是它自己。"
            : byName.TryGetValue(cells[ParentAt], out var parent) ? WhyNotUnder(parent, employer) : "没有这个机构。请写全称；它也在这张表里的，要写在前面的行。");
        errors.Check(EmployerKindAt, employer ? EmployerKinds.ContainsKey(cells[EmployerKindAt]) ? null : $"单位性质应为：{string.Join('、', EmployerKinds.Keys)}。" : cells[EmployerKindAt].Length > 0 ? "只有用人单位填单位性质，其余留空。" : null);
        errors.Check(DepartmentAt, cells[DepartmentAt].Length > 100 ? "主管部门最多 100 字。" : null);
        if (cells[AdminAt].Length + cells[PhoneAt].Length + cells[MailAt].Length == 0) return;

        errors.Check(AdminAt, Validation.PersonName(cells[AdminAt]));
        errors.Check(PhoneAt, Validation.Phone(cells[PhoneAt]));
        errors.Check(MailAt, ImportedSheets.Mail(cells[MailAt]));
    }

    private static string? WhyNotUnder(Known parent, bool employer) =>
        parent.Kind != OfficeKind.Employer ? null
        : !employer ? "只有用人单位可以报给用人单位（作它的分支机构）。"
        : parent.Branch ? new BranchOfABranch(parent.Name).Sentence
        : parent.Approved ? null : new MainEmployerNotApproved(parent.Name).Sentence;

    /// <summary>种类、上级、代码与已有的不同，是两个单位混了，或要动在途的申报：不猜。</summary>
    private static void Compare(RowErrors errors, Known known, IReadOnlyList<string> cells, string code, Dictionary<string, Known> byName)
    {
        errors.Check(KindAt, cells[KindAt] == known.Kind.Label() ? null : $"已有的“{known.Name}”是{known.Kind.Label()}，导入不改种类。");
        errors.Check(CodeAt, known.Code is null || known.Code == code ? null : $"已有同名的单位，代码末四位是 {known.Code[^4..]}，请核对。");
        errors.Check(ParentAt, byName.TryGetValue(cells[ParentAt], out var parent) && parent.Id == known.Parent ? null : "与已有的上级机构不同，导入不改呈报关系。");
        errors.Check(NameAt, known.Name != cells[NameAt] && byName.ContainsKey(cells[NameAt]) ? "这个名称已经是另一个单位的。" : null);
    }

    private PlannedRow Add(TenantSession session, SheetRow row, string code, Dictionary<string, Known> byName, Dictionary<string, Known> byCode)
    {
        var (cells, kind, parent, id) = (row.Cells, Kinds[row.Cells[KindAt]], byName[row.Cells[ParentAt]], new OfficeId(Guid.CreateVersion7()));
        var employerKind = EmployerKinds.TryGetValue(cells[EmployerKindAt], out var given) ? given : (EmployerKind?)null;
        var main = parent.Kind == OfficeKind.Employer ? parent.Code : null;
        byName[cells[NameAt]] = new Known(id, kind, cells[NameAt], cells[PlaceAt], Filled(code), parent.Id, false, main is not null, true);
        if (code.Length > 0) byCode[code] = byName[cells[NameAt]];
        return new(row.Number, cells[NameAt], cells[KindAt], ImportResult.Added, cells[AdminAt].Length == 0 ? "添上，还没有管理员" : cells[MailAt].Length > 0 ? "添上，激活链接发到管理员邮箱" : "添上，管理员的激活链接由您转交", [])
        {
            Do = () =>
            {
                session.Add(Office.Bring(id, kind, cells[NameAt], cells[PlaceAt], parent.Id, Filled(code), employerKind, kind == OfficeKind.Employer ? Filled(cells[DepartmentAt]) ?? parent.Name : Filled(cells[DepartmentAt]), session.Now, main));
                return Invite(session, id, kind, cells);
            },
        };
    }

    private PlannedRow Update(TenantSession session, Known known, SheetRow row, bool updates)
    {
        var cells = row.Cells;
        if (!updates) return new(row.Number, known.Name, cells[KindAt], ImportResult.Skipped, "已有，跳过", []);

        var invites = !known.Staffed && cells[AdminAt].Length > 0;
        return new(row.Number, cells[NameAt], cells[KindAt], ImportResult.Updated, invites ? "更新，并邀请管理员" : cells[AdminAt].Length > 0 ? "更新；已有账号，不另邀请" : "更新", [])
        {
            Do = () =>
            {
                session.Db.Offices.Single(o => o.Id == known.Id).Refresh(cells[NameAt], EmployerKinds.TryGetValue(cells[EmployerKindAt], out var kind) ? kind : null, Filled(cells[DepartmentAt]));
                return invites ? Invite(session, known.Id, known.Kind, cells) : null;
            },
        };
    }

    private Guid? Invite(TenantSession session, OfficeId office, OfficeKind kind, IReadOnlyList<string> cells) => cells[AdminAt].Length == 0 ? null
        : session.Db.Users.Add(accounts.Invite(session, cells[AdminAt], cells[PhoneAt], Filled(cells[MailAt]), kind == OfficeKind.Employer ? Role.EmployerAdministrator : Role.Officer, office, null)).Entity.Id;

    private static string? Filled(string text) => text.Length > 0 ? text : null;
}
