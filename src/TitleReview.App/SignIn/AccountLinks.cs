using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Domain;

namespace TitleReview.App.SignIn;

/// <summary>链接是给谁的、怎样到他手里的。</summary>
public enum AccountLinkKind : byte { InvitationByMail = 1, InvitationByHand = 2, ConfirmMail = 3 }

/// <summary>
/// 激活账号、确认邮箱的链接：账号的号加一段带密钥的摘要，哪里都不存。摘要里有邀请的时刻或邮箱，再邀请、换邮箱，旧链接就不作数。
/// </summary>
public sealed class AccountLinks(Vault vault, PublicAddress address, PeopleSettings settings)
{
    private const string Purpose = "account link";

    public string Of(TenantSession session, AppUser user, AccountLinkKind kind) =>
        $"{address.Base.TrimEnd('/')}/{(kind == AccountLinkKind.ConfirmMail ? "confirm-mail" : "activate")}/{session.Tenant.Slug}/{Token(session, user, kind)}";

    public DateTimeOffset EndsAt(AppUser user) => (user.InvitedAt ?? DateTimeOffset.MinValue).AddDays(settings.InvitationDays);

    /// <summary>链接说的是谁；写坏的、作废的、过期的、别的端口的，都一样没有。</summary>
    internal async Task<(AppUser User, AccountLinkKind Kind)?> Read(TenantSession session, string? token, CancellationToken ct)
    {
        var bytes = new byte[49];
        if (token is not { Length: 66 } || !Base64Url.TryDecodeFromChars(token, bytes, out var length) || length != bytes.Length) return null;

        var (id, kind) = (new Guid(bytes.AsSpan(0, 16)), (AccountLinkKind)bytes[16]);
        if (!Enum.IsDefined(kind) || await session.Db.Users.SingleOrDefaultAsync(u => u.Id == id && u.TenantId == session.Tenant.Id && !u.Disabled, ct) is not { } user) return null;
        if (!CryptographicOperations.FixedTimeEquals(Mac(session, user, kind), bytes.AsSpan(17))) return null;
        return kind == AccountLinkKind.ConfirmMail ? (user.EmailConfirmed ? null : (user, kind)) : user.PasswordHash is null && user.InvitedAt is not null && session.Now.Instant < EndsAt(user) ? (user, kind) : null;
    }

    private string Token(TenantSession session, AppUser user, AccountLinkKind kind) => Base64Url.EncodeToString((byte[])[.. user.Id.ToByteArray(), (byte)kind, .. Mac(session, user, kind)]);

    private byte[] Mac(TenantSession session, AppUser user, AccountLinkKind kind) =>
        vault.Digest(session.Tenant.Id, Purpose, $"{kind}|{user.Id:N}|{(kind == AccountLinkKind.ConfirmMail ? user.NormalizedEmail : $"{user.InvitedAt?.ToUnixTimeMilliseconds()}")}");
}

public sealed record LinkNotGood() : Refusal("这个链接已经用过、过期，或不完整。请向发出邀请的管理员要一个新的；已经激活的，直接登录。");
