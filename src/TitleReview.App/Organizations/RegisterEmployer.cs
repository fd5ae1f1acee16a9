using System.Linq.Expressions;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Organizations;

/// <summary>用人单位注册填报的内容。</summary>
public sealed record EmployerForm
{
    public string Name { get; set; } = "";
    public string CreditCode { get; set; } = "";
    public EmployerKind? Kind { get; set; }

    /// <summary>受理机构：单位向它呈报，如县（市）人社局、地区人社局（TC-12），或主管部门、主管单位（BZ-07、KJ-10）。</summary>
    public Guid? ReceivingOffice { get; set; }

    /// <summary>是分支机构的：总单位的统一社会信用代码，由它审核、向它呈报，不另选受理机构（docs/decisions/0027）。</summary>
    public string MainCode { get; set; } = "";

    public string CompetentDepartment { get; set; } = "";
    public string AdministratorName { get; set; } = "";
    public string Phone { get; set; } = "";
    public string LoginName { get; set; } = "";
    public string Password { get; set; } = "";
    public string PasswordAgain { get; set; } = "";

    internal EmployerDetails Details => new(Name.Trim(), Domain.Organizations.CreditCode.Normalize(CreditCode) is { Length: > 0 } code ? code : null, Kind!.Value, CompetentDepartment.Trim());

    internal bool IsBranch => MainCode.Plain().Length > 0;
}

/// <summary>单位本身的几栏；重新送审时没有账号那几栏。</summary>
internal sealed class EmployerDetailsValidator : AbstractValidator<EmployerForm>
{
    public EmployerDetailsValidator()
    {
        RuleFor(f => f.Name).Must(Validation.Filled("单位名称", 100));
        RuleFor(f => f.CreditCode).Must((f, code) => f.IsBranch && string.IsNullOrWhiteSpace(code) ? null : Domain.Organizations.CreditCode.WhyNot(Domain.Organizations.CreditCode.Normalize(code)));
        RuleFor(f => f.MainCode).Must((f, code) => f.IsBranch ? Domain.Organizations.CreditCode.WhyNot(Domain.Organizations.CreditCode.Normalize(code)) : null);
        RuleFor(f => f.Kind).Must(k => k is not null && Enum.IsDefined(k.Value)).WithMessage("请选择单位性质。");
        RuleFor(f => f.ReceivingOffice).Must((f, office) => f.IsBranch || office is not null).WithMessage("请选择所在县（市）；地直单位选地区。");
        RuleFor(f => f.CompetentDepartment).Must(Validation.Filled("主管部门", 100));
    }
}

internal sealed class EmployerFormValidator : AbstractValidator<EmployerForm>
{
    public EmployerFormValidator()
    {
        Include(new EmployerDetailsValidator());
        RuleFor(f => f.AdministratorName).Must(Validation.PersonName);
        RuleFor(f => f.Phone).Must(Validation.Phone);
        RuleFor(f => f.LoginName).Must(Validation.LoginName);
        RuleFor(f => f.Password).Must((f, password) => PasswordRules.WhyNot(password, f.LoginName));
        RuleFor(f => f.PasswordAgain).Equal(f => f.Password).WithMessage("两次输入的密码不一致。");
    }
}

/// <summary>用人单位注册（TC-12）：登记单位与管理员账号，待受理机构审核。</summary>
[Does(Act.RegisterEmployer)]
public sealed class RegisterEmployer(TenantSessions sessions, Accounts accounts)
{
    public async Task<Refusal?> Run(string slug, EmployerForm form, CancellationToken ct = default)
    {
        if (new EmployerFormValidator().WhyNot(form) is { } invalid) return invalid;

        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null) return new NotFoundHere("个评审端口");
        if (session.WhyNot(Act.RegisterEmployer) is { } refusal) return refusal;
        var (receiving, nowhere) = await session.Receiving(form, ct);
        if (nowhere is not null) return nowhere;

        var employer = Office.RegisterEmployer(new OfficeId(Guid.CreateVersion7()), form.Details, receiving!);
        session.Add(employer);
        session.Db.Users.Add(accounts.New(session, form.LoginName, form.AdministratorName.Trim(), accounts.Hash(form.Password), Role.EmployerAdministrator, employer.Id, null));
        return AtField(await session.Save(ct), form);
    }

    /// <summary>撞了唯一索引的，把那句话放到对应的栏目旁。</summary>
    internal static Refusal? AtField(Refusal? refusal, EmployerForm form) => refusal switch
    {
        CreditCodeTaken taken => new InvalidInput(nameof(form.CreditCode), taken.Sentence),
        Domain.People.LoginNameTaken taken => new InvalidInput(nameof(form.LoginName), taken.Sentence),
        _ => refusal,
    };
}

/// <summary>被退回的单位改正后再送审。</summary>
[Does(Act.ReregisterEmployer)]
public sealed class ReregisterEmployer(TenantSessions sessions)
{
    public async Task<Refusal?> Run(EmployerForm form, CancellationToken ct = default)
    {
        if (new EmployerDetailsValidator().WhyNot(form) is { } invalid) return invalid;

        await using var session = await sessions.Open(ct);
        var employer = await session.Db.Offices.SingleOrDefaultAsync(o => o.Id == session.Actor.OfficeId, ct);
        if (session.WhyNot(Act.ReregisterEmployer, employer) is { } refusal) return refusal;
        var (receiving, nowhere) = await session.Receiving(form, ct);
        if (nowhere is not null) return nowhere;

        return employer!.Reregister(form.Details, receiving!)
            ?? RegisterEmployer.AtField(await session.Save(ct), form);
    }
}

/// <summary>受理单位注册的机构。</summary>
public sealed record ReceivingOfficeItem(Guid Id, string Place, string Name, bool IsPrefecture);

/// <summary>注册页上可选的受理机构。</summary>
[Does(Act.RegisterEmployer)]
public sealed class ReadReceivingOffices(TenantSessions sessions)
{
    public async Task<IReadOnlyList<ReceivingOfficeItem>> Run(string slug, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.RegisterEmployer) is not null) return [];

        return await session.Db.Offices.AsNoTracking()
            .Where(ReceivingOffices.Receives)
            .OrderByDescending(o => o.Kind).ThenBy(o => o.Place)
            .Select(o => new ReceivingOfficeItem(o.Id.Value, o.Place, o.Name, o.Kind == OfficeKind.PrefectureHr)).ToListAsync(ct);
    }
}

internal static class ReceivingOffices
{
    /// <summary>受理单位注册的：人社局、主管部门、主管单位；评委会、评价中心只审申报。</summary>
    public static readonly Expression<Func<Office, bool>> Receives =
        o => o.Kind != OfficeKind.Employer && o.Kind != OfficeKind.Committee && o.Kind != OfficeKind.EvaluationCentre;

    /// <summary>由谁审核：选的机构；分支机构的，是那个代码的总单位。</summary>
    public static async Task<(Office? Office, Refusal? Refusal)> Receiving(this TenantSession session, EmployerForm form, CancellationToken ct)
    {
        if (!form.IsBranch)
            return await session.Db.Offices.Where(Receives).SingleOrDefaultAsync(o => o.Id == new OfficeId(form.ReceivingOffice!.Value), ct) is { } office
                ? (office, null) : (null, new InvalidInput(nameof(form.ReceivingOffice), "请在列出的机构中选择。"));

        var code = CreditCode.Normalize(form.MainCode);
        if (await session.Db.Offices.SingleOrDefaultAsync(o => o.CreditCode == code && o.Kind == OfficeKind.Employer, ct) is not { } main)
            return (null, new InvalidInput(nameof(form.MainCode), "本端口没有这个代码的单位。请核对；总单位还没有注册的，请它先注册。"));
        return main.WhyNotTakeBranches() is { } no ? (null, new InvalidInput(nameof(form.MainCode), no.Sentence)) : (main, null);
    }
}
