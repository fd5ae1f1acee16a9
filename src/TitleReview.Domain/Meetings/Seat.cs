using TitleReview.Domain.Committees;

namespace TitleReview.Domain.Meetings;

/// <summary>主任委员、副主任委员主持会议；委员。</summary>
public enum SeatKind { Member, ViceChair, Chair }

/// <summary>委员在一次评审会的一席：哪一组，签没签承诺书。席位照抽取，替补之后也照着换。</summary>
public sealed class Seat : ITenantOwned
{
    private Seat() { }

    public Seat(MeetingId meeting, DrawnSeat drawn, string name) => (MeetingId, ExpertId, Code, Name) = (meeting, drawn.Expert, drawn.Code, name);

    public TenantId TenantId { get; set; }
    public MeetingId MeetingId { get; private set; }
    public ExpertId ExpertId { get; private set; }
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public SeatKind Kind { get; private set; }

    /// <summary>在第几组；没有分组的为空。</summary>
    public int? GroupNo { get; private set; }

    /// <summary>签保密与廉洁承诺书的时刻（KZ-15；人社部发〔2024〕56号）。</summary>
    public DateTimeOffset? PledgedAt { get; private set; }

    /// <summary>签的那一份文字的摘要。</summary>
    public string? PledgeDigest { get; private set; }

    /// <summary>在纸上签的，由谁记下；自己签的为空。</summary>
    public string? PledgeTakenBy { get; private set; }

    public uint Version { get; private set; }

    /// <summary>抽取此刻的委员，一人一席。</summary>
    public static IEnumerable<Seat> For(MeetingId meeting, Draw draw)
    {
        var names = draw.Candidates.ToDictionary(c => c.Expert, c => c.Name);
        return draw.Members.Select(m => new Seat(meeting, m, names[m.Expert]));
    }

    public bool Presides => Kind is SeatKind.Chair or SeatKind.ViceChair;

    public void Take(SeatKind kind, int? group) => (Kind, GroupNo) = (kind, group);

    /// <summary>本人签：勾了同意，写了自己的姓名。</summary>
    public Refusal? PledgeInPerson(bool agreed, string? name, string digest, Moment now)
    {
        if (PledgedAt is not null) return new PledgedAlready(Name);
        if (!agreed) return new InvalidInput("Agreed", "请先看完承诺书，勾选“我已看完并承诺”。");
        if (Conflicts.Bare(name.Plain()) != Conflicts.Bare(Name)) return new InvalidInput("SignedName", $"请写自己的姓名“{Name}”，一字不差。");

        return Pledge(digest, null, now);
    }

    /// <param name="takenBy">纸上签的，由谁记下；自己签的为空。</param>
    public Refusal? Pledge(string digest, string? takenBy, Moment now)
    {
        if (PledgedAt is not null) return new PledgedAlready(Name);

        (PledgedAt, PledgeDigest, PledgeTakenBy) = (now.Instant, digest, takenBy);
        return null;
    }
}

/// <summary>一段在场：签到起，签退止。同一位可以出去再回来。</summary>
public sealed class Presence : ITenantOwned
{
    private Presence() { }

    private Presence(Guid id, Seat seat, string by, Moment now) => (Id, MeetingId, ExpertId, From, InBy) = (id, seat.MeetingId, seat.ExpertId, now.Instant, by);

    public TenantId TenantId { get; set; }
    public Guid Id { get; private set; }
    public MeetingId MeetingId { get; private set; }
    public ExpertId ExpertId { get; private set; }
    public DateTimeOffset From { get; private set; }
    public string InBy { get; private set; } = "";

    /// <summary>还在场的为空。</summary>
    public DateTimeOffset? To { get; private set; }

    public string? OutBy { get; private set; }
    public uint Version { get; private set; }

    /// <summary>散会时还在场的，不是谁替他签退的。</summary>
    private const string EndOfMeeting = "散会";

    public bool IsHere => To is null;

    /// <summary>替他签到的人；本人签的为空。</summary>
    public string? SignedInFor(Seat seat) => InBy == seat.Name ? null : InBy;

    /// <summary>替他签退的人；还在场的、本人签退的、散会的为空。</summary>
    public string? SignedOutFor(Seat seat) => OutBy is null or EndOfMeeting || OutBy == seat.Name ? null : OutBy;

    public static (Presence? Presence, Refusal? Refusal) SignIn(Guid id, Meeting meeting, Seat seat, bool here, Actor by, Moment now) =>
        meeting.State != MeetingState.InSession ? (null, new MeetingNotInSession(meeting.State))
        : seat.PledgedAt is null ? (null, new PledgeFirst(seat.Name))
        : here ? (null, new SignedInAlready(seat.Name))
        : (new(id, seat, by.Signature, now), null);

    public Refusal? SignOut(Actor by, Moment now) => Leave(by.Signature, now);

    /// <summary>散会，人人离场。</summary>
    public Refusal? LeaveAtTheEnd(Moment now) => Leave(EndOfMeeting, now);

    private Refusal? Leave(string by, Moment now)
    {
        if (To is not null) return new NotHere();

        (To, OutBy) = (now.Instant, by);
        return null;
    }
}

public sealed record PledgedAlready(string Name) : Refusal($"{Name}已经签过承诺书了，不用再签。");
public sealed record PledgeFirst(string Name) : Refusal($"{Name}还没有签保密与廉洁承诺书，签了才能入会。");
public sealed record SignedInAlready(string Name) : Refusal($"{Name}已经签到，正在场。");
public sealed record NotHere() : Refusal("这位委员此刻不在场，没有可签退的。");
