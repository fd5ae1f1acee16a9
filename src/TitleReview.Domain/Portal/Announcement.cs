namespace TitleReview.Domain.Portal;

/// <summary>门户上公布的几类：通知公告、资料下载、操作指南、任职资格条件。</summary>
public enum AnnouncementKind { Notice, Download, Guide, Condition }

public enum AnnouncementState { Draft, Published, Withdrawn }

/// <summary>门户公告（TC-42、BZ-04）：起草、预览、发布；发布之后不改，有误则写明理由撤下，从不删除。</summary>
public sealed class Announcement : ITenantOwned
{
    /// <summary>一份公告最多带几个附件。</summary>
    public const int MaxAttachments = 20;

    private readonly List<Attachment> _attachments = [];

    private Announcement() { }

    public Announcement(AnnouncementId id, OfficeId? office, UserId author, AnnouncementWords words, Moment now) =>
        (Id, OfficeId, AuthorId, Kind, Title, Body, Dated, ChangedAt) = (id, office, author, words.Kind, words.Title, words.Body, words.Dated, now.Instant);

    public TenantId TenantId { get; set; }
    public AnnouncementId Id { get; private set; }
    public AnnouncementKind Kind { get; private set; }
    public string Title { get; private set; } = "";

    /// <summary>正文，纯文字，一行一段。</summary>
    public string Body { get; private set; } = "";

    /// <summary>落款的日期，不一定是发布的那天。</summary>
    public DateOnly Dated { get; private set; }

    public bool Pinned { get; private set; }

    /// <summary>起草的机构；草稿只有它看得见。系统放上去的为空。</summary>
    public OfficeId? OfficeId { get; private set; }

    public UserId AuthorId { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public string? WithdrawnReason { get; private set; }
    public IReadOnlyList<Attachment> Attachments => _attachments;
    public uint Version { get; private set; }

    public AnnouncementState State =>
        WithdrawnAt is not null ? AnnouncementState.Withdrawn : PublishedAt is not null ? AnnouncementState.Published : AnnouncementState.Draft;

    public Refusal? WhyNotAmend() => State == AnnouncementState.Draft ? null : new AnnouncementNotDraft();

    public Refusal? Amend(AnnouncementWords words, Moment now)
    {
        if (WhyNotAmend() is { } refusal) return refusal;

        (Kind, Title, Body, Dated) = (words.Kind, words.Title, words.Body, words.Dated);
        Touch(now);
        return null;
    }

    public Refusal? WhyNotAttach() => WhyNotAmend() ?? (_attachments.Count < MaxAttachments ? null : new TooManyAttachments(MaxAttachments));

    public Refusal? Attach(AttachmentId id, AttachedFile file, Moment now)
    {
        if (WhyNotAttach() is { } refusal) return refusal;

        _attachments.Add(new Attachment(id, Id, _attachments.Select(a => a.No).DefaultIfEmpty().Max() + 1, file, now));
        Touch(now);
        return null;
    }

    /// <summary>没有正文的公告至少要有附件，人打开才有东西看。</summary>
    public Refusal? WhyNotPublish() => WhyNotAmend() ?? (Body.Length == 0 && _attachments.Count == 0 ? new AnnouncementEmpty() : null);

    public Refusal? Publish(Moment now)
    {
        if (WhyNotPublish() is { } refusal) return refusal;

        PublishedAt = now.Instant;
        return null;
    }

    public Refusal? WhyNotWithdraw() => State == AnnouncementState.Published ? null : new AnnouncementNotPublished();

    public Refusal? Withdraw(string? reason, Moment now)
    {
        if (WhyNotWithdraw() is { } refusal) return refusal;
        if (reason.Plain() is not { Length: > 0 } words) return new WithdrawalUnexplained();

        (WithdrawnAt, WithdrawnReason, Pinned) = (now.Instant, words, false);
        return null;
    }

    public Refusal? Pin(bool pinned)
    {
        if (WhyNotWithdraw() is { } refusal) return refusal;

        Pinned = pinned;
        return null;
    }

    /// <summary>动附件也动这一行：与同时的发布撞上时，后到的一方会知道。</summary>
    public void Touch(Moment now) => ChangedAt = now.Instant;
}

/// <summary>公告的内容，起草与修改时填写。</summary>
public sealed record AnnouncementWords(AnnouncementKind Kind, string Title, string Body, DateOnly Dated);

/// <summary>附件：字节按内容摘要另存，这里记名字、种类、大小。</summary>
public sealed class Attachment : ITenantOwned
{
    private Attachment() { }

    internal Attachment(AttachmentId id, AnnouncementId announcementId, int no, AttachedFile file, Moment now) =>
        (Id, AnnouncementId, No, FileName, Kind, Sha256, Bytes, AddedAt) = (id, announcementId, no, file.FileName, file.Kind, file.Sha256, file.Bytes, now.Instant);

    public TenantId TenantId { get; set; }
    public AttachmentId Id { get; private set; }
    public AnnouncementId AnnouncementId { get; private set; }

    /// <summary>在公告里的次序。</summary>
    public int No { get; private set; }

    public string FileName { get; private set; } = "";

    /// <summary>内容认定的种类：pdf、docx、xlsx、doc、xls、jpg、png。</summary>
    public string Kind { get; private set; } = "";

    public string Sha256 { get; private set; } = "";
    public long Bytes { get; private set; }
    public DateTimeOffset AddedAt { get; private set; }
}

/// <summary>已存好的附件。</summary>
public sealed record AttachedFile(string FileName, string Kind, string Sha256, long Bytes);

public sealed record AnnouncementNotDraft() : Refusal("这份公告已经发布，不能再改。有误的请写明理由撤下，另发一份。");
public sealed record AnnouncementNotPublished() : Refusal("这份公告现在没有公布在门户上，不必撤下，也不能置顶。");
public sealed record WithdrawalUnexplained() : Refusal("撤下公告须写明理由，记录里留着备查。");
public sealed record AnnouncementEmpty() : Refusal("公告还没有正文，也没有附件。请先写正文或上传附件，再发布。");
public sealed record TooManyAttachments(int Max) : Refusal($"一份公告最多带 {Max} 个附件，请先去掉不要的。");
public sealed record AttachmentRefused(string Why) : Refusal(Why);
