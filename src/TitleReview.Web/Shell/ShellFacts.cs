using TitleReview.Domain.Plans;

namespace TitleReview.Web.Shell;

/// <summary>页眉上的字：哪个评审端口，谁，哪个机构。</summary>
public sealed record ShellFacts(string TenantName, string? UserName = null, string? OfficeName = null)
{
    /// <summary>门户页上：哪个端口；不在某个端口的门户上为空。</summary>
    public string? Slug { get; init; }

    /// <summary>这个端口最近的计划，页脚的电话取自它。</summary>
    public PlanTerms? Plan { get; init; }

    /// <summary>没有看的通知有几条。</summary>
    public int Unread { get; init; }

    public string Door => Slug is null ? "/" : $"/{Slug}";

    public const string Product = "职称评审";

    public string Title => TenantName.EndsWith(Product, StringComparison.Ordinal) ? TenantName : TenantName + Product;

    /// <summary>张某 · 某单位。</summary>
    public string? Who => UserName is null ? null : OfficeName is null ? UserName : $"{UserName} · {OfficeName}";
}

/// <summary>页眉由谁来答：登录之后看登录，门户看地址。</summary>
public interface IShellFacts
{
    Task<ShellFacts> Read(HttpContext? context);
}

/// <summary>没有别的来源时，只看登录凭证上写的。</summary>
public sealed class ClaimedFacts : IShellFacts
{
    public const string TenantName = "tenant_name";
    public const string OfficeName = "office_name";

    public Task<ShellFacts> Read(HttpContext? context)
    {
        var user = context?.User;
        return Task.FromResult(new ShellFacts(user?.FindFirst(TenantName)?.Value ?? "", user?.Identity?.Name, user?.FindFirst(OfficeName)?.Value));
    }
}
