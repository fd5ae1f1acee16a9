using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Messages;

/// <param name="Next">下一页的游标；没有为空。</param>
public sealed record InboxOfMessages(IReadOnlyList<Message> Messages, int Unread, string? Next);

/// <summary>我的通知：未读的，或全部；新的在前。</summary>
[Does(Act.ReadMessages)]
public sealed class ReadMessages(TenantSessions sessions)
{
    private const int PageSize = 20;

    public async Task<InboxOfMessages?> Run(bool unreadOnly, string? after = null, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadMessages) is not null) return null;

        var mine = session.Db.Messages.AsNoTracking().Where(m => m.UserId == session.Actor.UserId && (!unreadOnly || m.ReadAt == null));
        if (Cursor(after) is var (at, id) && id != default) mine = mine.Where(m => m.At < at || (m.At == at && m.Id.CompareTo(id) < 0));
        var page = await mine.OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(PageSize + 1).ToListAsync(ct);
        return new([.. page.Take(PageSize)], session.Unread, page.Count > PageSize ? $"{page[PageSize - 1].At.UtcTicks}.{page[PageSize - 1].Id:N}" : null);
    }

    private static (DateTimeOffset At, Guid Id) Cursor(string? text) =>
        (text ?? "").Split('.') is [var ticks, var id] && long.TryParse(ticks, out var at) && at is >= 0 and < 3_155_378_975_999_999_999 && Guid.TryParse(id, out var guid) ? (new(at, TimeSpan.Zero), guid) : default;
}

/// <summary>打开一条去办理：记为已读，答去哪里。不是我的，答没有。</summary>
[Does(Act.ReadMessages)]
public sealed class OpenMessage(TenantSessions sessions)
{
    public async Task<(MessageKind Kind, FilingId? Filing)?> Run(Guid id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadMessages) is not null || await session.Db.Messages.SingleOrDefaultAsync(m => m.Id == id && m.UserId == session.Actor.UserId, ct) is not { } message) return null;

        message.Read(session.Now);
        // Two windows may open it at once: either has read it.
        await session.Save(ct);
        return (message.Kind, message.FilingId);
    }
}

/// <summary>把一条、或全部记为已读。</summary>
[Does(Act.ReadMessages)]
public sealed class MarkRead(TenantSessions sessions)
{
    /// <param name="id">空为全部。</param>
    public async Task<Refusal?> Run(Guid? id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadMessages) is { } refusal) return refusal;

        await session.Db.Messages.Where(m => m.UserId == session.Actor.UserId && m.ReadAt == null && (id == null || m.Id == id))
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.ReadAt, session.Now.Instant), ct);
        return null;
    }
}

/// <summary>铃铛上的数。</summary>
[Does(Act.ReadMessages)]
public sealed class CountUnread(TenantSessions sessions)
{
    public async Task<int> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        return session.WhyNot(Act.ReadMessages) is null ? session.Unread : 0;
    }
}
