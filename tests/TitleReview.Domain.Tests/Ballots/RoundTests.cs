using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Tests.Committees;

namespace TitleReview.Domain.Tests.Ballots;

/// <summary>Rounds of every committee of up to thirty: who is on the roll, what opens, what passes, what is kept.</summary>
public sealed class A_round
{
    private static readonly VotingTerms TwoThirds = VotingTerms.National;
    private static readonly Actor Secretary = GivenCommittee.Officer;
    private static readonly Actor Colleague = Secretary with { UserId = new(Guid.NewGuid()) };
    private static readonly Meeting Session = InSession();

    private static readonly IReadOnlyList<Seat> Thirty =
        [.. Enumerable.Range(0, 30).Select(i => { var seat = new Seat(Session.Id, new DrawnSeat(new ExpertId(Guid.NewGuid()), $"K{i}", "水利", i, false), $"专家{i}"); if (i == 0) seat.Take(SeatKind.Chair, null); return seat; })];

    private static readonly IReadOnlyList<MeetingCase> Cases = [.. Enumerable.Range(1, 3).Select(no => new MeetingCase(Session.Id, new FilingId(Guid.NewGuid()), 1, no))];

    private static Meeting InSession()
    {
        var pool = GivenCommittee.Candidates(GivenCommittee.Experts(9));
        var meeting = Meeting.Call(new MeetingId(Guid.NewGuid()), GivenCommittee.ADraw(pool, GivenCommittee.Order(new DrawStratum("水利", 3, 1))),
            new MeetingFacts("评审会", Given.Monday.Instant.AddHours(2), "一楼", null, [new(1, "第一组", "一楼")]), Given.Prefecture.Id, Secretary, Given.Monday).Meeting!;
        typeof(Meeting).GetProperty(nameof(Meeting.State))!.SetValue(meeting, MeetingState.InSession);
        return meeting;
    }

    /// <param name="here">The first so many seats are here; the chair is the first.</param>
    private static MeetingRoll Roll(int members, int here, params (int Case, int Seat)[] recused) =>
        new([.. Thirty.Take(members)], Thirty.Take(here).Select(s => s.ExpertId).ToHashSet(), [.. recused.Select(r => (Cases[r.Case].FilingId, Thirty[r.Seat].ExpertId))], Cases);

    private static (BallotRound? Round, Refusal? Refusal) Open(MeetingRoll roll, int[] cases, RoundKind kind = RoundKind.Sealed, VotingTerms? voting = null, IReadOnlyCollection<BallotRound>? before = null, string? reason = null, Meeting? meeting = null) =>
        BallotRound.Open(new RoundId(Guid.NewGuid()), meeting ?? Session, roll, [.. cases.Select(c => Cases[c].FilingId)], kind, voting ?? TwoThirds, before ?? [], reason, kind == RoundKind.Sealed ? [1] : [], kind == RoundKind.Sealed ? [2] : [], Secretary, Given.Monday);

    private static BallotRound Opened(MeetingRoll roll, params int[] cases)
    {
        var (round, refusal) = Open(roll, cases);
        Assert.Null(refusal);
        return round!;
    }

    private static Dictionary<FilingId, IReadOnlyList<Choice>> Votes(int at, int yes, int no, int abstained) => new()
    {
        [Cases[at].FilingId] = [.. Enumerable.Repeat(Choice.InFavour, yes), .. Enumerable.Repeat(Choice.Against, no), .. Enumerable.Repeat(Choice.Abstained, abstained)],
    };

    [Fact(DisplayName = "三十人以内：够法定人数才开得了，差几位说得准；名册是在场又不回避的；回避的到没到会都一样"), Trait("rule", "KZ-14")]
    public void Opens_only_with_a_quorum()
    {
        for (var members = 1; members <= 30; members++)
            for (var here = 0; here <= members; here++)
                for (var recused = 0; recused < members; recused++)
                {
                    // The last seats are recused: some of them are here, some are not; never the chair.
                    var roll = Roll(members, here, [.. Enumerable.Range(members - recused, recused).Where(s => s > 0).Select(s => (0, s))]);
                    var (round, refusal) = Open(roll, [0]);
                    var (voters, counted) = (Math.Min(here, members - recused), members - recused);
                    if (here == 0) Assert.IsType<ChairAway>(refusal);
                    else if (3 * voters < 2 * counted) Assert.Equal((counted * 2 + 2) / 3 - voters, Assert.IsType<NotQuorate>(refusal).Missing);
                    else
                    {
                        Assert.Null(refusal);
                        Assert.Equal((members, voters, recused), (round!.Cases[0].Members, round.Cases[0].Attending, round.Cases[0].Recused));
                        Assert.Equal(Thirty.Take(voters).Select(s => s.ExpertId).OrderBy(e => e.Value), round.Cases[0].Voters);
                    }
                }
    }

    [Fact(DisplayName = "三十人以内：同意不少于到会三分之二才通过；没有投的、弃权的都在分母里；投了的不够法定人数就开不了；开票只有一次"), Trait("rule", "KZ-14")]
    public void Passes_by_two_thirds_of_those_present()
    {
        for (var members = 1; members <= 30; members++)
            for (var here = TwoThirds.Quorum.Least(members); here <= members; here++)
                for (var yes = 0; yes <= here; yes++)
                    foreach (var abstained in new[] { 0, here - yes })
                    {
                        var round = Opened(Roll(members, here), 0);
                        if (TwoThirds.Quorum.Least(members) - yes - abstained is > 0 and var missing)
                        {
                            Assert.Equal(new TooFewCast(1, yes + abstained, missing), round.Close(Votes(0, yes, 0, abstained), Thirty.Take(yes + abstained).Select(s => s.ExpertId), Secretary, Given.Monday));
                            Assert.True(round.IsSealed && round.Cases[0].Tally is null);
                            continue;
                        }

                        Assert.Null(round.Close(Votes(0, yes, 0, abstained), Thirty.Take(yes + abstained).Select(s => s.ExpertId), Secretary, Given.Monday));
                        Assert.Equal(3 * yes >= 2 * here, round.Cases[0].Passed);
                        Assert.Equal(here - yes - abstained, round.Cases[0].Tally!.NotCast);
                        Assert.Null(round.Fault);
                        Assert.Empty(round.ShareInDatabase);
                        Assert.IsType<RoundOver>(round.Close(Votes(0, here, 0, 0), [], Secretary, Given.Monday));
                        Assert.IsType<RoundOver>(round.Annul("后悔", Secretary, Given.Monday));
                    }
    }

    [Fact(DisplayName = "一批里各有各的名册；有一位不够，整批不开，说是第几位；回避的票上没有那一位")]
    public void Gives_each_case_of_a_batch_its_own_roll()
    {
        var roll = Roll(11, 8, (1, 2), (2, 3), (2, 4));
        // Eight of eleven is the least; two of them recused for the third leaves six of nine, three leave five of eight.
        Assert.Null(Open(Roll(11, 8, (2, 1), (2, 2)), [0, 2]).Refusal);
        Assert.Equal(new NotQuorate(3, new(11, 5, 3), 1), Open(Roll(11, 8, (2, 1), (2, 2), (2, 3)), [0, 2]).Refusal);
        var round = Opened(roll, 0, 1, 2);
        Assert.Equal([(8, 0), (7, 1), (6, 2)], round.Cases.Select(c => (c.Attending, c.Recused)));
        Assert.Equal([3, 2, 2, 2], new[] { 0, 2, 3, 4 }.Select(s => round.BallotOf(Thirty[s].ExpertId).Count));
        Assert.Equal(8, round.Voters.Count);
    }

    [Fact(DisplayName = "开投之后才到的不在名册里，不能投；开投之后走了的还在分母里，人不在就不能投，回来了能投；少选一位不算一张票")]
    public void Fixes_the_roll_when_it_opens()
    {
        var round = Opened(Roll(11, 9), 0, 1);
        FilingId[] both = [Cases[0].FilingId, Cases[1].FilingId];
        Assert.IsType<NotOnTheRoll>(round.WhyNotVote(Thirty[9].ExpertId, true, both));
        Assert.IsType<NotInTheRoom>(round.WhyNotVote(Thirty[3].ExpertId, false, both));
        Assert.IsType<BallotIncomplete>(round.WhyNotVote(Thirty[3].ExpertId, true, both[..1]));
        Assert.IsType<BallotIncomplete>(round.WhyNotVote(Thirty[3].ExpertId, true, [both[0], Cases[2].FilingId]));
        Assert.Null(round.WhyNotVote(Thirty[3].ExpertId, true, both));
        // Eight of the nine vote: the one who left is no yes.
        Assert.Null(round.Close(new Dictionary<FilingId, IReadOnlyList<Choice>> { [both[0]] = [.. Enumerable.Repeat(Choice.InFavour, 5), .. Enumerable.Repeat(Choice.Against, 3)], [both[1]] = [.. Enumerable.Repeat(Choice.InFavour, 7), Choice.Against] },
            Thirty.Take(8).Select(s => s.ExpertId), Secretary, Given.Monday));
        Assert.Equal([false, true], round.Cases.Select(c => c.Passed!.Value));
        Assert.IsType<RoundOver>(round.WhyNotVote(Thirty[3].ExpertId, true, both));
    }

    [Fact(DisplayName = "没有在开会、要求暂停还没有答复、主持人不在、一位也没有选、正在表决的，都开不了")]
    public void Refuses_to_open()
    {
        var roll = Roll(7, 7);
        Assert.IsType<NobodyToVoteOn>(Open(roll, []).Refusal);
        Assert.IsType<ChairAway>(Open(roll with { Here = Thirty.Skip(1).Take(6).Select(s => s.ExpertId).ToHashSet() }, [0]).Refusal);
        Assert.Equal(new VotingAlready(1), Open(roll, [0], before: [Opened(roll, 0)]).Refusal);
        Assert.IsType<NotFoundHere>(Open(roll with { Cases = [Cases[1]] }, [0]).Refusal);
        var over = InSession();
        Assert.Null(over.Close(0, Secretary, Given.Monday));
        Assert.IsType<MeetingNotInSession>(Open(roll, [0], meeting: over).Refusal);
    }

    [Fact(DisplayName = "再表决只照规定：一轮定的不能；许两轮的要写理由，第三轮不能；作废的一轮不算"), Trait("rule", "KZ-14")]
    public void Votes_again_only_by_rule()
    {
        var roll = Roll(7, 7);
        var first = Opened(roll, 0);
        Assert.IsType<InvalidInput>(first.Annul(" ", Secretary, Given.Monday));
        Assert.Null(first.Annul("名册错了", Secretary, Given.Monday));
        Assert.Equal((RoundState.Annulled, null, 0), (first.State, first.Cases[0].Tally, first.ShareInDatabase.Length));
        Assert.Null(first.Fault);
        var second = Open(roll, [0], before: [first]).Round!;
        Assert.Equal((2, null), (second.No, second.Reason));
        Assert.Null(second.Close(Votes(0, 4, 3, 0), Thirty.Take(7).Select(s => s.ExpertId), Secretary, Given.Monday));

        Assert.Equal(new VotedAlready(1, 1), Open(roll, [0], before: [first, second]).Refusal);
        var twice = TwoThirds with { MostRounds = 2 };
        Assert.IsType<InvalidInput>(Open(roll, [0, 1], voting: twice, before: [first, second]).Refusal);
        var third = Open(roll, [0, 1], voting: twice, before: [first, second], reason: "票数接近，照计划第 3 条再表决").Round!;
        Assert.Equal(3, third.No);
        Assert.Null(third.Close(Votes(0, 7, 0, 0).Concat(Votes(1, 7, 0, 0)).ToDictionary(), Thirty.Take(7).Select(s => s.ExpertId), Secretary, Given.Monday));
        Assert.Equal(new VotedAlready(1, 2), Open(roll, [0], voting: twice, before: [first, second, third], reason: "再来").Refusal);
        // The other one of the batch has had one round only.
        Assert.Null(Open(roll, [1], voting: twice, before: [first, second, third], reason: "照规定").Refusal);
    }

    [Fact(DisplayName = "纸票：计票、监票两个人，票数不多于名册；录入可以改，另一位核对才算；自己核对自己的不行")]
    public void Takes_paper_counts_from_two_persons()
    {
        var round = Open(Roll(7, 6, (1, 5)), [0, 1], RoundKind.Paper).Round!;
        Dictionary<FilingId, (int, int, int)> counts = new() { [Cases[0].FilingId] = (4, 1, 1), [Cases[1].FilingId] = (3, 1, 0) };
        Assert.IsType<InvalidInput>(round.Enter(counts, "甲", " 甲 ", Secretary));
        Assert.IsType<InvalidInput>(round.Enter(counts, "甲", "", Secretary));
        Assert.IsType<InvalidInput>(round.Enter(new Dictionary<FilingId, (int, int, int)> { [Cases[0].FilingId] = (4, 1, 1) }, "甲", "乙", Secretary));
        foreach (var wrong in new[] { (7, 0, 0), (-1, 0, 0), (int.MaxValue, int.MaxValue, 2) }) Assert.IsType<InvalidInput>(round.Enter(new Dictionary<FilingId, (int, int, int)>(counts) { [Cases[0].FilingId] = wrong }, "甲", "乙", Secretary));
        Assert.Equal(RoundState.Open, round.State);
        Assert.IsType<RoundOver>(round.Confirm(Colleague, Given.Monday));
        Assert.IsType<RoundOver>(round.WhyNotVote(Thirty[0].ExpertId, true, [Cases[0].FilingId]));

        Assert.Null(round.Enter(new Dictionary<FilingId, (int, int, int)>(counts) { [Cases[0].FilingId] = (2, 2, 2) }, "甲", "乙", Colleague));
        Assert.Null(round.Enter(counts, "甲", "乙", Secretary));
        Assert.Equal(new OwnCount(), round.Confirm(Secretary, Given.Monday));
        Assert.Equal(new OwnCount(), round.Confirm(Colleague with { For = new(Secretary.UserId, "张三") }, Given.Monday));
        Assert.Null(round.Confirm(Colleague, Given.Monday));
        Assert.Equal((RoundState.Closed, true, false), (round.State, round.Cases[0].Passed, round.Cases[1].Passed));
        Assert.Equal((Secretary.Signature, Secretary.Signature, Colleague.Signature), (round.OpenedBy, round.EnteredBy, round.ClosedBy));
        Assert.Null(round.Fault);
        Assert.IsType<RoundOver>(round.Enter(counts, "甲", "乙", Secretary));
    }

    [Fact(DisplayName = "记录里改一个数，自己就说不通，或摘要就变了")]
    public void Knows_when_its_record_was_changed()
    {
        foreach (var (property, value) in new (string, object)[] { ("InFavour", 4), ("InFavour", 8), ("Against", 0), ("Attending", 6), ("Members", 13), ("Passed", false), ("Voters", Array.Empty<ExpertId>()) })
        {
            var round = Closed();
            typeof(BallotCase).GetProperty(property)!.SetValue(round.Cases[0], value);
            Assert.NotNull(round.Fault);
        }

        foreach (var (property, value) in new (string, object)[] { ("Voted", new[] { Thirty[9].ExpertId }), ("State", RoundState.Open), ("Voting", TwoThirds with { Pass = new(9, 10) }) })
        {
            var round = Closed();
            typeof(BallotRound).GetProperty(property)!.SetValue(round, value);
            Assert.NotNull(round.Fault);
        }

        var kept = Closed();
        var digest = kept.RecordDigest;
        foreach (var (property, value) in new (string, object?)[] { ("OpenedBy", "别人"), ("ClosedBy", "别人"), ("OpenedAt", Given.Monday.Instant.AddSeconds(1)), ("ClosedAt", null), ("Reason", "有"), ("PublicKey", new byte[] { 9 }), ("No", 2), ("Kind", RoundKind.Paper), ("Voted", new[] { Thirty[0].ExpertId }), ("Voting", TwoThirds with { MostRounds = 2 }) })
        {
            var was = typeof(BallotRound).GetProperty(property)!.GetValue(kept);
            typeof(BallotRound).GetProperty(property)!.SetValue(kept, value);
            Assert.NotEqual(digest, kept.RecordDigest);
            typeof(BallotRound).GetProperty(property)!.SetValue(kept, was);
        }

        // The database keeps microseconds: what it gives back has the same digest.
        typeof(BallotRound).GetProperty("OpenedAt")!.SetValue(kept, kept.OpenedAt.AddTicks(7).ToUniversalTime());
        Assert.Equal(digest, kept.RecordDigest);
    }

    private static BallotRound Closed()
    {
        var round = Opened(Roll(7, 7), 0);
        Assert.Null(round.Close(Votes(0, 5, 1, 1), Thirty.Take(7).Select(s => s.ExpertId), Secretary, Given.Monday));
        return round;
    }
}
