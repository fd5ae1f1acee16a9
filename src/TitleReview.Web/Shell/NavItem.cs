namespace TitleReview.Web.Shell;

/// <param name="Count">待办的件数；零或空不显示。</param>
public sealed record NavItem(string Title, string Href, int? Count = null);

/// <summary>左侧栏目：看登录的人能办什么。</summary>
public interface INavigationItems
{
    Task<IReadOnlyList<NavItem>> List(HttpContext? context);
}

/// <summary>外壳要用的几个地址，只此一处。</summary>
public static class Addresses
{
    public const string Home = "/home";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string Password = "/password";
}
