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

public sealed record EmployerChoice(Guid Id, string Name, string Place);

/// <summary>个人注册时可选的单位：只列已审核通过的（TC-13）。</summary>
[Does(Act.RegisterApplicant)]
public sealed class ReadRegisteredEmployers(TenantSessions sessions)
{
    public async Task<IReadOnlyList<EmployerChoice>> Run(string slug, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.RegisterApplicant) is not null) return [];

        return await session.Db.Offices.AsNoTracking()
            .Where(o => o.Kind == OfficeKind.Employer && o.Registration == RegistrationStatus.Approved)
            .OrderBy(o => o.Place).ThenBy(o => o.Name)
            .Select(o => new EmployerChoice(o.Id.Value, o.Name, o.Place)).ToListAsync(ct);
    }
}
