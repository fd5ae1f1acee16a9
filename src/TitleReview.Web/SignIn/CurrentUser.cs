using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;

namespace TitleReview.Web.SignIn;

/// <summary>谁在用：一次请求看请求，一条线路看线路。</summary>
internal sealed class CurrentUser(IHttpContextAccessor http, AuthenticationStateProvider circuit) : ICurrentUser
{
    public async ValueTask<SignedIn?> Read() => From(http.HttpContext?.User ?? (await circuit.GetAuthenticationStateAsync()).User);

    internal static SignedIn? From(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) && Guid.TryParse(user.FindFirstValue(Claims.Tenant), out var tenant)
        && Guid.TryParse(user.FindFirstValue(Claims.SignIn), out var signIn) && user.FindFirstValue(StampClaim) is { } stamp ? new SignedIn(new UserId(id), new TenantId(tenant), stamp, signIn) : null;

    private static readonly string StampClaim = new ClaimsIdentityOptions().SecurityStampClaimType;
}

/// <summary>线路开着的时候，每半分钟核一次登录：停用、改密之后不能再用。</summary>
internal sealed class CircuitSignIn(ILoggerFactory log, IServiceScopeFactory scopes) : RevalidatingServerAuthenticationStateProvider(log)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (CurrentUser.From(authenticationState.User) is not { } signedIn) return false;

        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<StillSignedIn>().Run(signedIn, cancellationToken);
    }
}
