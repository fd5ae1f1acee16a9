namespace TitleReview.Domain.Committees;

/// <summary>利害关系的几种：同单位、原同单位、亲属、合作者、本人声明的其他关系、本人的申报。同单位、原同单位、合作者由系统对出来，亲属与其他由人登记。</summary>
public enum TieKind { SameEmployer, FormerEmployer, Kin, CoAuthor, Declared, Own }

/// <summary>登记的一条利害关系：哪位专家与哪位申报人（或哪个单位的全体申报人）。不删，查明没有了的写明理由解除。</summary>
public sealed class ExpertTie : ITenantOwned
{
    /// <summary>由人登记的几种。</summary>
    public static readonly IReadOnlyList<TieKind> Recorded = [TieKind.Kin, TieKind.CoAuthor, TieKind.FormerEmployer, TieKind.Declared];

    private ExpertTie() { }

    private ExpertTie(Guid id, ExpertId expert, TieKind kind, string subject, string note, Actor by, Moment now) =>
        (Id, ExpertId, Kind, Subject, Note, RecordedBy, RecordedAt) = (id, expert, kind, subject, note, by.Signature, now.Instant);

    public TenantId TenantId { get; set; }
    public Guid Id { get; private set; }
    public ExpertId ExpertId { get; private set; }
    public TieKind Kind { get; private set; }

    /// <summary>申报人的姓名，或单位的全名。</summary>
    public string Subject { get; private set; } = "";

    public string Note { get; private set; } = "";
    public string RecordedBy { get; private set; } = "";
    public DateTimeOffset RecordedAt { get; private set; }
    public string? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public string? EndReason { get; private set; }
    public uint Version { get; private set; }

    public static (ExpertTie? Tie, Refusal? Refusal) Record(Guid id, ExpertId expert, TieKind? kind, string? subject, string? note, Actor by, Moment now)
    {
        List<FieldError> errors = [];
        if (kind is not { } given || !Recorded.Contains(given)) errors.Add(new("Kind", "请选择是什么关系。"));
        if (Validation.Filled("申报人的姓名，或单位的全名", 100)(subject.Plain()) is { } missing) errors.Add(new("Subject", missing));
        if (note.Plain().Length > 200) errors.Add(new("Note", "说明最多 200 字。"));
        return errors.Count > 0 ? (null, new InvalidInput(errors)) : (new(id, expert, kind!.Value, subject.Plain(), note.Plain(), by, now), null);
    }

    public Refusal? End(string? reason, Actor by, Moment now)
    {
        if (EndedAt is not null) return new TieEnded();
        if (Validation.Filled("理由", 200)(reason.Plain()) is { } missing) return new InvalidInput("EndReason", missing);

        (EndedBy, EndedAt, EndReason) = (by.Signature, now.Instant, reason.Plain());
        return null;
    }
}

public sealed record TieEnded() : Refusal("这条关系已经解除了。");
