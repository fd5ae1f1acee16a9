using TitleReview.Domain.Approvals;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>问题项的三组：必须先改、要人看、提个醒。</summary>
public enum FindingGroup { Blocking, ManualCheck, Reminder }

/// <summary>预审的一条问题：在哪里、哪里不对、怎么改、依据通知哪一句。</summary>
/// <param name="ClauseKey">规则出处的键，页面据此显示条目编号与通知原句。</param>
public sealed record Finding(FindingGroup Group, FormPlace Place, string Sentence, string ClauseKey)
{
    public static Finding Block(string module, string sentence, string clause, Guid? row = null, string? field = null, string? slot = null) =>
        new(FindingGroup.Blocking, new FormPlace(module, row, field, slot), sentence, clause);

    public static Finding Check(string module, string sentence, string clause, Guid? row = null, string? field = null, string? slot = null) =>
        new(FindingGroup.ManualCheck, new FormPlace(module, row, field, slot), sentence, clause);

    public static Finding Remind(string module, string sentence, string clause, Guid? row = null, string? field = null, string? slot = null) =>
        new(FindingGroup.Reminder, new FormPlace(module, row, field, slot), sentence, clause);
}

/// <summary>预审要看的全部内容。</summary>
public sealed record PrecheckSubject(
    TitleChoice Choice, FilingForm Form, PlanTerms Terms, Applicant Applicant, Office Employer, IReadOnlyList<Material> Materials, int SubmissionsLeft, Moment Now)
{
    /// <summary>退回时要求补正的事项，与上次提交的底稿；第一次提交之前没有。</summary>
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    public Submission? LastSubmission { get; init; }

    /// <summary>还在期内的诚信记录：本人的，所在单位的。</summary>
    public IReadOnlyList<Bar> Bars { get; init; } = [];

    /// <summary>本年度已在另一个端口提交，而两处不得同时申报。</summary>
    public bool FiledElsewhere { get; init; }

    /// <summary>各份材料的各页，连同遮盖的回答。</summary>
    public IReadOnlyList<MaterialPage> Pages { get; init; } = [];

    /// <summary>申报人为系统所知的姓名、号码、单位；不盲评的计划不取，为空。</summary>
    public KnownIdentity? Known { get; init; }

    public IReadOnlyList<FormRow> Rows(string module) => Form.Rows(module);

    public FormRow Basic => Form.Single(FormCatalogue.Basic);

    /// <summary>现任职资格取得之日；获奖、业绩、继续教育都以它为界。</summary>
    public DateOnly? QualifiedOn => Basic.Date("qualifiedOn");
}

/// <summary>预审（N1）：提交之前，把这份通知的规则查得出的问题一次全说出来，不等用掉一次机会。</summary>
public static class Precheck
{
    private static readonly Func<PrecheckSubject, IEnumerable<Finding>>[] Checks =
    [
        StandingCheck.Check, EligibilityCheck.Check, NameCheck.Check, BlanksCheck.Check, EducationCheck.Check, WorkHistoryCheck.Check, DatesCheck.Check, AppraisalCheck.Check,
        TrainingCheck.Check, SummaryCheck.Check, QualificationCheck.Check, VagueWordsCheck.Check, MaterialsCheck.Check, ScanQualityCheck.Check, MaskingCheck.Check, CorrectionsCheck.Check, PledgeCheck.Check,
    ];

    public static IReadOnlyList<Finding> Run(PrecheckSubject subject) =>
        [.. Checks.SelectMany(check => check(subject)).OrderBy(f => f.Group).ThenBy(f => ModuleOrder(subject.Terms, f.Place.Module))];

    private static int ModuleOrder(PlanTerms terms, string module)
    {
        for (var i = 0; i < terms.Modules.Count; i++)
            if (terms.Modules[i].Key == module) return i;
        return int.MaxValue;
    }
}
