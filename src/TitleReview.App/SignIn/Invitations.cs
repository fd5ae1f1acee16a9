using Microsoft.EntityFrameworkCore;
using TitleReview.App.Messages;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Messages;

namespace TitleReview.App.SignIn;

/// <summary>
/// 激活的链接怎样到他手里：设了邮件服务器、他有邮箱的，只发邮件，谁也拿不到；发不到的、没有邮箱的，由办的人转交。
/// 转交给本机构的，记下是谁给的：两个账号可能是一个人，别人确认之前不算两个人（docs/decisions/0026）。
/// </summary>
public sealed class Invitations(AccountLinks links, OutgoingSettings outgoing)
{
    public bool ByMailOnly(string? email) => outgoing.Smtp is not null && email is not null;

    /// <returns>要转交的链接；只发邮件的为空。</returns>
    internal async Task<string?> Give(TenantSession session, AppUser user, CancellationToken ct)
    {
        var id = new UserId(user.Id);
        user.HandedBy = null;
        if (ByMailOnly(user.Email) && !await session.Db.Deliveries.AnyAsync(d => d.UserId == id && d.Channel == DeliveryChannel.Mail && d.Status == DeliveryStatus.GivenUp, ct)) return null;

        if (user.OfficeId is not null && user.OfficeId == session.Actor.OfficeId) user.HandedBy = session.Actor.UserId;
        return links.Of(session, user, AccountLinkKind.InvitationByHand);
    }
}
