using TitleReview.Domain.Filings;

namespace TitleReview.Domain.Permissions;

public enum Role { Visitor, Applicant, EmployerAdministrator, Officer, PlatformAdministrator, Expert, Observer, System }

/// <summary>系统能办的每件事。每个用例、页面、下载恰好对应一件。</summary>
public enum Act
{
    ReadPortal, VerifyPrint, RegisterEmployer, RegisterApplicant, ChangeOwnPassword, ReadOwnHome,
    ReadMessages, KeepOwnContact, KeepMessageSettings, ReadDeliveryHealth, KeepOwnSignIns, ReadAccounts, KeepAccount, KeepSignInSettings,
    ReregisterEmployer, ReadEmployers, DecideEmployer, KeepBranches, ReadStaff, DecideStaff, ImportList, InviteToAccount, ActivateAccount, ConfirmMail,
    ReadColleagues, InviteColleague, VouchAccount, EndAccount, KeepDeputies, ActForAnother, HandOver,
    StartFiling, EditFiling, UploadMaterial, MaskMaterial, FindMasks, ReadFiling, ReadMaterial, ReadOriginal, PrecheckFiling, SubmitFiling, WithdrawFiling,
    ReadInbox, KeepFilters, ReadBoard, OrderBulk, AssignFiling, RemindFiling, RunBulk, ApproveFiling, ReturnFiling, DeclineFiling,
    ReadJudging, JudgeItems, WriteDeskNote, RefundTry, DecideProposal, KeepDefects,
    RecordRecommendation, RecordDepartmentNotice, KeepReportDesk, PostNotice, RecordObjection, SettleObjection, ConcludeNotice, ReadNotice, ReadNotices, ReadPublicNotice, ObjectPublicly,
    PrintReviewForm, PrintLetter, ReadRoster,
    ReadFees, PayFees, ReadPayment, CollectFees, RefundFees, ReconcileBank,
    ReadPaper, ReadPaperItem, ReceivePaper, PrintPaper,
    AssignExperts, ReadCases, ReadCase, PreviewCase,
    ReadExperts, KeepExperts, KeepCommittees, DrawExperts,
    ReadMeetings, KeepMeetings, ReadOwnMeetings, KeepSeat, WriteOpinion, ObserveMeeting, NoteIncident,
    ReadRounds, RunRounds, ConfirmCounts, CastBallot, PrintRounds,
    ReadResults, KeepResults, ProposeResults, DecideResults, ReadOwnResult, AskRecheck, ReadUnitResults, MirrorResults, IssueCertificates, RunCertificates, ReadCertificate,
    WritePlan, PublishPlan,
    WriteAnnouncement, PublishAnnouncement, WithdrawAnnouncement, PinAnnouncement,
    LapseFiling, SweepUploads, CatchUpPresenting, RemindDeadlines, DispatchMessages, SendDeliveries, CheckSignIn, LockDormant, LoadDemo,
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
    /// <summary>向本机构呈报的单位；对用人单位来说，是自己的分支机构。</summary>
    ReportsToMe,
    /// <summary>申报人在本单位的分支机构里；本单位自己不一定有一站。</summary>
    InMyBranch,
    /// <summary>本机构不再向上呈报，这件事是它自己的。</summary>
    TopOffice,
    /// <summary>本机构是本端口的地级人社局。</summary>
    MyPrefecture,
    /// <summary>同一个机构的另一位。</summary>
    SameOffice,
    /// <summary>这份申报的评审费、纸质材料由本机构收。</summary>
    ReceivedHere,
    /// <summary>这份案卷送给了本人（评审专家），或在本人的议程上。</summary>
    AssignedToMe,
    /// <summary>本人是这次评审会的委员，有一席。</summary>
    SeatedHere,
    /// <summary>本人在这次评审会有观察席。</summary>
    ObservingHere,
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
        .. For([Role.Visitor, .. Everyone], Relation.Anyone, Act.ReadPortal, Act.VerifyPrint, Act.ReadPublicNotice, Act.ObjectPublicly, Act.RegisterEmployer, Act.RegisterApplicant, Act.ActivateAccount, Act.ConfirmMail),
        .. For([.. Everyone, Role.PlatformAdministrator, Role.Expert, Role.Observer], Relation.SignedIn, Act.ReadOwnHome, Act.ChangeOwnPassword, Act.ReadMessages, Act.KeepOwnContact, Act.KeepOwnSignIns),

        .. For([Role.Applicant], Relation.Own, Act.StartFiling, Act.ReadFiling, Act.ReadMaterial, Act.ReadOriginal, Act.PrecheckFiling, Act.ReadNotice, Act.PrintLetter, Act.PreviewCase),
        new(Act.EditFiling, Role.Applicant, Relation.Own, FilingStatus.Draft, FilingStatus.Returned),
        new(Act.UploadMaterial, Role.Applicant, Relation.Own, FilingStatus.Draft, FilingStatus.Returned),
        new(Act.MaskMaterial, Role.Applicant, Relation.Own, FilingStatus.Draft, FilingStatus.Returned),
        new(Act.SubmitFiling, Role.Applicant, Relation.Own, FilingStatus.Draft, FilingStatus.Returned),
        new(Act.WithdrawFiling, Role.Applicant, Relation.Own, FilingStatus.InApproval),
        new(Act.PrintReviewForm, Role.Applicant, Relation.Own, FilingStatus.FormalityPassed),

        .. For([Role.EmployerAdministrator], Relation.MyEmployer, Act.ReregisterEmployer, Act.DecideStaff, Act.KeepReportDesk),
        .. For([Role.EmployerAdministrator], Relation.SignedIn, Act.ReadStaff, Act.ReadNotices),
        .. For(Offices, Relation.SignedIn, Act.ReadEmployers),
        .. For(Offices, Relation.ReportsToMe, Act.DecideEmployer),
        // 分支机构（0027）：总单位添、定要不要自己再审一次；它们的申报都看得到，有没有自己的一站看计划与它自己的约定。
        new(Act.KeepBranches, Role.EmployerAdministrator, Relation.MyEmployer),
        .. For([Role.EmployerAdministrator], Relation.InMyBranch, Act.ReadFiling, Act.ReadMaterial, Act.ReadOriginal, Act.ReadNotice, Act.ReadJudging, Act.PrintLetter, Act.RemindFiling),

        .. For(Offices, Relation.SignedIn, Act.ReadInbox, Act.KeepFilters, Act.ReadBoard, Act.OrderBulk, Act.ReadRoster, Act.ReadAccounts, Act.KeepDefects),
        // 同事：邀请、结束、代办、交接；下级机构没有人了，由上级机构邀请、结束。
        .. For(Offices, Relation.SignedIn, Act.ReadColleagues, Act.KeepDeputies, Act.ActForAnother, Act.HandOver),
        .. For(Offices, Relation.SameOffice, Act.InviteColleague, Act.InviteToAccount, Act.VouchAccount, Act.EndAccount),
        .. For(Offices, Relation.ReportsToMe, Act.InviteColleague, Act.InviteToAccount, Act.VouchAccount, Act.EndAccount),
        new(Act.InviteToAccount, Role.EmployerAdministrator, Relation.MyEmployer),
        // 成批导入：单位导入本单位的人员，组织评审的机构导入机构与单位。
        new(Act.ImportList, Role.EmployerAdministrator, Relation.SignedIn),
        new(Act.ImportList, Role.Officer, Relation.TopOffice),
        // 解锁、重置动态码：同机构的另一位，或上级机构；单位管理员还管本单位的人，组织评审的机构还管专家。
        .. For(Offices, Relation.SameOffice, Act.KeepAccount),
        .. For(Offices, Relation.ReportsToMe, Act.KeepAccount),
        .. For([Role.EmployerAdministrator], Relation.MyEmployer, Act.KeepAccount),
        .. For(Offices, Relation.OnMyLine, Act.ReadFiling, Act.ReadMaterial, Act.ReadOriginal, Act.ReadNotice, Act.PrintLetter, Act.ReadJudging, Act.WriteDeskNote, Act.RefundTry, Act.DecideProposal, Act.RemindFiling),
        // 评审费：本人的、本单位的缴，经收的机构核实；谁来缴由计划定，缴费通知自己把关。
        .. For(Offices, Relation.SignedIn, Act.ReadFees, Act.ReadPaper),
        .. For([Role.Applicant], Relation.Own, Act.ReadFees, Act.PayFees, Act.ReadPayment, Act.ReadPaperItem, Act.PrintPaper),
        .. For([Role.EmployerAdministrator], Relation.MyEmployer, Act.PayFees, Act.ReadPayment, Act.ReadPaperItem, Act.PrintPaper),
        .. For([Role.Officer], Relation.ReceivedHere, Act.ReadPayment, Act.CollectFees, Act.RefundFees, Act.ReconcileBank, Act.ReadPaperItem, Act.ReceivePaper, Act.PrintPaper),
        .. For(Offices, Relation.AtMyDesk, Act.JudgeItems, Act.AssignFiling, Act.UploadMaterial, Act.ApproveFiling, Act.ReturnFiling, Act.DeclineFiling),
        .. For([Role.EmployerAdministrator], Relation.AtMyDesk, Act.RecordRecommendation, Act.RecordDepartmentNotice, Act.PostNotice, Act.RecordObjection, Act.SettleObjection, Act.ConcludeNotice),

        .. For([Role.Officer], Relation.TopOffice, Act.WritePlan, Act.PublishPlan, Act.WriteAnnouncement, Act.PublishAnnouncement, Act.WithdrawAnnouncement, Act.PinAnnouncement, Act.AssignExperts, Act.KeepMessageSettings, Act.KeepSignInSettings, Act.KeepAccount),
        // 评委会、专家库、抽取：组织评审的机构自己的；抽中的专家由它邀请开账号。
        .. For([Role.Officer], Relation.TopOffice, Act.ReadExperts, Act.KeepExperts, Act.KeepCommittees, Act.DrawExperts, Act.InviteToAccount),
        // 评审会：召集、主持归组织评审的机构；委员只有自己的一席，观察员只有自己的观察席，看不到案卷。
        .. For([Role.Officer], Relation.TopOffice, Act.ReadMeetings, Act.KeepMeetings),
        // 表决：组织评审的机构开投、开票，谁也看不到谁投了什么；投只归名册里的本人；纸票的票数要第二个人核对，主持人也可以。
        .. For([Role.Officer], Relation.TopOffice, Act.ReadRounds, Act.RunRounds, Act.ConfirmCounts, Act.PrintRounds),
        // 评审结果、电子证书：评审办事机构公布、提出、发证，人社部门同意；本人、单位看自己的。
        .. For([Role.Officer], Relation.TopOffice, Act.ReadResults, Act.KeepResults, Act.ProposeResults, Act.DecideResults, Act.IssueCertificates, Act.ReadCertificate),
        .. For([Role.Applicant], Relation.Own, Act.ReadOwnResult, Act.AskRecheck, Act.ReadCertificate),
        .. For([Role.EmployerAdministrator], Relation.MyEmployer, Act.MirrorResults, Act.ReadCertificate),
        .. For([Role.EmployerAdministrator], Relation.SignedIn, Act.ReadUnitResults),
        // 评审表：呈报线上的各站；评过的，还有评审办事机构。
        new(Act.PrintReviewForm, Role.Officer, Relation.OnMyLine, FilingStatus.FormalityPassed),
        new(Act.PrintReviewForm, Role.Officer, Relation.TopOffice, FilingStatus.FormalityPassed),
        new(Act.ReadIntegrityRegister, Role.Officer, Relation.SignedIn),
        new(Act.BarFromFiling, Role.Officer, Relation.OnMyLine),
        .. For([Role.Officer], Relation.MyPrefecture, Act.BarSubject, Act.LiftBar, Act.KeepRegionalHolidays),
        // 专家只有案卷与自己的一席：别的一概没有，连申报在不在也不知道（E1）。
        new(Act.ReadCases, Role.Expert, Relation.SignedIn),
        new(Act.ReadCase, Role.Expert, Relation.AssignedToMe),
        new(Act.ReadOwnMeetings, Role.Expert, Relation.SignedIn),
        .. For([Role.Expert], Relation.SeatedHere, Act.ReadOwnMeetings, Act.KeepSeat, Act.WriteOpinion, Act.CastBallot, Act.ConfirmCounts),
        new(Act.ObserveMeeting, Role.Observer, Relation.SignedIn),
        .. For([Role.Observer], Relation.ObservingHere, Act.ObserveMeeting, Act.NoteIncident),
        .. For([Role.PlatformAdministrator], Relation.SignedIn, Act.KeepCalendar, Act.ReadDeliveryHealth),

        .. For([Role.System], Relation.Anyone, Act.SweepUploads, Act.CatchUpPresenting, Act.FindMasks, Act.RunBulk, Act.RunCertificates, Act.RemindDeadlines, Act.DispatchMessages, Act.SendDeliveries, Act.CheckSignIn, Act.LockDormant),
        new(Act.LapseFiling, Role.System, Relation.Anyone, FilingStatus.Returned, FilingStatus.InApproval),
        .. For([Role.System], Relation.Anyone, Act.PublishPlan, Act.LoadDemo),
    ];

    /// <summary>代别人办时也只归本人的：账号、同事、代办、交接，端口的设置，抽取专家（在场的是谁，落款就是谁；同机构的人本来都能以自己的名义抽）。所以代来的不能再转出去。</summary>
    public static readonly IReadOnlySet<Act> InPersonOnly = new HashSet<Act>
    {
        Act.KeepAccount, Act.KeepBranches, Act.InviteColleague, Act.InviteToAccount, Act.VouchAccount, Act.EndAccount, Act.KeepDeputies, Act.HandOver, Act.ImportList, Act.KeepMessageSettings, Act.KeepSignInSettings, Act.WritePlan, Act.PublishPlan, Act.DrawExperts, Act.RunRounds, Act.ConfirmCounts, Act.DecideResults,
    };

    /// <summary>请人代办、自己不办的那几天还可以的：看，管自己的账号，结束代办。</summary>
    public static readonly IReadOnlySet<Act> WhileAway = new HashSet<Act>
    {
        Act.ReadPortal, Act.VerifyPrint, Act.ReadPublicNotice, Act.ReadOwnHome, Act.ChangeOwnPassword, Act.ReadMessages, Act.KeepOwnContact, Act.KeepOwnSignIns, Act.ReadAccounts, Act.ReadEmployers, Act.ReadStaff,
        Act.ReadFiling, Act.ReadMaterial, Act.ReadInbox, Act.KeepFilters, Act.ReadJudging, Act.ReadNotice, Act.ReadNotices, Act.ReadRoster, Act.ReadIntegrityRegister, Act.ReadColleagues, Act.KeepDeputies,
        Act.ActForAnother, Act.ReadBoard, Act.ReadFees, Act.ReadPayment, Act.ReadPaper, Act.ReadPaperItem, Act.ReadExperts, Act.ReadMeetings, Act.ReadRounds, Act.PrintRounds, Act.ReadResults, Act.ReadUnitResults, Act.ReadCertificate,
        Act.ActivateAccount, Act.ConfirmMail,
    };

    /// <summary>许可之外，看这个人此刻：代别人办的、请人代办的。</summary>
    public static Refusal? WhyNotNow(Act act, Actor actor) =>
        actor.For is not null && InPersonOnly.Contains(act) ? new People.NotByDeputy()
        : actor.Away is { } away && !WhileAway.Contains(act) ? away : null;

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
