using TitleReview.Domain.Approvals;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Portal;
using TitleReview.Domain.Results;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain;

/// <summary>人看到的叫法：每个枚举一个 switch。</summary>
public static class Labels
{
    public static string Label(this FilingStatus status) => status switch
    {
        FilingStatus.Draft => "草稿",
        FilingStatus.InApproval => "审核中",
        FilingStatus.Returned => "退回",
        FilingStatus.FormalityPassed => "形式审核通过",
        FilingStatus.NotAccepted => "不予受理",
        FilingStatus.Lapsed => "视为放弃",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static string Label(this FilingAction action) => action switch
    {
        FilingAction.Submit => "提交",
        FilingAction.Withdraw => "撤回",
        FilingAction.Recommend => "研究同意推荐",
        FilingAction.RecordDepartmentNotice => "登记主管部门公示",
        FilingAction.Approve => "通过",
        FilingAction.Return => "退回",
        FilingAction.Decline => "不予受理",
        FilingAction.Lapse => "逾期处理",
        FilingAction.RefundTry => "退还提交机会",
        FilingAction.PrintForm => "打印评审表",
        FilingAction.Receive => "评审委员会已接收材料",
        FilingAction.UndoReceive => "撤销接收",
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    public static string Label(this Verdict verdict) => verdict switch { Verdict.Passed => "通过", Verdict.NotPassed => "未通过", _ => "否决" };

    public static string Label(this ResultState state) => state switch
    {
        ResultState.Voted => "已表决，未公布",
        ResultState.Publicised => "结果公示",
        ResultState.Confirmed => "已确认",
        ResultState.NotPassed => "未通过",
        ResultState.Reexamining => "重新评审",
        _ => "已撤销",
    };

    public static string Label(this ObjectionKind kind) => kind switch { ObjectionKind.Online => "公示页反映", ObjectionKind.Registered => "登记", _ => "申请复查" };

    public static string Label(this DecisionKind kind) => kind switch { DecisionKind.Confirm => "确认", DecisionKind.Revoke => "撤销", DecisionKind.Correct => "更正证书", DecisionKind.Again => "重新评审", _ => "不予通过" };

    public static string Label(this DecisionState state) => state switch { DecisionState.Waiting => "等人社部门同意", DecisionState.Agreed => "已同意", _ => "没有同意" };

    public static string Label(this CertificateState state) => state switch { CertificateState.Valid => "有效", CertificateState.Replaced => "已更正换发", _ => "已撤销" };

    public static string Label(this BatchState state) => state switch { BatchState.Running => "正在发", BatchState.Done => "发完了", _ => "不发了" };

    public static string Label(this ItemVerdict verdict) => verdict switch
    {
        ItemVerdict.Passed => "合格",
        ItemVerdict.Failed => "不合格",
        _ => "不适用",
    };

    public static string Label(this ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "新增",
        ChangeKind.Removed => "删去",
        ChangeKind.Replaced => "换了扫描件",
        _ => "改了",
    };

    public static string Label(this TieKind kind) => kind switch
    {
        TieKind.SameEmployer => "同单位",
        TieKind.FormerEmployer => "原同单位",
        TieKind.Kin => "亲属",
        TieKind.CoAuthor => "合作者",
        TieKind.Declared => "声明的其他关系",
        _ => "本人的申报",
    };

    public static string Label(this ExpertStatus status) => status switch
    {
        ExpertStatus.InPool => "在库",
        ExpertStatus.Suspended => "暂停",
        _ => "出库",
    };

    public static string Label(this DrawState state) => state switch
    {
        DrawState.Committed => "已承诺，等公开数",
        DrawState.Drawn => "已抽出",
        DrawState.Replaced => "已重抽",
        _ => "已作废",
    };

    public static string Label(this MeetingState state) => state switch
    {
        MeetingState.Planned => "还没有开",
        MeetingState.InSession => "正在开",
        MeetingState.Closed => "已散会",
        _ => "已取消",
    };

    public static string Label(this DefenceState state) => state switch { DefenceState.Waiting => "候补", DefenceState.Scheduled => "已排定", DefenceState.Done => "已答辩", _ => "没有来" };

    public static string Label(this DefenceStandingKind kind) => kind switch
    {
        DefenceStandingKind.NotAsked => "不要求",
        DefenceStandingKind.Exempt => "免于答辩",
        DefenceStandingKind.Done => "已答辩",
        DefenceStandingKind.Scheduled => "已排定",
        DefenceStandingKind.Waiting => "候补",
        DefenceStandingKind.Absent => "没有来",
        _ => "还没有排",
    };

    public static string Label(this ExemptionMatter matter) => matter == ExemptionMatter.Relaxation ? "一人一策" : "免于答辩";

    public static string Label(this AgreedState state) => state switch { AgreedState.Waiting => "等第二个人", AgreedState.Agreed => "已同意", AgreedState.Refused => "没有同意", _ => "已撤回" };

    public static string Label(this SeatKind kind) => kind switch
    {
        SeatKind.Chair => "主任委员",
        SeatKind.ViceChair => "副主任委员",
        _ => "委员",
    };

    public static string Label(this Choice choice) => choice switch
    {
        Choice.InFavour => "同意",
        Choice.Against => "不同意",
        _ => "弃权",
    };

    public static string Label(this RoundKind kind) => kind == RoundKind.Sealed ? "封票" : "纸票";

    public static string Label(this RoundState state) => state switch
    {
        RoundState.Open => "正在表决",
        RoundState.Entered => "等第二个人核对",
        RoundState.Closed => "已开票",
        _ => "已作废",
    };

    public static string Label(this ImportResult result) => result switch
    {
        ImportResult.Added => "添上",
        ImportResult.Updated => "更新",
        ImportResult.Skipped => "跳过",
        _ => "没有办",
    };

    public static string Label(this ImportState state) => state switch
    {
        ImportState.Previewed => "还没有导入",
        ImportState.Done => "已导入",
        _ => "已取消",
    };

    public static string Label(this ProposalState state) => state switch
    {
        ProposalState.Waiting => "等第二个人同意",
        ProposalState.Confirmed => "已同意",
        ProposalState.Rejected => "没有同意",
        _ => "已收回",
    };

    public static string Label(this BulkKind kind) => kind switch
    {
        BulkKind.Pass => "通过",
        BulkKind.Assign => "派给同事",
        BulkKind.Remind => "提醒",
        _ => "导出",
    };

    public static string Label(this BulkState state) => state switch
    {
        BulkState.Checking => "正在试办",
        BulkState.Checked => "等您确认",
        BulkState.Running => "正在办",
        BulkState.Done => "办完了",
        _ => "不办了",
    };

    public static string Label(this BulkRowState state) => state switch
    {
        BulkRowState.Unchecked => "还没有试",
        BulkRowState.Able => "能办",
        BulkRowState.Unable => "不能办",
        BulkRowState.Done => "办了",
        BulkRowState.Refused => "没有办成",
        _ => "不办了",
    };

    public static string Label(this Grade grade) => grade switch
    {
        Grade.Junior => "员级",
        Grade.Assistant => "助理级",
        Grade.Intermediate => "中级",
        Grade.AssociateSenior => "副高级",
        Grade.Senior => "正高级",
        _ => throw new ArgumentOutOfRangeException(nameof(grade)),
    };

    /// <summary>公示与公文里的“高、中、初”。</summary>
    public static string Tier(this Grade grade) => grade switch
    {
        Grade.Junior or Grade.Assistant => "初",
        Grade.Intermediate => "中",
        _ => "高",
    };

    public static string Label(this DepartmentOutcome outcome) => outcome switch
    {
        DepartmentOutcome.NoObjection => "公示无异议",
        DepartmentOutcome.NotTrue => "有异议，经核查不属实",
        DepartmentOutcome.Upheld => "有异议，经核查属实",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>公示从哪天算起。</summary>
    public static string FirstDay(this NoticeTerms notice) => notice.FirstDayCounts ? "张贴当天是工作日的算第一日" : "张贴次日为第一日";

    public static string Label(this TitleTrack track) => track switch
    {
        TitleTrack.Review => "评审",
        TitleTrack.InitialDetermination => "初次确定",
        TitleTrack.Conferral => "授予",
        TitleTrack.Recognition => "认定",
        TitleTrack.ExamAndReview => "考评结合",
        _ => throw new ArgumentOutOfRangeException(nameof(track)),
    };

    public static string Label(this FilingPath path) => path == FilingPath.SkilledTrades ? "高技能人才贯通" : "正常申报";

    public static string Label(this EmployerKind kind) => kind switch
    {
        EmployerKind.PublicInstitution => "事业单位",
        EmployerKind.StateEnterprise => "国有企业",
        EmployerKind.PrivateEnterprise => "民营企业",
        EmployerKind.SocialOrganization => "社会组织",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Label(this OfficeKind kind) => kind switch
    {
        OfficeKind.Employer => "用人单位",
        OfficeKind.CountyDepartment => "县（市）行业主管部门",
        OfficeKind.CountyHr => "县（市）人社局",
        OfficeKind.PrefectureDepartment => "地区行业主管部门",
        OfficeKind.PrefectureHr => "地区人社局",
        OfficeKind.CompetentDepartment => "主管单位",
        OfficeKind.Committee => "评审委员会",
        OfficeKind.EvaluationCentre => "职称社会化评价中心",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Label(this AnnouncementKind kind) => kind switch
    {
        AnnouncementKind.Notice => "通知公告",
        AnnouncementKind.Download => "资料下载",
        AnnouncementKind.Guide => "操作指南",
        AnnouncementKind.Condition => "任职资格条件",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Label(this AnnouncementState state) => state switch
    {
        AnnouncementState.Draft => "草稿",
        AnnouncementState.Published => "已发布",
        _ => "已撤下",
    };

    public static string Label(this RegistrationStatus status) => status switch
    {
        RegistrationStatus.Awaiting => "待审核",
        RegistrationStatus.Approved => "审核通过",
        _ => "退回",
    };

    public static string Label(this StaffStatus status) => status switch
    {
        StaffStatus.Awaiting => "待确认",
        StaffStatus.Confirmed => "已确认",
        _ => "未确认",
    };

    public static string Label(this Sex sex) => sex == Sex.Male ? "男" : "女";

    public static string Label(this Role role) => role switch
    {
        Role.Applicant => "申报人",
        Role.EmployerAdministrator => "单位管理员",
        Role.Officer => "审核人员",
        Role.PlatformAdministrator => "平台管理员",
        Role.Expert => "评审专家",
        Role.Observer => "纪检观察员",
        Role.System => "系统",
        _ => "来访者",
    };

    public static string Label(this ScanFault fault) => fault switch
    {
        ScanFault.NearlyBlank => "几乎空白",
        ScanFault.LowResolution => "分辨率低",
        ScanFault.Blurred => "模糊",
        ScanFault.TooDark => "太暗",
        ScanFault.WashedOut => "字与纸分不清",
        ScanFault.TextTurned => "字没有转正",
        ScanFault.TurnedByCamera => "按相机方向转过",
        _ => "与另一张是同一页",
    };

    public static string Label(this MaskKind kind) => kind switch
    {
        MaskKind.Name => "姓名",
        MaskKind.IdNumber => "身份证号码",
        MaskKind.Photo => "照片",
        MaskKind.EyesInPhoto => "本人照片及身份证照片（只遮盖眼睛部位）",
        MaskKind.Employer => "工作单位",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Label(this DayKind kind) => kind switch
    {
        DayKind.Holiday => "放假",
        DayKind.MakeUp => "调休上班",
        DayKind.Weekend => "周末",
        _ => "上班",
    };

    public static string Label(this IntegritySubject subject) => subject switch
    {
        IntegritySubject.Person => "申报人",
        IntegritySubject.Employer => "用人单位",
        IntegritySubject.Expert => "评审专家",
        _ => "工作人员",
    };

    public static string Label(this FixUnit unit) => unit switch
    {
        FixUnit.Hours => "小时",
        FixUnit.CalendarDays => "日",
        FixUnit.WorkingDays => "个工作日",
        _ => "申报期结束前",
    };
}
