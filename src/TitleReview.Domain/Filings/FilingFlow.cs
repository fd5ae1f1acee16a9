using static TitleReview.Domain.Filings.FilingAction;
using static TitleReview.Domain.Filings.FilingStatus;

namespace TitleReview.Domain.Filings;

/// <summary>状态只说申报在谁手里；公示、缴费、打印是记了日期的事实，不是状态。</summary>
public enum FilingStatus { Draft, InApproval, Returned, FormalityPassed, NotAccepted, Lapsed }

public enum FilingAction { Submit, Withdraw, Recommend, RecordDepartmentNotice, Approve, Return, Decline, Lapse, RefundTry, PrintForm, Receive, UndoReceive }

/// <summary>申报流转表：一份申报能走的每一步，都在这一页。</summary>
public static class FilingFlow
{
    public static readonly IReadOnlyList<(FilingStatus From, FilingAction Action, FilingStatus To)> Passages =
    [
        (Draft,            Submit,     InApproval),

        (InApproval,       Withdraw,   Draft),              // 第一级审核之前可以撤回，次数不退
        (InApproval,       Recommend,  InApproval),         // 单位研究同意推荐，之后才张贴公示（AK-17）
        (InApproval,       RecordDepartmentNotice, InApproval), // 登记主管部门的公示（TC-33）
        (InApproval,       Approve,    InApproval),         // 报送上一级
        (InApproval,       Approve,    FormalityPassed),    // 末级：形式审核通过
        (InApproval,       Return,     Returned),
        (InApproval,       Decline,    NotAccepted),        // 不予受理

        (InApproval,       Lapse,      Lapsed),             // 截止时没有报到评委会（AK-04）

        (Returned,         Submit,     InApproval),         // 补正后重新提交，又用一次
        (Returned,         Lapse,      Lapsed),             // 补正期满，视为放弃
        (Returned,         Lapse,      NotAccepted),        // ……或计划定为不予受理（TC-16）

        (InApproval,       RefundTry,  InApproval),         // 那次退回是机构的失误：退还用掉的机会（N7）
        (Returned,         RefundTry,  Returned),           // ……补正期重新算
        (Lapsed,           RefundTry,  Returned),           // ……期满办结了的，还交得上来就重新打开
        (NotAccepted,      RefundTry,  Returned),

        (FormalityPassed,  PrintForm,  FormalityPassed),    // 打印评审表
        (FormalityPassed,  Receive,    FormalityPassed),    // 评审委员会已接收材料（BZ-23）
        (FormalityPassed,  UndoReceive, FormalityPassed),   // ……收错了，写明理由撤销
    ];

    public static Refusal? WhyNot(FilingStatus now, FilingAction action) =>
        Passages.Any(p => p.From == now && p.Action == action) ? null : new NotPossibleNow(now, action);
}
