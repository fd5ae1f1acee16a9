namespace TitleReview.Domain.Plans;

/// <summary>端口默认：本地区每年都一样的约定，计划没有写的取它。它自己站在国家规定上，底线只能提高。</summary>
public sealed class PlanDefaults : ITenantOwned
{
    private PlanDefaults() { }

    public PlanDefaults(string document, Actor by, Moment now) => (Document, SavedBy, SavedAt) = (document, by.Name, now.Instant);

    public TenantId TenantId { get; set; }

    /// <summary>端口自己写的部分（JSON），形状与计划相同。</summary>
    public string Document { get; private set; } = "{}";

    public string SavedBy { get; private set; } = "";
    public DateTimeOffset SavedAt { get; private set; }
    public int Revision { get; private set; }
    public uint Version { get; private set; }

    public Refusal? Save(string document, int basedOn, Actor by, Moment now)
    {
        if (basedOn != Revision) return new PlanDraftMoved(SavedBy);

        (Document, SavedBy, SavedAt, Revision) = (document, by.Name, now.Instant, Revision + 1);
        return null;
    }
}
