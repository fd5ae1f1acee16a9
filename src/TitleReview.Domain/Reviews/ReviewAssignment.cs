using TitleReview.Domain.Filings;

namespace TitleReview.Domain.Reviews;

/// <summary>送专家审阅的一份申报。专家只知道它的编号，同一份申报对每位专家是同一个。</summary>
public sealed class ReviewCase : ITenantOwned
{
    private ReviewCase() { }

    public ReviewCase(FilingId filingId, string code) => (FilingId, Code) = (filingId, code);

    public TenantId TenantId { get; set; }
    public FilingId FilingId { get; private set; }
    public string Code { get; private set; } = "";
}

/// <summary>一份申报送给了一位专家。</summary>
public sealed class ReviewAssignment : ITenantOwned
{
    private ReviewAssignment() { }

    public ReviewAssignment(FilingId filingId, UserId expertId, Actor by, Moment now) =>
        (FilingId, ExpertId, AssignedBy, AssignedAt) = (filingId, expertId, by.UserId, now.Instant);

    public TenantId TenantId { get; set; }
    public FilingId FilingId { get; private set; }
    public UserId ExpertId { get; private set; }
    public UserId AssignedBy { get; private set; }
    public DateTimeOffset AssignedAt { get; private set; }

    /// <summary>能不能送给他：形式审核通过的才送；本人的、本单位的一律不送。</summary>
    public static Refusal? WhyNot(Filing filing, Reviewer expert) =>
        filing.Status != FilingStatus.FormalityPassed ? new NotPassedYet(filing.Number)
        : expert.ApplicantId == filing.ApplicantId ? new ExpertsOwnFiling(expert.Name, filing.Number)
        : expert.Employers.Contains(filing.EmployerId) ? new ExpertsOwnEmployer(expert.Name, filing.Number)
        : null;
}

/// <summary>评审专家的账号。</summary>
/// <param name="Employers">他所在的单位：账号登记的，与他本人申报时登记的。</param>
/// <param name="ApplicantId">他本人也申报的，申报人登记；不申报为空。</param>
public sealed record Reviewer(UserId Id, string Name, IReadOnlyList<OfficeId> Employers, ApplicantId? ApplicantId = null);

public sealed record NotPassedYet(string Number) : Refusal($"{Number} 没有通过形式审核，不能送专家。请只选形式审核通过的。");
public sealed record ExpertsOwnFiling(string Expert, string Number) : Refusal($"{Number} 是{Expert}本人的申报，不能送给他（她）审阅。请另选专家。");
public sealed record ExpertsOwnEmployer(string Expert, string Number) : Refusal($"{Number} 是{Expert}所在单位的申报，不能送给他（她）审阅。请另选专家。");
public sealed record NobodyChosen() : Refusal("请至少选一份申报、一位专家，再点“送专家审阅”。");
public sealed record AlreadyAssigned() : Refusal("所选的申报都已经送给所选的专家，没有新送出的。");
