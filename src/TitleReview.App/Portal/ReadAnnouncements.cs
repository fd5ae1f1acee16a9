using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Portal;

namespace TitleReview.App.Portal;

/// <param name="Kind">只看这一类，空为全部。</param>
/// <param name="Search">标题或正文里的词，空格隔开的都要有。</param>
public sealed record AnnouncementQuery(AnnouncementKind? Kind = null, string? Search = null, int Page = 1, int Size = 10);

public sealed record FoundAnnouncements(string PortName, IReadOnlyList<Announcement> Items, int Total, int Page, int Pages);

/// <summary>门户上的公告：置顶的在前，新的在前；不登录也能看。</summary>
[Does(Act.ReadPortal)]
public sealed class ReadAnnouncements(TenantSessions sessions)
{
    private const int MaxWords = 5, MaxPage = 1000;
    private const string Escape = "\\";

    public async Task<FoundAnnouncements?> Run(string slug, AnnouncementQuery query, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.ReadPortal) is not null) return null;

        var found = session.Published();
        if (query.Kind is { } kind) found = found.Where(a => a.Kind == kind);
        foreach (var like in query.Search.Sought().Split((char[]?)null, MaxWords, StringSplitOptions.RemoveEmptyEntries).Select(Like))
            found = found.Where(a => EF.Functions.ILike(a.Title, like, Escape) || EF.Functions.ILike(a.Body, like, Escape));

        var total = await found.CountAsync(ct);
        var pages = Math.Max(1, (total + query.Size - 1) / query.Size);
        var page = Math.Clamp(query.Page, 1, Math.Min(pages, MaxPage));
        var items = await found.InOrder().Skip((page - 1) * query.Size).Take(query.Size).ToListAsync(ct);
        return new FoundAnnouncements(session.Tenant.Name, items, total, page, pages);
    }

    /// <summary>人打的 % 和 _ 就是这两个字，不是通配。</summary>
    private static string Like(string word) =>
        $"%{word.Replace(Escape, Escape + Escape, StringComparison.Ordinal).Replace("%", Escape + "%", StringComparison.Ordinal).Replace("_", Escape + "_", StringComparison.Ordinal)}%";
}

public sealed record AnnouncementView(string PortName, Announcement Announcement);

/// <summary>一份公布着的公告。草稿、撤下的、别的端口的、没有的，回答一样。</summary>
[Does(Act.ReadPortal)]
public sealed class ReadAnnouncement(TenantSessions sessions)
{
    public async Task<AnnouncementView?> Run(string slug, AnnouncementId id, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.ReadPortal) is not null) return null;

        return await session.Published().SingleOrDefaultAsync(a => a.Id == id, ct) is { } announcement ? new AnnouncementView(session.Tenant.Name, announcement) : null;
    }
}

public sealed record AttachmentFile(Stream Content, string MediaType, string FileName, string Sha256, DateTimeOffset AddedAt);

/// <summary>下载公布着的公告的附件，不必登录。</summary>
[Does(Act.ReadPortal)]
public sealed class OpenAttachment(TenantSessions sessions, IFileStore files)
{
    public async Task<AttachmentFile?> Run(string slug, AttachmentId id, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.ReadPortal) is not null) return null;

        var published = session.Published();
        var attachment = await session.Db.Attachments.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id && published.Any(a => a.Id == t.AnnouncementId), ct);
        return attachment is null ? null : await files.Open(session.Tenant.Id, attachment, ct);
    }
}

/// <summary>公布着的是哪些、按什么次序，只此一处。</summary>
internal static class PublicAnnouncements
{
    public static IQueryable<Announcement> Published(this TenantSession session) =>
        session.Db.Announcements.AsNoTracking().Include(a => a.Attachments.OrderBy(t => t.No)).Where(a => a.PublishedAt != null && a.WithdrawnAt == null);

    public static IQueryable<Announcement> InOrder(this IQueryable<Announcement> announcements) =>
        announcements.OrderByDescending(a => a.Pinned).ThenByDescending(a => a.Dated).ThenByDescending(a => a.PublishedAt).ThenBy(a => a.Id);

    public static async Task<AttachmentFile?> Open(this IFileStore files, TenantId tenant, Attachment attachment, CancellationToken ct) =>
        await files.OpenRead(tenant.Value, attachment.Sha256, ct) is { } content
            ? new AttachmentFile(content, AttachmentKinds.MediaType(attachment.Kind), attachment.FileName, attachment.Sha256, attachment.AddedAt) : null;
}
