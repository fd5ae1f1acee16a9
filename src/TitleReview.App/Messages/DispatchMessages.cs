using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Messages;

/// <summary>
/// 把发件箱里的事变成各人的通知：一人一事一条。一个端口同一时刻只有一个节点在办；通知、外发、“已办”的记号同一事务，
/// 断在哪里都不会多一条、少一条。
/// </summary>
[Does(Act.DispatchMessages)]
public sealed class DispatchMessages(TenantSessions sessions, OutgoingSettings outgoing, ILogger<DispatchMessages> log)
{
    /// <summary>一件事这么多次都办不成，就放着：不让它挡住后面的。</summary>
    private const int MostAttempts = 10;

    private const int AtOnce = 100, DigestAtMost = 5000;

    private static readonly MessageKind[] Digests = [.. MessageSort.All.Where(s => s.Digest).Select(s => s.Kind)];

    /// <returns>办了几件事。</returns>
    public async Task<int> Run(TenantId tenant, CancellationToken ct = default)
    {
        var done = 0;
        for (var more = true; more && !ct.IsCancellationRequested;)
        {
            List<IReadOnlyList<Guid>> tried = [];
            try
            {
                var round = await Round(tenant, null, tried, ct);
                done += round;
                more = round > 0;
            }
            catch (Exception e) when (tried.Count > 0 && !IsPassing(e))
            {
                // One of them is bad: group by group, the bad one waits for the next ring.
                log.LogError(e, "A round of {Count} groups of events could not be dispatched.", tried.Count);
                more = false;
                foreach (var group in tried) done += await Apart(tenant, group, ct);
            }
        }

        return done;
    }

    /// <summary>数据库一时不应答、连接断了：不怪哪一件事，下一次响铃再来，次数不算。</summary>
    private static bool IsPassing(Exception e) =>
        e is OperationCanceledException or TimeoutException or IOException or NpgsqlException { IsTransient: true } || (e.InnerException is { } inner && IsPassing(inner));

    /// <summary>一组单独办；还是不成的，拆成一件一件，办不成的那一件记一次失败。</summary>
    private async Task<int> Apart(TenantId tenant, IReadOnlyList<Guid> group, CancellationToken ct)
    {
        try
        {
            return await Round(tenant, group, [], ct);
        }
        catch (Exception e) when (!IsPassing(e))
        {
            if (group.Count > 1)
            {
                var done = 0;
                foreach (var one in group) done += await Apart(tenant, [one], ct);
                return done;
            }

            var id = group[0];
            log.LogError(e, "Event {Event} could not be dispatched.", id);
            await using var session = await sessions.OpenFor(tenant, Actor.System, ct);
            if (session.WhyNot(Act.DispatchMessages) is not null || await session.Db.OutboxEvents.SingleOrDefaultAsync(o => o.Id == id, ct) is not { } bad) return 0;
            bad.Failed();
            await session.Save(ct);
            return 0;
        }
    }

    private async Task<int> Round(TenantId tenant, IReadOnlyList<Guid>? only, List<IReadOnlyList<Guid>> tried, CancellationToken ct)
    {
        await using var session = await sessions.OpenFor(tenant, Actor.System, ct);
        if (session.WhyNot(Act.DispatchMessages) is not null) return 0;

        await session.Begin(ct);
        if (!await Alone(session, ct)) return 0;

        var terms = await session.MessageTerms(ct);
        var waiting = session.Db.OutboxEvents.Where(e => e.DispatchedAt == null && e.Attempts < MostAttempts);
        var boundary = terms.DigestBoundary(session.Now.Instant);
        List<IReadOnlyList<OutboxEvent>> groups = [];
        if (only is null)
        {
            var single = await waiting.Where(e => !Digests.Contains(e.Kind)).OrderBy(e => e.At).ThenBy(e => e.Id).Take(AtOnce).ToListAsync(ct);
            groups.AddRange(single.Select(e => new[] { e }));
            groups.AddRange((await waiting.Where(e => Digests.Contains(e.Kind) && e.At < boundary).OrderBy(e => e.At).ThenBy(e => e.Id).Take(DigestAtMost).ToListAsync(ct))
                .GroupBy(e => (e.Kind, e.OfficeId, e.UserId, By: e.Facts.GetValueOrDefault("提醒的机构"), Own: e.Facts.GetValueOrDefault("附言"))).Select(g => g.ToList()));
        }
        else if (await waiting.Where(e => only.Contains(e.Id)).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync(ct) is { Count: > 0 } asked)
        {
            groups.Add(asked);
        }

        if (groups.Count == 0) return 0;

        tried.AddRange(groups.Select(g => g.Select(e => e.Id).ToList()));
        var telling = await Telling.About(session, [.. groups.SelectMany(g => g)], ct);
        foreach (var group in groups)
        {
            foreach (var one in group) one.Dispatched(session.Now);
            if (Telling.IsForMany(group[0])) await telling.Spread(group[0], ct);
            else Tell(session, telling, terms, group);
        }

        if (await session.Save(ct) is { } refusal) throw new InvalidOperationException(refusal.Sentence);
        return groups.Sum(g => g.Count);
    }

    private void Tell(TenantSession session, Telling telling, MessageTerms terms, IReadOnlyList<OutboxEvent> group)
    {
        var (about, sort) = (group[0], MessageSort.Of(group[0].Kind));
        if (telling.IsIdle(about) || about.IsTooLate(session.Now)) return;

        foreach (var user in telling.Recipients(group))
        {
            var message = new Message(group[^1], new UserId(user.Id), terms.Template(about.Kind).Fill(telling.Facts(group, user)), session.Now);
            session.Add(message);
            if (group.All(e => e.InboxOnly)) continue;

            if (user.TakesMail(sort)) session.Add(new Delivery(message, DeliveryChannel.Mail, session.Now.Instant, about.LastMoment));
            if (outgoing.SmsDirectory is not null && user.TakesSms(sort)) session.Add(new Delivery(message, DeliveryChannel.Sms, session.Now.Instant, about.LastMoment));
        }
    }

    /// <summary>别的节点正在办这个端口的，这一轮让给它；事务结束锁就放开。</summary>
    private static async Task<bool> Alone(TenantSession session, CancellationToken ct)
    {
        await using var ask = new NpgsqlCommand("select pg_try_advisory_xact_lock(hashtextextended('dispatch/' || $1, 0))", session.Connection, session.Transaction)
        { Parameters = { new() { Value = session.Tenant.Id.Value.ToString() } } };
        return (bool)(await ask.ExecuteScalarAsync(ct))!;
    }
}

internal static class Preferences
{
    /// <summary>邮箱没有确认过的，只发邀请与确认邮箱的信本身；激活、确认之后就不必再发。</summary>
    public static bool TakesMail(this AppUser user, MessageSort sort) => !user.Disabled && !string.IsNullOrEmpty(user.Email) && sort.Kind switch
    {
        MessageKind.AccountInvited => user.InvitedAt is not null,
        MessageKind.MailToConfirm => !user.EmailConfirmed,
        _ => user.EmailConfirmed && user.MailTopics.HasFlag(sort.Topic),
    };

    public static bool TakesSms(this AppUser user, MessageSort sort) => !user.Disabled && !string.IsNullOrEmpty(user.PhoneNumber)
        && (sort.Kind == MessageKind.AccountInvited ? user is { InvitedAt: not null, Email: null } : user.WantsSms && sort.Urgent);
}
