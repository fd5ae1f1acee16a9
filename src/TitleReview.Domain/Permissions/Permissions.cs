using TitleReview.Domain.Filings;

namespace TitleReview.Domain.Permissions;

public enum Role { Visitor, Applicant, EmployerAdministrator, Officer, PlatformAdministrator, Expert, System }

/// <summary>系统能办的每件事。每个用例、页面、下载恰好对应一件。</summary>
public enum Act
{
    ReadPortal, VerifyPrint, RegisterEmployer, RegisterApplicant, ChangeOwnPassword, ReadOwnHome,
    ReregisterEmployer, ReadEmployers, DecideEmployer, ReadStaff, DecideStaff,
    StartFiling, EditFiling, UploadMaterial, MaskMaterial, FindMasks, ReadFiling, ReadMaterial, ReadOriginal, PrecheckFiling, SubmitFiling, WithdrawFiling,
    ReadInbox, ApproveFiling, ReturnFiling, DeclineFiling,
    RecordRecommendation, RecordDepartmentNotice, PostNotice, RecordObjection, SettleObjection, ConcludeNotice, ReadNotice,
    PrintReviewForm, ReadRoster,
    AssignExperts, ReadCases, ReadCase, PreviewCase,
    WritePlan, PublishPlan,
    WriteAnnouncement, PublishAnnouncement, WithdrawAnnouncement, PinAnnouncement,
    LapseFiling, SweepUploads, LoadDemo,
    KeepCalendar, KeepRegionalHolidays, ReadIntegrityRegister, BarSubject, BarFromFiling, LiftBar,
}

/// <summary>经办人与这件事的关系。</summary>
public enum Relation
{
    /// <summary>不必有关系：来访者也可以。</summary>
    Anyone,
    /// <summary>登录在本端口。</summary>
    SignedIn,
    /// <summary>本人的申报、本人的材料。</summary>
    Own,
    /// <summary>申报正停在本机构这一站。</summary>
    AtMyDesk,
    /// <summary>本机构在这份申报的呈报线上。</summary>
    OnMyLine,
    /// <summary>本单位的人、本单位的事。</summary>
    MyEmployer,
    /// <summary>向本机构呈报的单位。</summary>
    ReportsToMe,
    /// <summary>本机构不再向上呈报，这件事是它自己的。</summary>
    TopOffice,
    /// <summary>本机构是本端口的地级人社局。</summary>
    MyPrefecture,
    /// <summary>这份案卷送给了本人（评审专家）。</summary>
    AssignedToMe,
}

/// <summary>一条许可：什么身份、什么关系、申报在什么状态时（空为不限），可以办什么。</summary>
public sealed record Grant(Act Act, Role Role, Relation Relation, params FilingStatus[] When);

/// <summary>权限表：没有写在这里的，一律不许。能不能办还要看流转表与期限，那在 Domain 的实体里。</summary>
public static class PermissionTable
{
    private static readonly Role[] Offices = [Role.EmployerAdministrator, Role.Officer];
    private static readonly Role[] Everyone = [Role.Applicant, Role.EmployerAdministrator, Role.Officer];

    public static readonly IReadOnlyList<Grant> Grants =
    [
        .. For([Role.Visitor, .. Everyone], Relation.Anyone, Act.ReadPortal, Act.VerifyPrint, Act.RegisterEmployer, Act.RegisterApplicant),
        .. For([.. Everyone, Role.PlatformAdministrator, Role.Expert], Relation.SignedIn, Act.ReadOwnHome, Act.ChangeOwnPassword),

        .. For([Role.Applicant], Relation.Own, Act.StartFiling, Act.ReadFiling, Act.ReadMaterial, Act.ReadOriginal, Act.PrecheckFiling, Act.ReadNotice, Act.PreviewCase),
        new(Act.EditFiling, Role.Applicant, Relation.Own, FilingStatus.Draft, FilingStatus.Returned),
        new(Act.UploadMaterial, Role.Applicant, Relation.Own, FilingStatus.Draft, FilingStatus.Returned),
        new(Act.MaskMaterial, Role.Applicant, Relation.Own, FilingStatus.Draft, FilingStatus.Returned),
        new(Act.SubmitFiling, Role.Applicant, Relation.Own, FilingStatus.Draft, FilingStatus.Returned),
        new(Act.WithdrawFiling, Role.Applicant, Relation.Own, FilingStatus.InApproval),
        new(Act.PrintReviewForm, Role.Applicant, Relation.Own, FilingStatus.FormalityPassed),

        .. For([Role.EmployerAdministrator], Relation.MyEmployer, Act.ReregisterEmployer, Act.DecideStaff),
        new(Act.ReadStaff, Role.EmployerAdministrator, Relation.SignedIn),
        new(Act.ReadEmployers, Role.Officer, Relation.SignedIn),
        new(Act.DecideEmployer, Role.Officer, Relation.ReportsToMe),

        .. For(Offices, Relation.SignedIn, Act.ReadInbox, Act.ReadRoster),
        .. For(Offices, Relation.OnMyLine, Act.ReadFiling, Act.ReadMaterial, Act.ReadOriginal, Act.ReadNotice),
        .. For(Offices, Relation.AtMyDesk, Act.UploadMaterial, Act.ApproveFiling, Act.ReturnFiling, Act.DeclineFiling),
        .. For([Role.EmployerAdministrator], Relation.AtMyDesk, Act.RecordRecommendation, Act.RecordDepartmentNotice, Act.PostNotice, Act.RecordObjection, Act.SettleObjection, Act.ConcludeNotice),

        .. For([Role.Officer], Relation.TopOffice, Act.WritePlan, Act.PublishPlan, Act.WriteAnnouncement, Act.PublishAnnouncement, Act.WithdrawAnnouncement, Act.PinAnnouncement, Act.AssignExperts),
        new(Act.ReadIntegrityRegister, Role.Officer, Relation.SignedIn),
        new(Act.BarFromFiling, Role.Officer, Relation.OnMyLine),
        .. For([Role.Officer], Relation.MyPrefecture, Act.BarSubject, Act.LiftBar, Act.KeepRegionalHolidays),
        // 专家只有这两件事：别的一概没有，连申报在不在也不知道（E1）。
        new(Act.ReadCases, Role.Expert, Relation.SignedIn),
        new(Act.ReadCase, Role.Expert, Relation.AssignedToMe),
        new(Act.KeepCalendar, Role.PlatformAdministrator, Relation.SignedIn),

        .. For([Role.System], Relation.Anyone, Act.SweepUploads, Act.FindMasks),
        new(Act.LapseFiling, Role.System, Relation.Anyone, FilingStatus.Returned),
        .. For([Role.System], Relation.Anyone, Act.PublishPlan, Act.LoadDemo),
    ];

    /// <summary>有这些关系的经办人，此时能不能办这件事。</summary>
    public static bool Allows(Act act, Role role, Func<Relation, bool> has, FilingStatus? status = null) =>
        Grants.Any(g => g.Act == act && g.Role == role && has(g.Relation) && (g.When.Length == 0 || status is null || g.When.Contains(status.Value)));

    private static IEnumerable<Grant> For(Role[] roles, Relation relation, params Act[] acts) =>
        from role in roles from act in acts select new Grant(act, role, relation);
}

/// <summary>每个用例、页面、下载标明自己办的是权限表里的哪件事；有一条测试查漏。</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DoesAttribute(Act act) : Attribute
{
    public Act Act { get; } = act;
}
