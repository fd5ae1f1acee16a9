using TitleReview.App.Messages;
using TitleReview.App.Plans;
using TitleReview.Web.Shell;

namespace TitleReview.Web.Portal;

/// <summary>门户与注册页的页眉页脚写地址或域名里的端口；别的页面看登录凭证。</summary>
internal sealed class PortalFacts(ReadPortalFoot readFoot, PortalHosts hosts, CountUnread countUnread) : IShellFacts
{
    private static readonly string[] AskedByQuery = ["/register", Addresses.SignIn];

    private readonly ClaimedFacts _claimed = new();

    public async Task<ShellFacts> Read(HttpContext? context)
    {
        var claimed = await _claimed.Read(context);
        if (Slug(context) is not { } slug || await readFoot.Run(slug) is not { } foot)
            return context?.User.Identity?.IsAuthenticated is true ? claimed with { Unread = await countUnread.Run() } : claimed;

        return claimed with { TenantName = foot.Name, Slug = foot.Slug, Plan = foot.Plan };
    }

    private string? Slug(HttpContext? context)
    {
        if (context is null) return null;
        if (context.GetRouteValue("tenant") is string inPath) return inPath;
        if (AskedByQuery.Any(p => context.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase)) && context.Request.Query["tenant"].FirstOrDefault() is { Length: > 0 } asked) return asked;

        // Whoever has signed in sees the port of the sign-in, except on the host's own first page.
        return context.User.Identity?.IsAuthenticated is not true || context.Request.Path == "/" ? hosts.SlugOf(context) : null;
    }
}
