using Microsoft.EntityFrameworkCore;
using TitleReview.App.People;
using TitleReview.App.People.Imports;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Organizations;

/// <summary>总单位添一个分支机构时填的；管理员可以以后再邀请。</summary>
public sealed record BranchForm
{
    public string Name { get; set; } = "";
    public string AdministratorName { get; set; } = "";
    public string Phone { get; set; } = "";
    public string Email { get; set; } = "";
}

/// <summary>总单位添一个分支机构：由它自己添的，不必再审核；填了管理员的，随着邀请。</summary>
[Does(Act.KeepBranches)]
public sealed class AddBranch(TenantSessions sessions, Accounts accounts, Invitations invitations)
{
    /// <returns>要当面转交的激活链接；没有邀请、只发邮件的为空。</returns>
    public async Task<(string? Link, Refusal? Refusal)> Run(BranchForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var main = await session.Db.Offices.SingleOrDefaultAsync(o => o.Id == session.Actor.OfficeId, ct);
        if (session.WhyNot(Act.KeepBranches, main) is { } refusal) return (null, refusal);
        if (main!.WhyNotTakeBranches() is { } none) return (null, none);
        if (await WhyNot(session, form, ct) is { } wrong) return (null, wrong);

        var branch = Office.Bring(new OfficeId(Guid.CreateVersion7()), OfficeKind.Employer, form.Name.Trim(), main.Place, main.Id, null, main.EmployerKind, main.CompetentDepartment, session.Now, main.CreditCode);
        session.Add(branch);
        session.Note($"添分支机构：{branch.Name}");
        var user = form.AdministratorName.Length == 0 ? null : accounts.Invite(session, form.AdministratorName.Trim(), form.Phone.Trim(), form.Email.Trim() is { Length: > 0 } mail ? mail : null, Role.EmployerAdministrator, branch.Id, null);
        if (user is not null) session.Db.Users.Add(user);
        var link = user is null ? null : await invitations.Give(session, user, ct);
        return await session.Save(ct) is { } failed ? (null, failed) : (link, null);
    }

    private static async Task<Refusal?> WhyNot(TenantSession session, BranchForm form, CancellationToken ct)
    {
        List<FieldError> errors = [];
        if (Validation.Filled("分支机构的名称", 100)(form.Name) is { } name) errors.Add(new(nameof(form.Name), name));
        else if (await session.Db.Offices.AnyAsync(o => o.Name == form.Name.Trim(), ct)) errors.Add(new(nameof(form.Name), "这个名称已经有了。请写全称，如“某某医院城南院区”。"));
        if (form.AdministratorName.Length + form.Phone.Length + form.Email.Length > 0)
        {
            if (Validation.PersonName(form.AdministratorName) is { } person) errors.Add(new(nameof(form.AdministratorName), person));
            if (Validation.Phone(form.Phone.Trim()) is { } phone) errors.Add(new(nameof(form.Phone), phone));
            if (ImportedSheets.Mail(form.Email.Trim()) is { } mail) errors.Add(new(nameof(form.Email), mail));
            else if (await session.MailOfAnother(form.Email, session.Actor.OfficeId!.Value, ct)) errors.Add(new(nameof(form.Email), "这个邮箱是已有的一位的，请填分支机构管理员自己的；没有的留空。"));
        }

        return errors.Count > 0 ? new InvalidInput(errors) : null;
    }
}

/// <summary>总单位定：分支机构审核过的申报，自己要不要再审一次。在途的不动。</summary>
[Does(Act.KeepBranches)]
public sealed class SetReviewsBranches(TenantSessions sessions)
{
    public async Task<Refusal?> Run(bool reviews, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var main = await session.Db.Offices.SingleOrDefaultAsync(o => o.Id == session.Actor.OfficeId, ct);
        if ((session.WhyNot(Act.KeepBranches, main) ?? main!.SetReviewsBranches(reviews)) is { } refusal) return refusal;

        session.Note(reviews ? "分支机构的申报，本单位再审一次" : "分支机构的申报，本单位不再审");
        return await session.Save(ct);
    }
}
