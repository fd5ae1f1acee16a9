namespace TitleReview.Domain.Messages;

/// <summary>会告诉人的事，一种一个模板。</summary>
public enum MessageKind
{
    // ── 申报人 ──
    Submitted, Withdrawn, PassedOn, FormalityPassed, PrintReady, Returned, TryRefunded, Declined, Lapsed, FilingMoved,
    FeeDue, FeeSettled, FeeCorrected, PaymentConfirmed, PaymentRefused, FeeRefunded, MaterialsReceived, MaterialsUndone, PaperMissing,
    NoticePosted, NoticeConcluded, StaffConfirmed, StaffRefused, BarRecorded, BarLifted, WindowExtended, RemindApplicant, ResultAnnounced, ResultConfirmed, ResultEnded, RecheckAnswered, CertificateReady,
    DefenceSet, DefenceMoved, DefenceOff, DefenceExempted,

    // ── 机构 ──
    FilingsArrived, StaffWaiting, EmployersWaiting, SentBack, EmployerApproved, EmployerReturned, NoticeOver, ObjectionOpen, SecondWanted, RemindEmployer, BulkDone,
    FeesDue, PaymentsArrived, MaterialsTaken, PapersMissing, DrawCommitted, MirrorWanted, ResultObjected, ResultDecisionWanted, DefencesSet,

    // ── 专家、观察员 ──
    CaseAssigned, MeetingCalled, MeetingChanged, MeetingCancelled,

    // ── 各种身份 ──
    AccountChanged, AccountInvited, MailToConfirm, DeputyAppointed, HandoverOffered, HandoverDecided,

    // ── 期限快到 ──
    FixEnding, WindowEnding, ArrivalEnding, NoticeEnding, MilestoneEnding, ReviewEnding,
}

/// <summary>收不收邮件，按这三类选。</summary>
[Flags]
public enum MessageTopics { None = 0, Progress = 1, Deadlines = 2, Desk = 4, All = Progress | Deadlines | Desk }

/// <summary>一种通知：叫什么，属于哪一类，模板里能填入哪几项。</summary>
/// <param name="Digest">一段时间里的合成一条，如“新到 37 件”。</param>
/// <param name="Urgent">愿收短信的，也发短信。</param>
/// <param name="Reminder">期限之前的提醒：期限一过就没有用了，不再告诉、不再发。</param>
public sealed record MessageSort(MessageKind Kind, string Name, MessageTopics Topic, IReadOnlyList<string> Placeholders, bool Digest = false, bool Urgent = false, bool Reminder = false)
{
    private static readonly string[] Always = ["姓名", "计划"];
    private static readonly string[] Filing = [.. Always, "编号", "系列", "专业", "级别", "单位"];

    /// <summary>全部，按人遇到的次序；有一条测试查漏。</summary>
    public static readonly IReadOnlyList<MessageSort> All =
    [
        new(MessageKind.Submitted, "已提交", MessageTopics.Progress, [.. Filing, "第几次", "还剩几次", "下一站"]),
        new(MessageKind.Withdrawn, "已撤回", MessageTopics.Progress, [.. Filing, "还剩几次"]),
        new(MessageKind.PassedOn, "一级审核通过", MessageTopics.Progress, [.. Filing, "机构", "下一站"]),
        new(MessageKind.FormalityPassed, "形式审核通过", MessageTopics.Progress, [.. Filing, "机构", "下一步"], Urgent: true),
        new(MessageKind.PrintReady, "可以打印评审表", MessageTopics.Progress, [.. Filing, "份数"]),
        new(MessageKind.Returned, "退回补正", MessageTopics.Progress, [.. Filing, "机构", "处数", "期限", "还剩几次"], Urgent: true),
        new(MessageKind.TryRefunded, "退还提交机会", MessageTopics.Progress, [.. Filing, "理由", "还剩几次", "怎么办", "期限"], Urgent: true),
        new(MessageKind.Declined, "不予受理", MessageTopics.Progress, [.. Filing, "机构"], Urgent: true),
        new(MessageKind.Lapsed, "逾期办结", MessageTopics.Progress, [.. Filing, "结果"], Urgent: true),
        new(MessageKind.FilingMoved, "办理有进展", MessageTopics.Progress, [.. Filing, "办理", "机构"]),
        new(MessageKind.FeeDue, "请缴评审费", MessageTopics.Deadlines, [.. Filing, "金额", "何时", "期限", "还剩"], Urgent: true),
        new(MessageKind.FeeSettled, "评审费已缴清", MessageTopics.Progress, [.. Filing, "金额"]),
        new(MessageKind.FeeCorrected, "评审费的登记更正", MessageTopics.Progress, [.. Filing, "金额", "理由"], Urgent: true),
        new(MessageKind.PaymentConfirmed, "缴款已核实", MessageTopics.Progress, ["姓名", "金额", "份数", "收据"]),
        new(MessageKind.PaymentRefused, "回单没有通过核实", MessageTopics.Progress, ["姓名", "金额", "理由"], Urgent: true),
        new(MessageKind.FeeRefunded, "退费", MessageTopics.Progress, ["姓名", "金额", "理由"]),
        new(MessageKind.MaterialsReceived, "评审委员会已接收材料", MessageTopics.Progress, [.. Filing, "机构"]),
        new(MessageKind.MaterialsUndone, "材料的接收撤销", MessageTopics.Progress, [.. Filing, "申报人", "机构", "理由"]),
        new(MessageKind.PaperMissing, "纸质材料还没有交齐", MessageTopics.Deadlines, [.. Filing, "缺", "何时", "期限", "还剩"], Urgent: true),
        new(MessageKind.NoticePosted, "单位公示开始", MessageTopics.Progress, [.. Filing, "首日", "末日"]),
        new(MessageKind.NoticeConcluded, "公示结果已出具", MessageTopics.Progress, Filing),
        new(MessageKind.StaffConfirmed, "个人注册已确认", MessageTopics.Progress, ["姓名", "单位"]),
        new(MessageKind.StaffRefused, "个人注册没有确认", MessageTopics.Progress, ["姓名", "单位"]),
        new(MessageKind.BarRecorded, "记入诚信记录", MessageTopics.Progress, ["姓名", "编号", "机构", "自", "至"], Urgent: true),
        new(MessageKind.BarLifted, "诚信记录解除", MessageTopics.Progress, ["姓名", "编号", "机构"]),
        new(MessageKind.WindowExtended, "申报时间延长", MessageTopics.Deadlines, [.. Filing, "期限", "理由"]),
        new(MessageKind.RemindApplicant, "审核机构的提醒", MessageTopics.Progress, [.. Filing, "提醒的机构", "现状", "附言"], Urgent: true),
        new(MessageKind.ResultAnnounced, "评审结果公布", MessageTopics.Progress, [.. Filing, "结果", "怎么办"], Urgent: true),
        new(MessageKind.ResultConfirmed, "评审结果已确认", MessageTopics.Progress, [.. Filing, "机构", "文号"], Urgent: true),
        new(MessageKind.ResultEnded, "评审结果有变动", MessageTopics.Progress, [.. Filing, "结果", "理由"], Urgent: true),
        new(MessageKind.RecheckAnswered, "复查有了答复", MessageTopics.Progress, [.. Filing, "回执", "结果"], Urgent: true),
        new(MessageKind.CertificateReady, "电子证书可以下载", MessageTopics.Progress, [.. Filing, "证书"], Urgent: true),
        new(MessageKind.DefenceSet, "请参加答辩", MessageTopics.Deadlines, [.. Filing, "时间", "地点", "怎么办"], Urgent: true),
        new(MessageKind.DefenceMoved, "答辩改了时间、地点", MessageTopics.Deadlines, [.. Filing, "改了", "原来", "时间", "地点", "怎么办"], Urgent: true),
        new(MessageKind.DefenceOff, "答辩另行通知", MessageTopics.Deadlines, [.. Filing, "理由"], Urgent: true),
        new(MessageKind.DefenceExempted, "免于答辩的结果", MessageTopics.Progress, [.. Filing, "结果", "理由"], Urgent: true),
        new(MessageKind.FilingsArrived, "新到待审核的申报", MessageTopics.Desk, ["姓名", "机构", "件数", "清单"], Digest: true),
        new(MessageKind.StaffWaiting, "新到待确认的人员", MessageTopics.Desk, ["姓名", "机构", "件数", "清单"], Digest: true),
        new(MessageKind.EmployersWaiting, "新到待审核的单位注册", MessageTopics.Desk, ["姓名", "机构", "件数", "清单"], Digest: true),
        new(MessageKind.SentBack, "本单位的申报被退回、办结", MessageTopics.Desk, ["姓名", "机构", "件数", "清单"], Digest: true),
        new(MessageKind.EmployerApproved, "单位注册通过", MessageTopics.Progress, ["姓名", "单位", "机构"]),
        new(MessageKind.EmployerReturned, "单位注册被退回", MessageTopics.Progress, ["姓名", "单位", "机构"]),
        new(MessageKind.NoticeOver, "公示期满，可以出具结果", MessageTopics.Deadlines, [.. Filing, "申报人", "末日"]),
        new(MessageKind.ObjectionOpen, "公示有异议待核查", MessageTopics.Desk, [.. Filing, "申报人", "末日"]),
        new(MessageKind.SecondWanted, "有一件事等您同意", MessageTopics.Desk, [.. Filing, "申报人", "事项", "经办人"]),
        new(MessageKind.RemindEmployer, "上级提醒单位过问", MessageTopics.Desk, ["姓名", "机构", "件数", "清单", "提醒的机构", "附言"], Digest: true),
        new(MessageKind.BulkDone, "成批办理办完了", MessageTopics.Desk, ["姓名", "办理", "件数"]),
        new(MessageKind.FeesDue, "请单位缴评审费", MessageTopics.Deadlines, ["姓名", "机构", "件数", "清单", "何时"], Digest: true),
        new(MessageKind.PaymentsArrived, "新到待核实的缴款", MessageTopics.Desk, ["姓名", "机构", "件数"], Digest: true),
        new(MessageKind.MaterialsTaken, "本单位的材料已被接收", MessageTopics.Desk, ["姓名", "机构", "件数", "清单"], Digest: true),
        new(MessageKind.PapersMissing, "本单位的纸质材料没有交齐", MessageTopics.Deadlines, ["姓名", "机构", "件数", "清单", "何时"], Digest: true),
        new(MessageKind.DrawCommitted, "抽取专家已承诺", MessageTopics.Desk, ["姓名", "计划", "评委会", "承诺", "名单摘要", "公开数", "时刻", "经办人"]),
        new(MessageKind.MirrorWanted, "请单位同步公示评审结果", MessageTopics.Deadlines, ["姓名", "机构", "首日", "末日"]),
        new(MessageKind.DefencesSet, "本单位有人参加答辩", MessageTopics.Deadlines, ["姓名", "机构", "件数", "清单"], Digest: true),
        new(MessageKind.ResultObjected, "评审结果有异议、复查待核查", MessageTopics.Desk, ["姓名", "机构", "回执", "事项"]),
        new(MessageKind.ResultDecisionWanted, "评审结果等您同意", MessageTopics.Desk, ["姓名", "机构", "事项", "件数", "经办人"]),
        new(MessageKind.CaseAssigned, "送来新的案卷", MessageTopics.Desk, ["姓名", "机构", "件数"], Digest: true),
        new(MessageKind.MeetingCalled, "请您参加评审会", MessageTopics.Desk, ["姓名", "计划", "评审会", "时间", "地点", "身份"], Urgent: true),
        new(MessageKind.MeetingChanged, "评审会有变动", MessageTopics.Desk, ["姓名", "计划", "评审会", "时间", "地点"], Urgent: true),
        new(MessageKind.MeetingCancelled, "不用参加评审会了", MessageTopics.Desk, ["姓名", "计划", "评审会", "时间", "地点", "理由"], Urgent: true),
        new(MessageKind.AccountChanged, "账号有变动", MessageTopics.Progress, ["姓名", "办理", "经办人"]),
        new(MessageKind.AccountInvited, "邀请激活账号", MessageTopics.Progress, ["姓名", "单位", "经办人"]),
        new(MessageKind.MailToConfirm, "确认邮箱", MessageTopics.Progress, ["姓名"]),
        new(MessageKind.DeputyAppointed, "请您代办", MessageTopics.Progress, ["姓名", "经办人", "自", "至"]),
        new(MessageKind.HandoverOffered, "请您接收交接", MessageTopics.Progress, ["姓名", "经办人", "件数"]),
        new(MessageKind.HandoverDecided, "交接有了结果", MessageTopics.Progress, ["姓名", "经办人", "结果"]),
        new(MessageKind.FixEnding, "补正期快到", MessageTopics.Deadlines, [.. Filing, "期限", "还剩", "处数", "还剩几次"], Urgent: true, Reminder: true),
        new(MessageKind.WindowEnding, "申报期快到，还没有提交", MessageTopics.Deadlines, [.. Filing, "期限", "还剩"], Urgent: true, Reminder: true),
        new(MessageKind.ArrivalEnding, "截止前须报到评委会", MessageTopics.Deadlines, [.. Filing, "申报人", "期限", "还剩"], Reminder: true),
        new(MessageKind.NoticeEnding, "公示快到期", MessageTopics.Deadlines, [.. Filing, "申报人", "末日"], Reminder: true),
        new(MessageKind.MilestoneEnding, "缴费、交纸质材料、答辩的日子快到", MessageTopics.Deadlines, [.. Filing, "事项", "期限", "还剩"], Urgent: true, Reminder: true),
        new(MessageKind.ReviewEnding, "审核截止快到", MessageTopics.Deadlines, ["姓名", "机构", "计划", "事项", "期限", "还剩", "件数"], Reminder: true),
    ];

    private static readonly Dictionary<MessageKind, MessageSort> ByKind = All.ToDictionary(s => s.Kind);

    public static MessageSort Of(MessageKind kind) => ByKind[kind];
}
