using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Filings;

public sealed record NotPossibleNow(FilingStatus Status, FilingAction Action)
    : Refusal($"这份申报现在是“{Status.Label()}”，不能{Action.Label()}。请刷新页面看最新进展。");
public sealed record NoSubmissionsLeft(int Limit) : Refusal($"每人最多提交 {Limit} 次，次数已用完，不能再提交。");
public sealed record NotYourStop(string OfficeName) : Refusal($"这份申报正在“{OfficeName}”审核，不在您这一级。");
public sealed record AlreadyFiled() : Refusal("您在本年度计划中已经有一份申报，每人只能申报一项。请从“我的申报”打开它。");
public sealed record FiledElsewhere() : Refusal("您本年度已在另一个评审端口提交申报。两种资格在同一年度内不得同时申报，请先撤回那一份；已经有机构办理的，本年度不能再在这里申报。");
public sealed record FixWindowOver(DateTimeOffset Deadline) : Refusal($"补正期已于{Deadline.Print()}结束，不能再提交。");
public sealed record OfficeHasActed() : Refusal("已有机构办理过这份申报，不能撤回。如需修改，请联系审核机构退回。");
public sealed record LastTryNotWithdrawn(int Limit) : Refusal($"{Limit} 次提交机会已用完，撤回后就交不上了，所以不能撤回。确需修改的，请联系用人单位。");
public sealed record PrecheckBlocks(int Count) : Refusal($"预审还有 {Count} 处必须先改正。请看预审结果，逐条改好再提交，没有用掉提交次数。");
public sealed record NotYetRecommended() : Refusal("本计划要求单位先研究同意推荐，再张贴公示。请先登记研究的日期和形式。");
public sealed record RecommendedBeforeNotice() : Refusal("公示已经张贴，研究推荐的记录不能再改。");
public sealed record NotAskedByPlan() : Refusal("本计划没有这一项，不用登记。");
public sealed record CorrectionsRequired() : Refusal("退回须一次性写明全部需要补正的事项，至少一条，每条写清哪里不符合、怎么改。");
public sealed record ReturnUsedUp(int Limit) : Refusal($"申请人已用完 {Limit} 次提交机会，退回后不能再交。符合条件请通过，仍不符合要求请作不予受理。");
public sealed record ReturnTooLate(DateTimeOffset Closes) : Refusal($"申报时限已于{Closes.Print()}结束，退回后申请人不能再提交。符合条件请通过，否则请作不予受理。");
public sealed record MayNotDecline(string OfficeName) : Refusal($"“{OfficeName}”这一级不作不予受理，请退回补正。");
public sealed record OpinionRequired() : Refusal("请填写审核意见，可以选用固定措辞。");
public sealed record NoticeNotOver() : Refusal("单位公示还没有满期并出具结果，暂不能通过。请先办理公示。");
public sealed record OriginalsNotChecked() : Refusal("请核对原件并勾选“原件已核”，再通过。");
public sealed record PrintTooEarly() : Refusal("评审表在形式审核通过之后才能打印。");
public sealed record PrintNotWanted() : Refusal("本年度不要求提交纸质评审表，不必打印。");
public sealed record CommitteeDeadlineOver(DateTimeOffset Closes) : Refusal($"须在{Closes.Print()}之前报到评审委员会，现在已过期限，不能再报送。");
public sealed record PrintGateNotReached() : Refusal("评审委员会接收材料之后才能打印评审表。");
public sealed record NoFieldHere() : Refusal("表中没有这一栏，请刷新页面后再填。");
public sealed record TooManyRows(int Max) : Refusal($"这一项最多 {Max} 行。");
public sealed record HasRows(string Title) : Refusal($"“{Title}”已经填了内容，不能再填“无”。确实没有的，请先删去各行。");
public sealed record ModuleNeedsRows(string Title, int MinRows) : Refusal($"“{Title}”至少要填 {MinRows} 行，不能填“无”。");
public sealed record NotDueYet(DateTimeOffset Deadline) : Refusal($"期限到{Deadline.Print()}才结束。");
public sealed record NothingToRefund() : Refusal("最近一次退回不是本机构作的，或者已经退还过机会，不能再退还。");
public sealed record TryNotCounted() : Refusal("那一次退回没有用掉提交机会，不用退还。");
public sealed record RefundTooLate(DateTimeOffset Closes) : Refusal($"申报时限已于{Closes.Print()}结束，退还了机会也交不上来。确属机构失误的，请由组织单位延长申报期后再退还。");
