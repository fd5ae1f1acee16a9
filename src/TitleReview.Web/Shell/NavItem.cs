namespace TitleReview.Web.Shell;

/// <param name="Count">待办的件数；零或空不显示。</param>
public sealed record NavItem(string Title, string Href, int? Count = null);

/// <summary>一组栏目；最上面一组不带标题。</summary>
/// <param name="Given">空的是这位用不着的，略去。</param>
public sealed record NavGroup(string? Title, params NavItem?[] Given)
{
    public IEnumerable<NavItem> Items => Given.OfType<NavItem>();
}

/// <summary>左侧栏目：看登录的人能办什么。</summary>
public interface INavigationItems
{
    Task<IReadOnlyList<NavGroup>> List(HttpContext? context);
}

/// <summary>外壳要用的几个地址，只此一处。</summary>
public static class Addresses
{
    public const string Home = "/home";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string Password = "/password";
    public const string Messages = "/messages";
    public const string Account = "/account";
    public const string SignInCode = "/sign-in/code";
    public const string SignInEnrol = "/sign-in/second-factor";
    public const string SignInRenew = "/sign-in/password";
}
