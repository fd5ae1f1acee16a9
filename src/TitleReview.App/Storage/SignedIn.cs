using TitleReview.Domain;

namespace TitleReview.App.Storage;

/// <summary>登录凭证里带的：账号、租户、登录时的安全戳、这一次登录的号。租户只从这里来，从不从地址或表单来。</summary>
/// <param name="SignIn">哪一次登录；结束了的那一次不能再用。</param>
public sealed record SignedIn(UserId UserId, TenantId Tenant, string SecurityStamp, Guid? SignIn = null);

/// <summary>这次请求（或这条连接）是谁。没有登录为 null。</summary>
public interface ICurrentUser
{
    ValueTask<SignedIn?> Read();
}

/// <summary>登录已失效：没有登录、账号停用、密码或身份改过。页面据此请人重新登录。</summary>
public sealed class SignInEndedException() : Exception("The sign-in has ended.");
