using Microsoft.EntityFrameworkCore;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Documents.Sheets;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.People.Imports;

/// <summary>单位导入本单位的人员：号码查校验位与出生日期，表里重复的、已登记的都说出来；导入的就是确认了的，账号由本人凭链接激活。</summary>
internal sealed class StaffPlan(Accounts accounts, Vault vault) : IImportPlan
{
    private const int NameAt = 0, IdAt = 1, PhoneAt = 2, MailAt = 3, JobAt = 4;

    public string Name => "本单位人员";
    public IReadOnlyList<SheetColumn> Columns { get; } = [new("姓名", 14), new("身份证号码", 24), new("手机", 18), new("邮箱", 28), new("岗位", 24)];
    public IReadOnlyList<string> Example { get; } = ["张三（样例，请删去）", "", "13900000000", "zhangsan@example.cn", "水利工程"];

    private sealed record Known(ApplicantId Id, OfficeId Employer, string Name, StaffStatus Status);

    public async Task<IReadOnlyList<PlannedRow>> Plan(TenantSession session, IReadOnlyList<SheetRow> rows, bool updates, CancellationToken ct)
    {
        var employer = await session.Db.Offices.AsNoTracking().SingleAsync(o => o.Id == session.Actor.OfficeId, ct);
        var closed = employer.WhyNotTakeStaff()?.Sentence;
        var digests = rows.Select(r => vault.Digest(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, ResidentId.Normalize(r.Cells[IdAt]))).ToList();
        var known = (await session.Db.Applicants.AsNoTracking().Where(a => digests.Contains(a.ResidentIdDigest)).Select(a => new { a.ResidentIdDigest, a.Id, a.EmployerId, a.Name, a.Status }).ToListAsync(ct))
            .ToDictionary(a => Convert.ToHexString(a.ResidentIdDigest), a => new Known(a.Id, a.EmployerId, a.Name, a.Status));
        Dictionary<string, int> seen = [];
        List<PlannedRow> planned = [];
        foreach (var (row, digest) in rows.Zip(digests))
        {
            var (errors, cells) = (Check(row, session.Now.Today), row.Cells);
            if (closed is not null) errors.Check(NameAt, closed);
            var key = Convert.ToHexString(digest);
            if (cells[IdAt].Length > 0 && !seen.TryAdd(key, row.Number)) errors.Check(IdAt, $"与第 {seen[key]} 行是同一个号码，一人只能一行。");
            var there = known.GetValueOrDefault(key);
            if (there is not null) errors.Check(there.Employer != employer.Id ? IdAt : NameAt, WhyNot(there, employer.Id, cells[NameAt]));
            planned.Add(errors.All.Count > 0 ? new(row.Number, cells[NameAt], ResidentId.Mask(cells[IdAt]), ImportResult.Failed, "有错，没有办", errors.All)
                : there is null ? Add(session, employer, row, digest)
                : updates ? Update(session, there, row) : new(row.Number, cells[NameAt], ResidentId.Mask(cells[IdAt]), ImportResult.Skipped, "已登记在本单位，跳过", []));
        }

        return planned;
    }

    private static RowErrors Check(SheetRow row, DateOnly today)
    {
        var (errors, cells) = (new RowErrors(row), row.Cells);
        errors.Check(NameAt, Validation.PersonName(cells[NameAt]));
        errors.Check(IdAt, ResidentId.WhyNot(ResidentId.Normalize(cells[IdAt]), today));
        errors.Check(PhoneAt, Validation.Phone(cells[PhoneAt]));
        errors.Check(MailAt, ImportedSheets.Mail(cells[MailAt]));
        errors.Check(JobAt, cells[JobAt].Length > 40 ? $"岗位最多 40 字，现为 {cells[JobAt].Length} 字。" : Wording.HasUnprintable(cells[JobAt]) ? "岗位含有不能显示的字符，请重新输入。" : null);
        return errors;
    }

    /// <summary>登记在别的单位的，不说在哪里；别的端口的，根本看不见。</summary>
    private static string? WhyNot(Known there, OfficeId mine, string name) =>
        there.Employer != mine ? "这个号码在本端口已经登记，不在本单位。请与本人核实号码，或请他先办理变更。"
        : there.Name != name ? $"这个号码在本单位登记的姓名是“{there.Name}”，请核对。"
        : there.Status == StaffStatus.Refused ? "此人注册时已不予确认，不能导入。" : null;

    private PlannedRow Add(TenantSession session, Office employer, SheetRow row, byte[] digest)
    {
        var (cells, id) = (row.Cells, new ResidentId(ResidentId.Normalize(row.Cells[IdAt])));
        return new(row.Number, cells[NameAt], id.Masked, ImportResult.Added, cells[MailAt].Length > 0 ? "添上，激活链接发到邮箱" : "添上，激活链接由您转交", [])
        {
            Do = () =>
            {
                var person = Applicant.Bring(new ApplicantId(Guid.CreateVersion7()), employer, cells[NameAt], id,
                    vault.Seal(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, id.Number), digest, cells[PhoneAt], Filled(cells[JobAt]), session.Now);
                session.Add(person);
                return session.Db.Users.Add(accounts.Invite(session, person.Name, cells[PhoneAt], Filled(cells[MailAt]), Role.Applicant, null, person.Id)).Entity.Id;
            },
        };
    }

    private static PlannedRow Update(TenantSession session, Known there, SheetRow row) =>
        new(row.Number, there.Name, ResidentId.Mask(row.Cells[IdAt]), ImportResult.Updated, there.Status == StaffStatus.Awaiting ? "更新电话与岗位，并确认注册" : "更新电话与岗位", [])
        {
            Do = () =>
            {
                session.Db.Applicants.Single(a => a.Id == there.Id).Refresh(row.Cells[PhoneAt], Filled(row.Cells[JobAt]));
                return null;
            },
        };

    private static string? Filled(string text) => text.Length > 0 ? text : null;
}
