using TitleReview.Domain.Committees;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Meetings;

/// <summary>已定、正在开、已散、已取消。</summary>
public enum MeetingState { Planned, InSession, Closed, Cancelled }

/// <summary>议程里的一组：一组人、一间屋子，评一些申报。</summary>
public sealed record AgendaGroup(int No, string Name, string Place);

/// <summary>召集评审会时填写的内容。</summary>
/// <param name="StartsAt">哪一天几点（北京时间）。</param>
/// <param name="VideoLink">开视频会的，入会的地址；现场开的为空。</param>
public sealed record MeetingFacts(string Title, DateTimeOffset StartsAt, string Place, string? VideoLink, IReadOnlyList<AgendaGroup> Groups)
{
    public const int MostGroups = 20;

    /// <param name="kept">照旧的时间：过了点还没有开的，别的仍可以改。</param>
    public Refusal? WhyNot(Moment now, DateTimeOffset? kept = null)
    {
        List<FieldError> errors = [];
        void Check(string field, string? wrong) { if (wrong is not null) errors.Add(new(field, wrong)); }
        Check(nameof(Title), Validation.Filled("评审会的名称", 100)(Title));
        Check(nameof(Place), Validation.Filled("会议地点", 100)(Place));
        Check(nameof(StartsAt), StartsAt <= now.Instant && StartsAt != kept ? "开会的时间要在此刻之后，请核对。" : null);
        Check(nameof(VideoLink), VideoLink is { } link && (link.Length > 300 || !Uri.TryCreate(link, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps) ? "入会地址应为以“https://”开头的网址；不开视频会的空着。" : null);
        Check(nameof(Groups), Groups.Count is 0 or > MostGroups || Groups.Any(g => g.Name.Length is 0 or > 40 || g.Place.Length > 100) || Groups.Select(g => g.Name).Distinct(StringComparer.Ordinal).Count() != Groups.Count
            ? $"请至少写一组，最多 {MostGroups} 组；组名各不相同，不超过 40 字，地点不超过 100 字。" : null);
        return errors.Count == 0 ? null : new InvalidInput(errors);
    }
}

/// <summary>一次评审会（人社部令第40号）：委员照一次抽取入席，主任或副主任主持，到会够数才开。</summary>
public sealed class Meeting : ITenantOwned
{
    /// <summary>会场的签到码：念给在场的人，写在屏幕上；不到会场的人签不了到。</summary>
    private static readonly RandomCode RoomCodes = new(Groups: 2, Size: 3);

    private Meeting() { }

    private Meeting(MeetingId id, Draw draw, OfficeId office, Actor by, Moment now) =>
        (Id, DrawId, CommitteeId, PlanId, OfficeId, MadeBy, MadeAt) = (id, draw.Id, draw.CommitteeId, draw.PlanId, office, by.Signature, now.Instant);

    public TenantId TenantId { get; set; }
    public MeetingId Id { get; private set; }
    public CommitteeId CommitteeId { get; private set; }
    public PlanId PlanId { get; private set; }

    /// <summary>委员名单的来处。</summary>
    public DrawId DrawId { get; private set; }

    /// <summary>评审办事机构。</summary>
    public OfficeId OfficeId { get; private set; }

    public string Title { get; private set; } = "";
    public DateTimeOffset StartsAt { get; private set; }
    public string Place { get; private set; } = "";
    public string? VideoLink { get; private set; }
    public IReadOnlyList<AgendaGroup> Groups { get; private set; } = [];
    public MeetingState State { get; private set; }

    /// <summary>开会之后才有；散会就作废。</summary>
    public string? RoomCode { get; private set; }

    public string MadeBy { get; private set; } = "";
    public DateTimeOffset MadeAt { get; private set; }
    public string? OpenedBy { get; private set; }
    public DateTimeOffset? OpenedAt { get; private set; }
    public string? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>取消的理由。</summary>
    public string? Reason { get; private set; }

    public uint Version { get; private set; }

    /// <summary>还没有散，也没有取消。</summary>
    public bool IsLive => State is MeetingState.Planned or MeetingState.InSession;

    public MeetingFacts Facts => new(Title, StartsAt, Place, VideoLink, Groups);

    /// <summary>照一次抽取召集；委员各有一席，主持人另定。</summary>
    public static (Meeting? Meeting, IReadOnlyList<Seat> Seats, Refusal? Refusal) Call(MeetingId id, Draw draw, MeetingFacts facts, OfficeId office, Actor by, Moment now)
    {
        if (draw.State != DrawState.Drawn) return (null, [], new NotDrawnYet());
        if (facts.WhyNot(now) is { } wrong) return (null, [], wrong);

        var meeting = new Meeting(id, draw, office, by, now);
        meeting.Keep(facts);
        return (meeting, [.. Seat.For(id, draw)], null);
    }

    public Refusal? Change(MeetingFacts facts, Moment now)
    {
        if (State != MeetingState.Planned) return new MeetingNotPlanned(State);
        if (facts.WhyNot(now, StartsAt) is { } wrong) return wrong;

        Keep(facts);
        return null;
    }

    /// <summary>主持人宣布开会之前还差什么；都有了为空。</summary>
    /// <param name="observerMissing">计划要求纪检到场，还没有请（KZ-15）。</param>
    public Refusal? WhyNotOpen(MeetingRoll roll, VotingTerms voting, bool observerMissing = false)
    {
        if (State != MeetingState.Planned) return new MeetingNotPlanned(State);
        if (roll.Cases.Count == 0) return new NothingToReview();
        if (!roll.Seats.Any(s => s.Presides && s.PledgedAt is not null)) return new NobodyPresides();
        if (observerMissing) return new NobodyObserves();
        return roll.Pledged * voting.Quorum.In < voting.Quorum.Of * roll.Seats.Count ? new TooFewPledged(roll.Pledged, voting.Quorum.Least(roll.Seats.Count)) : null;
    }

    /// <summary>开会：给出签到码，各位凭它签到；够不够法定人数，一位一位申报人再算。</summary>
    public Refusal? Open(MeetingRoll roll, VotingTerms voting, Actor by, Moment now, bool observerMissing = false)
    {
        if (WhyNotOpen(roll, voting, observerMissing) is { } refusal) return refusal;

        (State, RoomCode, OpenedBy, OpenedAt) = (MeetingState.InSession, RoomCodes.New(), by.Signature, now.Instant);
        return null;
    }

    /// <summary>签到码泄露到会场之外的，换一个；已签到的不受影响。</summary>
    public Refusal? RenewCode()
    {
        if (State != MeetingState.InSession) return new MeetingNotInSession(State);

        RoomCode = RoomCodes.New();
        return null;
    }

    /// <summary>手抄的签到码对不对；短横、大小写不计。</summary>
    public bool IsRoomCode(string? text) => State == MeetingState.InSession && RoomCode is not null && RoomCodes.ReadByHand(text) == RoomCode;

    /// <param name="openRounds">还没有开票的几轮。</param>
    public Refusal? Close(int openRounds, Actor by, Moment now)
    {
        if (State != MeetingState.InSession) return new MeetingNotInSession(State);
        if (openRounds > 0) return new RoundStillOpen(openRounds);

        (State, RoomCode, EndedBy, EndedAt) = (MeetingState.Closed, null, by.Signature, now.Instant);
        return null;
    }

    public Refusal? Cancel(string? reason, Actor by, Moment now)
    {
        if (State != MeetingState.Planned) return new MeetingNotPlanned(State);
        if (Validation.Filled("理由", 200)(reason.Plain()) is { } missing) return new InvalidInput(nameof(Reason), missing);

        (State, Reason, EndedBy, EndedAt) = (MeetingState.Cancelled, reason.Plain(), by.Signature, now.Instant);
        return null;
    }

    private void Keep(MeetingFacts facts) => (Title, StartsAt, Place, VideoLink, Groups) = (facts.Title, facts.StartsAt, facts.Place, facts.VideoLink, facts.Groups);
}

public sealed record NotDrawnYet() : Refusal("这个评委会还没有抽出委员。请先抽取，再召集评审会。");
public sealed record MeetingNotPlanned(MeetingState State) : Refusal($"评审会{State.Label()}，不能再改议程、席位与时间。");
public sealed record MeetingNotInSession(MeetingState State) : Refusal($"评审会{State.Label()}，此刻不能办这件事。");
public sealed record NothingToReview() : Refusal("议程上还没有要评的申报。请先把申报列入议程，再开会。");
public sealed record NobodyPresides() : Refusal("评审会由主任委员或副主任委员主持：请先在席位里定一位，并请他（她）签承诺书。");
public sealed record NobodyObserves() : Refusal("通知要求纪检到场。请先在“观察席”里请一位纪检观察员，再开会。");
public sealed record TooFewPledged(int Pledged, int Least) : Refusal($"签了承诺书的委员 {Pledged} 位，不到开会所需的 {Least} 位。请各位先签承诺书，签了才能入会。");
public sealed record RoundStillOpen(int Rounds) : Refusal($"还有 {Rounds} 轮表决没有开票。请先开票，再散会。");
