namespace TitleReview.Domain.Approvals;

/// <summary>要两个人办的事：退回里有首次未告知的（N6）；退还一次提交机会（N7）。</summary>
public enum ProposalMatter { UntoldReturn, RefundTry }

public enum ProposalState { Waiting, Confirmed, Rejected, TakenBack }

/// <summary>一人提出、另一人同意的事。同意之前什么都没有发生；提出的人自己不能同意。</summary>
public sealed class Proposal : ITenantOwned
{
    public const int MaxReason = 500;

    private Proposal() { }

    public TenantId TenantId { get; set; }
    public ProposalId Id { get; private set; }
    public FilingId FilingId { get; private set; }
    public ProposalMatter Kind { get; private set; }

    /// <summary>提出的机构：它的另一个人可以同意。</summary>
    public OfficeId OfficeId { get; private set; }

    public string OfficeName { get; private set; } = "";

    /// <summary>本机构没有第二个人的，由上一级同意；有的为空。</summary>
    public OfficeId? AboveId { get; private set; }

    /// <summary>说的是第几次提交。</summary>
    public int SubmissionNo { get; private set; }

    /// <summary>退还哪一次退回用掉的机会：那条经办记录的序号；退回的为 0。</summary>
    public int EventNo { get; private set; }

    /// <summary>提出时的内容摘要；之后又改过的，要重新提出。</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>涉及哪些处。</summary>
    public string About { get; private set; } = "";

    public string Reason { get; private set; } = "";
    public UserId ProposedBy { get; private set; }
    public string ProposedByName { get; private set; } = "";
    public DateTimeOffset ProposedAt { get; private set; }
    public ProposalState State { get; private set; }
    public UserId? DecidedBy { get; private set; }
    public string? DecidedByName { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? DecidedReason { get; private set; }
    public uint Version { get; private set; }

    /// <summary>提的是什么事，一句话。</summary>
    public string Matter => Kind == ProposalMatter.UntoldReturn ? "退回里有首次未告知的" : "退还一次提交机会";

    /// <summary>办理时记在提出的人名下。</summary>
    public Actor Proposer => new(ProposedBy, ProposedByName, Permissions.Role.Officer, OfficeId);

    /// <param name="second">谁可以同意，见 <see cref="SecondPerson"/>。</param>
    public static (Proposal? Proposal, Refusal? Refusal) Make(ProposalId id, ProposalMatter kind, FilingId filing, Stop stop, ProposalSubject subject, SecondPerson second, string? reason, Actor actor, Moment now)
    {
        if (reason.Plain() is not { Length: > 0 and <= MaxReason } words) return (null, new InvalidInput(nameof(Reason), $"请写明理由，最多 {MaxReason} 字；第二个人看了理由才能同意，也会告诉申报人。"));
        if (second is { Colleague: false, Above: null }) return (null, new NoSecondPerson());

        return (new Proposal
        {
            Id = id, Kind = kind, FilingId = filing, OfficeId = stop.OfficeId, OfficeName = stop.OfficeName, AboveId = second.Colleague ? null : second.Above,
            SubmissionNo = subject.SubmissionNo, EventNo = subject.EventNo, Fingerprint = subject.Fingerprint, About = subject.About,
            Reason = words, ProposedBy = actor.UserId, ProposedByName = actor.Signature, ProposedAt = now.Instant,
        }, null);
    }

    public bool IsFor(Actor actor) => actor.OfficeId is { } office && (office == OfficeId || office == AboveId);

    public Refusal? WhyNotDecide(Actor actor) =>
        State != ProposalState.Waiting ? new AlreadyDecided()
        : actor.WhyNotSecondTo(ProposedBy, new OwnProposal()) is { } notTwo ? notTwo
        : IsFor(actor) ? null : new NotFoundHere("项提议");

    public Refusal? Confirm(Actor actor, Moment now) => WhyNotDecide(actor) ?? Decide(ProposalState.Confirmed, actor, null, now);

    public Refusal? Reject(string? reason, Actor actor, Moment now)
    {
        if (WhyNotDecide(actor) is { } refusal) return refusal;
        return reason.Plain() is { Length: > 0 and <= MaxReason } words ? Decide(ProposalState.Rejected, actor, words, now) : new ReasonRequired("不同意");
    }

    /// <summary>提出的人自己收回。</summary>
    public Refusal? TakeBack(Actor actor, Moment now) =>
        State != ProposalState.Waiting ? new AlreadyDecided() : actor.UserId != ProposedBy ? new NotFoundHere("项提议") : Decide(ProposalState.TakenBack, actor, null, now);

    /// <summary>审核的结果改了，同级的人重新提出：原来这一项不再等。</summary>
    public void Outdate(Actor actor, Moment now) => Decide(ProposalState.TakenBack, actor, null, now);

    private Refusal? Decide(ProposalState state, Actor actor, string? reason, Moment now)
    {
        (State, DecidedBy, DecidedByName, DecidedAt, DecidedReason) = (state, actor.UserId, actor.Signature, now.Instant, reason);
        return null;
    }
}

/// <summary>提的是什么。</summary>
public sealed record ProposalSubject(int SubmissionNo, string About, string Fingerprint = "", int EventNo = 0);

/// <summary>谁来同意：同机构的另一个账号；没有的，呈报线上的上一级。</summary>
/// <param name="Colleague">本机构还有别的账号。</param>
public sealed record SecondPerson(bool Colleague, OfficeId? Above);

public sealed record OwnProposal() : Refusal("这是您自己提出的，要由另一个人同意。");
public sealed record AlreadyDecided() : Refusal("这项提议已经办过了，请刷新页面看结果。");
public sealed record NoSecondPerson() : Refusal("本机构没有第二个账号，上面也没有别的机构，没有人能同意。请先给同事开一个账号。");
public sealed record ProposalOutdated() : Refusal("提出之后，审核的结果又改过，或申报已不在这一站。请不同意这一项，由提出的人重新提出。");
public sealed record AlreadyProposed() : Refusal("已经提出过，正在等第二个人同意。");

/// <param name="Items">首次未告知的各处。</param>
public sealed record UntoldNeedsSecond(IReadOnlyList<JudgedItem> Items)
    : Refusal($"有 {Items.Count} 处是首次未告知：{Naming.Few(Items)}。内容与本级上次办理时一样，当时没有指出。请写明理由，由第二个人同意后退回；申报人会看到“首次未告知”。")
{
    public bool Equals(UntoldNeedsSecond? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Count;
}
