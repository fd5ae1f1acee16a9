using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Titles;
using TitleReview.Tests.Support;
using static TitleReview.Domain.Tests.Committees.GivenCommittee;

namespace TitleReview.Domain.Tests.Committees;

public sealed class A_draw
{
    private static readonly string[] Names = ["水利", "公路", "建筑"];

    private sealed record Draft(IReadOnlyList<DrawStratum> Strata, IReadOnlyList<DrawCandidate> Pool, int Secret);

    /// <summary>One to three specialties, an odd number of members from three on, a pool with some excluded, always enough.</summary>
    private static readonly Gen<Draft> Drafts =
        from kinds in Gen.Choose(1, 3)
        from members in Gen.ArrayOf(Gen.Choose(0, 4), kinds)
        from alternates in Gen.ArrayOf(Gen.Choose(0, 3), kinds)
        from spare in Gen.Choose(0, 6)
        from excluded in Gen.ArrayOf(Gen.Choose(0, 3), 60)
        from secret in Gen.Choose(0, int.MaxValue)
        let odd = members.Sum() % 2 == 0 ? members[0] + 1 : members[0]
        let first = members.Sum() <= 1 ? odd + 2 : odd
        let strata = members.Select((m, i) => new DrawStratum(Names[i], i == 0 ? first : m, alternates[i])).ToList()
        let pool = strata.SelectMany((s, i) => Candidates(Experts(s.Members + s.Alternates + spare, s.Specialty)).Concat(Candidates(Experts(excluded[i], s.Specialty), _ => true))).ToList()
        select new Draft(strata, pool, secret);

    private static Draw Drawn(Draft d)
    {
        var committee = ACommittee(Names);
        var (draw, refusal) = Commit(d.Pool, new(d.Strata, "某期开奖号码", Given.Monday.Instant.AddHours(1)), committee, APlan(Terms with { Sizes = null }), d.Secret);
        Assert.Null(refusal);
        Assert.Null(draw!.Reveal(Secret(d.Secret), $"{d.Secret:0000000000}", "热孜万·艾山", Terms, Officer, Given.Monday.Plus(TimeSpan.FromHours(1))));
        return draw;
    }

    private static void Always(Action<Draft, Draw> law) => Prop.ForAll(Drafts.ToArbitrary(), d => law(d, Drawn(d))).Check(Config.QuickThrowOnFailure.WithMaxTest(120));

    [Fact(DisplayName = "照公开的两个数重做，就是抽出的名单；各专业的人数、候补的次序都对；排除的一位也没有"), Trait("rule", "KZ-17")]
    public void Replays_to_the_same_people() => Always((d, draw) =>
    {
        Assert.Null(draw.Fault(null));
        Assert.Equal(draw.Seats, DrawRanking.Draw(DrawRanking.Seed(draw.Secret!, DrawRanking.Digest(draw.RosterText), draw.PublicValue!), d.Strata, d.Pool));
        foreach (var stratum in d.Strata)
        {
            var seats = draw.Seats.Where(s => s.Specialty == stratum.Specialty).ToList();
            Assert.Equal((stratum.Members, stratum.Alternates), (seats.Count(s => !s.Alternate), seats.Count(s => s.Alternate)));
            Assert.Equal(Enumerable.Range(1, seats.Count), seats.Select(s => s.Rank));
            Assert.Equal(seats.Select(s => DrawRanking.Lot(draw.Seed!, s.Code)).Order(StringComparer.Ordinal), seats.Select(s => DrawRanking.Lot(draw.Seed!, s.Code)));
        }

        var excluded = d.Pool.Where(c => c.Excluded is not null).Select(c => c.Code).ToHashSet();
        Assert.DoesNotContain(draw.Seats, s => excluded.Contains(s.Code));
        Assert.Distinct(draw.Seats.Select(s => s.Code));
    });

    [Fact(DisplayName = "密数、公开数、名单、对照表，随便哪里改一个字，就对不上")]
    public void Shows_a_changed_character() => Always((d, draw) =>
    {
        var (record, at) = (draw.RecordDigest, d.Secret % 64);
        string Changed(string text) => text[..(at % text.Length)] + (text[at % text.Length] == '0' ? '1' : '0') + text[(at % text.Length + 1)..];
        (string Property, object? Value)[] forged =
        [
            (nameof(Draw.Secret), Changed(draw.Secret!)), (nameof(Draw.Commitment), Changed(draw.Commitment)), (nameof(Draw.RosterDigest), Changed(draw.RosterDigest)), (nameof(Draw.Salt), Changed(draw.Salt)),
            (nameof(Draw.Heading), Changed(draw.Heading)), (nameof(Draw.Source), Changed(draw.Source)), (nameof(Draw.KnownAt), draw.KnownAt.AddMinutes(1)),
            (nameof(Draw.Candidates), draw.Candidates.Select((c, i) => i == 0 ? c with { Name = c.Name + "甲" } : c).ToList()), (nameof(Draw.Candidates), draw.Candidates.Skip(1).ToList()),
            (nameof(Draw.Candidates), draw.Candidates.Select((c, i) => i == 0 ? c with { Excluded = c.Excluded is null ? "亲属" : null } : c).ToList()),
            (nameof(Draw.Strata), draw.Strata.Select((s, i) => i == 0 ? s with { Alternates = s.Alternates + 1 } : s).ToList()), (nameof(Draw.Seats), draw.Seats.Skip(1).ToList()),
            (nameof(Draw.Changes), new List<SeatChange> { new(draw.Seats[0].Code, draw.Seats[0].Code, "换人", "某", Given.Monday.Instant) }),
        ];
        foreach (var (property, value) in forged)
        {
            var old = typeof(Draw).GetProperty(property)!.GetValue(draw);
            typeof(Draw).GetProperty(property)!.SetValue(draw, value);
            Assert.True(draw.Fault(null) is not null, property);
            Assert.NotEqual(record, draw.RecordDigest);
            typeof(Draw).GetProperty(property)!.SetValue(draw, old);
        }

        // The witness and the reasons are no part of the arithmetic: the digest in the audit chain holds them.
        foreach (var property in new[] { nameof(Draw.Witness), nameof(Draw.CommittedBy), nameof(Draw.DrawnBy) })
        {
            var old = typeof(Draw).GetProperty(property)!.GetValue(draw);
            typeof(Draw).GetProperty(property)!.SetValue(draw, "别人");
            Assert.NotEqual(record, draw.RecordDigest);
            typeof(Draw).GetProperty(property)!.SetValue(draw, old);
        }

        Assert.Null(draw.Fault(null));
        Assert.Equal(record, draw.RecordDigest);
    });

    [Fact(DisplayName = "每一位可抽的专家，当委员的机会相同：两万四千次，卡方不超过千分之一的界")]
    public void Gives_everybody_the_same_chance()
    {
        const int Times = 24_000;
        var (pool, strata) = (Candidates(Experts(20)), new DrawStratum[] { new("水利", 7, 2) });
        var digest = DrawRanking.Digest("名单");
        Dictionary<string, int> seats = pool.ToDictionary(c => c.Code, _ => 0), first = pool.ToDictionary(c => c.Code, _ => 0);
        // Fixed codes, so that the same draws are made every time.
        var fixedPool = pool.Select((c, i) => c with { Code = $"K{i:000}" }).ToList();
        for (var i = 0; i < Times; i++)
        {
            var drawn = DrawRanking.Draw(DrawRanking.Seed(Secret(i), digest, "0108121822"), strata, fixedPool);
            foreach (var seat in drawn.Where(s => !s.Alternate)) seats[pool[fixedPool.FindIndex(c => c.Code == seat.Code)].Code]++;
            first[pool[fixedPool.FindIndex(c => c.Code == drawn[0].Code)].Code]++;
        }

        // 19 degrees of freedom: 43.8 at one in a thousand. Seats without replacement spread less, so their statistic is scaled by (n-1)/(n-k).
        Assert.True(Squared(first.Values, Times / 20.0) < 43.8);
        Assert.True(Squared(seats.Values, Times * 7 / 20.0) * 19 / 13 < 43.8);
    }

    private static double Squared(IEnumerable<int> counts, double expected) => counts.Sum(c => (c - expected) * (c - expected) / expected);

    [Fact(DisplayName = "委员双数、不足最少、库里不够、备案过期、公开数已经产生的，都不能承诺；高级按专业十一、按系列二十五")]
    public void Refuses_what_the_regulation_does()
    {
        var (pool, senior) = (Candidates(Experts(30)), ACommittee(null, Grade.Senior));
        Assert.Equal(new EvenMembers(6), Commit(pool, Order(new DrawStratum("水利", 6, 2))).Refusal);
        // No plan goes below what a panel needs.
        Assert.Equal(new TooFewMembers(1, 3), Commit(pool, Order(new DrawStratum("水利", 1, 0)), plan: APlan(Terms with { Sizes = null })).Refusal);
        Assert.Equal(new TooFewMembers(9, 11), Commit(pool, Order(new DrawStratum("水利", 9, 2)), senior).Refusal);
        Assert.Null(Commit(pool, Order(new DrawStratum("水利", 11, 2)), senior).Refusal);
        Assert.Equal(new TooFewMembers(23, 25), Commit(pool, Order(new DrawStratum("水利", 23, 2)), ACommittee([], Grade.AssociateSenior)).Refusal);
        Assert.Null(Commit(pool, Order(new DrawStratum("水利", 25, 2)), ACommittee([], Grade.AssociateSenior)).Refusal);

        var short_ = Commit(Candidates(Experts(12), i => i < 3), Order(new DrawStratum("水利", 7, 3))).Refusal;
        Assert.Equal(new PoolTooSmall("水利", 9, 7, 3, 3, "参加自治区级评审"), short_);
        Assert.Contains("参加自治区级评审", short_!.Sentence, StringComparison.Ordinal);

        var expired = new Committee(new(Guid.NewGuid()), ACommittee().Facts with { ValidTo = new(2023, 9, 17) }, Given.Prefecture.Id, Officer, Given.Monday);
        Assert.IsType<CommitteeNotValid>(Commit(pool, Order(new DrawStratum("水利", 7, 2)), expired).Refusal);
        Assert.Equal("KnownAt", Assert.Single(Assert.IsType<InvalidInput>(Commit(pool, Order(new DrawStratum("水利", 7, 2)) with { KnownAt = Given.Monday.Instant }).Refusal).Errors).Field);
        Assert.IsType<InvalidInput>(Commit(pool, Order(new DrawStratum("水利", 7, 2)) with { Source = " " }).Refusal);
        Assert.IsType<InvalidInput>(Commit(pool, Order(new DrawStratum("水利", -1, 2))).Refusal);
        Assert.IsType<InvalidInput>(Commit(pool, Order(new DrawStratum("水利", 101, 2))).Refusal);
        Assert.IsType<InvalidInput>(Commit(pool, Order()).Refusal);
    }

    [Fact(DisplayName = "公开数产生之前不能抽；计划要纪检到场的要写谁在场；公开数的空格、标点、全角都不算"), Trait("rule", "KZ-15")]
    public void Waits_for_the_public_value()
    {
        var (draw, _) = Commit(Candidates(Experts(12)), Order(new DrawStratum("水利", 7, 2)));
        Assert.IsType<TooEarlyToDraw>(draw!.Reveal(Secret(1), "0108121822", "热孜万", Terms, Officer, Given.Monday.Plus(TimeSpan.FromMinutes(59))));
        var after = Given.Monday.Plus(TimeSpan.FromHours(1));
        Assert.Equal("Witness", Assert.Single(Assert.IsType<InvalidInput>(draw.Reveal(Secret(1), "0108121822", " ", Terms, Officer, after)).Errors).Field);
        foreach (var wrong in new[] { null, "", "12345", "开奖号码一二三", new string('1', 65) }) Assert.Equal("PublicValue", Assert.Single(Assert.IsType<InvalidInput>(draw.Reveal(Secret(1), wrong, "热孜万", Terms, Officer, after)).Errors).Field);
        Assert.Equal(new DrawTampered(), draw.Reveal(Secret(2), "0108121822", "热孜万", Terms, Officer, after));
        Assert.Equal((DrawState.Committed, null), (draw.State, draw.Secret));
        Assert.Contains("密数\t尚未公开", DrawLog.Write(draw), StringComparison.Ordinal);

        Assert.Null(draw.Reveal(Secret(1), "０1，08 12-18.22", "热孜万", Terms, Officer, after));
        Assert.Equal("0108121822", draw.PublicValue);
        Assert.Equal(new DrawOver(), draw.Reveal(Secret(1), "0108121822", "热孜万", Terms, Officer, after));
    }

    [Fact(DisplayName = "来不了的由同专业的下一位候补按次序顶上，用完了只能重抽；重抽、作废都要理由，都留着，作废的也公开密数")]
    public void Never_chooses_who_comes_in()
    {
        var draw = ADraw([.. Candidates(Experts(12)), .. Candidates(Experts(8, "公路"))], Order(new DrawStratum("水利", 4, 2), new DrawStratum("公路", 3, 1)));
        var (water, road) = (draw.Seats.Where(s => s.Specialty == "水利").ToList(), draw.Seats.Where(s => s.Specialty == "公路").ToList());
        var now = Given.Monday.Plus(TimeSpan.FromHours(2));
        Assert.IsType<InvalidInput>(draw.Substitute(water[0].Code, " ", Officer, now));
        Assert.IsType<NotFoundHere>(draw.Substitute(water[5].Code, "出差", Officer, now));
        Assert.Null(draw.Substitute(water[0].Code, "出差", Officer, now));
        Assert.Equal(water[4].Code, draw.Changes[0].In);
        Assert.IsType<NotFoundHere>(draw.Substitute(water[0].Code, "出差", Officer, now));
        Assert.Null(draw.Substitute(water[4].Code, "生病", Officer, now));
        Assert.Equal(new NoAlternateLeft("水利"), draw.Substitute(water[1].Code, "出差", Officer, now));
        Assert.Null(draw.Substitute(road[0].Code, "出差", Officer, now));
        Assert.Equal(7, draw.Members.Count());
        Assert.Empty(draw.AlternatesLeft);
        Assert.Null(draw.Fault(null));

        Assert.IsType<InvalidInput>(draw.Abandon(null, " ", Officer, now));
        Assert.Null(draw.Abandon(null, "候补用完", Officer, now));
        Assert.Equal((DrawState.Replaced, 10), (draw.State, draw.Seats.Count));
        Assert.Equal(new DrawOver(), draw.Substitute(water[1].Code, "出差", Officer, now));
        Assert.Null(draw.Fault(null));

        var (dropped, _) = Commit(Candidates(Experts(12)), Order(new DrawStratum("水利", 7, 2)));
        Assert.Equal(new DrawTampered(), dropped!.Abandon(null, "那一期停售", Officer, now));
        Assert.Null(dropped.Abandon(Secret(1), "那一期停售", Officer, now));
        Assert.Equal((DrawState.Dropped, Secret(1), 0), (dropped.State, dropped.Secret, dropped.Seats.Count));
        Assert.Null(dropped.Fault(null));
        Assert.Equal(new DrawOver(), dropped.Abandon(Secret(1), "再作废", Officer, now));
    }

    [Fact(DisplayName = "只会算 SHA-256 的小程序照记录重做，得到同样的名次；记录改一个字，它说不符")]
    public async Task Is_replayed_by_a_shell_script()
    {
        var draw = ADraw([.. Candidates(Experts(14), i => i % 5 == 4), .. Candidates(Experts(8, "公路 桥梁"))], Order(new DrawStratum("水利", 6, 2), new DrawStratum("公路 桥梁", 5, 2)));
        var log = DrawLog.Write(draw);
        var (code, output) = await Replay(log);
        Assert.Equal((0, string.Concat(draw.Seats.Select(s => $"{s.Specialty}\t{s.Rank}\t{s.Code}\t{(s.Alternate ? "候补" : "委员")}\n"))), (code, output));
        Assert.DoesNotContain("专家甲", log, StringComparison.Ordinal);

        foreach (var (from, to) in new[] { ("\t可抽", "\t可抽 "), (draw.PublicValue!, "0108121823"), (draw.Seats[0].Code, "K222-2222"), ("\t委员\n", "\t候补\n") })
            Assert.NotEqual(0, (await Replay(log.Replace(from, to, StringComparison.Ordinal))).Code);
    }

    private static async Task<(int Code, string Output)> Replay(string log)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, log, TestContext.Current.CancellationToken);
        using var run = Process.Start(new ProcessStartInfo("sh", [Path.Combine(Repository.Root, "tools", "replay-draw"), file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.Delete(file);
        return (run.ExitCode, output);
    }
}
