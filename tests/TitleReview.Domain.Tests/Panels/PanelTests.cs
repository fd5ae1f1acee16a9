using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Panels;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Tests.Panels;

public sealed class A_panel
{
    private static readonly MeetingId Here = new(Guid.CreateVersion7());
    private static readonly ScoringTerms Terms = new(5, 100, [new ScoreItem("专业理论", 100, 30), new ScoreItem("工作业绩", 100, 70)]);

    private static MeetingRoll Roll(int seats, int groups, int cases, Func<int, int, bool>? recused = null)
    {
        List<Seat> members = [.. Enumerable.Range(0, seats).Select(i => ASeat(i, 1 + (i % groups)))];
        List<MeetingCase> listed = [.. Enumerable.Range(0, cases).Select(i => new MeetingCase(Here, new FilingId(Guid.CreateVersion7()), 1 + (i % groups), i + 1))];
        return new(members, new HashSet<ExpertId>(), [.. from c in listed.Index() from s in members.Index() where recused?.Invoke(c.Index, s.Index) == true select (c.Item.FilingId, s.Item.ExpertId)], listed);
    }

    private static Seat ASeat(int at, int group)
    {
        var seat = new Seat(Here, new DrawnSeat(new ExpertId(Guid.CreateVersion7()), $"C{at:00}", "农艺", at, false), $"委员{at}");
        seat.Take(SeatKind.Member, group);
        return seat;
    }

    [Fact(DisplayName = "分派：每份至少三位、都在本组、没有回避的；各人的份数最多差一份；再分一次什么也不添")]
    public void Is_balanced()
    {
        for (var seats = 6; seats <= 15; seats++)
            for (var cases = 1; cases <= 25; cases += 3)
            {
                var roll = Roll(seats, 2, cases);
                var (added, missing) = PanelAssignment.Of(Here, roll, 3, []);
                Assert.Null(missing);
                Assert.All(roll.Cases, c => Assert.Equal(3, added.Where(p => p.Filing == c.FilingId).Select(p => p.Expert).Distinct().Count()));
                Assert.All(added, p => Assert.Equal(roll.Cases.Single(c => c.FilingId == p.Filing).GroupNo, roll.Seats.Single(s => s.ExpertId == p.Expert).GroupNo));
                foreach (var group in roll.Seats.GroupBy(s => s.GroupNo))
                {
                    var loads = group.Select(s => added.Count(p => p.Expert == s.ExpertId)).ToList();
                    Assert.True(loads.Max() - loads.Min() <= 1, $"{seats} seats, {cases} cases: {string.Join(' ', loads)}");
                }

                Assert.Empty(PanelAssignment.Of(Here, roll, 3, added).Added);
            }
    }

    [Fact(DisplayName = "有人回避：不分给他，分过的另补一位；本组凑不齐三位，一份也不分，说出是哪一位")]
    public void Leaves_the_recused_out()
    {
        var roll = Roll(8, 2, 6, (c, s) => c == 0 && s == 0);
        var (added, _) = PanelAssignment.Of(Here, roll, 3, []);
        Assert.DoesNotContain(added, p => p.Filing == roll.Cases[0].FilingId && p.Expert == roll.Seats[0].ExpertId);

        var later = roll with { Recusals = [.. roll.Recusals, (roll.Cases[1].FilingId, added.First(p => p.Filing == roll.Cases[1].FilingId).Expert)] };
        var more = PanelAssignment.Of(Here, later, 3, added).Added;
        Assert.Equal(roll.Cases[1].FilingId, Assert.Single(more).Filing);

        Assert.Equal(new PanelTooSmall(1, 2, 3), PanelAssignment.Of(Here, Roll(6, 2, 4, (c, s) => c == 0 && s == 0), 3, []).Short);
        Assert.Empty(PanelAssignment.Of(Here, Roll(6, 2, 4, (c, s) => c == 0 && s == 0), 3, []).Added);
    }

    [Fact(DisplayName = "会开了，没有交又没有来的不再等：另补在场的一位，原来的那一份还在；在场的不够，说差几位")]
    public void Does_not_wait_for_the_absent()
    {
        var roll = Roll(5, 1, 1);
        var (added, _) = PanelAssignment.Of(Here, roll, 3, []);
        var absent = added[0];
        var open = roll with { Here = roll.Seats.Select(s => s.ExpertId).Where(e => e != absent.Expert).ToHashSet() };
        Assert.Empty(PanelAssignment.Of(Here, open, 3, added, []).Added);
        var fresh = Assert.Single(PanelAssignment.Of(Here, open, 3, added, [absent]).Added);
        Assert.DoesNotContain(added, p => p.Expert == fresh.Expert);
        Assert.Contains(fresh.Expert, open.Here);
        var few = roll with { Here = added.Skip(1).Select(p => p.Expert).ToHashSet() };
        Assert.Equal(new PanelAway(1, 1), PanelAssignment.Of(Here, few, 3, added, [absent]).Short);
    }

    [Fact(DisplayName = "评议：草稿改一样存一样，分数越界当场说；意见太短、评分不齐交不了；总分照权重，整数算；交了改不了"), Trait("rule", "KZ-14")]
    public void Is_written_and_submitted()
    {
        var now = new Moment(new DateTimeOffset(2023, 10, 20, 9, 0, 0, Moment.Beijing));
        var review = new PanelReview(new(Here, new FilingId(Guid.CreateVersion7()), new ExpertId(Guid.CreateVersion7())), Actor.System, now);
        Assert.Null(review.Draft("opinion", "很好", Terms, now));
        Assert.IsType<InvalidInput>(review.Draft("专业理论", "101", Terms, now));
        Assert.IsType<InvalidInput>(review.Draft("专业理论", "-1", Terms, now));
        Assert.IsType<InvalidInput>(review.Draft("专业理论", "8.5", Terms, now));
        Assert.IsType<NoScoreHere>(review.Draft("颜值", "5", Terms, now));
        Assert.Null(review.Draft("专业理论", "80", Terms, now));
        Assert.Equal(["opinion", "工作业绩"], Assert.IsType<InvalidInput>(review.Submit(Terms, true, now)).Errors.Select(e => e.Field));

        Assert.Null(review.Draft("opinion", "业绩扎实，同意推荐。", Terms, now));
        Assert.Null(review.Draft("工作业绩", "91", Terms, now));
        Assert.Null(review.Submit(Terms, true, now));
        Assert.Equal((80 * 30) + (91 * 70), review.TotalScore);
        Assert.Equal(10_000, Terms.Full);
        Assert.IsType<ReviewSubmitted>(review.Draft("工作业绩", "100", Terms, now));
        Assert.IsType<ReviewSubmitted>(review.Submit(Terms, true, now));
    }

    [Fact(DisplayName = "评分表：满分、权重、重名、字数不合适的，发布不了")]
    public void Demands_a_proper_table()
    {
        Assert.Null(Terms.WhyNot());
        Assert.NotNull((Terms with { Items = [new ScoreItem("业绩", 0)] }).WhyNot());
        Assert.NotNull((Terms with { Items = [new ScoreItem("业绩", 10, 101)] }).WhyNot());
        Assert.NotNull((Terms with { Items = [new ScoreItem("业绩", 10), new ScoreItem("业绩", 20)] }).WhyNot());
        Assert.NotNull((Terms with { OpinionLeast = 200 }).WhyNot());
    }
}
