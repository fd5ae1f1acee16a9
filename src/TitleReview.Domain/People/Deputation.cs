namespace TitleReview.Domain.People;

/// <summary>
/// 代办：本人定，自某日起（到某日止，或长期）由同机构的另一位代他办。代的人用自己的账号办，落款写明代谁；
/// 代到的不多于本人能办的，不能再转给别人；到日自己结束。
/// </summary>
public sealed class Deputation : ITenantOwned
{
    /// <summary>离岗代办一次最长这么多天；更久的，办交接。</summary>
    public const int LongestDays = 183;

    private Deputation() { }

    public TenantId TenantId { get; set; }
    public DeputationId Id { get; private set; }
    public OfficeId OfficeId { get; private set; }
    public UserId PrincipalId { get; private set; }
    public string PrincipalName { get; private set; } = "";
    public UserId DeputyId { get; private set; }
    public string DeputyName { get; private set; } = "";
    public DateOnly From { get; private set; }

    /// <summary>最后一天；长期的为空。</summary>
    public DateOnly? To { get; private set; }

    /// <summary>这期间本人也可以办。</summary>
    public bool PrincipalMayAct { get; private set; }

    public DateTimeOffset AppointedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public string? EndedBy { get; private set; }
    public uint Version { get; private set; }

    /// <param name="deputy">同机构、在用的另一位；不是的为空。</param>
    public static (Deputation? Deputation, Refusal? Refusal) Appoint(DeputationId id, DeputationForm form, (UserId Id, string Name)? deputy, Actor actor, Moment now)
    {
        List<FieldError> errors = [];
        if (deputy is null || deputy.Value.Id == actor.UserId) errors.Add(new(nameof(form.Deputy), "请在本机构的同事里选一位。没有的，先邀请一位。"));
        if (form.From is not { } from || from < now.Today) errors.Add(new(nameof(form.From), "请填写从哪天起，今天或以后。"));
        if (!form.Standing && form.To is null) errors.Add(new(nameof(form.To), "请填写到哪天止；一直请他代办的，选“长期”。"));
        if (!form.Standing && form is { From: { } start, To: { } end } && (end < start || end > start.AddDays(LongestDays)))
            errors.Add(new(nameof(form.To), end < start ? "到哪天止不能早于从哪天起。" : $"一次最长 {LongestDays} 天。更久的，请选“长期”，或办理交接。"));
        if (errors.Count > 0) return (null, new InvalidInput(errors));

        return (new Deputation
        {
            Id = id, OfficeId = actor.OfficeId!.Value, PrincipalId = actor.UserId, PrincipalName = actor.Name, DeputyId = deputy!.Value.Id, DeputyName = deputy.Value.Name,
            From = form.From!.Value, To = form.Standing ? null : form.To, PrincipalMayAct = form.Standing || form.MayAct, AppointedAt = now.Instant,
        }, null);
    }

    public bool Overlaps(Deputation other) => EndedAt is null && From <= (other.To ?? DateOnly.MaxValue) && other.From <= (To ?? DateOnly.MaxValue);

    public bool InForce(Moment now) => EndedAt is null && From <= now.Today && (To is null || now.Today <= To);

    public bool Over(Moment now) => EndedAt is not null || To < now.Today;

    /// <summary>本人提前回来，或代的人不代了。</summary>
    public Refusal? End(Actor actor, Moment now)
    {
        if (actor.UserId != PrincipalId && actor.UserId != DeputyId) return new NotFoundHere("项代办");
        if (Over(now)) return new DeputationOver();

        EndBy(actor.Name, now);
        return null;
    }

    /// <summary>本人或代的人的账号结束了，随着结束。</summary>
    public void EndBy(string name, Moment now) => (EndedAt, EndedBy) = (now.Instant, name);
}

public sealed record DeputationForm
{
    public Guid? Deputy { get; set; }
    public DateOnly? From { get; set; }
    public DateOnly? To { get; set; }
    public bool Standing { get; set; }
    public bool MayAct { get; set; }
}

public sealed record DeputationOver() : Refusal("这项代办已经结束了。");
public sealed record DeputationOverlaps(string Deputy) : Refusal($"这段时间已经请了{Deputy}代办。要换人，请先结束那一项。");
public sealed record NotInForce() : Refusal("这项代办还没有开始，或已经结束，现在不能代办。");
public sealed record NotByDeputy() : Refusal("这件事只能由本人办，不能代办。请先“回到本人”，或等他自己办。");
