using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Web.Shell;

namespace TitleReview.Web.SignIn;

/// <summary>
/// 密码对了、还没有进去的人：记在只活十分钟、只够走登录那几页的 cookie 里。走完一步问下一步，都走完才发真的登录凭证。
/// </summary>
public sealed class HalfSignIn(IHttpContextAccessor http, NextSignInStep nextStep, EnterSignIn enter, SignInManager<AppUser> signIn, UserManager<AppUser> users, ICurrentUser current, TenantSessions sessions)
{
    public const string Scheme = "title-review-half";
    private const string Stamp = "stamp", Code = "code", Back = "back";

    private HttpContext Http => http.HttpContext ?? throw new InvalidOperationException("Signing in needs a request.");

    /// <summary>走到哪一步的人；没有为空。</summary>
    public async Task<HalfSignedIn?> Read() => (await Http.AuthenticateAsync(Scheme)).Principal is { } who ? From(who) : null;

    /// <summary>设动态码的页面，已经登录的也能进：自愿设的人。</summary>
    /// <exception cref="SignInEndedException">这一次登录已经结束。</exception>
    public async Task<(HalfSignedIn? Half, bool SignedIn)> ReadOrSignedIn()
    {
        if (await Read() is { } half) return (half, false);
        if (await current.Read() is not { } who) return (null, false);

        // Opening a session asks whether this very sign-in still holds; the cookie alone does not know.
        await using (await sessions.Open(Http.RequestAborted)) return (new HalfSignedIn(who.UserId, who.Tenant, who.SecurityStamp, true), true);
    }

    /// <summary>密码对了：进去，或者转到差的那一步。</summary>
    /// <returns>去哪里；锁上了的为空。</returns>
    public Task<string?> Begin(AppUser user, string? returnUrl) => Go(new HalfSignedIn(new UserId(user.Id), user.TenantId, user.SecurityStamp!, false), returnUrl);

    /// <summary>又走完一步。</summary>
    public async Task<string?> Go(HalfSignedIn half, string? returnUrl = null)
    {
        var back = returnUrl ?? (await Http.AuthenticateAsync(Scheme)).Principal?.FindFirstValue(Back);
        switch (await nextStep.Run(half, Http.RequestAborted))
        {
            case SignInStep.Enter:
                return await Enter(half) ? IsOurs(back) ? back : Addresses.Home : $"{Addresses.SignIn}?ended=true";
            case SignInStep.Code:
                await Keep(half, back);
                return Addresses.SignInCode;
            case SignInStep.Enrol:
                await Keep(half, back);
                return Addresses.SignInEnrol;
            case SignInStep.Renew:
                await Keep(half, back);
                return Addresses.SignInRenew;
            case SignInStep.Dormant:
                return null;
            default:
                return $"{Addresses.SignIn}?ended=true";
        }
    }

    private async Task<bool> Enter(HalfSignedIn half)
    {
        var device = Http.Request.Headers.UserAgent.ToString();
        if (await enter.Run(half, device, Http.Connection.RemoteIpAddress?.ToString() ?? "", Http.RequestAborted) is not { } entered) return false;

        var user = await users.FindByIdAsync(half.UserId.Value.ToString());
        await Http.SignOutAsync(Scheme);
        await signIn.SignInWithClaimsAsync(user!, new AuthenticationProperties(), [new(Claims.SignIn, entered.Id.ToString()), new(Claims.Idle, ((int)entered.Idle.TotalMinutes).ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        return true;
    }

    private Task Keep(HalfSignedIn half, string? back) => Http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
    [
        new(ClaimTypes.NameIdentifier, half.UserId.Value.ToString()), new(Claims.Tenant, half.Tenant.Value.ToString()), new(Stamp, half.SecurityStamp), new(Code, half.CodeGiven ? "yes" : "no"), new(Back, back ?? ""),
    ], Scheme)));

    private static HalfSignedIn? From(ClaimsPrincipal who) =>
        Guid.TryParse(who.FindFirstValue(ClaimTypes.NameIdentifier), out var id) && Guid.TryParse(who.FindFirstValue(Claims.Tenant), out var tenant) && who.FindFirstValue(Stamp) is { } stamp
            ? new HalfSignedIn(new UserId(id), new TenantId(tenant), stamp, who.FindFirstValue(Code) == "yes") : null;

    private static bool IsOurs(string? url) => url is ['/', not ('/' or '\\'), ..];
}
