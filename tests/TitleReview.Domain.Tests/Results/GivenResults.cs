using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Results;
using TitleReview.Domain.Tests.Committees;
using TitleReview.Tests.Support;

namespace TitleReview.Domain.Tests.Results;

/// <summary>A meeting of seven that voted, and is over.</summary>
internal static class GivenResults
{
    public static readonly Moment Met = Given.Monday.Plus(TimeSpan.FromDays(1));

    public static Actor Officer => GivenCommittee.Officer;

    public static Actor Bureau { get; } = new(new UserId(Guid.NewGuid()), "石立新", Domain.Permissions.Role.Officer, Given.Prefecture.Id, AtTop: true);

    public static PlanTerms Terms => Given.Terms();

    /// <param name="votes">For each filing: in favour, against, abstained.</param>
    public static (Meeting Meeting, BallotRound Round, IReadOnlyList<ReviewResult> Results) AfterTheVote(params (int Yes, int No, int Abstained)[] votes)
    {
        var draw = GivenCommittee.ADraw(GivenCommittee.Candidates(GivenCommittee.Experts(9)), GivenCommittee.Order(new DrawStratum("水利", 7, 1)));
        var (meeting, seats, refusal) = Meeting.Call(new MeetingId(Guid.NewGuid()), draw, new MeetingFacts("评审会", Met.Instant, "会议室", null, [new(1, "一组", "会议室")]), Given.Prefecture.Id, Officer, Given.Monday);
        Assert.Null(refusal);
        foreach (var (seat, at) in seats.Select((s, at) => (s, at)))
        {
            seat.Take(at == 0 ? SeatKind.Chair : SeatKind.Member, 1);
            Assert.Null(seat.Pledge("0", "张三", Given.Monday));
        }

        List<MeetingCase> cases = [.. votes.Select((_, at) => new MeetingCase(meeting!.Id, new FilingId(Guid.NewGuid()), 1, at + 1))];
        Assert.Null(meeting!.Open(MeetingRoll.Of(seats, [], [], cases), Terms.Voting, Officer, Met));
        List<Presence> here = [.. seats.Select(s => Presence.SignIn(Guid.NewGuid(), meeting, s, false, Officer, Met).Presence!)];
        var (key, share, _) = SealedBallot.NewRound();
        var (round, cannot) = BallotRound.Open(new RoundId(Guid.NewGuid()), meeting, MeetingRoll.Of(seats, here, [], cases), [.. cases.Select(c => c.FilingId)], RoundKind.Sealed, Terms.Voting, [], null, key, share, Officer, Met);
        Assert.Null(cannot);
        Dictionary<FilingId, IReadOnlyList<Choice>> opened = cases.Select((c, at) => (c.FilingId, Votes: votes[at])).ToDictionary(v => v.FilingId, v => (IReadOnlyList<Choice>)
            [.. Enumerable.Repeat(Choice.InFavour, v.Votes.Yes), .. Enumerable.Repeat(Choice.Against, v.Votes.No), .. Enumerable.Repeat(Choice.Abstained, v.Votes.Abstained)]);
        Assert.Null(round!.Close(opened, seats.Select(s => s.ExpertId), Officer, Met));
        Assert.Null(meeting.Close(0, Officer, Met));
        return (meeting, round, [.. cases.Select(c => ReviewResult.Of(new ResultId(Guid.NewGuid()), meeting, round, Subject(c.FilingId), Met))]);
    }

    public static ResultSubject Subject(FilingId filing) => new(filing, new ApplicantId(Guid.NewGuid()), Given.Station.Id, new PlanId(Guid.NewGuid()), Given.Prefecture.Id);

    /// <summary>Posted on the day after; everybody who passed is on it.</summary>
    public static ResultNotice Posted(Meeting meeting, IReadOnlyList<ReviewResult> results, Moment? at = null)
    {
        var (notice, refusal) = ResultNotice.Post(new ResultNoticeId(Guid.NewGuid()), meeting, Terms, ShippedCalendar.Real,
            [.. results.Where(r => r.Verdict == Verdict.Passed).Select(r => new PublicisedPerson(r.Id, "梁小满", "水利工作站", "工程系列", "水利", "工程师"))], [Given.Station.Id], p => $"{p.First:O}", Officer, at ?? Met);
        Assert.Null(refusal);
        foreach (var result in results) result.Announce(notice!.Id);
        return notice!;
    }
}
