using TitleReview.Domain.Certificates;

namespace TitleReview.Domain.Results;

/// <summary>确认一批通过的；撤销一位已经确认的；更正一位证书上的姓名；异议、复查查实了的，一位重新评审、不予通过。</summary>
public enum DecisionKind { Confirm, Revoke, Correct, Again, Fail }

/// <summary>等第二个人、同意了、没有同意。</summary>
public enum DecisionState { Waiting, Agreed, Refused }

/// <summary>
/// 人社部门的一件决定：评审办事机构提出，人社部门的另一个人同意了才算数。确认写文号与日期；撤销另写查实的行为与依据（人社部令第40号）；
/// 更正写凭什么，证书上别的内容都出自确认的结果，不在这里改。
/// </summary>
public sealed class ResultDecision : ITenantOwned
{
    private ResultDecision() { }

    public TenantId TenantId { get; set; }
    public ResultDecisionId Id { get; private set; }
    public DecisionKind Kind { get; private set; }
    public DecisionState State { get; private set; }
    public MeetingId MeetingId { get; private set; }

    /// <summary>提出的评审办事机构。</summary>
    public OfficeId OfficeId { get; private set; }

    /// <summary>由谁同意：人社部门；提出的就是人社部门的，由它的另一个人。</summary>
    public OfficeId DeciderId { get; private set; }

    /// <summary>文号；更正的是证书编号；查实的写明是异议还是复查。</summary>
    public string Number { get; private set; } = "";

    public DateOnly Day { get; private set; }
    public IReadOnlyList<ResultId> People { get; private set; } = [];

    /// <summary>撤销的：查实的行为；更正的：缘由；查实的：核查与处理结果；确认的为空。</summary>
    public string? Reason { get; private set; }

    /// <summary>撤销的依据；更正凭的证明。</summary>
    public string? Basis { get; private set; }

    /// <summary>更正的：证书上改为这个姓名。</summary>
    public string? NewName { get; private set; }

    /// <summary>查实的是哪一条异议、复查。</summary>
    public Guid? ObjectionId { get; private set; }

    public UserId ProposedBy { get; private set; }
    public string ProposedByName { get; private set; } = "";
    public DateTimeOffset ProposedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public UserId? DecidedById { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? DecidedReason { get; private set; }
    public uint Version { get; private set; }

    /// <summary>提出确认：公示满期、没有未了结的异议的，可以分几批。</summary>
    public static (ResultDecision? Decision, Refusal? Refusal) Confirm(ResultDecisionId id, ResultNotice notice, IReadOnlyList<ReviewResult> people, OfficeId decider, string? number, DateOnly? day, Actor by, Moment now)
    {
        if (people.Count == 0) return (null, new NobodyChosen());
        foreach (var one in people)
            if (one.NoticeId != notice.Id) return (null, new NotFoundHere("位"));
            else if (notice.WhyNotConfirm(one.Id, now) is { } notYet) return (null, notYet);

        return Make(DecisionKind.Confirm, id, notice.MeetingId, notice.OfficeId, decider, people, number, day, notice.LastDay, null, null, by, now);
    }

    public static (ResultDecision? Decision, Refusal? Refusal) Revoke(ResultDecisionId id, ReviewResult result, OfficeId decider, string? number, DateOnly? day, string? reason, string? basis, Actor by, Moment now)
    {
        List<FieldError> errors = [];
        if (Validation.Filled("查实的行为", 200)(reason.Plain()) is { } noReason) errors.Add(new(nameof(Reason), noReason));
        if (Validation.Filled("依据", 200)(basis.Plain()) is { } noBasis) errors.Add(new(nameof(Basis), noBasis));
        return errors.Count > 0 ? (null, new InvalidInput(errors))
            : Make(DecisionKind.Revoke, id, result.MeetingId, result.OfficeId, decider, [result], number, day, result.ConfirmedOn ?? DateOnly.MinValue, reason.Plain(), basis.Plain(), by, now);
    }

    /// <summary>提出更正证书上的姓名：改了名、写错了字的，凭公安机关的证明一类；另一个人同意了才换发。</summary>
    public static (ResultDecision? Decision, Refusal? Refusal) Correct(ResultDecisionId id, ReviewResult result, OfficeId decider, Certificate certificate, string? name, string? reason, string? basis, Actor by, Moment now)
    {
        List<FieldError> errors = [];
        if (Validation.PersonName(name.Plain()) is { } wrong) errors.Add(new(nameof(NewName), wrong));
        else if (name.Plain() == certificate.Facts.Name) errors.Add(new(nameof(NewName), "与现在的姓名一样，没有要更正的；证书丢了、要重新发的，请办补发。"));
        if (Validation.Filled("缘由", 200)(reason.Plain()) is { } noReason) errors.Add(new(nameof(Reason), noReason));
        if (Validation.Filled("凭什么更正", 200)(basis.Plain()) is { } noBasis) errors.Add(new(nameof(Basis), noBasis));
        if (errors.Count > 0) return (null, new InvalidInput(errors));
        if (certificate.State != CertificateState.Valid) return (null, new CertificateOver(certificate.Number, certificate.State));

        var (decision, cannot) = Make(DecisionKind.Correct, id, result.MeetingId, result.OfficeId, decider, [result], certificate.Number, now.Today, DateOnly.MinValue, reason.Plain(), basis.Plain(), by, now);
        if (decision is not null) decision.NewName = name.Plain();
        return (decision, cannot);
    }

    /// <summary>异议、复查查实了，提出那一位重新评审或不予通过：一个人推翻不了表决的结果。</summary>
    public static (ResultDecision? Decision, Refusal? Refusal) Uphold(ResultDecisionId id, ReviewResult result, OfficeId decider, ResultObjection objection, bool again, string? outcome, Actor by, Moment now)
    {
        if (objection.WhyNotSettle(outcome) is { } cannot) return (null, cannot);

        var (decision, wrong) = Make(again ? DecisionKind.Again : DecisionKind.Fail, id, result.MeetingId, result.OfficeId, decider, [result], $"{objection.Matter}查实", now.Today, DateOnly.MinValue, outcome.Plain(), null, by, now);
        if (decision is not null) decision.ObjectionId = objection.Id;
        return (decision, wrong);
    }

    private static (ResultDecision?, Refusal?) Make(DecisionKind kind, ResultDecisionId id, MeetingId meeting, OfficeId office, OfficeId decider, IReadOnlyList<ReviewResult> people, string? number, DateOnly? day, DateOnly least, string? reason, string? basis, Actor by, Moment now)
    {
        List<FieldError> errors = [];
        if (Validation.Filled("文号", 60)(number.Plain()) is { } noNumber) errors.Add(new(nameof(Number), noNumber));
        if (day is null || day < least || day > now.Today) errors.Add(new(nameof(Day), $"请填写文件的日期，从{least.Print()}到今天。"));
        if (errors.Count > 0) return (null, new InvalidInput(errors));

        var decision = new ResultDecision
        {
            Id = id, Kind = kind, MeetingId = meeting, OfficeId = office, DeciderId = decider, Number = number.Plain(), Day = day!.Value, People = [.. people.Select(p => p.Id)], Reason = reason, Basis = basis,
            ProposedBy = by.UserId, ProposedByName = by.Signature, ProposedAt = now.Instant,
        };
        foreach (var one in people)
            if (one.Await(decision) is { } cannot) return (null, cannot);
        return (decision, null);
    }

    /// <param name="office">同意的人社部门的名称。</param>
    public Refusal? Decide(bool agree, string? reason, IReadOnlyList<ReviewResult> people, string office, Actor by, Moment now)
    {
        if (State != DecisionState.Waiting) return new DecidedAlready();
        if (by.WhyNotSecondTo(ProposedBy, new OwnDecision()) is { } own) return own;
        if (!agree && Validation.Filled("不同意的理由", 300)(reason.Plain()) is { } missing) return new InvalidInput(nameof(DecidedReason), missing);
        if (people.Count != People.Count || people.Any(p => p.WaitingId != Id)) return new DecidedAlready();

        (State, DecidedBy, DecidedById, DecidedAt, DecidedReason) = (agree ? DecisionState.Agreed : DecisionState.Refused, by.Signature, by.UserId, now.Instant, reason.Plain() is { Length: > 0 } words ? words : null);
        foreach (var one in people) one.Settle(this, agree, office, by, now);
        return null;
    }

    /// <summary>同意了的：异议、复查就此了结，那一位重新评审或不予通过。</summary>
    public Refusal? Uphold(ResultObjection objection, ReviewResult result, Actor by, Moment now) => objection.Settle(Reason, result, true, Kind == DecisionKind.Again, by, now);

    /// <summary>提出、同意、不同意时各记进审计链一次。</summary>
    public string RecordDigest => Digests.OfRecord([
        Id.Value, Kind, State, MeetingId.Value, OfficeId.Value, DeciderId.Value, Number, Day.ToString("O"), Reason, Basis,
        ProposedBy.Value, ProposedByName, ProposedAt.Exact(), DecidedBy, DecidedById?.Value, DecidedAt?.Exact(), DecidedReason, .. People.Select(p => $"{p.Value}"), .. NewName is { } name ? [name] : Array.Empty<string>(), .. ObjectionId is { } objection ? [$"{objection}"] : Array.Empty<string>(),
    ]);
}

public sealed record NobodyChosen() : Refusal("请先勾选要确认的人。");
public sealed record DecidedAlready() : Refusal("这件决定已经办过了，请刷新看看现在的情况。");
public sealed record OwnDecision() : Refusal("这是您自己提出的，要由另一位同意。");
