using TitleReview.Domain.Ballots;
using TitleReview.Domain.Meetings;

namespace TitleReview.Domain.Results;

/// <summary>通过、没有通过（表决），或者没有表决就定了：一票否决，如国语、答辩不合格（KZ-07）。</summary>
public enum Verdict { Passed, NotPassed, KnockedOut }

/// <summary>已表决（还没有公布）、结果公示、已确认、未通过、重新评审、已撤销。</summary>
public enum ResultState { Voted, Publicised, Confirmed, NotPassed, Reexamining, Revoked }

/// <summary>这一位是谁、谁来办：申报、人、单位、计划、评审办事机构。</summary>
public sealed record ResultSubject(FilingId Filing, ApplicantId Applicant, OfficeId Employer, PlanId Plan, OfficeId Office);

/// <summary>
/// 一份申报在一次评审会的结果。票数只在封存的计票里，这里记的是哪一轮、那一行计票的摘要；公布之前只有评审办事机构看得到。
/// </summary>
public sealed class ReviewResult : ITenantOwned
{
    private ReviewResult() { }

    private ReviewResult(ResultId id, Meeting meeting, ResultSubject subject, Verdict verdict, Moment now) =>
        (Id, MeetingId, FilingId, ApplicantId, EmployerId, PlanId, OfficeId, Verdict, TakenAt) = (id, meeting.Id, subject.Filing, subject.Applicant, subject.Employer, subject.Plan, subject.Office, verdict, now.Instant);

    public TenantId TenantId { get; set; }
    public ResultId Id { get; private set; }
    public MeetingId MeetingId { get; private set; }
    public FilingId FilingId { get; private set; }
    public ApplicantId ApplicantId { get; private set; }
    public OfficeId EmployerId { get; private set; }
    public PlanId PlanId { get; private set; }

    /// <summary>评审办事机构。</summary>
    public OfficeId OfficeId { get; private set; }

    public Verdict Verdict { get; private set; }

    /// <summary>没有表决就定了的，为什么。</summary>
    public string? Reason { get; private set; }

    /// <summary>出自哪一轮；没有表决的为空。</summary>
    public RoundId? RoundId { get; private set; }

    /// <summary>那一行计票的摘要：计票以后被改，对得出来。</summary>
    public string? TallyDigest { get; private set; }

    /// <summary>表决的日子；没有表决的，是定下的日子。</summary>
    public DateOnly DecidedOn { get; private set; }

    public DateTimeOffset TakenAt { get; private set; }
    public ResultState State { get; private set; }

    /// <summary>在哪一次公示里公布的。</summary>
    public ResultNoticeId? NoticeId { get; private set; }

    /// <summary>正等第二个人同意的确认、撤销。</summary>
    public ResultDecisionId? WaitingId { get; private set; }

    /// <summary>确认的文号与日期。</summary>
    public string? DocumentNumber { get; private set; }

    public DateOnly? ConfirmedOn { get; private set; }

    /// <summary>确认的人社部门。</summary>
    public string? ConfirmedBy { get; private set; }

    /// <summary>公示之后不通过、重新评审，确认之后撤销的缘由。</summary>
    public string? EndReason { get; private set; }

    public string? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public uint Version { get; private set; }

    /// <summary>公布了没有；没有公布的，本人、单位、公众都看不到。</summary>
    public bool IsAnnounced => State != ResultState.Voted;

    /// <summary>照一轮开了的票。</summary>
    /// <exception cref="ArgumentException">那一轮没有开票，或没有这一位：不该拿来作结果。</exception>
    public static ReviewResult Of(ResultId id, Meeting meeting, BallotRound round, ResultSubject subject, Moment now)
    {
        if (round.State != RoundState.Closed || round.MeetingId != meeting.Id || round.Of(subject.Filing) is not { Passed: { } passed } counted) throw new ArgumentException("A round that has not counted this filing.", nameof(round));

        return new(id, meeting, subject, passed ? Verdict.Passed : Verdict.NotPassed, now)
        {
            RoundId = round.Id, TallyDigest = DigestOf(counted), DecidedOn = new Moment(round.ClosedAt!.Value).Today,
        };
    }

    /// <summary>没有表决就定了的：一票否决。</summary>
    public static (ReviewResult? Result, Refusal? Refusal) KnockOut(ResultId id, Meeting meeting, ResultSubject subject, string? reason, Moment now) =>
        Validation.Filled("否决的原因", 200)(reason.Plain()) is { } missing ? (null, new InvalidInput(nameof(Reason), missing))
        : (new(id, meeting, subject, Verdict.KnockedOut, now) { Reason = reason.Plain(), DecidedOn = now.Today }, null);

    /// <summary>一行计票的摘要：应到、表决人、回避、三种票、通过没有。</summary>
    public static string DigestOf(BallotCase counted) => Digests.Of(string.Join(' ',
        counted.RoundId.Value, counted.FilingId.Value, counted.Members, counted.Attending, counted.Recused, counted.InFavour, counted.Against, counted.Abstained, counted.Passed));

    /// <summary>封存的计票与作结果时的一个字不差。</summary>
    public bool Reconciles(BallotCase? counted) => RoundId is null || (counted is not null && counted.RoundId == RoundId && counted.FilingId == FilingId && DigestOf(counted) == TallyDigest);

    /// <summary>公布：通过的进入公示，没有通过的就此告诉本人。</summary>
    public void Announce(ResultNoticeId notice) => (NoticeId, State) = (notice, Verdict == Verdict.Passed ? ResultState.Publicised : ResultState.NotPassed);

    /// <summary>异议、复查查实的：公示中的不通过，或者（没有通过的也可以）重新评审，列进下一次评审会。</summary>
    internal Refusal? Reopen(bool again, string reason, Actor by, Moment now)
    {
        if (State is not (ResultState.Publicised or ResultState.NotPassed) || WaitingId is not null) return new ResultNotSo(State);
        if (State == ResultState.NotPassed && !again) return new ResultNotSo(State);
        return End(again ? ResultState.Reexamining : ResultState.NotPassed, reason, by, now);
    }

    /// <summary>有人提出确认、撤销、更正：等第二个人。</summary>
    public Refusal? Await(ResultDecision decision)
    {
        if (WaitingId is not null) return new DecisionUnderWay();
        ResultState[] from = decision.Kind switch
        {
            DecisionKind.Confirm or DecisionKind.Fail => [ResultState.Publicised],
            DecisionKind.Again => [ResultState.Publicised, ResultState.NotPassed],
            _ => [ResultState.Confirmed],
        };
        if (!from.Contains(State)) return new ResultNotSo(State);

        WaitingId = decision.Id;
        return null;
    }

    /// <summary>第二个人说了：同意的照办，不同意的回到原来。</summary>
    /// <param name="office">人社部门的名称。</param>
    internal void Settle(ResultDecision decision, bool agreed, string office, Actor by, Moment now)
    {
        WaitingId = null;
        if (!agreed) return;

        if (decision.Kind == DecisionKind.Confirm) (State, DocumentNumber, ConfirmedOn, ConfirmedBy) = (ResultState.Confirmed, decision.Number, decision.Day, office);
        else if (decision.Kind == DecisionKind.Revoke) End(ResultState.Revoked, $"{decision.Reason?.TrimEnd('。')}（{decision.Number}）", by, now);
    }

    private Refusal? End(ResultState state, string reason, Actor by, Moment now)
    {
        (State, EndReason, EndedBy, EndedAt) = (state, reason, by.Signature, now.Instant);
        return null;
    }

    /// <summary>整条记录的摘要，每次变动记进审计链。</summary>
    public string RecordDigest => Digests.OfRecord(
        Id.Value, MeetingId.Value, FilingId.Value, ApplicantId.Value, EmployerId.Value, PlanId.Value, OfficeId.Value, Verdict, Reason, RoundId?.Value, TallyDigest, DecidedOn.ToString("O"), TakenAt.Exact(),
        State, NoticeId?.Value, WaitingId?.Value, DocumentNumber, ConfirmedOn?.ToString("O"), ConfirmedBy, EndReason, EndedBy, EndedAt?.Exact());
}

public sealed record ResultNotSo(ResultState State) : Refusal($"这一位现在是“{State.Label()}”，不能办这件事。请刷新看看。");
public sealed record DecisionUnderWay() : Refusal("这一位正有一件确认、撤销或更正等第二个人同意，先等它办完。");
public sealed record ResultsTakenAlready() : Refusal("这次评审会的结果刚刚取过了，请刷新看看。");
