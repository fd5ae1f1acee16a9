using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Filings;

/// <summary>经办记录：谁在何时办了什么，意见是什么（TC-43 谁审核、谁签字、谁负责）。只增不改。</summary>
public sealed class FilingEvent : ITenantOwned
{
    private FilingEvent() { }

    public FilingEvent(FilingId filingId, int no, FilingAction action, FilingStatus to, int submissionNo, UserId userId, string userName, string? office, string? opinion, bool originalsChecked, DateTimeOffset at) =>
        (FilingId, No, Action, To, SubmissionNo, UserId, UserName, Office, Opinion, OriginalsChecked, At) =
        (filingId, no, action, to, submissionNo, userId, userName, office, opinion, originalsChecked, at);

    public TenantId TenantId { get; set; }
    public FilingId FilingId { get; private set; }
    public int No { get; private set; }
    public FilingAction Action { get; private set; }
    public FilingStatus To { get; private set; }
    public int SubmissionNo { get; private set; }
    public UserId UserId { get; private set; }
    /// <summary>落款：姓名；代人办的连同代谁。</summary>
    public string UserName { get; private set; } = "";

    /// <summary>代人办的：姓名里不会有括号。</summary>
    public bool ByDeputy => UserName.EndsWith('）');
    public string? Office { get; private set; }
    public string? Opinion { get; private set; }

    /// <summary>原件已核（TC-36）。</summary>
    public bool OriginalsChecked { get; private set; }

    public DateTimeOffset At { get; private set; }
}

/// <summary>提交底稿：每次提交时的全部内容，不可改。</summary>
public sealed class Submission : ITenantOwned
{
    private Submission() { }

    public Submission(FilingId filingId, int no, int planEdition, TitleChoice choice, FilingForm form, IReadOnlyList<SubmittedMaterial> materials, string pledgeText, Moment now) =>
        (FilingId, No, PlanEdition, Choice, Form, Materials, PledgeText, SubmittedAt) = (filingId, no, planEdition, choice, form, materials, pledgeText, now.Instant);

    public TenantId TenantId { get; set; }
    public FilingId FilingId { get; private set; }

    /// <summary>第几次提交。</summary>
    public int No { get; private set; }

    public int PlanEdition { get; private set; }
    public TitleChoice Choice { get; private set; } = null!;
    public FilingForm Form { get; private set; } = new();
    public IReadOnlyList<SubmittedMaterial> Materials { get; private set; } = [];

    /// <summary>提交时承诺的原文。</summary>
    public string PledgeText { get; private set; } = "";

    public DateTimeOffset SubmittedAt { get; private set; }
}

public sealed record SubmittedMaterial(MaterialId Id, string Slot, Guid? RowId, string Sha256);
