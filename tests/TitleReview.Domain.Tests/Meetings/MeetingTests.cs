using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Tests.Committees;

namespace TitleReview.Domain.Tests.Meetings;

/// <summary>A committee of seven in two groups, and three filings on the agenda.</summary>
public sealed class A_meeting
{
    private static readonly Moment Now = Given.Monday.Plus(TimeSpan.FromHours(2));
    private static readonly MeetingFacts Facts = new("水利评审会", Now.Instant.AddHours(1), "三楼会议室", null, [new(1, "一组", "301"), new(2, "二组", "")]);
    private static readonly Draw Drawn = GivenCommittee.ADraw(GivenCommittee.Candidates(GivenCommittee.Experts(9)), GivenCommittee.Order(new DrawStratum("水利", 7, 2)));

    private readonly Meeting _meeting;
    private readonly IReadOnlyList<Seat> _seats;
    private readonly List<MeetingCase> _cases;

    public A_meeting()
    {
        var (meeting, seats, refusal) = Meeting.Call(new MeetingId(Guid.NewGuid()), Drawn, Facts, Given.Prefecture.Id, GivenCommittee.Officer, Now);
        Assert.Null(refusal);
        (_meeting, _seats) = (meeting!, seats);
        _cases = [.. Enumerable.Range(1, 3).Select(no => new MeetingCase(meeting!.Id, new FilingId(Guid.NewGuid()), 1, no))];
    }

    private MeetingRoll Roll(IEnumerable<Presence>? presences = null, params Recusal[] recusals) => MeetingRoll.Of(_seats, presences ?? [], recusals, _cases);

    private static Refusal? Pledge(Seat seat) => seat.Pledge("摘要", null, Now);

    private Meeting InSession()
    {
        _seats[0].Take(SeatKind.Chair, 1);
        foreach (var seat in _seats) Assert.Null(Pledge(seat));
        Assert.Null(_meeting.Open(Roll(), VotingTerms.National, GivenCommittee.Officer, Now));
        return _meeting;
    }

    private Presence Comes(Seat seat) => Presence.SignIn(Guid.NewGuid(), _meeting, seat, false, GivenCommittee.Officer, Now).Presence!;

    [Fact(DisplayName = "评审会照抽出的委员召集，一人一席；没有抽出、时间已过、没有分组的召集不了；过了点还没有开的，地点仍可以改")]
    public void Is_called_from_a_draw()
    {
        Assert.Equal(Drawn.Members.Select(m => m.Code).Order(), _seats.Select(s => s.Code).Order());
        Assert.All(_seats, s => Assert.Equal((SeatKind.Member, null), (s.Kind, s.GroupNo)));

        var committed = GivenCommittee.Commit(GivenCommittee.Candidates(GivenCommittee.Experts(9)), GivenCommittee.Order(new DrawStratum("水利", 7, 2))).Draw!;
        Assert.Equal(new NotDrawnYet(), Call(committed, Facts));
        Assert.Equal(["StartsAt", "VideoLink", "Groups"], ((InvalidInput)Call(Drawn, Facts with { StartsAt = Now.Instant, VideoLink = "http://x", Groups = [] })!).Errors.Select(e => e.Field));

        var late = Now.Plus(TimeSpan.FromHours(2));
        Assert.Null(_meeting.Change(Facts with { Place = "四楼" }, late));
        Assert.IsType<InvalidInput>(_meeting.Change(Facts with { StartsAt = late.Instant.AddMinutes(-1) }, late));

        static Refusal? Call(Draw draw, MeetingFacts facts) => Meeting.Call(new MeetingId(Guid.NewGuid()), draw, facts, Given.Prefecture.Id, GivenCommittee.Officer, Now).Refusal;
    }

    [Fact(DisplayName = "开会之前要有议程、主持人、纪检、够数的承诺书，缺哪样说哪样（KZ-15）"), Trait("rule", "KZ-15")]
    public void Opens_when_nothing_is_missing()
    {
        Refusal? WhyNot(bool observerMissing = false) => _meeting.WhyNotOpen(Roll(), VotingTerms.National, observerMissing);

        var listed = _cases.ToList();
        _cases.Clear();
        Assert.Equal(new NothingToReview(), WhyNot());
        _cases.AddRange(listed);
        Assert.Equal(new NobodyPresides(), WhyNot());
        _seats[0].Take(SeatKind.ViceChair, 1);
        Assert.Equal(new NobodyPresides(), WhyNot());
        Assert.Null(Pledge(_seats[0]));
        Assert.Equal(new NobodyObserves(), WhyNot(observerMissing: true));
        Assert.Equal(new TooFewPledged(1, 5), WhyNot());
        foreach (var seat in _seats.Skip(1).Take(4)) Assert.Null(Pledge(seat));

        Assert.Null(WhyNot());
        Assert.Null(_meeting.Open(Roll(), VotingTerms.National, GivenCommittee.Officer, Now));
        Assert.Equal(new MeetingNotPlanned(MeetingState.InSession), WhyNot());
        Assert.Equal(new MeetingNotPlanned(MeetingState.InSession), _meeting.Change(Facts, Now));
        Assert.Equal(new MeetingNotPlanned(MeetingState.InSession), _meeting.Cancel("不开了", GivenCommittee.Officer, Now));
    }

    [Fact(DisplayName = "签到码照屏幕抄，短横、大小写不计；换了的旧的作废；散会作废，还有没开票的不能散")]
    public void Has_a_code_for_those_in_the_room()
    {
        Assert.False(_meeting.IsRoomCode(null));
        InSession();
        var code = _meeting.RoomCode!;
        Assert.True(_meeting.IsRoomCode(code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal)));
        Assert.Null(_meeting.RenewCode());
        Assert.False(_meeting.IsRoomCode(code));

        Assert.Equal(new RoundStillOpen(1), _meeting.Close(1, GivenCommittee.Officer, Now));
        Assert.Null(_meeting.Close(0, GivenCommittee.Officer, Now));
        Assert.Null(_meeting.RoomCode);
        Assert.Equal(new MeetingNotInSession(MeetingState.Closed), _meeting.Close(0, GivenCommittee.Officer, Now));
    }

    [Fact(DisplayName = "没有签承诺书的签不了到；本人签要勾选、写对自己的姓名，签一次；出去再回来各是一段（KZ-15）"), Trait("rule", "KZ-15")]
    public void Lets_in_who_has_pledged()
    {
        var seat = _seats[3];
        Assert.Equal(new MeetingNotInSession(MeetingState.Planned), Presence.SignIn(Guid.NewGuid(), _meeting, seat, false, GivenCommittee.Officer, Now).Refusal);
        Assert.Equal("Agreed", ((InvalidInput)seat.PledgeInPerson(false, seat.Name, "摘要", Now)!).Errors[0].Field);
        Assert.Equal("SignedName", ((InvalidInput)seat.PledgeInPerson(true, "别人", "摘要", Now)!).Errors[0].Field);
        Assert.Null(seat.PledgedAt);
        Assert.Null(seat.PledgeInPerson(true, $" {seat.Name} ", "摘要", Now));
        Assert.Equal(new PledgedAlready(seat.Name), seat.PledgeInPerson(true, seat.Name, "摘要", Now));

        _seats[0].Take(SeatKind.Chair, null);
        foreach (var other in _seats.Where(s => s != seat && s != _seats[6])) Assert.Null(Pledge(other));
        Assert.Null(_meeting.Open(Roll(), VotingTerms.National, GivenCommittee.Officer, Now));
        Assert.Equal(new PledgeFirst(_seats[6].Name), Presence.SignIn(Guid.NewGuid(), _meeting, _seats[6], false, GivenCommittee.Officer, Now).Refusal);
        Assert.Equal(new SignedInAlready(seat.Name), Presence.SignIn(Guid.NewGuid(), _meeting, seat, true, GivenCommittee.Officer, Now).Refusal);

        var span = Comes(seat);
        Assert.Null(span.SignOut(GivenCommittee.Officer, Now.Plus(TimeSpan.FromMinutes(5))));
        Assert.Equal(new NotHere(), span.SignOut(GivenCommittee.Officer, Now));
        Assert.Equal([seat.ExpertId], Roll([span, Comes(seat)]).Here);
    }

    [Fact(DisplayName = "法定人数一位一位申报人算：回避的从应到与实到都减去；不在场的不算（KZ-14）"), Trait("rule", "KZ-14")]
    public void Counts_for_each_applicant()
    {
        InSession();
        var (one, other) = (_cases[0].FilingId, _cases[1].FilingId);
        List<Presence> here = [.. _seats.Take(5).Select(Comes)];
        var recusal = Recusal.Of(_meeting, one, _seats[0].ExpertId, TieKind.Kin, "亲属", false, GivenCommittee.Officer, Now).Recusal!;
        var roll = Roll(here, recusal);

        Assert.Equal((7, 4, 1), (roll.For(one).Members, roll.For(one).Attending, roll.For(one).Recused));
        Assert.True(roll.IsQuorate(one, VotingTerms.National));
        Assert.False(roll.IsQuorate(one, VotingTerms.National with { RecusedCounted = true }));
        Assert.Equal(5, roll.Voters(other).Count);
        Assert.DoesNotContain(roll.Voters(one), s => s.ExpertId == _seats[0].ExpertId);
        Assert.Null(here[4].SignOut(GivenCommittee.Officer, Now));
        Assert.False(Roll(here).IsQuorate(other, VotingTerms.National));

        // 在表决的名册里，不能再登记回避；散了会也不能。
        Assert.Equal(new UnderVote(), Recusal.Of(_meeting, one, _seats[1].ExpertId, TieKind.Kin, "亲属", true, GivenCommittee.Officer, Now).Refusal);
        Assert.IsType<InvalidInput>(Recusal.Of(_meeting, one, _seats[1].ExpertId, TieKind.Kin, " ", false, GivenCommittee.Officer, Now).Refusal);
        Assert.Null(_meeting.Close(0, GivenCommittee.Officer, Now));
        Assert.Equal(new MeetingNotInSession(MeetingState.Closed), Recusal.Of(_meeting, one, _seats[1].ExpertId, TieKind.Kin, "亲属", false, GivenCommittee.Officer, Now).Refusal);
    }

    [Fact(DisplayName = "主任委员一位；分了组的，一组不少于三人（人社部令第40号第二十一条）；开了会不能再动"), Trait("rule", "KZ-14")]
    public void Seats_one_chair_and_groups_of_three()
    {
        Refusal? Arrange(params (int Seat, SeatKind Kind, int? Group)[] to) => Seating.Arrange(_meeting, _seats, to.ToDictionary(t => _seats[t.Seat].ExpertId, t => (t.Kind, t.Group)), VotingTerms.National);

        Assert.Equal("Seats", ((InvalidInput)Arrange((0, SeatKind.Chair, null), (1, SeatKind.Chair, null))!).Errors[0].Field);
        Assert.IsType<InvalidInput>(Arrange((0, SeatKind.Chair, 1), (1, SeatKind.Member, 1)));
        Assert.IsType<NotFoundHere>(Arrange((0, SeatKind.Member, 3)));
        Assert.All(_seats, s => Assert.Equal((SeatKind.Member, null), (s.Kind, s.GroupNo)));
        Assert.Null(Arrange((0, SeatKind.Chair, 1), (1, SeatKind.ViceChair, 1), (2, SeatKind.Member, 1)));
        Assert.Equal((SeatKind.ViceChair, 1), (_seats[1].Kind, _seats[1].GroupNo));

        InSession();
        Assert.Equal(new MeetingNotPlanned(MeetingState.InSession), Arrange((0, SeatKind.Member, null)));
    }

    [Fact(DisplayName = "撤下要理由，撤下的不在名册上，可以再列；观察员要求暂停只在开着的时候，答复一次（O2）"), Trait("rule", "KZ-15")]
    public void Takes_cases_off_and_notes_incidents()
    {
        Assert.IsType<InvalidInput>(_cases[2].Withdraw("", GivenCommittee.Officer));
        Assert.Null(_cases[2].Withdraw("材料待核", GivenCommittee.Officer));
        Assert.Equal(new CaseOver(), _cases[2].Withdraw("材料待核", GivenCommittee.Officer));
        Assert.Equal(2, Roll().Cases.Count);
        _cases[2].Relist(2, 5);
        Assert.Equal((3, 5), (Roll().Cases.Count, Roll().Cases[2].No));

        var observer = new Actor(new UserId(Guid.NewGuid()), "热孜万", Role.Observer);
        Assert.Equal(new NothingToPause(), Incident.Note(Guid.NewGuid(), _meeting, "有人打电话", true, observer, Now).Refusal);
        Assert.NotNull(Incident.Note(Guid.NewGuid(), _meeting, "有人打电话", false, observer, Now).Incident);
        InSession();
        var incident = Incident.Note(Guid.NewGuid(), _meeting, "有人打电话", true, observer, Now).Incident!;
        Assert.True(incident.Pauses);
        Assert.IsType<InvalidInput>(incident.Respond("", GivenCommittee.Officer, Now));
        Assert.Null(incident.Respond("已收走手机", GivenCommittee.Officer, Now));
        Assert.False(incident.Pauses);
        Assert.Equal(new AnsweredAlready(), incident.Respond("再答", GivenCommittee.Officer, Now));
    }
}
