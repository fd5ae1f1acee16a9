namespace TitleReview.Domain.Certificates;

public enum BatchState { Running, Done, Cancelled }

/// <summary>没有发成的一位，为什么。</summary>
public sealed record BatchRefusal(ResultId Result, string Name, string Sentence);

/// <summary>一批发证：下达之后由系统一张一张地发，页面可以离开。做到第几位与证书在同一事务里写下，断在哪里都接得上。</summary>
public sealed class CertificateBatch : ITenantOwned
{
    public const int Most = 5000;

    private CertificateBatch() { }

    public CertificateBatch(CertificateBatchId id, IReadOnlyList<ResultId> results, OfficeId office, Actor by, Moment now) =>
        (Id, Results, OfficeId, OrderedBy, OrderedFor, OrderedByName, OrderedAt) = (id, results, office, by.UserId, by.For?.UserId, by.Signature, now.Instant);

    public TenantId TenantId { get; set; }
    public CertificateBatchId Id { get; private set; }
    public OfficeId OfficeId { get; private set; }

    /// <summary>给哪几位，按次序。</summary>
    public IReadOnlyList<ResultId> Results { get; private set; } = [];

    /// <summary>办到第几位了。</summary>
    public int Handled { get; private set; }

    public IReadOnlyList<BatchRefusal> Refusals { get; private set; } = [];
    public BatchState State { get; private set; }
    public UserId OrderedBy { get; private set; }
    public UserId? OrderedFor { get; private set; }
    public string OrderedByName { get; private set; } = "";
    public DateTimeOffset OrderedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public uint Version { get; private set; }

    public int Issued => Handled - Refusals.Count;

    /// <summary>接着办哪几位。</summary>
    public IReadOnlyList<ResultId> Next(int most) => State == BatchState.Running ? [.. Results.Skip(Handled).Take(most)] : [];

    public void Took(int some, IEnumerable<BatchRefusal> refused, Moment now)
    {
        (Handled, Refusals) = (Handled + some, [.. Refusals, .. refused]);
        if (Handled >= Results.Count) (State, EndedAt) = (BatchState.Done, now.Instant);
    }

    /// <summary>余下的不发了；发了的不收回。</summary>
    public void Cancel(Moment now) => (State, EndedAt) = State == BatchState.Running ? (BatchState.Cancelled, now.Instant) : (State, EndedAt);
}
