namespace TitleReview.Domain.Messages;

/// <summary>
/// 待通知的一件事：与引起它的改动在同一事务里存下，随后由系统变成各人的通知（docs/decisions/0019）。
/// 告诉谁只写一样：一位申报人、一个机构、一个账号，或一份计划里还没有办完的各份申报。
/// </summary>
public sealed class OutboxEvent : ITenantOwned
{
    private OutboxEvent() { }

    /// <param name="actor">谁办的：自己办的事，不再通知自己（申报人除外，那是回执）。</param>
    /// <param name="facts">当时就要记下的：机构、处数、第几次。以后会变的不能等到通知时再查。</param>
    public OutboxEvent(MessageKind kind, string key, Moment at, UserId actor, IReadOnlyDictionary<string, string> facts) =>
        (Id, Kind, Key, At, ActorId, Facts) = (Guid.CreateVersion7(), kind, key, at.Instant, actor, facts);

    public TenantId TenantId { get; set; }
    public Guid Id { get; private set; }
    public MessageKind Kind { get; private set; }

    /// <summary>这件事的名字，同一端口不重复：同一件事怎样重来，也只通知一次。</summary>
    public string Key { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
    public ApplicantId? ApplicantId { get; private set; }
    public OfficeId? OfficeId { get; private set; }
    public UserId? UserId { get; private set; }
    public FilingId? FilingId { get; private set; }
    public PlanId? PlanId { get; private set; }
    public UserId ActorId { get; private set; }
    public IReadOnlyDictionary<string, string> Facts { get; private set; } = new Dictionary<string, string>();

    /// <summary>期限；距它还剩多少，告诉的时候算。</summary>
    public DateTimeOffset? Deadline { get; private set; }

    /// <summary>只进站内，不发邮件短信（演示数据）。</summary>
    public bool InboxOnly { get; private set; }

    public DateTimeOffset? DispatchedAt { get; private set; }
    public int Attempts { get; private set; }

    public OutboxEvent To(ApplicantId? applicant = null, OfficeId? office = null, UserId? user = null, FilingId? filing = null, PlanId? plan = null)
    {
        (ApplicantId, OfficeId, UserId, FilingId, PlanId) = (applicant, office, user, filing, plan);
        return this;
    }

    public OutboxEvent On(Moment at, DateTimeOffset? deadline = null)
    {
        (At, Deadline) = (at.Instant, deadline);
        return this;
    }

    public OutboxEvent Quietly()
    {
        InboxOnly = true;
        return this;
    }

    /// <summary>提醒的期限已经过了：不再告诉谁。</summary>
    public bool IsTooLate(Moment now) => LastMoment is { } last && last <= now.Instant;

    /// <summary>提醒最晚到这一刻还有用；不是提醒的没有。</summary>
    public DateTimeOffset? LastMoment => MessageSort.Of(Kind).Reminder ? Deadline : null;

    public void Dispatched(Moment now) => DispatchedAt = now.Instant;

    public void Failed() => Attempts++;
}

/// <summary>站内的一条通知：一人一事一条，唯一索引把着。</summary>
public sealed class Message : ITenantOwned
{
    private Message() { }

    public Message(OutboxEvent about, UserId user, MessageTemplate filled, Moment now) =>
        (Id, EventId, UserId, Kind, FilingId, Title, Text, At, CreatedAt) = (Guid.CreateVersion7(), about.Id, user, about.Kind, about.FilingId, filled.Title, filled.Text, about.At, now.Instant);

    public TenantId TenantId { get; set; }
    public Guid Id { get; private set; }
    public Guid EventId { get; private set; }
    public UserId UserId { get; private set; }
    public MessageKind Kind { get; private set; }

    /// <summary>去看哪一份申报；不是一份申报的事为空。</summary>
    public FilingId? FilingId { get; private set; }

    public string Title { get; private set; } = "";
    public string Text { get; private set; } = "";

    /// <summary>事情发生的时刻。</summary>
    public DateTimeOffset At { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? ReadAt { get; private set; }

    public void Read(Moment now) => ReadAt ??= now.Instant;
}

public enum DeliveryChannel { Mail, Sms }

/// <summary>待发、已发、试过多次放弃、发之前收件人已停用或改了主意。</summary>
public enum DeliveryStatus { Waiting, Sent, GivenUp, Dropped }

/// <summary>一条通知的一次外发：邮件或短信。至少发一次；重发的是同一个邮件编号，收件方认得出。</summary>
public sealed class Delivery : ITenantOwned
{
    private Delivery() { }

    /// <param name="notAfter">过了这一刻就不必发了；空为总要发。</param>
    public Delivery(Message message, DeliveryChannel channel, DateTimeOffset notBefore, DateTimeOffset? notAfter) =>
        (Id, MessageId, UserId, Channel, Status, NextAt, NotAfter) = (Guid.CreateVersion7(), message.Id, message.UserId, channel, DeliveryStatus.Waiting, notBefore, notAfter);

    public TenantId TenantId { get; set; }

    /// <summary>也是邮件编号（Message-ID）的前半。</summary>
    public Guid Id { get; private set; }

    public Guid MessageId { get; private set; }
    public UserId UserId { get; private set; }
    public DeliveryChannel Channel { get; private set; }
    public DeliveryStatus Status { get; private set; }
    public int Attempts { get; private set; }

    /// <summary>再试的时刻；正在发的，是它万一没有回音时别的节点接手的时刻。</summary>
    public DateTimeOffset NextAt { get; private set; }

    /// <summary>提醒的期限：过了不再发；免打扰要到它之后才结束的，不等免打扰结束。</summary>
    public DateTimeOffset? NotAfter { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>上一次为什么没有发成，不含地址。</summary>
    public string? LastError { get; private set; }

    public void Sent(Moment now) => (Status, SentAt, LastError) = (DeliveryStatus.Sent, now.Instant, null);

    public void Drop(string why) => (Status, LastError) = (DeliveryStatus.Dropped, why);

    /// <summary>没有发成：越等越久；次数用完就放弃，留给平台看。</summary>
    public void Failed(string why, IReadOnlyList<TimeSpan> pauses, Moment now)
    {
        LastError = why;
        if (Attempts > pauses.Count) Status = DeliveryStatus.GivenUp;
        else NextAt = now.Instant + pauses[Attempts - 1];
    }
}
