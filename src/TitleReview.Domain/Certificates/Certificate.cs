using System.Security.Cryptography;

namespace TitleReview.Domain.Certificates;

/// <summary>有效、已更正换发（看新的一张）、已撤销。</summary>
public enum CertificateState { Valid, Replaced, Revoked }

/// <summary>证书上印的内容，发证时定下；身份证号码另存密文。</summary>
/// <param name="ShownId">身份证号码，隐去中间。</param>
/// <param name="Obtained">取得时间。</param>
/// <param name="DocumentNumber">文号。</param>
public sealed record CertificateFacts(
    string Name, string Sex, string ShownId, string Series, string Specialty, string Title, string Grade, string Track, string Committee,
    DateOnly Obtained, string DocumentNumber, string Issuer, DateOnly Issued, string Statement);

/// <summary>证书是谁的：人、单位、申报、结果，发证的机构。</summary>
public sealed record CertificateHolder(FilingId Filing, ResultId Result, ApplicantId Applicant, OfficeId Employer, PlanId Plan, OfficeId Office);

/// <summary>
/// 电子职称证书（TC-41）。编号照计划的规则连着编，没有缺口；查验码猜不出来。更正、补发都另出一张，旧的编号查得到，写明被哪一张代替；撤销写明原因。
/// </summary>
public sealed class Certificate : ITenantOwned
{
    private Certificate() { }

    /// <param name="slot">编号的样子，与取到的序号。</param>
    /// <param name="sealedId">身份证号码的密文。</param>
    /// <param name="photo">照片文件的摘要；没有的不印。</param>
    public Certificate(CertificateId id, CertificateHolder holder, (NumberSlot Slot, int Serial) number, string code, CertificateFacts facts, byte[] sealedId, string? photo, Actor by, Moment now)
    {
        (Id, FilingId, ResultId, ApplicantId, EmployerId, PlanId, OfficeId) = (id, holder.Filing, holder.Result, holder.Applicant, holder.Employer, holder.Plan, holder.Office);
        (Series, Serial, Number, Code) = (number.Slot.Series, number.Serial, number.Slot.Write(number.Serial), code);
        (Facts, SealedResidentId, Photo, IssuedBy, IssuedAt) = (facts, sealedId, photo, by.Signature, now.Instant);
        Digest = Compute();
    }

    public TenantId TenantId { get; set; }
    public CertificateId Id { get; private set; }
    public FilingId FilingId { get; private set; }
    public ResultId ResultId { get; private set; }
    public ApplicantId ApplicantId { get; private set; }
    public OfficeId EmployerId { get; private set; }
    public PlanId PlanId { get; private set; }
    public OfficeId OfficeId { get; private set; }

    /// <summary>编号去掉序号的样子；同样的样子里，序号连着。</summary>
    public string Series { get; private set; } = "";

    public int Serial { get; private set; }
    public string Number { get; private set; } = "";

    /// <summary>查验码，印成二维码。</summary>
    public string Code { get; private set; } = "";

    public CertificateFacts Facts { get; private set; } = null!;
    public byte[] SealedResidentId { get; private set; } = [];
    public string? Photo { get; private set; }

    /// <summary>内容的摘要，发证时定下，也记进审计链：改一个字节，查验就说出来。</summary>
    public string Digest { get; private set; } = "";

    public CertificateState State { get; private set; }
    public string IssuedBy { get; private set; } = "";
    public DateTimeOffset IssuedAt { get; private set; }

    /// <summary>代替哪一张；头一张为空。</summary>
    public CertificateId? ReplacesId { get; private set; }

    /// <summary>被哪一张代替。</summary>
    public CertificateId? ReplacedById { get; private set; }

    public string? EndReason { get; private set; }
    public string? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public uint Version { get; private set; }

    /// <summary>内容与发证时的摘要相符。</summary>
    public bool IsGenuine => Compute() == Digest;

    /// <summary>连同状态的摘要：每次变动记进审计链。</summary>
    public string RecordDigest => Digests.Of($"{Digest}\n{State} {ReplacesId?.Value} {ReplacedById?.Value}\n{EndReason} {EndedBy} {EndedAt?.Exact()}");

    /// <summary>更正、补发：这一张由另一张代替。</summary>
    public Refusal? ReplaceBy(Certificate next, string? reason, Actor by, Moment now)
    {
        if (WhyNotEnd(reason) is { } refusal) return refusal;

        (State, ReplacedById, EndReason, EndedBy, EndedAt) = (CertificateState.Replaced, next.Id, reason.Plain(), by.Signature, now.Instant);
        next.ReplacesId = Id;
        return null;
    }

    public Refusal? Revoke(string? reason, Actor by, Moment now)
    {
        if (WhyNotEnd(reason) is { } refusal) return refusal;

        (State, EndReason, EndedBy, EndedAt) = (CertificateState.Revoked, reason.Plain(), by.Signature, now.Instant);
        return null;
    }

    private Refusal? WhyNotEnd(string? reason) =>
        State != CertificateState.Valid ? new CertificateOver(Number, State)
        : Validation.Filled("原因", 300)(reason.Plain()) is { } missing ? new InvalidInput("Reason", missing) : null;

    private string Compute() => Digests.OfRecord(
        Number, Series, Serial, Code, FilingId.Value, ResultId.Value, Convert.ToHexString(SHA256.HashData(SealedResidentId)), Photo, IssuedBy, IssuedAt.Exact(),
        Facts.Name, Facts.Sex, Facts.ShownId, Facts.Series, Facts.Specialty, Facts.Title, Facts.Grade, Facts.Track, Facts.Committee, Facts.Obtained.ToString("O"), Facts.DocumentNumber, Facts.Issuer, Facts.Issued.ToString("O"), Facts.Statement);
}

public sealed record CertificateOver(string Number, CertificateState State) : Refusal($"证书 {Number} {State.Label()}，不能再办。请刷新看看现在的情况。");
