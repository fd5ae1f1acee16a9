using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Notices;

/// <summary>公示页给人看的。公示结束之后只剩末日，别的都不再给。</summary>
/// <param name="Text">正文，身份证号总是遮着的；结束了为空。</param>
public sealed record OpenNotice(string PortName, string? Employer, string? Text, DateOnly FirstDay, DateOnly LastDay)
{
    public bool IsOver => Text is null;
}

/// <summary>反映之后给的回执。</summary>
public sealed record ObjectionReceipt(string No, string PortName);

/// <summary>公示页（V7、N5）：不登录，凭张贴的公示上印的编号看；结束就看不到内容了。</summary>
[Does(Act.ReadPublicNotice)]
public sealed class ReadPublicNotice(TenantSessions sessions)
{
    public async Task<OpenNotice?> Run(string slug, string? code, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.ReadPublicNotice) is not null) return null;
        if (await session.NoticeByCode(code, ct) is not var (notice, inApproval)) return null;
        if (!notice.IsOpen(inApproval, session.Now)) return new OpenNotice(session.Tenant.Name, null, null, notice.FirstDay, notice.LastDay);

        var employer = await (from f in session.Db.Filings where f.Id == notice.FilingId join o in session.Db.Offices on f.EmployerId equals o.Id select o.Name).SingleAsync(ct);
        return new OpenNotice(session.Tenant.Name, employer, notice.Text, notice.FirstDay, notice.LastDay);
    }
}

/// <summary>在公示页上反映情况：可以不具名；给一个回执号，凭它查处理结果。</summary>
[Does(Act.ObjectPublicly)]
public sealed class ObjectPublicly(TenantSessions sessions, Vault vault)
{
    internal const string ContactPurpose = "objections.contact";

    /// <param name="id">这一次反映的号，由页面给；重发一次的不重复登记。</param>
    public async Task<(ObjectionReceipt? Receipt, Refusal? Refusal)> Run(string slug, string? code, Guid id, string? content, string? by, string? contact, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.ObjectPublicly) is not null || await session.NoticeByCode(code, ct) is not var (notice, inApproval)) return (null, new NotFoundHere("个公示"));
        if (contact.Plain().Length > 60) return (null, new InvalidInput([new("Contact", "联系方式最多 60 字。")]));

        var sealedContact = contact.Plain() is { Length: > 0 } reach ? vault.Seal(session.Tenant.Id, ContactPurpose, reach) : null;
        if ((notice.ObjectOnline(id, content, by, sealedContact, inApproval, session.Now) ?? await session.Save(ct)) is { } refusal) return (null, refusal);
        return (new ObjectionReceipt(notice.Objections.Single(o => o.Id == id).Receipt, session.Tenant.Name), null);
    }
}

/// <summary>凭回执号看到的：收到没有，了结没有，怎么处理的。</summary>
public sealed record ObjectionProgress(string PortName, string Receipt, DateTimeOffset ReceivedAt, DateTimeOffset? SettledAt, bool Upheld, string? Outcome);

/// <summary>查回执：公示结束之后仍能查。别的内容一概不给。</summary>
[Does(Act.ReadPublicNotice)]
public sealed class ReadObjectionReceipt(TenantSessions sessions)
{
    public async Task<ObjectionProgress?> Run(string slug, string? receipt, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.ReadPublicNotice) is not null || PublicNotice.ReadCode(receipt) is not { } no) return null;
        return await session.Db.Notices.AsNoTracking().SelectMany(n => n.Objections).SingleOrDefaultAsync(o => o.Receipt == no, ct) is { } objection
            ? new ObjectionProgress(session.Tenant.Name, objection.Receipt, objection.ReceivedAt, objection.SettledAt, objection.Upheld, objection.Outcome)
            // 评审结果的异议与复查，回执号同样的写法，也在这里查。
            : await session.Db.ResultObjections.AsNoTracking().SingleOrDefaultAsync(o => o.Receipt == no, ct) is { } ofResult
            ? new ObjectionProgress(session.Tenant.Name, ofResult.Receipt, ofResult.ReceivedAt, ofResult.SettledAt, ofResult.Upheld, ofResult.Outcome) : null;
    }
}

internal static class PublicNoticeReading
{
    /// <summary>编号所指的公示，与那份申报此刻是否在审；被后来的公示取代的不算。</summary>
    public static async Task<(PublicNotice Notice, bool InApproval)?> NoticeByCode(this TenantSession session, string? code, CancellationToken ct)
    {
        if (PublicNotice.ReadCode(code) is not { } read || await session.Db.Notices.Include(n => n.Objections).SingleOrDefaultAsync(n => n.Code == read, ct) is not { } notice) return null;

        var filing = await session.Db.Filings.SingleAsync(f => f.Id == notice.FilingId, ct);
        var replaced = await session.Db.Notices.AnyAsync(n => n.FilingId == notice.FilingId && n.SubmissionNo > notice.SubmissionNo, ct);
        return (notice, filing.Status == FilingStatus.InApproval && !replaced);
    }
}
