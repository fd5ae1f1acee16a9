using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Results;

namespace TitleReview.App.Meetings;

/// <summary>一个专业：抽几位委员、几位候补，名单上几位，其中因利害关系排除几位。</summary>
public sealed record ReportStratum(string Specialty, int Members, int Alternates, int Candidates, int Excluded);

/// <summary>同一评委会、同一计划的一次抽取。</summary>
/// <param name="Ours">这次评审会照的就是它；别的是作废、重抽了的。</param>
/// <param name="Fault">打开报告时重做一遍，对不上的地方；相符为空。</param>
/// <param name="Witnessed">抽出时写了在场的纪检人员。</param>
public sealed record ReportDraw(
    int No, bool Ours, DrawState State, string Commitment, string RosterDigest, string Source, DateTimeOffset KnownAt, string? PublicValue, DateTimeOffset CommittedAt, DateTimeOffset? DrawnAt, bool Witnessed,
    IReadOnlyList<ReportStratum> Strata, IReadOnlyList<(string Out, string In, string Reason, DateTimeOffset At)> Changes, string? Reason, string? Fault);

/// <summary>一位委员的到会，只有编号。</summary>
/// <param name="Late">第一轮开投之后才签到。</param>
/// <param name="LeftEarly">最后一轮开票之前签退，没有回来。</param>
/// <param name="ByHand">几次签到、签退是别人替签的。</param>
public sealed record ReportMember(string Code, SeatKind Kind, DateTimeOffset? PledgedAt, bool PledgedOnPaper, IReadOnlyList<(DateTimeOffset From, DateTimeOffset? To)> Spans, bool Late, bool LeftEarly, int ByHand);

/// <summary>一轮里的一位：够没够法定人数，照那一轮开投时的约定算。</summary>
/// <param name="Least">法定人数最少几位。</param>
public sealed record ReportCase(int No, string Code, Roll Roll, int Least, bool Quorate, Tally? Counts, bool? Passed);

public sealed record ReportRound(int No, RoundKind Kind, RoundState State, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, string? Reason, string? AnnulReason, IReadOnlyList<ReportCase> Cases)
{
    /// <summary>从开投到开票（作废）的整秒数；还没有完的为空。</summary>
    public int? Seconds => ClosedAt is { } closed ? (int)(closed - OpenedAt).TotalSeconds : null;

    public int? SecondsPerCase => Seconds / Math.Max(1, Cases.Count);
}

/// <param name="AfterOpening">开会之后才登记的。</param>
public sealed record ReportRecusal(TieKind Kind, int Count, int AfterOpening);

public sealed record ReportIncident(DateTimeOffset At, string Text, bool AsksPause, DateTimeOffset? AnsweredAt, string? Answer)
{
    public int? MinutesToAnswer => AnsweredAt is { } at ? (int)(at - At).TotalMinutes : null;
}

/// <summary>一个机构（或一个县市、一类合计）在这个计划里办的：退回率。件数太少的只写件数，认不出是谁的那一份。</summary>
/// <param name="Filings">经手几份申报。</param>
/// <param name="Handled">办了几次：通过、退回、不予受理。</param>
/// <param name="Untold">退回里首次未告知、第二个人同意了的。</param>
/// <param name="Refunded">退还了提交机会的。</param>
/// <param name="MedianDays">从到它手里到它办理，天数的中位数。</param>
public sealed record ReportDesk(string Name, OfficeKind? Kind, string Place, long Filings, long Handled, long Returned, long Declined, long Refunded, long Untold, double? MedianDays)
{
    /// <summary>少于这么多份的不写率。</summary>
    public const int LeastForRate = 3;

    /// <summary>退回率，百分数；份数太少的为空。</summary>
    public decimal? Percent => Filings >= LeastForRate && Handled > 0 ? 100m * Returned / Handled : null;
}

/// <param name="Employers">用人单位一家一行；页面、打印件上只写合计。</param>
public sealed record ReportDesks(ReportDesk Total, IReadOnlyList<ReportDesk> Offices, IReadOnlyList<ReportDesk> Employers, IReadOnlyList<ReportDesk> Counties);

/// <summary>破例、放宽的各种。</summary>
public enum GrantKind { WindowExtended, LateSubmission, TrainingExempt, DefenceExempt, Relaxed, VetoLifted, UntoldReturn, RefundTry, FeeRefund, BarLifted, UndoReceive, CaseWithdrawn }

/// <summary>过了时候的、由人代办的各种。</summary>
public enum LateKind { Lapsed, PapersLate, FeesOverdue, ByDeputy }

/// <param name="Office">哪个机构；不是一个机构的事的为空。</param>
/// <param name="At">成批数出来的为空。</param>
public sealed record ReportGrant(GrantKind Kind, string? Office, DateTimeOffset? At, string? Words, long Count);

/// <summary>异议：公示中收到、了结、查实的各几件。</summary>
public sealed record ReportObjections(string What, long Received, long Settled, long Upheld);

/// <summary>
/// 监督报告（N20）：一次评审会的抽取、到会、时间、回避、情况、结果，与它所照的计划的退回、放宽、异议。
/// 没有申报人的姓名；委员只有编号；经办的只写机构。每个数都从记录里数出来。
/// </summary>
public sealed record MeetingReport(
    Meeting Meeting, string Committee, string Office, PlanTerms Terms, IReadOnlyList<ReportDraw> Draws, IReadOnlyList<ReportMember> Members, (int Assigned, int Submitted) Opinions, IReadOnlyList<ReportRound> Rounds, int Agenda,
    IReadOnlyList<ReportRecusal> Recusals, IReadOnlyList<ReportIncident> Incidents, IReadOnlyList<ReportGrant> Grants, IReadOnlyDictionary<LateKind, long> Late, ReportDesks Desks, IReadOnlyList<ReportObjections> Objections,
    IReadOnlyList<(Verdict Verdict, ResultState State, int Count)> Results, Moment Now)
{
    /// <summary>照着写成的各部分：页面、打印件、电子表格都是它。</summary>
    public IReadOnlyList<ReportPart> Parts => ReportWords.Of(this);
}

/// <summary>一个数：是什么、多少、照哪条规定。</summary>
public sealed record ReportFact(string Name, string Value, string Rule);

/// <param name="Widths">各栏的比例。</param>
public sealed record ReportTable(string Title, IReadOnlyList<(string Head, double Width)> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

public sealed record ReportPart(string Key, string Title, IReadOnlyList<ReportFact> Facts, IReadOnlyList<ReportTable> Tables);
