namespace TitleReview.Web.Portal;

/// <summary>哪个域名是哪个端口（KZ-01）：设置 TitleReview:Hosts:短名 = 域名，几个域名用分号隔开。只决定给来访者看哪个门户；登录后的租户仍只看登录凭证。</summary>
public sealed class PortalHosts(IConfiguration configuration)
{
    private readonly Dictionary<string, string> _slugs = configuration.GetSection("TitleReview:Hosts").GetChildren()
        .SelectMany(port => (port.Value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(host => (Host: host, Slug: port.Key.ToLowerInvariant())))
        .ToDictionary(p => p.Host, p => p.Slug, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<string> Names => _slugs.Keys;

    public string? SlugOf(HttpContext? context) => context is null ? null : _slugs.GetValueOrDefault(context.Request.Host.Host);
}
