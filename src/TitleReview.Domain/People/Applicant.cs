using TitleReview.Domain.Organizations;

namespace TitleReview.Domain.People;

public enum StaffStatus { Awaiting, Confirmed, Refused }

/// <summary>申报人：在一个端口里登记一次，挂在所在单位名下，由单位管理员确认（TC-13）。</summary>
public sealed class Applicant : ITenantOwned
{
    private Applicant() { }

    public TenantId TenantId { get; set; }
    public ApplicantId Id { get; private set; }
    public OfficeId EmployerId { get; private set; }
    public string Name { get; private set; } = "";
    public DateOnly BirthDate { get; private set; }
    public Sex Sex { get; private set; }

    /// <summary>身份证号码的密文；明文不落库。</summary>
    public byte[] SealedResidentId { get; private set; } = [];

    /// <summary>身份证号码的摘要（带密钥），只用来查重：一人一端口一个账号。</summary>
    public byte[] ResidentIdDigest { get; private set; } = [];

    /// <summary>已隐去中间八位的号码，供页面显示。</summary>
    public string MaskedResidentId { get; private set; } = "";

    public string Phone { get; private set; } = "";

    /// <summary>岗位：单位导入人员时填的；自己注册的为空。</summary>
    public string? Job { get; private set; }

    public StaffStatus Status { get; private set; }
    public string? RefusalReason { get; private set; }
    public DateTimeOffset RegisteredAt { get; private set; }
    public uint Version { get; private set; }

    public static Applicant Register(ApplicantId id, Office employer, string name, ResidentId residentId, byte[] sealedId, byte[] digest, string phone, Moment now) => new()
    {
        Id = id,
        EmployerId = employer.Id,
        Name = name,
        BirthDate = residentId.BirthDate,
        Sex = residentId.Sex,
        SealedResidentId = sealedId,
        ResidentIdDigest = digest,
        MaskedResidentId = residentId.Masked,
        Phone = phone,
        Status = StaffStatus.Awaiting,
        RegisteredAt = now.Instant,
    };

    /// <summary>单位管理员导入的本单位人员：导入就是确认。</summary>
    public static Applicant Bring(ApplicantId id, Office employer, string name, ResidentId residentId, byte[] sealedId, byte[] digest, string phone, string? job, Moment now)
    {
        var person = Register(id, employer, name, residentId, sealedId, digest, phone, now);
        (person.Status, person.Job) = (StaffStatus.Confirmed, job);
        return person;
    }

    /// <summary>再导入一次：电话、岗位照新的；姓名、号码不改。等着确认的，随着确认。</summary>
    public void Refresh(string phone, string? job)
    {
        (Phone, Job) = (phone, job ?? Job);
        if (Status == StaffStatus.Awaiting) Status = StaffStatus.Confirmed;
    }

    /// <summary>还没有注册的人，只知道出生年月与性别：试算资格用，不入库。</summary>
    public static Applicant Unregistered(DateOnly birthDate, Sex sex) => new() { BirthDate = birthDate, Sex = sex };

    public Refusal? Confirm() => Decide(StaffStatus.Confirmed, null);

    public Refusal? Refuse(string? reason) =>
        reason.Plain() is { Length: > 0 } words ? Decide(StaffStatus.Refused, words) : new ReasonRequired("不予确认");

    public Refusal? WhyNotFile() => Status switch
    {
        StaffStatus.Confirmed => null,
        StaffStatus.Awaiting => new NotYetConfirmed(),
        _ => new StaffRefused(RefusalReason ?? ""),
    };

    private Refusal? Decide(StaffStatus outcome, string? reason)
    {
        if (Status != StaffStatus.Awaiting) return new StaffAlreadyDecided(Name);

        (Status, RefusalReason) = (outcome, reason);
        return null;
    }
}

public sealed record NotYetConfirmed() : Refusal("您的注册还在等单位管理员确认，确认后才能申报。请联系单位管理员。");
public sealed record StaffRefused(string Reason) : Refusal($"单位管理员没有确认您的注册：{Reason}");
public sealed record StaffAlreadyDecided(string Name) : Refusal($"{Name}的注册已经处理过了，请刷新后再看。");
public sealed record ResidentIdTaken() : Refusal("这个身份证号码已在本端口注册过。忘记密码请联系单位管理员，不要重复注册。");
public sealed record LoginNameTaken() : Refusal("这个登录名已被使用，请换一个。");
