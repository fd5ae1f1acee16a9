namespace TitleReview.Domain.Approvals;

public enum ItemVerdict { Passed, Failed, NotApplicable }

/// <summary>一处的判定：哪一级、第几次提交、判了什么、谁在何时判的，判的是什么内容。判一处存一处，同级的同事看得到。</summary>
public sealed class Judgement : ITenantOwned
{
    public const int MaxSentence = 500;

    private Judgement() { }

    public Judgement(FilingId filingId, OfficeId officeId, int submissionNo, JudgedItem item)
    {
        (FilingId, OfficeId, SubmissionNo, Item) = (filingId, officeId, submissionNo, item.Key);
        (PlaceName, Hash) = (item.PlaceName, item.Hash);
    }

    public TenantId TenantId { get; set; }
    public FilingId FilingId { get; private set; }
    public OfficeId OfficeId { get; private set; }
    public int SubmissionNo { get; private set; }

    /// <summary>哪一处，见 <see cref="JudgedItem.Key"/>。</summary>
    public string Item { get; private set; } = "";

    public string PlaceName { get; private set; } = "";
    public ItemVerdict Verdict { get; private set; }

    /// <summary>不合格的：哪里不符合、怎么改。</summary>
    public string? Sentence { get; private set; }

    /// <summary>判的时候这一处的内容。</summary>
    public string Hash { get; private set; } = "";

    public UserId JudgedBy { get; private set; }
    public string JudgedByName { get; private set; } = "";
    public DateTimeOffset JudgedAt { get; private set; }
    public uint Version { get; private set; }

    /// <summary>改判也走这里；同级的同事都可以改，以最后判的人为准。</summary>
    public Refusal? Judge(JudgedItem item, ItemVerdict verdict, string? sentence, Actor actor, Moment now)
    {
        var words = sentence.Plain();
        if (verdict == ItemVerdict.Failed && words.Length == 0) return new DefectUnsaid(item.PlaceName);
        if (words.Length > MaxSentence) return new DefectTooLong(item.PlaceName);

        (Verdict, Sentence) = (verdict, verdict == ItemVerdict.Failed ? words : null);
        (PlaceName, Hash, JudgedBy, JudgedByName, JudgedAt) = (item.PlaceName, item.Hash, actor.UserId, actor.Signature, now.Instant);
        return null;
    }
}

/// <summary>原件已核（TC-36）：这一级的谁在何时对过这一处的原件；扫描件换了就不算了。</summary>
public sealed class OriginalMark : ITenantOwned
{
    private OriginalMark() { }

    public OriginalMark(FilingId filingId, OfficeId officeId, string officeName, JudgedItem item, Actor actor, Moment now) =>
        (FilingId, OfficeId, OfficeName, Item, PlaceName, Hash, CheckedBy, CheckedByName, CheckedAt) =
        (filingId, officeId, officeName, item.Key, item.PlaceName, item.Hash, actor.UserId, actor.Signature, now.Instant);

    public TenantId TenantId { get; set; }
    public FilingId FilingId { get; private set; }
    public OfficeId OfficeId { get; private set; }
    public string OfficeName { get; private set; } = "";
    public string Item { get; private set; } = "";
    public string PlaceName { get; private set; } = "";
    public string Hash { get; private set; } = "";
    public UserId CheckedBy { get; private set; }
    public string CheckedByName { get; private set; } = "";
    public DateTimeOffset CheckedAt { get; private set; }

    public bool Holds(JudgedItem item) => Item == item.Key && Hash == item.Hash;
}

/// <summary>给同事的话：呈报线上各级机构的人看得到，申报人、专家看不到。只增不改。</summary>
public sealed class DeskNote : ITenantOwned
{
    public const int MaxText = 500;

    private DeskNote() { }

    private DeskNote(DeskNoteId id, FilingId filingId, string officeName, string text, Actor actor, Moment now) =>
        (Id, FilingId, OfficeName, Text, WrittenBy, WrittenByName, WrittenAt) = (id, filingId, officeName, text, actor.UserId, actor.Signature, now.Instant);

    public TenantId TenantId { get; set; }
    public DeskNoteId Id { get; private set; }
    public FilingId FilingId { get; private set; }
    public string OfficeName { get; private set; } = "";
    public string Text { get; private set; } = "";
    public UserId WrittenBy { get; private set; }
    public string WrittenByName { get; private set; } = "";
    public DateTimeOffset WrittenAt { get; private set; }

    public static (DeskNote? Note, Refusal? Refusal) Write(DeskNoteId id, FilingId filing, string officeName, string? text, Actor actor, Moment now) =>
        text.Plain() is { Length: > 0 and <= MaxText } words ? (new DeskNote(id, filing, officeName, words, actor, now), null) : (null, new InvalidInput("Note", $"请写下要告诉同事的话，最多 {MaxText} 字。"));
}

public sealed record DefectUnsaid(string PlaceName) : Refusal($"“{PlaceName}”判为不合格，要写清哪里不符合、怎么改；可以从常用的里选。");
public sealed record DefectTooLong(string PlaceName) : Refusal($"“{PlaceName}”的不合格说明最多 {Judgement.MaxSentence} 字，请写短一些。");
public sealed record NoSuchItem() : Refusal("这一处现在不在要审的里面，请刷新页面后再判。");
public sealed record JudgedByColleague(string PlaceName, string Name) : Refusal($"“{PlaceName}”{Name}刚刚判过。请刷新页面，看过再改。");
public sealed record NotForOriginals() : Refusal("本级不核对原件，或这一处没有扫描件。");
