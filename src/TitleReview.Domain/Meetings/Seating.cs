using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Meetings;

/// <summary>席位怎样坐：一位主任委员，副主任委员若干；分组的，一组不少于规定的人数。</summary>
public static class Seating
{
    /// <param name="to">写到的各位坐哪里；没有写到的不动。</param>
    public static Refusal? Arrange(Meeting meeting, IReadOnlyList<Seat> seats, IReadOnlyDictionary<ExpertId, (SeatKind Kind, int? Group)> to, VotingTerms voting)
    {
        if (meeting.State != MeetingState.Planned) return new MeetingNotPlanned(meeting.State);

        var after = seats.Select(s => (Seat: s, To: to.TryGetValue(s.ExpertId, out var given) ? given : (Kind: s.Kind, Group: s.GroupNo))).ToList();
        if (after.Any(s => !Enum.IsDefined(s.To.Kind) || (s.To.Group is { } group && meeting.Groups.All(g => g.No != group)))) return new NotFoundHere("一组");
        if (after.Count(s => s.To.Kind == SeatKind.Chair) > 1) return new InvalidInput("Seats", "主任委员只能有一位，其余请选副主任委员或委员。");
        if (meeting.Groups.Count > 1)
            foreach (var group in meeting.Groups)
                if (after.Count(s => s.To.Group == group.No) is var count && count > 0 && count < voting.PanelSize)
                    return new InvalidInput("Seats", $"“{group.Name}”只有 {count} 位，评议组不少于 {voting.PanelSize} 位。请增加，或不分到这一组。");

        foreach (var (seat, (kind, group)) in after) seat.Take(kind, group);
        return null;
    }
}

public sealed record GroupInUse(string Name) : Refusal($"“{Name}”里还有席位或申报，不能去掉。请先把它们改到别的组。");
public sealed record MemberUnavailable(string Name) : Refusal($"{Name}已经暂停、出库或聘期届满，不能参加评审会。请在抽取里由候补顶上。");
public sealed record ObserverThere(string Name) : Refusal($"{Name}已经在这次评审会的观察席上。");
public sealed record WrongRoomCode() : Refusal("签到码不对。请照会场屏幕上的抄，六个字；屏幕上换过的，旧的不能再用。");
public sealed record MeetingHoldsDraw(string Title) : Refusal($"评审会“{Title}”照这次抽取召集，还没有散会或取消，不能重抽。请先取消那次评审会。");
public sealed record MeetingSits(string Title) : Refusal($"评审会“{Title}”正在开，不能替补。来不了的不签到就是，法定人数照实到的算。");
public sealed record JustListed() : Refusal("其中一份刚刚列入了别的评审会，没有列入。请刷新后再选。");
public sealed record JustSignedIn() : Refusal("刚刚已经签到了，不用再签。");
