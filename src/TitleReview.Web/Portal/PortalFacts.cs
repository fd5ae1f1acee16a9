using TitleReview.App.Plans;
using TitleReview.Web.Shell;

namespace TitleReview.Web.Portal;

/// <summary>门户与注册页的页眉写地址里的端口；别的页面看登录凭证。</summary>
internal sealed class PortalFacts(ReadTenants readTenants) : IShellFacts
{
    private readonly ClaimedFacts _claimed = new();

    public async Task<ShellFacts> Read(HttpContext? context)
    {
        var claimed = await _claimed.Read(context);
        if (Slug(context) is not { } slug) return claimed;

        var tenant = (await readTenants.Run()).FirstOrDefault(t => t.Slug == slug);
        return tenant is null ? claimed : claimed with { TenantName = tenant.Name };
    }

    private static string? Slug(HttpContext? context) =>
        context?.GetRouteValue("tenant") as string ?? (context?.Request.Path.StartsWithSegments("/register", StringComparison.OrdinalIgnoreCase) is true ? context.Request.Query["tenant"].FirstOrDefault() : null);
}
