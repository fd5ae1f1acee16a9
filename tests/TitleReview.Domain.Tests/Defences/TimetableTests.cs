using TitleReview.Domain.Committees;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Panels;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Tests.Committees;

namespace TitleReview.Domain.Tests.Defences;

public sealed class A_defence_timetable
{
    private const int Least = 3;

    private static readonly Moment Now = new(new DateTimeOffset(2023, 11, 10, 9, 0, 0, Moment.Beijing));
    private static readonly DateTimeOffset Morning = new(2023, 11, 11, 10, 0, 0, Moment.Beijing);
    private static readonly DefenceRule Onsite = new(DefenceMode.Onsite);
    private static readonly DefenceTerms Either = new([new(DefenceMode.Either)], []);

    private static readonly Meeting Here = Meeting.Call(new MeetingId(Guid.NewGuid()), GivenCommittee.ADraw(GivenCommittee.Candidates(GivenCommittee.Experts(9)), GivenCommittee.Order(new DrawStratum("水利", 7, 2))),
        new MeetingFacts("评审会", Given.Monday.Instant.AddDays(400), "三楼", null, [new(1, "一组", ""), new(2, "二组", ""), new(3, "三组", "")]), Given.Prefecture.Id, GivenCommittee.Officer, Given.Monday).Meeting!;

    private static DefenceSitting Sitting(int group, double fromHours, double hours, int minutes, string room, string? link = null, params DefenceSitting[] others)
    {
        var (sitting, refusal) = DefenceSitting.Make(new SittingId(Guid.NewGuid()), Here, Either, new(group, Morning.AddHours(fromHours), Morning.AddHours(fromHours + hours), minutes, room, link), others, GivenCommittee.Officer, Now);
        Assert.Null(refusal);
        return sitting!;
    }

    private static List<ExpertId> Experts(int count) => [.. Enumerable.Range(0, count).Select(_ => new ExpertId(Guid.NewGuid()))];

    private static Defender Person(int no, int group, IEnumerable<ExpertId> experts, DefenceRule? rule = null, ApplicantId? applicant = null) =>
        new(new FilingId(Guid.NewGuid()), no, applicant ?? new ApplicantId(Guid.NewGuid()), group, rule ?? Onsite, experts.ToDictionary(e => e, e => $"委员{e.Value:N}"[..6]));

    [Fact(DisplayName = "随便怎样的场次、分组、回避、别处的事：排出来的，委员、申报人、屋子没有一个同时在两处；一位不少，不是排上就是候补；排不上的，哪一段也真的排不上")]
    public void Never_clashes()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var pool = Experts(random.Next(4, 12));
            List<DefenceSitting> sittings = [];
            for (var at = random.Next(1, 6); at > 0; at--)
                sittings.Add(Sitting(random.Next(1, 4), random.Next(0, 8) / 2.0, random.Next(1, 5), random.Next(2, 7) * 10, $"{random.Next(1, 4)} 号室", random.Next(4) == 0 ? "https://meet.example/1" : null));
            List<Engagement> busy = [.. Enumerable.Range(0, random.Next(4)).Select(i => new Engagement($"别处{i}", new(Morning.AddMinutes(random.Next(0, 240)), Morning.AddMinutes(random.Next(241, 400))), [], null, [pool[random.Next(pool.Count)]]))];
            var applicants = Enumerable.Range(0, 6).Select(_ => new ApplicantId(Guid.NewGuid())).ToList();
            List<Defender> people = [.. Enumerable.Range(1, random.Next(1, 15)).Select(no => Person(no, random.Next(1, 4), pool.Where(_ => random.Next(3) > 0), new(Enum.GetValues<DefenceMode>()[random.Next(3)]), random.Next(3) == 0 ? applicants[random.Next(6)] : null))];

            var (placed, left) = DefenceTimetable.Fill(people, sittings, busy, Least, Now);

            Assert.Equal(people.Select(p => p.Filing.Value).Order(), placed.Select(p => p.Filing.Value).Concat(left.Select(l => l.Filing.Value)).Order());
            List<Engagement> all = [.. busy, .. placed.Select(p => DefenceTimetable.As(people.Single(x => x.Filing == p.Filing), p.Sitting, p.At))];
            foreach (var (i, one) in all.Index())
                foreach (var other in all.Skip(Math.Max(busy.Count, i + 1)).Where(o => o.At.Overlaps(one.At)))
                    Assert.True(!other.Experts.Intersect(one.Experts).Any() && !other.Rooms.Intersect(one.Rooms).Any() && (other.Applicant is null || other.Applicant != one.Applicant), $"seed {seed}");
            Assert.All(placed, p => Assert.True(people.Single(x => x.Filing == p.Filing) is var one && one.Group == p.Sitting.GroupNo && one.Experts.Count >= Least && one.Rule.Allows(p.Sitting.IsVideo) && p.Sitting.Slots().Contains(p.At)));
            foreach (var (filing, _) in left)
                Assert.DoesNotContain(from s in sittings from t in s.Slots() select (s, t), x => DefenceTimetable.WhyNot(people.Single(p => p.Filing == filing), x.s, x.t, all, Least, Now) is null);
        }
    }

    [Fact(DisplayName = "照议程的次序一位接一位；排满了的候补；过了的一段不排")]
    public void Follows_the_agenda()
    {
        var pool = Experts(3);
        var sitting = Sitting(1, 0, 1, 20, "301");
        List<Defender> people = [.. Enumerable.Range(1, 4).Select(no => Person(no, 1, pool))];

        var (placed, left) = DefenceTimetable.Fill([.. people.AsEnumerable().Reverse()], [sitting], [], Least, Now);
        Assert.Equal([("10:00–10:20", people[0].Filing), ("10:20–10:40", people[1].Filing), ("10:40–11:00", people[2].Filing)], placed.Select(p => (p.At.PrintTimes(), p.Filing)));
        Assert.Equal([(people[3].Filing, (Refusal)new NoRoomLeft(4))], left);

        var late = new Moment(Morning.AddMinutes(20));
        Assert.Equal("10:40–11:00", Assert.Single(DefenceTimetable.Fill(people, [sitting], [], Least, late).Placed).At.PrintTimes());
    }

    [Fact(DisplayName = "动一位：撞着屋子、申报人、委员，组不对、方式不对、委员不够，各说哪一句")]
    public void Says_what_it_clashes_with()
    {
        var pool = Experts(4);
        var (room, other) = (Sitting(1, 0, 2, 20, "301"), Sitting(1, 0, 2, 20, "302"));
        var (one, at) = (Person(1, 1, pool.Take(3)), room.Slots().First());
        Engagement Taken(IReadOnlyList<string> rooms, ApplicantId? applicant, params ExpertId[] experts) => new("评审会“别的”", at, rooms, applicant, experts);
        Refusal? WhyNot(Defender who, DefenceSitting where, params Engagement[] busy) => DefenceTimetable.WhyNot(who, where, at, busy, Least, Now);

        Assert.Null(WhyNot(one, room, Taken(other.Rooms, null, pool[3])));
        Assert.IsType<SlotTaken>(WhyNot(one, room, Taken(room.Rooms, null)));
        Assert.IsType<ApplicantElsewhere>(WhyNot(one, room, Taken([], one.Applicant)));
        Assert.Equal(one.Experts[pool[1]], Assert.IsType<ExpertElsewhere>(WhyNot(one, room, Taken([], null, pool[1]))).Name);
        Assert.IsType<OtherGroup>(WhyNot(one with { Group = 2 }, room));
        Assert.IsType<WrongMode>(WhyNot(one with { Rule = new(DefenceMode.Video) }, room));
        Assert.Null(WhyNot(one with { Rule = new(DefenceMode.Either) }, room));
        Assert.IsType<PanelTooSmall>(WhyNot(Person(2, 1, pool.Take(2)), room));
        Assert.IsType<NotASlot>(DefenceTimetable.WhyNot(one, room, new(Morning.AddMinutes(5), Morning.AddMinutes(25)), [], Least, Now));
    }

    [Fact(DisplayName = "一场：时间在此刻之后，排得下一位，有屋子或视频地址；同一间屋子同一时间只有一场，空格不计")]
    public void Needs_a_room_of_its_own()
    {
        var taken = Sitting(1, 0, 2, 20, "三楼 301");
        (DefenceSitting? Sitting, Refusal? Refusal) Make(int group = 2, double from = 0, double to = 2, int minutes = 20, string room = "三楼301", string? link = null) =>
            DefenceSitting.Make(new SittingId(Guid.NewGuid()), Here, Either, new(group, Morning.AddHours(from), Morning.AddHours(to), minutes, room, link), [taken], GivenCommittee.Officer, Now);

        Assert.IsType<RoomTaken>(Make().Refusal);
        Assert.Null(Make(from: 2, to: 3).Refusal);
        Assert.Null(Make(room: "302").Refusal);
        Assert.Null(Make(room: "", link: "https://meet.example/2").Refusal);
        Assert.Equal(["Group", "From", "To", "Minutes", "Room"], ((InvalidInput)Make(group: 9, from: -30, to: -31, minutes: 1, room: "").Refusal!).Errors.Select(e => e.Field));
        Assert.Equal(["Minutes"], ((InvalidInput)Make(from: 2, to: 2.2, minutes: 20).Refusal!).Errors.Select(e => e.Field));
        Assert.Equal(["VideoLink"], ((InvalidInput)Make(room: "302", link: "http://x").Refusal!).Errors.Select(e => e.Field));

        var moved = Make(room: "303").Sitting!;
        Assert.IsType<RoomTaken>(moved.Move("三楼301", null, Either, [taken, moved], Now));
        Assert.Equal("303", moved.Room);
        Assert.Null(moved.Move("304", null, Either, [taken, moved], Now));
    }

    [Fact(DisplayName = "一场：不在开会的日子之后，会还开着的不晚于今天；通知只许现场的不能排视频，只许视频的不能没有视频；同一组同一时间只能有一场，别的组可以")]
    public void Fits_the_meeting_and_the_notice()
    {
        var day = new Moment(Here.StartsAt).Today;
        Refusal? Make(DateTimeOffset from, DefenceMode mode = DefenceMode.Either, string? link = null, int group = 1, params DefenceSitting[] others) =>
            DefenceSitting.Make(new SittingId(Guid.NewGuid()), Here, new([new(mode)], []), new(group, from, from.AddHours(1), 20, "306", link), others, GivenCommittee.Officer, Now).Refusal;
        string Field(Refusal? refusal) => Assert.Single(Assert.IsType<InvalidInput>(refusal).Errors).Field;

        Assert.Null(Make(Moment.StartOf(day).AddHours(22)));
        Assert.Equal("From", Field(Make(Moment.StartOf(day).AddHours(24))));
        Assert.Equal("From", Field(Make(Moment.StartOf(new DateOnly(9999, 12, 31)).AddHours(10))));
        Assert.Equal("VideoLink", Field(Make(Morning, DefenceMode.Onsite, "https://meet.example/3")));
        Assert.Equal("VideoLink", Field(Make(Morning, DefenceMode.Video)));
        Assert.Null(Make(Morning, DefenceMode.Video, "https://meet.example/3"));

        var taken = Sitting(1, 0, 2, 20, "301");
        Assert.IsType<GroupTaken>(Make(Morning.AddHours(1), others: taken));
        Assert.Null(Make(Morning.AddHours(1), group: 2, others: taken));
        Assert.Null(Make(Morning.AddHours(2), others: taken));
        Assert.Equal("VideoLink", Field(taken.Move("301", "https://meet.example/3", new([Onsite], []), [taken], Now)));
    }

    [Fact(DisplayName = "门口的号：第几场第几号，每场从 1 号起；撤了别的一场、别的会的，不改已经给了的号")]
    public void Numbers_the_door()
    {
        var first = Sitting(1, 0, 1, 20, "301");
        var second = Sitting(2, 0, 1, 30, "302", others: first);
        Assert.Equal(["第 1 场 1 号", "第 1 场 2 号", "第 1 场 3 号"], first.Slots().Select(first.DoorNo));
        Assert.Equal(["第 2 场 1 号", "第 2 场 2 号"], second.Slots().Select(second.DoorNo));
        Assert.Equal(3, Sitting(1, 2, 1, 20, "301", others: second).No);
    }
}
