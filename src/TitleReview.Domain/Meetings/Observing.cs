namespace TitleReview.Domain.Meetings;

/// <summary>纪检人员在一次评审会的观察席（KZ-15）：看抽取、签到、议程、时刻，看不到票，也看不到案卷里的人。</summary>
public sealed class ObserverSeat : ITenantOwned
{
    private ObserverSeat() { }

    public ObserverSeat(MeetingId meeting, UserId user, string name, Actor by, Moment now) => (MeetingId, UserId, Name, SeatedBy, SeatedAt) = (meeting, user, name, by.Signature, now.Instant);

    public TenantId TenantId { get; set; }
    public MeetingId MeetingId { get; private set; }
    public UserId UserId { get; private set; }
    public string Name { get; private set; } = "";
    public string SeatedBy { get; private set; } = "";
    public DateTimeOffset SeatedAt { get; private set; }

    /// <summary>到会：自己抄签到码签的，或由评审办事机构登记（写明是谁）；请了没有来的为空。</summary>
    public DateTimeOffset? ArrivedAt { get; private set; }

    public string? ArrivalNotedBy { get; private set; }

    /// <summary>纸上怎样写：几点到会，或没有签到。</summary>
    public string Arrival => ArrivedAt is { } at ? $"{at.PrintShort()} 到会{(ArrivalNotedBy is { } by ? $"，{by}登记" : "")}" : "没有签到";

    public Refusal? Arrive(Meeting meeting, Actor by, Moment now)
    {
        if (meeting.State != MeetingState.InSession) return new MeetingNotInSession(meeting.State);
        if (ArrivedAt is not null) return new ObserverSignedIn(Name);

        (ArrivedAt, ArrivalNotedBy) = (now.Instant, by.UserId == UserId ? null : by.Signature);
        return null;
    }
}

public sealed record ObserverSignedIn(string Name) : Refusal($"{Name}已经签过到了。");
public sealed record ObserverAway() : Refusal("通知要求纪检到场，观察员还没有签到，不能表决。请观察员在自己的页面上抄签到码签到；没有带手机的，在“观察与情况”里替他登记到会。");

/// <summary>观察员记的一件事（O2）；要求暂停的，机构答复之前不能开新的一轮表决。</summary>
public sealed class Incident : ITenantOwned
{
    private Incident() { }

    private Incident(Guid id, MeetingId meeting, string text, bool pause, Actor by, Moment now) => (Id, MeetingId, Text, AsksPause, NotedBy, NotedAt) = (id, meeting, text, pause, by.Signature, now.Instant);

    public TenantId TenantId { get; set; }
    public Guid Id { get; private set; }
    public MeetingId MeetingId { get; private set; }
    public string Text { get; private set; } = "";
    public bool AsksPause { get; private set; }
    public string NotedBy { get; private set; } = "";
    public DateTimeOffset NotedAt { get; private set; }
    public string? Answer { get; private set; }
    public string? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public uint Version { get; private set; }

    /// <summary>要求暂停、还没有答复。</summary>
    public bool Pauses => AsksPause && AnsweredAt is null;

    public static (Incident? Incident, Refusal? Refusal) Note(Guid id, Meeting meeting, string? text, bool pause, Actor by, Moment now) =>
        meeting.State == MeetingState.Cancelled ? (null, new MeetingNotInSession(meeting.State))
        : pause && meeting.State != MeetingState.InSession ? (null, new NothingToPause())
        : Validation.Filled("看到的情况", 500)(text.Plain()) is { } missing ? (null, new InvalidInput(nameof(Text), missing))
        : (new(id, meeting.Id, text.Plain(), pause, by, now), null);

    public Refusal? Respond(string? answer, Actor by, Moment now)
    {
        if (AnsweredAt is not null) return new AnsweredAlready();
        if (Validation.Filled("答复", 500)(answer.Plain()) is { } missing) return new InvalidInput(nameof(Answer), missing);

        (Answer, AnsweredBy, AnsweredAt) = (answer.Plain(), by.Signature, now.Instant);
        return null;
    }
}

public sealed record NothingToPause() : Refusal("评审会此刻没有在开，不用暂停。看到的情况可以照记。");
public sealed record AnsweredAlready() : Refusal("这一条已经答复过了。");
