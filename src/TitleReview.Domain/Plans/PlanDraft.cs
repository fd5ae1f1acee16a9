namespace TitleReview.Domain.Plans;

/// <summary>正在编写的计划：还没有发布的新计划，或已发布计划的下一版。只有组织单位看得见。</summary>
public sealed class PlanDraft : ITenantOwned
{
    private PlanDraft() { }

    /// <param name="planId">要修订的计划；新计划为空。</param>
    /// <param name="baseEdition">从第几版修订起；新计划为空。</param>
    /// <param name="copiedFrom">从哪份计划复制来，供对照；没有为空。</param>
    public PlanDraft(PlanDraftId id, string document, string noticeText, PlanId? planId, PlanId? copiedFrom, Actor by, Moment now, int? baseEdition = null) =>
        (Id, Document, NoticeText, PlanId, CopiedFrom, CreatedBy, SavedBy, SavedAt, BaseEdition) = (id, document, noticeText, planId, copiedFrom, by.Name, by.Name, now.Instant, baseEdition);

    public TenantId TenantId { get; set; }
    public PlanDraftId Id { get; private set; }
    public PlanId? PlanId { get; private set; }
    public PlanId? CopiedFrom { get; private set; }

    /// <summary>从第几版修订起：那以后又出了新版的，先并入再发布。</summary>
    public int? BaseEdition { get; private set; }

    /// <summary>计划自己写的部分（JSON）；没写的取自端口默认与国家规定。</summary>
    public string Document { get; private set; } = "{}";

    /// <summary>通知全文，供对照与核对来源句。</summary>
    public string NoticeText { get; private set; } = "";

    public string CreatedBy { get; private set; } = "";
    public string SavedBy { get; private set; } = "";
    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>第几次保存：两个窗口同时改，后保存的看到别人的改动而不盖掉。</summary>
    public int Revision { get; private set; }

    public uint Version { get; private set; }

    public Refusal? Save(string document, int basedOn, Actor by, Moment now)
    {
        if (basedOn != Revision) return new PlanDraftMoved(SavedBy);

        (Document, SavedBy, SavedAt, Revision) = (document, by.Name, now.Instant, Revision + 1);
        return null;
    }

    /// <summary>并入后来的一版。</summary>
    public Refusal? Rebase(string document, int edition, int basedOn, Actor by, Moment now)
    {
        if (Save(document, basedOn, by, now) is { } refusal) return refusal;

        BaseEdition = edition;
        return null;
    }

    public Refusal? Paste(string? noticeText, Actor by, Moment now)
    {
        var text = noticeText.Plain();
        if (text.Length > MaxNoticeLength) return new InvalidInput("NoticeText", $"通知全文最多 {MaxNoticeLength} 字，现为 {text.Length} 字。");

        (NoticeText, SavedBy, SavedAt, Revision) = (text, by.Name, now.Instant, Revision + 1);
        return null;
    }

    /// <summary>通知全文最多多少字。</summary>
    public const int MaxNoticeLength = 100_000;
}

public sealed record PlanDraftMoved(string By) : Refusal($"{By}刚刚保存过这份计划，您看到的已不是最新。请刷新，核对之后再改。");
