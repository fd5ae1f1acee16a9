using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Messages;

/// <summary>
/// 发邮件、短信：先领一件、记下，再发，再记已发。断在发与记之间的，过一会儿别的节点用同一个编号再发一次：至少一次。
/// 服务器不应答的，等越来越久再试；免打扰的时段不发，等不到它结束的提醒除外。发之前再看一次收件人还收不收、期限过了没有。
/// </summary>
[Does(Act.SendDeliveries)]
public sealed class SendDeliveries(TenantSessions sessions, OutgoingSettings settings, IMailSender mails, AccountLinks links, ILogger<SendDeliveries> log, ISmsSender? texts = null)
{
    private const int AtMost = 50;

    /// <summary>领了没有回音的，这么久之后由别的节点接手。</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <returns>发出了几件；没有发成的不算。</returns>
    public async Task<int> Run(TenantId tenant, CancellationToken ct = default)
    {
        var sent = 0;
        // 邮件服务器不应答的，等的只是邮件；短信照发。
        HashSet<DeliveryChannel> silent = [];
        for (var i = 0; i < AtMost; i++)
        {
            var outcome = await One(tenant, silent, ct);
            if (outcome == Outcome.Nothing) break;
            if (outcome == Outcome.Sent) sent++;
        }

        return sent;
    }

    private enum Outcome { Nothing, Sent, Dropped, Failed, EverybodyWaits }

    private async Task<Outcome> One(TenantId tenant, HashSet<DeliveryChannel> silent, CancellationToken ct)
    {
        await using var session = await sessions.OpenFor(tenant, Actor.System, ct);
        if (session.WhyNot(Act.SendDeliveries) is not null) return Outcome.Nothing;
        var terms = await session.MessageTerms(ct);
        if (await Claim(session, terms.NextSending(session.Now.Instant), silent, ct) is not { } id) return Outcome.Nothing;

        var delivery = await session.Db.Deliveries.SingleAsync(d => d.Id == id, ct);
        var message = await session.Db.Messages.AsNoTracking().SingleAsync(m => m.Id == delivery.MessageId, ct);
        var user = await session.Db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == delivery.UserId.Value && u.TenantId == tenant, ct);
        var sort = MessageSort.Of(message.Kind);
        var outcome = Outcome.Dropped;
        if (delivery.NotAfter <= session.Now.Instant) delivery.Drop("期限已过，提醒没有用了");
        else if (user is null || !(delivery.Channel == DeliveryChannel.Mail ? user.TakesMail(sort) : user.TakesSms(sort))) delivery.Drop("收件人已停用，或不再收这一类");
        else outcome = await Send(session, delivery, message, user, ct);
        if (await session.Save(ct) is { } refusal) throw new InvalidOperationException(refusal.Sentence);
        if (outcome == Outcome.EverybodyWaits) silent.Add(delivery.Channel);
        return outcome;
    }

    private async Task<Outcome> Send(TenantSession session, Delivery delivery, Message message, AppUser user, CancellationToken ct)
    {
        try
        {
            // 激活、确认的链接哪里都不存，发的时候才算出来。
            var link = message.Kind switch
            {
                MessageKind.AccountInvited => links.Of(session, user, AccountLinkKind.InvitationByMail),
                MessageKind.MailToConfirm => links.Of(session, user, AccountLinkKind.ConfirmMail),
                _ => $"{settings.PublicAddress.TrimEnd('/')}/messages/{message.Id}/open",
            };
            if (delivery.Channel == DeliveryChannel.Sms)
            {
                if (texts is null) { delivery.Drop("没有设短信"); return Outcome.Dropped; }
                await texts.Send(new OutgoingSms(delivery.Id, user.PhoneNumber!, $"【{session.Tenant.Name}】{message.Title}。详见 {link}"), ct);
            }
            else
                await mails.Send(new OutgoingMail(delivery.Id, user.Email!, user.DisplayName, session.Tenant.Name, $"{message.Title}（{session.Tenant.Name}）", Letter(message, user, link)), ct);
            delivery.Sent(session.Now);
            return Outcome.Sent;
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            // Whatever it is, it is this letter's: it waits its pauses, and is given up in the end, with the reason shown.
            var e = unexpected as NotSentException ?? new NotSentException($"发送出错（{unexpected.GetType().Name}）", everyone: false, unexpected);
            delivery.Failed(e.Message, settings.Pauses, session.Now);
            if (delivery.Status == DeliveryStatus.GivenUp) log.LogError("Delivery {Delivery} of {Tenant} given up after {Attempts} attempts: {Why}", delivery.Id, session.Tenant.Slug, delivery.Attempts, e.Message);
            else log.LogWarning("Delivery {Delivery} of {Tenant} failed, attempt {Attempts}: {Why}", delivery.Id, session.Tenant.Slug, delivery.Attempts, e.Message);
            return e.Everyone ? Outcome.EverybodyWaits : Outcome.Failed;
        }
    }

    private static string Letter(Message message, AppUser user, string link) => $"""
        {user.DisplayName}：

        {message.Text}

        查看与办理：{link}

        这封邮件由系统发出，请勿回复。不想再收：登录后在“我的资料”里改。
        """;

    /// <summary>领一件，次数加一，再试的时刻推后：两个节点不会同时发同一件。免打扰的时段只领等不到它结束的提醒：打扰一下，好过误了期限。</summary>
    /// <param name="silent">这一轮没有应答的，不再领。</param>
    private static async Task<Guid?> Claim(TenantSession session, DateTimeOffset nextSending, IEnumerable<DeliveryChannel> silent, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            update deliveries set attempts = attempts + 1, next_at = $2 + $3
             where tenant_id = $1 and id = (select id from deliveries where tenant_id = $1 and status = 'Waiting' and next_at <= $2 and ($4 <= $2 or not_after <= $4) and channel <> all($5) order by next_at, id limit 1 for update skip locked)
            returning id
            """, session.Connection)
        { Parameters = { new() { Value = session.Tenant.Id.Value }, new() { Value = session.Now.Instant.ToUniversalTime() }, new() { Value = Lease }, new() { Value = nextSending.ToUniversalTime() }, new() { Value = silent.Select(c => $"{c}").ToArray() } } };
        return (Guid?)await command.ExecuteScalarAsync(ct);
    }
}

/// <summary>平台看：各端口有几件等着发、几件放弃了、为什么；不含任何人。</summary>
public sealed record DeliveryHealth(string Tenant, int Waiting, int Retrying, int GivenUp, string? LastError, DateTimeOffset? LastSentAt, int Undispatched);

[Does(Act.ReadDeliveryHealth)]
public sealed class ReadDeliveryHealth(TenantSessions sessions)
{
    public async Task<IReadOnlyList<DeliveryHealth>?> Run(CancellationToken ct = default)
    {
        await using (var session = await sessions.Open(ct))
            if (session.WhyNot(Act.ReadDeliveryHealth) is not null) return null;

        List<DeliveryHealth> health = [];
        foreach (var tenant in await sessions.Tenants(ct))
        {
            await using var session = await sessions.OpenFor(tenant.Id, Actor.System, ct);
            var of = session.Db.Deliveries;
            health.Add(new(tenant.Name, await of.CountAsync(d => d.Status == DeliveryStatus.Waiting, ct), await of.CountAsync(d => d.Status == DeliveryStatus.Waiting && d.Attempts > 0, ct),
                await of.CountAsync(d => d.Status == DeliveryStatus.GivenUp, ct),
                await of.Where(d => d.LastError != null && d.Status != DeliveryStatus.Dropped).OrderByDescending(d => d.NextAt).Select(d => d.LastError).FirstOrDefaultAsync(ct),
                await of.MaxAsync(d => d.SentAt, ct), await session.Db.OutboxEvents.CountAsync(e => e.DispatchedAt == null && e.Attempts > 0, ct)));
        }

        return health;
    }
}
