namespace TitleReview.Web.Notices;

/// <summary>公示的地址，与不登录看的那几页共同的规矩。</summary>
public static class NoticeAddresses
{
    public const string Board = "/notices";

    public static string Publicity(string slug, string code) => $"/{slug}/publicity/{code}";

    public static string Receipt(string slug, string? no) => $"/{slug}/objections{(no is null ? "" : $"?receipt={no}")}";

    /// <summary>不让搜索引擎收录，不让路上的代理与浏览器存下：公示期一过，就不该还有一份。</summary>
    public static void KeepOut(HttpContext http)
    {
        http.Response.Headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
        http.Response.Headers.CacheControl = "no-store";
    }
}
