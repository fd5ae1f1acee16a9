using Microsoft.EntityFrameworkCore;
using TitleReview.App.People;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.SignIn;

/// <param name="AsksResidentId">申报人要再填一次身份证号码，核对是不是本人。</param>
public sealed record InvitationView(string Name, string Office, Role Role, bool AsksResidentId, DateTimeOffset EndsAt);

/// <summary>打开邀请的链接：给谁的、哪个单位的。链接不作数的，一律没有。</summary>
[Does(Act.ActivateAccount)]
public sealed class ReadInvitation(TenantSessions sessions, AccountLinks links)
{
    public async Task<InvitationView?> Run(string slug, string? token, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.ActivateAccount) is not null || await links.Read(session, token, ct) is not var (user, kind) || kind == AccountLinkKind.ConfirmMail) return null;

        var office = user.OfficeId ?? await session.Db.Applicants.Where(a => a.Id == user.ApplicantId).Select(a => (OfficeId?)a.EmployerId).SingleOrDefaultAsync(ct);
        return new InvitationView(user.DisplayName, await session.Db.Offices.Where(o => o.Id == office).Select(o => o.Name).SingleOrDefaultAsync(ct) ?? "", user.Role, user.ApplicantId is not null, links.EndsAt(user));
    }
}

public sealed record ActivationForm
{
    public string ResidentId { get; set; } = "";
    public string LoginName { get; set; } = "";
    public string Password { get; set; } = "";
    public string PasswordAgain { get; set; } = "";
}

/// <summary>激活账号：本人自己取登录名、设密码；链接随即作废。从邮件里点来的，邮箱也就确认了。</summary>
[Does(Act.ActivateAccount)]
public sealed class ActivateAccount(TenantSessions sessions, AccountLinks links, Accounts accounts, Vault vault)
{
    public async Task<Refusal?> Run(string slug, string? token, ActivationForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null) return new NotFoundHere("个评审端口");
        if (session.WhyNot(Act.ActivateAccount) is { } refusal) return refusal;
        if (await links.Read(session, token, ct) is not var (user, kind) || kind == AccountLinkKind.ConfirmMail) return new LinkNotGood();
        // Guessing the number behind a link that went astray: one after the other, and not for long.
        await session.Begin(ct);
        await session.Db.Database.ExecuteSqlAsync($"select 1 from users where id = {user.Id} for update", ct);
        await session.Db.Entry(user).ReloadAsync(ct);
        if (user.PasswordHash is not null) return new LinkNotGood();
        if (user.LockoutEnd > session.RealNow) return new TooManyCodes(GiveCode.LockedMinutes);

        if (user.ApplicantId is { } person && !await IsTheirs(session, person, form.ResidentId, ct))
        {
            if (++user.AccessFailedCount >= GiveCode.MostFailures) (user.AccessFailedCount, user.LockoutEnd) = (0, session.RealNow.AddMinutes(GiveCode.LockedMinutes));
            session.Note($"激活时号码不对：{user.DisplayName}");
            return await session.Save(ct) ?? new InvalidInput(nameof(form.ResidentId), "与登记的身份证号码不同，请核对；一直不对的，请单位管理员核对登记的号码。");
        }

        var loginName = form.LoginName.Trim();
        List<FieldError> errors = [];
        if (Validation.LoginName(loginName) is { } name) errors.Add(new(nameof(form.LoginName), name));
        if (PasswordRules.WhyNot(form.Password, loginName) is { } weak) errors.Add(new(nameof(form.Password), weak));
        if (form.Password != form.PasswordAgain) errors.Add(new(nameof(form.PasswordAgain), "两次输入的密码不一致。"));
        if (errors.Count > 0) return new InvalidInput(errors);

        accounts.Activate(session, user, loginName, form.Password);
        if (kind == AccountLinkKind.InvitationByMail) user.HandedBy = null;
        user.EmailConfirmed |= kind == AccountLinkKind.InvitationByMail && user.Email is not null;
        session.Note($"激活账号：{user.UserName}{(user.HandedBy is null ? "" : "（凭本机构的人当面给的链接，等别人确认）")}");
        return await session.Save(ct) is { } failed ? failed is LoginNameTaken ? new InvalidInput(nameof(form.LoginName), failed.Sentence) : failed : null;
    }

    private async Task<bool> IsTheirs(TenantSession session, ApplicantId person, string typed, CancellationToken ct)
    {
        var digest = vault.Digest(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, ResidentId.Normalize(typed));
        return await session.Db.Applicants.AnyAsync(a => a.Id == person && a.ResidentIdDigest == digest, ct);
    }
}

/// <summary>点了确认邮箱的链接：从此通知也发到这里。</summary>
[Does(Act.ConfirmMail)]
public sealed class ConfirmMail(TenantSessions sessions, AccountLinks links)
{
    public async Task<Refusal?> Run(string slug, string? token, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null) return new NotFoundHere("个评审端口");
        if (session.WhyNot(Act.ConfirmMail) is { } refusal) return refusal;
        if (await links.Read(session, token, ct) is not var (user, kind) || kind != AccountLinkKind.ConfirmMail) return new LinkNotGood();

        user.EmailConfirmed = true;
        session.Note($"确认邮箱：{user.DisplayName}");
        return await session.Save(ct);
    }
}
