namespace TitleReview.Domain.Organizations;

/// <summary>机构的种类。用人单位也是机构，处在呈报线的起点。</summary>
/// <remarks>CompetentDepartment 主管单位（KJ-10）；Committee 评审委员会办事机构；EvaluationCentre 职称社会化评价中心（KZ-11）。</remarks>
public enum OfficeKind { Employer, CompetentDepartment, CountyDepartment, CountyHr, PrefectureDepartment, PrefectureHr, Committee, EvaluationCentre }

/// <summary>用人单位性质。</summary>
public enum EmployerKind { PublicInstitution, StateEnterprise, PrivateEnterprise, SocialOrganization }

public enum RegistrationStatus { Awaiting, Approved, Returned }

/// <summary>机构：用人单位、县（市）人社局、地区人社局等。呈报关系（<see cref="ReportsTo"/>）是材料往上报的线，不是行政隶属。</summary>
public sealed class Office : ITenantOwned
{
    private Office() { }

    public TenantId TenantId { get; set; }
    public OfficeId Id { get; private set; }
    public OfficeKind Kind { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>所在县（市）；地直单位与地区机构为地区名。</summary>
    public string Place { get; private set; } = "";

    /// <summary>上一级呈报机构。县属单位报县（市）人社局，地直单位报地区人社局（TC-12、TC-14、TC-15）。</summary>
    public OfficeId? ReportsTo { get; private set; }

    public EmployerKind? EmployerKind { get; private set; }

    /// <summary>统一社会信用代码，同一端口内不重复。分支机构没有自己的，为空。</summary>
    public string? CreditCode { get; private set; }

    /// <summary>分支机构（院区、站、校区、分厂）的总单位的代码；不是分支机构的为空。总单位就是它的上一级呈报机构（docs/decisions/0027）。</summary>
    public string? MainCode { get; private set; }

    public bool IsBranch => MainCode is not null;

    /// <summary>总单位说：分支机构审核过的，自己再审一次。只管此后首次提交的。</summary>
    public bool ReviewsBranches { get; private set; }

    /// <summary>诚信记录按它查：自己的代码，分支机构连同总单位的。</summary>
    public IReadOnlyList<string> CreditCodes => [.. new[] { CreditCode, MainCode }.OfType<string>()];

    /// <summary>用人单位公示上写的受理部门与监督电话；还没有填为空。</summary>
    public string? ReportDepartment { get; private set; }

    public string? ReportPhone { get; private set; }

    /// <summary>主管部门。</summary>
    public string? CompetentDepartment { get; private set; }

    public RegistrationStatus Registration { get; private set; }
    public string? RegistrationReason { get; private set; }
    public DateTimeOffset? RegistrationDecidedAt { get; private set; }

    /// <summary>并发版本（PostgreSQL 的 xmin）。</summary>
    public uint Version { get; private set; }

    public static Office HrBureau(OfficeId id, OfficeKind kind, string name, string place, OfficeId? reportsTo) =>
        new() { Id = id, Kind = kind, Name = name, Place = place, ReportsTo = reportsTo, Registration = RegistrationStatus.Approved };

    /// <summary>用人单位注册（TC-12）：先登记，待呈报机构审核。</summary>
    public static Office RegisterEmployer(OfficeId id, EmployerDetails details, Office receivingOffice) => new()
    {
        Id = id,
        Kind = OfficeKind.Employer,
        Name = details.Name,
        Place = receivingOffice.Place,
        ReportsTo = receivingOffice.Id,
        EmployerKind = details.Kind,
        CreditCode = details.CreditCode,
        MainCode = MainCodeUnder(receivingOffice),
        CompetentDepartment = details.CompetentDepartment,
        Registration = RegistrationStatus.Awaiting,
    };

    /// <summary>由组织评审的机构成批建的：不必再审核注册。</summary>
    /// <param name="mainCode">分支机构的总单位的代码；不是分支机构的为空。</param>
    public static Office Bring(OfficeId id, OfficeKind kind, string name, string place, OfficeId? reportsTo, string? creditCode, EmployerKind? employerKind, string? department, Moment now, string? mainCode = null) => new()
    {
        Id = id, Kind = kind, Name = name, Place = place, ReportsTo = reportsTo, CreditCode = creditCode, MainCode = mainCode, EmployerKind = employerKind, CompetentDepartment = department,
        Registration = RegistrationStatus.Approved, RegistrationDecidedAt = now.Instant,
    };

    /// <summary>再导入一次：名称、性质、主管部门照新的；种类、县市、上级不改，那会动在途的申报。</summary>
    public void Refresh(string name, EmployerKind? employerKind, string? department) =>
        (Name, EmployerKind, CompetentDepartment) = (name, employerKind ?? EmployerKind, department ?? CompetentDepartment);

    /// <summary>还没有说是哪家的单位，只知道性质：试算资格用，不入库。</summary>
    public static Office Unregistered(EmployerKind? kind) => new() { Kind = OfficeKind.Employer, EmployerKind = kind };

    /// <summary>退回后改正，再次送审。</summary>
    public Refusal? Reregister(EmployerDetails details, Office receivingOffice)
    {
        if (Registration != RegistrationStatus.Returned) return new RegistrationNotReturned();

        (Name, EmployerKind, CreditCode, CompetentDepartment) = (details.Name, details.Kind, details.CreditCode, details.CompetentDepartment);
        (Place, ReportsTo, MainCode) = (receivingOffice.Place, receivingOffice.Id, MainCodeUnder(receivingOffice));
        (Registration, RegistrationReason) = (RegistrationStatus.Awaiting, null);
        return null;
    }

    public Refusal? ApproveRegistration(Moment now) => Decide(RegistrationStatus.Approved, null, now);

    public Refusal? ReturnRegistration(string? reason, Moment now) =>
        reason.Plain() is { Length: > 0 } words ? Decide(RegistrationStatus.Returned, words, now) : new ReasonRequired("退回单位注册");

    /// <summary>TC-13：单位注册审核通过后，个人方可注册。</summary>
    public Refusal? WhyNotTakeStaff() => Registration == RegistrationStatus.Approved ? null : new EmployerNotApproved(Name);

    /// <summary>只有一层：分支机构下面不再有分支机构；总单位自己的注册要先通过。</summary>
    public Refusal? WhyNotTakeBranches() =>
        Kind != OfficeKind.Employer ? new NotAMainEmployer(Name) : IsBranch ? new BranchOfABranch(Name) : Registration == RegistrationStatus.Approved ? null : new MainEmployerNotApproved(Name);

    public Refusal? SetReviewsBranches(bool reviews)
    {
        if (WhyNotTakeBranches() is { } refusal) return refusal;

        ReviewsBranches = reviews;
        return null;
    }

    /// <summary>公示上写的：有疑异的反映到哪个部门、打哪个电话（各通知的公示模板）。</summary>
    public void KeepReportDesk(string department, string phone) => (ReportDepartment, ReportPhone) = (department, phone);

    private static string? MainCodeUnder(Office above) => above.Kind == OfficeKind.Employer ? above.CreditCode : null;

    private Refusal? Decide(RegistrationStatus outcome, string? reason, Moment now)
    {
        if (Kind != OfficeKind.Employer || Registration != RegistrationStatus.Awaiting) return new RegistrationAlreadyDecided(Name);

        (Registration, RegistrationReason, RegistrationDecidedAt) = (outcome, reason, now.Instant);
        return null;
    }
}

/// <summary>用人单位注册时填报的内容。</summary>
/// <param name="CreditCode">分支机构没有自己的，为空。</param>
public sealed record EmployerDetails(string Name, string? CreditCode, EmployerKind Kind, string CompetentDepartment);

public sealed record NotAMainEmployer(string Name) : Refusal($"“{Name}”不是用人单位，下面没有分支机构。");
public sealed record BranchOfABranch(string Name) : Refusal($"“{Name}”自己就是分支机构，下面不能再有分支机构。请填总单位。");
public sealed record MainEmployerNotApproved(string Name) : Refusal($"总单位“{Name}”的注册还没有审核通过，请等它通过之后再办分支机构。");

public sealed record EmployerNotApproved(string Employer) : Refusal($"“{Employer}”的单位注册还没有审核通过，个人暂时不能注册。请先联系单位管理员。");
public sealed record RegistrationAlreadyDecided(string Employer) : Refusal($"“{Employer}”的注册已经审核过了，请刷新后再看。");
public sealed record RegistrationNotReturned() : Refusal("只有被退回的单位注册才能修改后重新送审。");
public sealed record CreditCodeTaken() : Refusal("这个统一社会信用代码已经注册过。请向本单位的管理员了解，或联系审核机构。");
