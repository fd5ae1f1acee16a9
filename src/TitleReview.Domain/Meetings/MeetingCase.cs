using TitleReview.Domain.Committees;
using TitleReview.Domain.Results;

namespace TitleReview.Domain.Meetings;

/// <summary>列入议程的一份申报：第几组、第几位。只评形式审核通过的；同一份同时只在一次没有散的评审会里。</summary>
public sealed class MeetingCase : ITenantOwned
{
    private MeetingCase() { }

    public MeetingCase(MeetingId meeting, FilingId filing, int group, int no) => (MeetingId, FilingId, GroupNo, No, IsLive) = (meeting, filing, group, no, true);

    public TenantId TenantId { get; set; }
    public MeetingId MeetingId { get; private set; }
    public FilingId FilingId { get; private set; }
    public int GroupNo { get; private set; }

    /// <summary>议程上第几位，从 1 数。</summary>
    public int No { get; private set; }

    /// <summary>评审会没有散，这一位也没有撤下。</summary>
    public bool IsLive { get; private set; }

    /// <summary>撤下的理由。</summary>
    public string? WithdrawnReason { get; private set; }

    public string? WithdrawnBy { get; private set; }
    public uint Version { get; private set; }

    public bool IsWithdrawn => WithdrawnReason is not null;

    public void Place(int group, int no) => (GroupNo, No) = (group, no);

    /// <summary>撤下之后又列入。</summary>
    public void Relist(int group, int no) => (GroupNo, No, IsLive, WithdrawnReason, WithdrawnBy) = (group, no, true, null, null);

    public Refusal? Withdraw(string? reason, Actor by)
    {
        if (!IsLive) return new CaseOver();
        if (Validation.Filled("理由", 200)(reason.Plain()) is { } missing) return new InvalidInput("Reason", missing);

        (IsLive, WithdrawnReason, WithdrawnBy) = (false, reason.Plain(), by.Signature);
        return null;
    }

    /// <summary>随评审会散了。</summary>
    public void End() => IsLive = false;
}

/// <summary>一位委员对一份申报回避（人社部令第40号）：看不到案卷，不计入这一位的表决人。自己请的、机构告知的、对出来的，都一样。</summary>
public sealed class Recusal : ITenantOwned
{
    private Recusal() { }

    private Recusal(MeetingId meeting, FilingId filing, ExpertId expert, TieKind kind, string reason, string by, Moment now) =>
        (MeetingId, FilingId, ExpertId, Kind, Reason, By, At) = (meeting, filing, expert, kind, reason, by, now.Instant);

    public TenantId TenantId { get; set; }
    public MeetingId MeetingId { get; private set; }
    public FilingId FilingId { get; private set; }
    public ExpertId ExpertId { get; private set; }
    public TieKind Kind { get; private set; }
    public string Reason { get; private set; } = "";
    public string By { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    /// <param name="underVote">这一位申报人正在表决。</param>
    public static (Recusal? Recusal, Refusal? Refusal) Of(Meeting meeting, FilingId filing, ExpertId expert, TieKind kind, string? reason, bool underVote, Actor by, Moment now)
    {
        if (!meeting.IsLive) return (null, new MeetingNotInSession(meeting.State));
        if (underVote) return (null, new UnderVote());
        return Validation.Filled("回避的理由", 200)(reason.Plain()) is { } missing ? (null, new InvalidInput(nameof(Reason), missing)) : (new(meeting.Id, filing, expert, kind, reason.Plain(), by.Signature, now), null);
    }
}

public sealed record ListedAlready(string Number) : Refusal($"{Number} 已经在这次或别的评审会的议程上，不能再列。");
public sealed record ReviewedAlready(string Number, ResultState State) : Refusal($"{Number} 已经评过，现在是“{State.Label()}”，不能再列。异议、复查查实，要重新评审的，才再评一次。");
public sealed record NotOfThisCommittee(string Number) : Refusal($"{Number} 不归这个评委会评：计划、系列、专业或级别不合。");
public sealed record RecusedAlready(string Name) : Refusal($"{Name}对这一位已经登记回避了。");
public sealed record CaseOver() : Refusal("这份申报已经撤下，或评审会已散，没有可撤的。");
public sealed record UnderVote() : Refusal("这一位正在表决，名册已经定了。请等这一轮开票；须回避而已在名册里的，请作废这一轮，登记回避之后重开。");
public sealed record VotedOn() : Refusal("这一位已经表决开票，不能从议程撤下。");
