using FluentValidation;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.People;

/// <summary>个人注册填报的内容。出生日期与性别由身份证号码得出，不另填。</summary>
public sealed record ApplicantForm
{
    public Guid? Employer { get; set; }
    public string Name { get; set; } = "";
    public string ResidentId { get; set; } = "";
    public string Phone { get; set; } = "";
    public string LoginName { get; set; } = "";
    public string Password { get; set; } = "";
    public string PasswordAgain { get; set; } = "";
}

internal sealed class ApplicantFormValidator : AbstractValidator<ApplicantForm>
{
    public ApplicantFormValidator(DateOnly today)
    {
        RuleFor(f => f.Employer).NotNull().WithMessage("请选择所在单位。单位没有列出的，请单位先完成注册。");
        RuleFor(f => f.Name).Must(Validation.PersonName);
        RuleFor(f => f.ResidentId).Must(id => Domain.People.ResidentId.WhyNot(Domain.People.ResidentId.Normalize(id), today));
        RuleFor(f => f.Phone).Must(Validation.Phone);
        RuleFor(f => f.LoginName).Must(Validation.LoginName);
        RuleFor(f => f.Password).Must((f, password) => PasswordRules.WhyNot(password, f.LoginName));
        RuleFor(f => f.PasswordAgain).Equal(f => f.Password).WithMessage("两次输入的密码不一致。");
    }
}

/// <summary>个人注册（TC-13）：单位注册通过之后，个人方可注册；一人一端口一个账号。</summary>
[Does(Act.RegisterApplicant)]
public sealed class RegisterApplicant(TenantSessions sessions, Accounts accounts, Vault vault)
{
    public async Task<Refusal?> Run(string slug, ApplicantForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null) return new NotFoundHere("个评审端口");
        if (new ApplicantFormValidator(session.Now.Today).WhyNot(form) is { } invalid) return invalid;
        if (session.WhyNot(Act.RegisterApplicant) is { } refusal) return refusal;

        var employer = await session.Db.Offices.SingleOrDefaultAsync(o => o.Id == new OfficeId(form.Employer!.Value) && o.Kind == OfficeKind.Employer, ct);
        if (employer is null) return new InvalidInput(nameof(form.Employer), "请在列出的单位中选择。");
        if (employer.WhyNotTakeStaff() is { } closed) return new InvalidInput(nameof(form.Employer), closed.Sentence);

        var id = new ResidentId(ResidentId.Normalize(form.ResidentId));
        var applicant = Applicant.Register(new ApplicantId(Guid.CreateVersion7()), employer, form.Name.Trim(), id,
            vault.Seal(session.Tenant.Id, ResidentIdPurpose, id.Number), vault.Digest(session.Tenant.Id, ResidentIdPurpose, id.Number), form.Phone.Trim(), session.Now);
        session.Add(applicant);
        session.Db.Users.Add(accounts.New(session, form.LoginName, applicant.Name, accounts.Hash(form.Password), Role.Applicant, null, applicant.Id));
        return await session.Save(ct) switch
        {
            ResidentIdTaken taken => new InvalidInput(nameof(form.ResidentId), taken.Sentence),
            LoginNameTaken taken => new InvalidInput(nameof(form.LoginName), taken.Sentence),
            var other => other,
        };
    }

    internal const string ResidentIdPurpose = "applicants.resident_id";
}

/// <param name="Main">是分支机构的，它的总单位；不是的为空。</param>
public sealed record EmployerChoice(Guid Id, string Name, string Place, string? Main);

/// <param name="Rows">先列的几个。</param>
/// <param name="Found">找到的一共几个。</param>
public sealed record EmployersFound(IReadOnlyList<EmployerChoice> Rows, int Found);

/// <summary>个人注册时可选的单位：只列已审核通过的（TC-13），按名称、县（市）找，先列几个。分支机构的人选分支机构。</summary>
[Does(Act.RegisterApplicant)]
public sealed class ReadRegisteredEmployers(TenantSessions sessions)
{
    public const int Shown = 20;

    /// <param name="search">名称、县（市）、总单位名称的一部分。</param>
    /// <param name="one">就是这一个。</param>
    public async Task<EmployersFound> Run(string slug, string? search = null, Guid? one = null, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.RegisterApplicant) is not null) return new([], 0);

        var all = from o in session.Db.Offices.AsNoTracking()
                  where o.Kind == OfficeKind.Employer && o.Registration == RegistrationStatus.Approved
                  select new { Office = o, Main = o.MainCode == null ? null : session.Db.Offices.Where(m => m.Id == o.ReportsTo).Select(m => m.Name).FirstOrDefault() };
        if (one is { } id) all = all.Where(o => o.Office.Id == new OfficeId(id));
        else if (search.Sought() is { Length: > 0 } text) all = all.Where(o => o.Office.Name.Contains(text) || o.Office.Place.Contains(text) || o.Main!.Contains(text));
        var rows = await all.OrderBy(o => o.Office.Place).ThenBy(o => o.Office.Name).ThenBy(o => o.Office.Id).Take(Shown).ToListAsync(ct);
        return new([.. rows.Select(o => new EmployerChoice(o.Office.Id.Value, o.Office.Name, o.Office.Place, o.Main))], rows.Count < Shown ? rows.Count : await all.CountAsync(ct));
    }
}
