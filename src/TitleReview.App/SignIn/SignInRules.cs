using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.SignIn;

namespace TitleReview.App.SignIn;

/// <summary>本端口对登录的要求：改过的取端口的，没有改过的用随产品带的。</summary>
internal static class SignInRules
{
    private static readonly Lazy<SignInTerms> Loaded = new(Load);

    public static SignInTerms Shipped => Loaded.Value;

    /// <summary>演示与演练的端口：密码印在屏幕上，凭它就能登录。</summary>
    public static SignInTerms ForDrills => Shipped with { SecondFactor = [], StaffPasswordDays = 0, DormantDays = 0, StaffIdleMinutes = 30 };

    public static async Task<SignInTerms> SignInTerms(this TenantSession session, CancellationToken ct) =>
        (await session.Db.SignInSettings.AsNoTracking().SingleOrDefaultAsync(ct))?.Terms ?? Shipped;

    private static SignInTerms Load()
    {
        using var stream = typeof(SignInRules).Assembly.GetManifestResourceStream("sign-in.json") ?? throw new InvalidOperationException("sign-in.json is not in the program.");
        using var reader = new StreamReader(stream);
        return Json.Read<SignInTerms>(reader.ReadToEnd());
    }
}

/// <summary>换密码的规矩，改密与到期换都用它：合规则、不同于原来的和最近几次的；换了，别处的登录一律失效。</summary>
internal static class PasswordChange
{
    public static async Task<Refusal?> Change(this TenantSession session, AppUser user, IPasswordHasher<AppUser> hasher, string? password, string? again, CancellationToken ct)
    {
        if (PasswordRules.WhyNot(password, user.UserName!.Split('@')[0]) is { } weak) return new InvalidInput("Password", weak);
        if (Same(hasher, user, user.PasswordHash!, password!)) return new InvalidInput("Password", "新密码不能与原密码相同。");
        if (password != again) return new InvalidInput("PasswordAgain", "两次输入的密码不一致。");

        var kept = (await session.SignInTerms(ct)).PasswordsKept;
        var id = new UserId(user.Id);
        // 原密码也算一次。
        foreach (var old in await session.Db.OldPasswords.AsNoTracking().Where(p => p.UserId == id).OrderByDescending(p => p.At).Take(Math.Max(0, kept - 1)).ToListAsync(ct))
            if (Same(hasher, user, old.Hash, password!)) return new InvalidInput("Password", $"新密码不能与最近 {kept} 次用过的相同。");

        session.Add(new OldPassword(id, user.PasswordHash!, session.Now));
        user.PasswordHash = hasher.HashPassword(user, password!);
        user.PasswordSetAt = session.Now.Instant;
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        session.Note("修改密码");
        return null;
    }

    private static bool Same(IPasswordHasher<AppUser> hasher, AppUser user, string hash, string password) => hasher.VerifyHashedPassword(user, hash, password) != PasswordVerificationResult.Failed;
}

/// <summary>本端口的登录要求。</summary>
public sealed record SignInSettingsView(SignInTerms Terms, string? SavedBy, DateTimeOffset? SavedAt);

[Does(Act.KeepSignInSettings)]
public sealed class ReadSignInSettings(TenantSessions sessions)
{
    public async Task<SignInSettingsView?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepSignInSettings) is not null) return null;

        var own = await session.Db.SignInSettings.AsNoTracking().SingleOrDefaultAsync(ct);
        return new(own?.Terms ?? SignInRules.Shipped, own?.SavedBy, own?.SavedAt);
    }
}

/// <summary>改本端口的登录要求；低于等级保护底线的不收。</summary>
[Does(Act.KeepSignInSettings)]
public sealed class SaveSignInSettings(TenantSessions sessions)
{
    public async Task<Refusal?> Run(SignInTerms terms, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepSignInSettings) is { } refusal) return refusal;
        if (terms.WhyNot() is { } below) return below;

        if (await session.Db.SignInSettings.SingleOrDefaultAsync(ct) is { } own) own.Save(terms, session.Actor, session.Now);
        else session.Add(new SignInSettings(terms, session.Actor, session.Now));
        session.Note($"登录要求：{Json.Write(terms)}");
        return await session.Save(ct);
    }
}
