using Microsoft.AspNetCore.OutputCaching;

namespace TitleReview.Web.Portal;

/// <summary>
/// 门户页面短存片刻：申报期最后一天，成千的人看的是同一页。只存给没有任何 cookie 的来访者的回答；
/// 页面读的查询只有这几个，别的查询改变不了页面，也撑不大缓存。
/// </summary>
public sealed class PortalCache : IOutputCachePolicy
{
    public const string Policy = "portal";

    /// <summary>发布、撤下之后本节点即时更新；别的节点最多迟这么久。</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(15);

    private static readonly string[] Queries = ["find", "kind", "page"];

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        var anonymous = HttpMethods.IsGet(request.Method) && request.Headers.Cookie.Count == 0 && request.Headers.Authorization.Count == 0;
        (context.EnableOutputCaching, context.AllowCacheLookup, context.AllowCacheStorage, context.AllowLocking) = (true, anonymous, anonymous, true);
        context.ResponseExpirationTimeSpan = Kept;
        context.CacheVaryByRules.VaryByHost = true;
        context.CacheVaryByRules.QueryKeys = Queries;
        // The script asks for pages too, and looks for a header of its own in the answer.
        context.CacheVaryByRules.VaryByValues["enhanced"] = request.Headers.Accept.ToString().Contains("blazor-enhanced-nav", StringComparison.Ordinal) ? "yes" : "no";
        context.Tags.Add(Policy);
        if (anonymous) context.HttpContext.Response.Headers.CacheControl = "no-cache";
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || response.Headers.SetCookie.Count > 0) context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }
}
