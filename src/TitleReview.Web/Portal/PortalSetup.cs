using Microsoft.AspNetCore.HostFiltering;

namespace TitleReview.Web.Portal;

/// <summary>门户：各端口的域名，与页面的短存。</summary>
public static class PortalSetup
{
    public static void AddPortal(this WebApplicationBuilder builder)
    {
        var hosts = new PortalHosts(builder.Configuration);
        builder.Services.AddSingleton(hosts);
        builder.Services.AddOutputCache(cache => cache.AddPolicy(PortalCache.Policy, new PortalCache()));
        // An operator who lists AllowedHosts need not list the ports' names a second time.
        builder.Services.PostConfigure<HostFilteringOptions>(filter =>
        {
            if (filter.AllowedHosts.Count > 0 && !filter.AllowedHosts.Contains("*")) filter.AllowedHosts = [.. filter.AllowedHosts, .. hosts.Names];
        });
    }
}
