using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.SignIn;

namespace TitleReview.App.SignIn;

/// <summary>密码对了之后，还差哪一步才能进去。</summary>
public enum SignInStep { Enter, Code, Enrol, Renew, Dormant, Ended }

/// <param name="Id">这一次登录的号。</param>
/// <param name="Idle">离开多久要重新登录。</param>
public sealed record Entered(Guid Id, TimeSpan Idle);

/// <summary>还没有进去的人：密码（和动态码）到哪一步了，写在只活几分钟的 cookie 里。</summary>
/// <param name="CodeGiven">动态码已经对过。</param>
public sealed record HalfSignedIn(UserId UserId, TenantId Tenant, string SecurityStamp, bool CodeGiven);

internal static class HalfSignIns
{
    /// <summary>账号重读一遍：停用了、密码改过，这半截登录就不算。</summary>
    public static Task<AppUser?> Account(this TenantSession session, UserId id, string stamp, CancellationToken ct) =>
        session.Db.Users.SingleOrDefaultAsync(u => u.Id == id.Value && u.TenantId == session.Tenant.Id && !u.Disabled && u.SecurityStamp == stamp, ct);

    /// <summary>手机上的钟走的是真实的时间，动态码不跟应用的钟。</summary>
    public static byte[] Secret(this TenantSession session, Vault vault, SecondFactor factor) => Convert.FromBase64String(vault.Open(session.Tenant.Id, Purpose, factor.SealedSecret));

    public static byte[] Sealed(this TenantSession session, Vault vault, byte[] secret) => vault.Seal(session.Tenant.Id, Purpose, Convert.ToBase64String(secret));

    private const string Purpose = "second_factors.secret";

    public static Task<SecondFactor?> Factor(this TenantSession session, UserId id, CancellationToken ct) => session.Db.SecondFactors.SingleOrDefaultAsync(f => f.UserId == id, ct);
}

/// <summary>还差哪一步：锁上了的、要动态码的、还没有设的、密码到期的；都不差就进去。</summary>
[Does(Act.CheckSignIn)]
public sealed class NextSignInStep(TenantSessions sessions)
{
    public async Task<SignInStep> Run(HalfSignedIn half, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenFor(half.Tenant, Actor.System, ct);
        if (session.WhyNot(Act.CheckSignIn) is not null || await session.Account(half.UserId, half.SecurityStamp, ct) is not { } user) return SignInStep.Ended;

        return await session.Step(user, half.CodeGiven, ct);
    }
}

internal static class Steps
{
    public static async Task<SignInStep> Step(this TenantSession session, AppUser user, bool codeGiven, CancellationToken ct)
    {
        var terms = await session.SignInTerms(ct);
        if (user.DormantAt is not null || terms.Dormant(user.Role, user.LastUsedAt, session.Now)) return SignInStep.Dormant;
        if (!codeGiven)
        {
            // 自愿设了的，也要输。
            if (await session.Factor(new UserId(user.Id), ct) is { Ready: true }) return SignInStep.Code;
            if (terms.WantsSecondFactor(user.Role)) return SignInStep.Enrol;
        }

        return terms.PasswordExpired(user.Role, user.PasswordSetAt, session.Now) ? SignInStep.Renew : SignInStep.Enter;
    }
}

/// <summary>进去：记下这一次登录，在审计里留一行。</summary>
[Does(Act.CheckSignIn)]
public sealed class EnterSignIn(TenantSessions sessions)
{
    /// <returns>还差一步的、登录已不算数的为空。</returns>
    public async Task<Entered?> Run(HalfSignedIn half, string device, string address, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenFor(half.Tenant, Actor.System, ct);
        if (session.WhyNot(Act.CheckSignIn) is not null || await session.Account(half.UserId, half.SecurityStamp, ct) is not { } user) return null;
        if (await session.Step(user, half.CodeGiven, ct) != SignInStep.Enter) return null;

        var record = new SignInRecord(Guid.CreateVersion7(), half.UserId, device, address, session.Now);
        session.Add(record);
        (user.LastUsedAt, user.AccessFailedCount) = (session.Now.Instant, 0);
        session.Note($"登录：{user.UserName}，{address}");
        return await session.Save(ct) is null ? new Entered(record.Id, (await session.SignInTerms(ct)).Idle(user.Role)) : null;
    }
}

/// <summary>输动态码或备用码；错的计入锁定，与密码一起数。</summary>
[Does(Act.CheckSignIn)]
public sealed class GiveCode(TenantSessions sessions, Vault vault)
{
    public const int MostFailures = 5, LockedMinutes = 15;

    public async Task<Refusal?> Run(HalfSignedIn half, string? code, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenFor(half.Tenant, Actor.System, ct);
        if (session.WhyNot(Act.CheckSignIn) is { } refusal) return refusal;
        // One after the other: wrong codes sent at the same moment are counted each.
        await session.Begin(ct);
        await session.Db.Database.ExecuteSqlAsync($"select 1 from users where id = {half.UserId.Value} for update", ct);
        if (await session.Account(half.UserId, half.SecurityStamp, ct) is not { } user || await session.Factor(half.UserId, ct) is not { } factor) return new SignInOver();
        if (user.LockoutEnd > session.RealNow) return new TooManyCodes(LockedMinutes);

        var wrong = factor.Use(session.Secret(vault, factor), code, new Moment(session.RealNow));
        if (wrong is null) return await session.Save(ct);

        if (++user.AccessFailedCount >= MostFailures) (user.AccessFailedCount, user.LockoutEnd) = (0, session.RealNow.AddMinutes(LockedMinutes));
        session.Note($"动态码不对：{user.UserName}");
        await session.Save(ct);
        return user.LockoutEnd > session.RealNow ? new TooManyCodes(LockedMinutes) : wrong;
    }
}

/// <param name="Secret">手工录入手机用的。</param>
/// <param name="Qr">二维码的点阵。</param>
/// <param name="Required">本端口要求这种身份必须设。</param>
public sealed record Enrolment(string LoginName, string Secret, IReadOnlyList<string> Qr, bool Required);

/// <summary>设动态码的第一步：给一个新密钥。没有输对过一次之前不作数，重来一次就换一个。</summary>
[Does(Act.CheckSignIn)]
public sealed class StartSecondFactor(TenantSessions sessions, Vault vault)
{
    /// <param name="again">刷新、输错之后还是同一个；为真则换一个。</param>
    public async Task<(Enrolment? Enrolment, Refusal? Refusal)> Run(HalfSignedIn half, bool again = false, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenFor(half.Tenant, Actor.System, ct);
        if (session.WhyNot(Act.CheckSignIn) is { } refusal) return (null, refusal);
        if (await session.Account(half.UserId, half.SecurityStamp, ct) is not { } user) return (null, new SignInOver());

        var factor = await session.Factor(half.UserId, ct);
        if (factor is { Ready: true }) return (null, new SecondFactorReady());
        var secret = factor is null || again ? Totp.NewSecret() : session.Secret(vault, factor);
        if (factor is null) session.Add(new SecondFactor(half.UserId, session.Sealed(vault, secret), session.Now));
        else if (again) factor.Restart(session.Sealed(vault, secret), session.Now);
        if (await session.Save(ct) is { } failed) return (null, failed);

        var terms = await session.SignInTerms(ct);
        return (new Enrolment(user.UserName!, string.Join(' ', Totp.Base32(secret).Chunk(4).Select(c => new string(c))), QrMatrix.Rows(Totp.Address(secret, user.UserName!, session.Tenant.Name)), terms.WantsSecondFactor(user.Role)), null);
    }
}

/// <summary>设动态码的第二步：输对一次，设好；备用码只在这时看得见。</summary>
[Does(Act.CheckSignIn)]
public sealed class ConfirmSecondFactor(TenantSessions sessions, Vault vault, IPasswordHasher<AppUser> hasher)
{
    /// <param name="password">已经登录着来设的，要再输一次密码：没有锁的屏幕前，换个人就能设上自己的手机。登录时来设的刚输过，不给。</param>
    public async Task<(IReadOnlyList<string> Codes, Refusal? Refusal)> Run(HalfSignedIn half, string? code, (bool Asked, string? Text) password = default, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenFor(half.Tenant, Actor.System, ct);
        if (session.WhyNot(Act.CheckSignIn) is { } refusal) return ([], refusal);
        if (await session.Account(half.UserId, half.SecurityStamp, ct) is not { } user || await session.Factor(half.UserId, ct) is not { } factor) return ([], new SignInOver());

        if (password.Asked)
        {
            if (user.LockoutEnd > session.RealNow) return ([], new TooManyCodes(GiveCode.LockedMinutes));
            if (hasher.VerifyHashedPassword(user, user.PasswordHash ?? "", password.Text ?? "") == PasswordVerificationResult.Failed)
                return ([], await session.CountFailure(user.Id, ct) ? new TooManyCodes(GiveCode.LockedMinutes) : new InvalidInput("Password", "密码不对，请重新输入。"));
        }

        var (codes, wrong) = factor.Confirm(session.Secret(vault, factor), code, new Moment(session.RealNow));
        if (wrong is not null) return ([], wrong);

        user.TwoFactorEnabled = true;
        session.Note($"设好动态码：{user.UserName}");
        return await session.Save(ct) is { } failed ? ([], failed) : (codes, null);
    }
}

/// <summary>密码到期，先换再进。</summary>
[Does(Act.CheckSignIn)]
public sealed class RenewPassword(TenantSessions sessions, IPasswordHasher<AppUser> hasher)
{
    /// <returns>换好之后的半截登录：安全戳变了。</returns>
    public async Task<(HalfSignedIn? Half, Refusal? Refusal)> Run(HalfSignedIn half, string? password, string? again, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenFor(half.Tenant, Actor.System, ct);
        if (session.WhyNot(Act.CheckSignIn) is { } refusal) return (null, refusal);
        if (await session.Account(half.UserId, half.SecurityStamp, ct) is not { } user) return (null, new SignInOver());
        // 还没有输动态码的，不能借换密码绕过去。
        if (await session.Step(user, half.CodeGiven, ct) != SignInStep.Renew) return (null, new SignInOver());

        return (await session.Change(user, hasher, password, again, ct) ?? await session.Save(ct)) is { } not ? (null, not) : (half with { SecurityStamp = user.SecurityStamp! }, null);
    }
}

public sealed record SignInOver() : Refusal("登录放得太久了，请从头登录。");
public sealed record TooManyCodes(int Minutes) : Refusal($"连续输错次数过多，账号已锁定，请 {Minutes} 分钟后再试。");
