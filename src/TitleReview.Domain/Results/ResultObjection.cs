namespace TitleReview.Domain.Results;

/// <summary>公示页上反映的、机构登记的、本人申请复查的。</summary>
public enum ObjectionKind { Online, Registered, Recheck }

/// <summary>对评审结果的一条异议，或一件复查申请：收下、核查、了结，都凭回执号查。</summary>
public sealed class ResultObjection : ITenantOwned
{
    private ResultObjection() { }

    internal ResultObjection(Guid id, ResultNoticeId notice, ObjectionKind kind, ResultId? about, string receipt, string content, string? by, byte[]? sealedContact, Moment now) =>
        (Id, NoticeId, Kind, ResultId, Receipt, Content, By, SealedContact, ReceivedAt) = (id, notice, kind, about, receipt, content, by, sealedContact, now.Instant);

    public TenantId TenantId { get; set; }
    public Guid Id { get; private set; }
    public ResultNoticeId NoticeId { get; private set; }
    public ObjectionKind Kind { get; private set; }

    /// <summary>关于哪一位；没有说是谁的为空。</summary>
    public ResultId? ResultId { get; private set; }

    public string Receipt { get; private set; } = "";
    public string Content { get; private set; } = "";
    public string? By { get; private set; }
    public byte[]? SealedContact { get; private set; }
    public DateTimeOffset ReceivedAt { get; private set; }
    public string? Outcome { get; private set; }
    public bool Upheld { get; private set; }
    public string? SettledBy { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>了结。查实的，那一位停下，别人照常；要第二个人同意（<see cref="ResultDecision.Uphold"/>）。</summary>
    /// <param name="about">查实的是哪一位的结果；没有查实的为空。</param>
    /// <param name="again">重新评审；否则不予通过。</param>
    internal Refusal? Settle(string? outcome, ReviewResult? about, bool upheld, bool again, Actor by, Moment now)
    {
        if (WhyNotSettle(outcome) is { } refusal) return refusal;
        // 回执号是反映的人查结果的凭证，不告诉别人。
        if (upheld && about!.Reopen(again, $"{Matter}查实：{outcome.Plain()}", by, now) is { } cannot) return cannot;

        (Outcome, Upheld, SettledBy, SettledAt, ResultId) = (outcome.Plain(), upheld, by.Signature, now.Instant, about?.Id ?? ResultId);
        return null;
    }

    /// <summary>了结，不属实：照常。</summary>
    public Refusal? Dismiss(string? outcome, Actor by, Moment now) => Settle(outcome, null, false, false, by, now);

    public string Matter => Kind == ObjectionKind.Recheck ? "复查" : "异议";

    internal Refusal? WhyNotSettle(string? outcome) =>
        SettledAt is not null ? new Notices.ObjectionAlreadySettled() : outcome.Plain() is { Length: > 0 and <= MostOutcome } ? null : new Notices.ObjectionOutcomeRequired();

    private const int MostOutcome = 1000;

    /// <summary>收下、了结时各记进审计链一次：撤下、改写一条，核对就看得出。</summary>
    public string RecordDigest => Digests.OfRecord(Id, NoticeId.Value, Kind, ResultId?.Value, Receipt, Content, By, SealedContact is { } contact ? Convert.ToHexString(contact) : "", ReceivedAt.Exact(), Outcome, Upheld, SettledBy, SettledAt?.Exact());
}
