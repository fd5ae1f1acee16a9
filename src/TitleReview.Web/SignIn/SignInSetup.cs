using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using TitleReview.App;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Web.Shell;

namespace TitleReview.Web.SignIn;

/// <summary>登录：cookie、失效、退出。</summary>
public static class SignInSetup
{
    /// <summary>离开半小时要重新登录（GB/T 22239 第三级：空闲退出）。</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.Services.AddIdentityCore<AppUser>().AddTitleReviewIdentity().AddSignInManager().AddClaimsPrincipalFactory<Claims>();
        builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = "title-review";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = Idle;
            cookie.SlidingExpiration = true;
            cookie.LoginPath = Addresses.SignIn;
            cookie.LogoutPath = Addresses.SignOut;
            cookie.ReturnUrlParameter = "returnUrl";
            // 无权与没有是同一个回答，地址也不变。
            cookie.Events.OnRedirectToAccessDenied = denied =>
            {
                denied.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            };
            // 脚本发来的得到 401，自己去说；跟着转到登录页的，会把登录页当成办好了。
            cookie.Events.OnRedirectToLogin = login =>
            {
                if (login.Request.Headers.ContainsKey(Hosting.WebHardening.AntiforgeryHeader)) login.Response.StatusCode = StatusCodes.Status401Unauthorized;
                else login.Response.Redirect(login.RedirectUri);
                return Task.CompletedTask;
            };
            // 离开多久要重新登录，各端口、各身份可以不同；在期内的每次都往后延。
            cookie.Events.OnSigningIn = signing =>
            {
                if (int.TryParse(signing.Principal?.FindFirstValue(Claims.Idle), out var minutes) && signing.Properties.IssuedUtc is { } issued) signing.Properties.ExpiresUtc = issued.AddMinutes(minutes);
                return Task.CompletedTask;
            };
            cookie.Events.OnValidatePrincipal = async context =>
            {
                await SecurityStampValidator.ValidatePrincipalAsync(context);
                // The stamp was asked again just now: so somebody is there.
                if (context.ShouldRenew && context.Principal is { } principal && CurrentUser.From(principal) is { } signedIn)
                    await context.HttpContext.RequestServices.GetRequiredService<StillSignedIn>().Seen(signedIn, context.HttpContext.RequestAborted);
            };
        });
        builder.Services.AddAuthentication().AddCookie(HalfSignIn.Scheme, half =>
        {
            half.Cookie.Name = HalfSignIn.Scheme;
            half.Cookie.HttpOnly = true;
            half.Cookie.SameSite = SameSiteMode.Lax;
            half.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            half.ExpireTimeSpan = TimeSpan.FromMinutes(10);
            half.SlidingExpiration = false;
        });
        // 每半分钟重造一次凭证；这一次登录的号要跟着走。
        builder.Services.Configure<SecurityStampValidatorOptions>(o => o.OnRefreshingPrincipal = refreshing =>
        {
            foreach (var name in new[] { Claims.SignIn, Claims.Idle })
                if (refreshing.CurrentPrincipal?.FindFirst(name) is { } kept) ((ClaimsIdentity)refreshing.NewPrincipal!.Identity!).AddClaim(kept);
            return Task.CompletedTask;
        });
        builder.Services.AddScoped<HalfSignIn>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<ICurrentUser, CurrentUser>();
        builder.Services.AddScoped<AuthenticationStateProvider, CircuitSignIn>();
    }

    /// <summary>会话发现登录已失效（停用、改密）：清掉 cookie，请人重新登录。</summary>
    public static void UseSignInEnding(this WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (SignInEndedException) when (!context.Response.HasStarted)
        {
            await context.SignOutAsync(IdentityConstants.ApplicationScheme);
            if (HttpMethods.IsGet(context.Request.Method))
                context.Response.Redirect($"{Addresses.SignIn}?ended=true&returnUrl={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
            else
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
    });

    public static void MapSignOut(this WebApplication app) =>
        app.MapPost(Addresses.SignOut, async (HttpContext context, IAntiforgery antiforgery, EndSignIns end) =>
        {
            if (!await antiforgery.IsRequestValidAsync(context)) return Results.Redirect(Addresses.Home);

            try
            {
                await end.Run(others: false, context.RequestAborted);
            }
            catch (SignInEndedException)
            {
                // Ended already.
            }

            await context.SignOutAsync(IdentityConstants.ApplicationScheme);
            // The next person at this computer finds nothing of this one.
            context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
            return Results.Redirect(Addresses.SignIn);
        }).WithMetadata(new SkipStatusCodePagesAttribute());
}

/// <summary>登录凭证上写什么：租户、身份、单位。办理时都从数据库重读，这里只供显示与开门。</summary>
public sealed class Claims(UserManager<AppUser> users, Microsoft.Extensions.Options.IOptions<IdentityOptions> options, WhoIs whoIs)
    : UserClaimsPrincipalFactory<AppUser>(users, options)
{
    public const string Tenant = "tenant", Slug = "tenant_slug", SignIn = "sign_in", Idle = "idle_minutes";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(AppUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        var (tenantName, slug, officeName) = await whoIs.Run(user);
        if (identity.FindFirst(identity.NameClaimType) is { } login) identity.RemoveClaim(login);
        identity.AddClaims(
        [
            new(identity.NameClaimType, user.DisplayName), new(identity.RoleClaimType, user.Role.ToString()),
            new(Tenant, user.TenantId.Value.ToString()), new(Slug, slug), new(ClaimedFacts.TenantName, tenantName),
        ]);
        if (officeName is not null) identity.AddClaim(new(ClaimedFacts.OfficeName, officeName));
        return identity;
    }
}
