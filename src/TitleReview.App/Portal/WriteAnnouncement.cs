using FluentValidation;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Portal;

namespace TitleReview.App.Portal;

/// <summary>起草公告时填写的内容。</summary>
public sealed record AnnouncementForm
{
    public AnnouncementKind? Kind { get; set; } = AnnouncementKind.Notice;
    public string? Title { get; set; } = "";
    public string? Body { get; set; } = "";
    public DateOnly? Dated { get; set; }
}

internal sealed class AnnouncementFormValidator : AbstractValidator<AnnouncementForm>
{
    public const int MaxTitle = 120, MaxBody = 60_000;
    private const int FirstYear = 1990, YearsAhead = 1;

    public AnnouncementFormValidator(DateOnly today)
    {
        RuleFor(f => f.Kind).Must(k => k is { } kind && Enum.IsDefined(kind)).WithMessage("请选择类别。");
        RuleFor(f => f.Title!).Must(t => Validation.Filled("标题", MaxTitle)(t ?? ""));
        RuleFor(f => f.Body).Must(b => (b ?? "").Length <= MaxBody).WithMessage($"正文最多 {MaxBody} 字，更长的请作为附件上传。");
        RuleFor(f => f.Body).Must(b => !Wording.HasUnprintable(b ?? "")).WithMessage("正文含有不能显示的字符，请删去粘贴来的内容，重新输入。");
        RuleFor(f => f.Dated).Must(d => d is { } day && day.Year >= FirstYear && day <= today.AddYears(YearsAhead)).WithMessage("请填写落款日期，如 2023-08-14。");
    }
}

/// <summary>起草或修改公告。编号由页面先取好：同一张表单交两次，只起草一份。</summary>
[Does(Act.WriteAnnouncement)]
public sealed class WriteAnnouncement(TenantSessions sessions)
{
    public async Task<Refusal?> Run(AnnouncementId id, AnnouncementForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var there = await session.Db.Announcements.SingleOrDefaultAsync(a => a.Id == id, ct);
        if ((there is null ? session.WhyNot(Act.WriteAnnouncement) : session.WhyNot(Act.WriteAnnouncement, there)) is { } refusal) return refusal;
        if (new AnnouncementFormValidator(session.Now.Today).WhyNot(form) is { } invalid) return invalid;

        var words = new AnnouncementWords(form.Kind!.Value, form.Title.Plain(), form.Body.Plain().ReplaceLineEndings("\n"), form.Dated!.Value);
        if (there is not null) return there.Amend(words, session.Now) ?? await session.Save(ct);

        session.Add(new Announcement(id, session.Actor.OfficeId, session.Actor.UserId, words, session.Now));
        return await session.Save(ct);
    }
}

/// <summary>发布：此后谁都能看，内容不再改。</summary>
[Does(Act.PublishAnnouncement)]
public sealed class PublishAnnouncement(TenantSessions sessions)
{
    public async Task<Refusal?> Run(AnnouncementId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var announcement = await session.Announcement(id, ct);
        if (session.WhyNot(Act.PublishAnnouncement, announcement) is { } refusal) return refusal;

        return announcement!.Publish(session.Now) ?? await session.Save(ct);
    }
}

/// <summary>撤下：写明理由，门户上不再看到，记录留着。</summary>
[Does(Act.WithdrawAnnouncement)]
public sealed class WithdrawAnnouncement(TenantSessions sessions)
{
    public async Task<Refusal?> Run(AnnouncementId id, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var announcement = await session.Announcement(id, ct);
        if (session.WhyNot(Act.WithdrawAnnouncement, announcement) is { } refusal) return refusal;

        return announcement!.Withdraw(reason, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>置顶与取消置顶。</summary>
[Does(Act.PinAnnouncement)]
public sealed class PinAnnouncement(TenantSessions sessions)
{
    public async Task<Refusal?> Run(AnnouncementId id, bool pinned, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var announcement = await session.Announcement(id, ct);
        if (session.WhyNot(Act.PinAnnouncement, announcement) is { } refusal) return refusal;

        return announcement!.Pin(pinned) ?? await session.Save(ct);
    }
}

/// <summary>本机构起草的全部公告：草稿、已发布、已撤下。</summary>
[Does(Act.WriteAnnouncement)]
public sealed class ReadOwnAnnouncements(TenantSessions sessions)
{
    public async Task<IReadOnlyList<Announcement>?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.WriteAnnouncement) is not null) return null;

        return await session.Db.Announcements.AsNoTracking().Include(a => a.Attachments)
            .Where(a => a.OfficeId == session.Actor.OfficeId).OrderByDescending(a => a.ChangedAt).ToListAsync(ct);
    }
}

public sealed record OwnAnnouncement(Announcement Announcement, string Slug, DateOnly Today);

/// <summary>本机构的一份公告，供修改、预览、发布。</summary>
[Does(Act.WriteAnnouncement)]
public sealed class ReadOwnAnnouncement(TenantSessions sessions)
{
    public async Task<OwnAnnouncement?> Run(AnnouncementId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var announcement = await session.Announcement(id, ct);
        return session.WhyNot(Act.WriteAnnouncement, announcement) is null ? new OwnAnnouncement(announcement!, session.Tenant.Slug, session.Now.Today) : null;
    }
}

internal static class OwnAnnouncements
{
    public static Task<Announcement?> Announcement(this TenantSession session, AnnouncementId id, CancellationToken ct) =>
        session.Db.Announcements.Include(a => a.Attachments.OrderBy(t => t.No)).SingleOrDefaultAsync(a => a.Id == id, ct);
}
