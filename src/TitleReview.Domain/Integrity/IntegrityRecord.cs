using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;

namespace TitleReview.Domain.Integrity;

/// <summary>记的是谁：申报人、用人单位、评审专家、工作人员。</summary>
public enum IntegritySubject { Person, Employer, Expert, Staff }

/// <summary>
/// 诚信记录：弄虚作假的人和单位，几年内不得申报（TC-44、TC-45）。只由机构的人认定，系统从不自动记；记了只能写明理由解除，不能删。
/// </summary>
public sealed class IntegrityRecord : ITenantOwned
{
    private IntegrityRecord() { }

    public TenantId TenantId { get; set; }
    public IntegrityRecordId Id { get; private set; }
    public IntegritySubject Subject { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>给人看的号码：身份证号码隐去中间八位；单位写统一社会信用代码。</summary>
    public string ShownNumber { get; private set; } = "";

    /// <summary>身份证号码的密文；单位没有。</summary>
    public byte[] SealedResidentId { get; private set; } = [];

    /// <summary>号码在本端口之内的摘要：本端口查得到自己记的人。</summary>
    public byte[] SubjectDigest { get; private set; } = [];

    /// <summary>号码在全平台的摘要：列入平台黑名单的，别的端口据此查得到期间与依据，别的都查不到。</summary>
    public byte[] PlatformDigest { get; private set; } = [];

    /// <summary>查实的行为。</summary>
    public string Conduct { get; private set; } = "";

    /// <summary>依据：适用的规定、查实的材料。</summary>
    public string Basis { get; private set; } = "";

    public string DecisionNumber { get; private set; } = "";
    public DateOnly From { get; private set; }
    public DateOnly To { get; private set; }

    /// <summary>列入平台黑名单（AK-22）：各端口都不受理。</summary>
    public bool PlatformWide { get; private set; }

    /// <summary>由哪份申报认定；不是由申报认定的为空。</summary>
    public FilingId? FilingId { get; private set; }

    public UserId DecidedById { get; private set; }
    public string DecidedBy { get; private set; } = "";
    public string DecidedOffice { get; private set; } = "";
    public DateTimeOffset DecidedAt { get; private set; }
    public DateTimeOffset? LiftedAt { get; private set; }
    public string? LiftedBy { get; private set; }
    public string? LiftReason { get; private set; }
    public uint Version { get; private set; }

    public bool InForce(DateOnly day) => LiftedAt is null && From <= day && day <= To;

    public static (IntegrityRecord? Record, Refusal? Refusal) Bar(IntegrityRecordId id, BarredSubject subject, Finding finding, PenaltyTerm term, FilingId? filing, Office office, Actor actor, Moment now)
    {
        if ((finding.WhyNot() ?? PenaltyYears.WhyNot(term.Years)) is { } refusal) return (null, refusal);
        if (finding.PlatformWide && office.Kind != OfficeKind.PrefectureHr) return (null, new PlatformWideByPrefecture());

        return (new IntegrityRecord
        {
            Id = id,
            Subject = subject.Kind,
            Name = subject.Name,
            ShownNumber = subject.ShownNumber,
            SealedResidentId = subject.SealedResidentId,
            SubjectDigest = subject.Digest,
            PlatformDigest = subject.PlatformDigest,
            Conduct = finding.Conduct.Plain(),
            Basis = finding.Basis.Plain(),
            DecisionNumber = finding.DecisionNumber.Plain(),
            PlatformWide = finding.PlatformWide,
            From = term.From,
            To = term.To,
            FilingId = filing,
            DecidedById = actor.UserId,
            DecidedBy = actor.Signature,
            DecidedOffice = office.Name,
            DecidedAt = now.Instant,
        }, null);
    }

    public Refusal? WhyNotLift() => LiftedAt is null ? null : new BarAlreadyLifted(Name);

    public Refusal? Lift(string? reason, Actor actor, Moment now)
    {
        if (WhyNotLift() is { } refusal) return refusal;
        if (reason.Plain() is not { Length: > 0 } words) return new ReasonForTheRecord("解除诚信记录");

        (LiftedAt, LiftedBy, LiftReason) = (now.Instant, actor.Signature, words);
        return null;
    }

    /// <summary>查实了什么，凭什么认定。</summary>
    public sealed record Finding(string? Conduct, string? Basis, string? DecisionNumber, bool PlatformWide)
    {
        public Refusal? WhyNot()
        {
            List<FieldError> errors = [];
            if (Conduct.Plain() is not { Length: > 0 and <= 500 }) errors.Add(new FieldError(nameof(Conduct), "请写明查实的行为，最多 500 字。"));
            if (Basis.Plain() is not { Length: > 0 and <= 300 }) errors.Add(new FieldError(nameof(Basis), "请写明依据的规定与查实的材料，最多 300 字；本人会看到这一句。"));
            if (DecisionNumber.Plain().Length > 60) errors.Add(new FieldError(nameof(DecisionNumber), "决定文号最多 60 字。"));
            return errors.Count == 0 ? null : new InvalidInput(errors);
        }
    }
}

/// <summary>被记的人或单位，号码已经封好。</summary>
public sealed record BarredSubject(IntegritySubject Kind, string Name, string ShownNumber, byte[] SealedResidentId, byte[] Digest, byte[] PlatformDigest);

/// <summary>此刻挡住一份申报的一条记录。别的端口记的，只有期间与依据。</summary>
/// <param name="OfEmployer">记的是所在单位，不是本人。</param>
/// <param name="Office">向哪个机构了解。</param>
public sealed record Bar(bool OfEmployer, DateOnly From, DateOnly To, string Basis, string Office)
{
    public Refusal Refusal => OfEmployer ? new EmployerBarred(From, To, Basis, Office) : new PersonBarred(From, To, Basis, Office);

    /// <summary>对经办的机构说：谁，凭什么，到何时，所以不能通过。</summary>
    public Refusal ToApprove => new BarredFromApproval(OfEmployer, From, To, Basis, Office);
}

public sealed record PersonBarred(DateOnly From, DateOnly To, string Basis, string Office)
    : Refusal($"您在{From.Print()}至{To.Print()}期间不得申报。依据：{Basis.TrimEnd('。')}。有疑问请向“{Office}”了解。");
public sealed record EmployerBarred(DateOnly From, DateOnly To, string Basis, string Office)
    : Refusal($"您所在的单位在{From.Print()}至{To.Print()}期间不得申报，本单位人员的申报暂不受理。依据：{Basis.TrimEnd('。')}。有疑问请向“{Office}”了解。");
public sealed record BarredFromApproval(bool OfEmployer, DateOnly From, DateOnly To, string Basis, string Office)
    : Refusal($"{(OfEmployer ? "申报人所在的单位" : "申报人")}在{From.Print()}至{To.Print()}期间不得申报，这份申报不能通过。依据：{Basis.TrimEnd('。')}。请退回或不予受理；认定有误的，由“{Office}”先写明理由解除。");
public sealed record BarAlreadyLifted(string Name) : Refusal($"“{Name}”的这条记录已经解除，请刷新后再看。");
public sealed record AlreadyBarredForFiling() : Refusal("这份申报已经认定过，不能重复认定。要改认定，请先在诚信记录里写明理由解除。");
public sealed record PlatformWideByPrefecture() : Refusal("列入平台黑名单须由地区（州、市）人社局决定。请去掉这一项，或报请上级认定。");
