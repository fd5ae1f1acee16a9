using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using TitleReview.App.Ballots;
using TitleReview.App.Meetings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Ballots;

/// <summary>Rounds from opening to counting, and what remains of a vote for whoever looks.</summary>
public sealed class Voting(VotingUnderTest app) : IClassFixture<VotingUnderTest>
{
    private const int Size = 25;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string HalfOf(RoundId round) => Path.Combine(app.DataFolder, "ballots", round.Value.ToString("N"));

    private async Task<Refusal?> Vote(VotingWorld world, int member, RoundId round, Dictionary<string, string> marks)
    {
        await using var who = await app.As(world.Members[member].Login);
        return await who.Get<CastBallot>().Run(world.Meeting, round, marks, Ct);
    }

    private async Task<IReadOnlyList<string>> Verify() => [.. (await app.AsVisitor().Get<Verification>().Run(_ => { }, Ct)).Where(p => p.Contains("表决", StringComparison.Ordinal) || p.Contains("封票", StringComparison.Ordinal))];

    /// <summary>What verify says of the rounds of this port, without the rest of it.</summary>
    private async Task<IReadOnlyList<string>> Faults()
    {
        await using var who = await app.As(VotingWorld.Officer);
        await using var session = await who.Get<TenantSessions>().Open(Ct);
        return await session.BallotFaults(who.Get<BallotKeys>(), Ct);
    }

    [Fact(DisplayName = "一轮表决：名册定在开投，回避的没有那一位，离场的、不在名册的、选漏的都投不了，开票之前可以重投；没投完先问；两人同时开票只成一次；封票与钥匙都不留"), Trait("rule", "KZ-14")]
    public async Task Goes_from_the_roll_to_the_count()
    {
        var world = await VotingWorld.Of(app, Size);
        var cases = await world.Cases(4);
        await using var officer = await app.As(VotingWorld.Officer);
        await using (var recused = await app.As(world.Members[4].Login)) Assert.Null(await recused.Get<DeclareRecusal>().Run(world.Meeting, cases[2].Code, TieKind.Declared, "合作过", Ct));
        Assert.Null(await officer.Get<SignMember>().Run(world.Meeting, world.Members[24].Id, false, Ct));

        foreach (var stranger in new[] { "prefecture@bazhou", "county@kezhou", "expert@kezhou", "employer@kezhou", world.Members[0].Login })
        {
            await using var other = await app.As(stranger);
            Assert.Null(await other.Get<ReadRounds>().Run(world.Meeting, Ct));
            Assert.IsType<NotFoundHere>(await other.Again().Get<OpenRound>().Run(world.Meeting, [cases[0].Id], RoundKind.Sealed, null, Ct));
        }

        Assert.Null(await officer.Again().Get<OpenRound>().Run(world.Meeting, [.. cases.Take(3).Select(c => c.Id)], RoundKind.Sealed, null, Ct));
        Assert.IsType<VotingAlready>(await officer.Again().Get<OpenRound>().Run(world.Meeting, [cases[1].Id], RoundKind.Sealed, null, Ct));
        var round = await world.NewestRound();
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(HalfOf(round)));
        Assert.Equal([(25, 24, 0), (25, 24, 0), (25, 23, 1)], (await officer.Again().Get<ReadRounds>().Run(world.Meeting, Ct))!.Rounds[0].Cases.Select(c => (c.Case.Members, c.Case.Attending, c.Case.Recused)));

        // Who comes now is not on the roll; who is recused has one case fewer, and does not see it.
        Assert.Null(await officer.Again().Get<SignMember>().Run(world.Meeting, world.Members[24].Id, true, Ct));
        var all = VotingWorld.Marks(cases.Take(3), _ => Choice.InFavour);
        Assert.IsType<NotOnTheRoll>(await Vote(world, 24, round, all));
        await using (var recused = await app.As(world.Members[4].Login)) Assert.Equal(cases.Take(2).Select(c => c.Code), (await recused.Get<ReadOwnBallots>().Run(world.Meeting, Ct))!.Rounds[0].Cases.Select(c => c.Code));
        Assert.IsType<BallotIncomplete>(await Vote(world, 4, round, all));
        Assert.IsType<BallotIncomplete>(await Vote(world, 3, round, VotingWorld.Marks(cases.Take(2), _ => Choice.InFavour)));
        Assert.IsType<BallotIncomplete>(await Vote(world, 3, round, new(all) { [cases[0].Code] = "4" }));
        Assert.IsType<BallotIncomplete>(await Vote(world, 3, round, new(all) { [cases[3].Code] = "1" }));
        await using (var stranger = await app.As("expert@kezhou")) Assert.IsType<NotFoundHere>(await stranger.Get<CastBallot>().Run(world.Meeting, round, all, Ct));
        Assert.Null(await officer.Again().Get<SignMember>().Run(world.Meeting, world.Members[3].Id, false, Ct));
        Assert.IsType<NotInTheRoom>(await Vote(world, 3, round, all));

        var before = await app.Ask("select count(*) from audit_entries");
        // The first is cast twice: the second counts. One leaves without voting.
        Assert.Null(await Vote(world, 0, round, all));
        Assert.Null(await Vote(world, 0, round, VotingWorld.Marks(cases.Take(3), _ => Choice.Against)));
        // One vote decides nobody, and is not opened: whose it is would be plain.
        Assert.Equal((1, 16), await officer.Again().Get<CloseRound>().Run(round, true, Ct) is TooFewCast few ? (few.Cast, few.Missing) : default);
        foreach (var member in Enumerable.Range(1, 23).Where(m => m != 3)) Assert.Null(await Vote(world, member, round, VotingWorld.Marks(cases.Take(member == 4 ? 2 : 3), c => c == cases[0] ? Choice.Abstained : Choice.InFavour)));
        Assert.Equal(before, await app.Ask("select count(*) from audit_entries"));
        Assert.Equal(23, (await officer.Again().Get<ReadRounds>().Run(world.Meeting, Ct))!.Rounds[0].Voted);
        await using (var voter = await app.As(world.Members[0].Login)) Assert.True((await voter.Get<ReadOwnBallots>().Run(world.Meeting, Ct))!.Rounds[0].Voted);
        // Written anew at every vote, in the order of the ids: neither place nor version tells who came first.
        Assert.Equal(["1"], await app.Ask("select count(distinct xmin::text) from sealed_votes where round_id = $1", round.Value));
        Assert.Empty(await Faults());
        Assert.IsType<RoundStillOpen>(await officer.Again().Get<CloseMeeting>().Run(world.Meeting, Ct));

        Assert.Equal(new NotAllVoted(23, 24), await officer.Again().Get<CloseRound>().Run(round, false, Ct));
        var closes = await Task.WhenAll(officer.Again().Get<CloseRound>().Run(round, true, Ct), officer.Again().Get<CloseRound>().Run(round, true, Ct), Vote(world, 5, round, all));
        Assert.Single(closes.Take(2), c => c is null);
        Assert.Single(closes.Take(2), c => c is RoundOver);
        Assert.IsType<RoundOver>(await Vote(world, 6, round, all));
        Assert.IsType<RoundOver>(await officer.Again().Get<AnnulRound>().Run(round, "后悔", Ct));
        Assert.Equal(["0"], await app.Ask("select count(*) from sealed_votes"));
        Assert.Equal(["0"], await app.Ask("select length(share_in_database) from ballot_rounds where id = $1", round.Value));
        Assert.False(File.Exists(HalfOf(round)));
        var counted = (await officer.Again().Get<ReadRounds>().Run(world.Meeting, Ct))!.Rounds[0];
        var late = closes[2] is null ? 1 : 0;
        Assert.Equal([(late, 1, 22 - late, false), (22, 1, 0, true), (21, 1, 0, true)], counted.Cases.Select(c => (c.Case.InFavour!.Value, c.Case.Against!.Value, c.Case.Abstained!.Value, c.Case.Passed!.Value)));
        Assert.Equal(new VotedAlready(cases[1].No, 1), await officer.Again().Get<OpenRound>().Run(world.Meeting, [cases[1].Id], RoundKind.Sealed, "再来", Ct));
        Assert.Null(await officer.Again().Get<SignMember>().Run(world.Meeting, world.Members[3].Id, true, Ct));
        foreach (var paper in new[] { RoundPaper.Counts, RoundPaper.Minutes })
            Assert.Equal("%PDF", Encoding.ASCII.GetString((await officer.Again().Get<PrintRounds>().Run(world.Meeting, paper, counted.Round.No, Ct)).Pdf!, 0, 4));
        await FindsTampering(round);
        await world.Forget(cases);
    }

    /// <summary>One value in a row, as the owner of the database could write it.</summary>
    private async Task FindsTampering(RoundId round)
    {
        Assert.Empty(await Faults());
        foreach (var (table, key, column, forged) in new[]
        {
            ("ballot_cases", "round_id", "in_favour", "in_favour - 1"), ("ballot_cases", "round_id", "members", "members + 1"), ("ballot_cases", "round_id", "passed", "not passed"), ("ballot_rounds", "id", "closed_by", "'别人'"),
            ("ballot_rounds", "id", "voted", "voted - 0"), ("ballot_rounds", "id", "voting", "jsonb_set(voting, '{pass,of}', '1')"), ("ballot_rounds", "id", "public_key", "'\\x01'"), ("ballot_rounds", "id", "opened_at", "opened_at + interval '1 second'"),
        })
        {
            await app.Ask($"create table kept as select * from {table} where {key} = $1 {(table == "ballot_cases" ? "and in_favour > 0" : "")}", round.Value);
            await app.Ask($"update {table} t set {column} = {forged.Replace(column, "t." + column, StringComparison.Ordinal)} from kept k where k.{key} = t.{key} {(table == "ballot_cases" ? "and k.filing_id = t.filing_id" : "")}");
            Assert.NotEmpty(await Faults());
            await app.Ask($"update {table} t set {column} = k.{column} from kept k where k.{key} = t.{key} {(table == "ballot_cases" ? "and k.filing_id = t.filing_id" : "")}");
            await app.Ask("drop table kept");
        }

        Assert.Empty(await Verify());
    }

    [Fact(DisplayName = "改过一个字节的封票开不了，一张也不丢，作废重投；停电留下的钥匙，下次核对就毁；纸票要两个人，主持人也能核对")]
    public async Task Refuses_what_was_touched_and_cleans_what_was_left()
    {
        var world = await VotingWorld.Of(app, Size);
        var cases = await world.Cases(2);
        await using var officer = await app.As(VotingWorld.Officer);
        Assert.Null(await officer.Get<OpenRound>().Run(world.Meeting, [.. cases.Select(c => c.Id)], RoundKind.Sealed, null, Ct));
        var round = await world.NewestRound();
        Assert.Null(await Vote(world, 0, round, VotingWorld.Marks(cases, _ => Choice.InFavour)));
        Assert.Null(await Vote(world, 1, round, VotingWorld.Marks(cases, _ => Choice.Against)));
        foreach (var touch in new[]
        {
            "update sealed_votes set envelope = set_byte(envelope, 80, get_byte(envelope, 80) # 1) where ctid = (select min(ctid) from sealed_votes)",
            "update sealed_votes a set envelope = b.envelope from sealed_votes b where a.filing_id = b.filing_id and a.voter_id <> b.voter_id and a.voter_id = (select min(voter_id::text)::uuid from sealed_votes)",
            "delete from sealed_votes where ctid = (select min(ctid) from sealed_votes)",
            "delete from sealed_votes where voter_id = (select min(voter_id::text)::uuid from sealed_votes)",
            "delete from sealed_votes",
        })
        {
            await app.Ask("create table kept as select * from sealed_votes");
            await app.Ask(touch);
            Assert.IsType<BrokenEnvelopes>(await officer.Again().Get<CloseRound>().Run(round, true, Ct));
            Assert.NotEmpty(await Faults());
            await app.Ask("delete from sealed_votes");
            await app.Ask("insert into sealed_votes select * from kept");
            await app.Ask("drop table kept");
        }

        Assert.Empty(await Faults());
        // Power cut between the commit and the destroying: the file is back, as if it had not gone.
        var half = await File.ReadAllBytesAsync(HalfOf(round), Ct);
        File.Move(HalfOf(round), HalfOf(round) + "-away");
        Assert.IsType<HalfKeyLost>(await officer.Again().Get<CloseRound>().Run(round, true, Ct));
        File.Move(HalfOf(round) + "-away", HalfOf(round));
        Assert.IsType<InvalidInput>(await officer.Again().Get<AnnulRound>().Run(round, "", Ct));
        Assert.Null(await officer.Again().Get<AnnulRound>().Run(round, "名册错了", Ct));
        Assert.Equal(["0", "Annulled"], await app.Ask("select count(*)::text from sealed_votes union all select state from ballot_rounds where id = $1", round.Value));
        Assert.False(File.Exists(HalfOf(round)));
        await File.WriteAllBytesAsync(HalfOf(round), half, Ct);
        Assert.Contains("还留着钥匙的一半", Assert.Single(await Verify()), StringComparison.Ordinal);
        Assert.False(File.Exists(HalfOf(round)));
        Assert.Empty(await Faults());

        // Paper: entered by one, confirmed by another or by who presides.
        Assert.Null(await officer.Again().Get<OpenRound>().Run(world.Meeting, [.. cases.Select(c => c.Id)], RoundKind.Paper, null, Ct));
        var paper = await world.NewestRound();
        Assert.False(File.Exists(HalfOf(paper)));
        // Which of the tests came first decides how many rounds there were.
        var no = int.Parse((await app.Ask("select no from ballot_rounds where id = $1", paper.Value))[0], CultureInfo.InvariantCulture);
        Assert.Equal("%PDF", Encoding.ASCII.GetString((await officer.Again().Get<PrintRounds>().Run(world.Meeting, RoundPaper.Ballots, no, Ct)).Pdf!, 0, 4));
        Assert.IsType<RoundOver>(await Vote(world, 0, paper, VotingWorld.Marks(cases, _ => Choice.InFavour)));
        var form = new PaperCountForm { Filings = [.. cases.Select(c => c.Id.Value)], InFavour = [17, 10], Against = [2, 8], Abstained = [0, 0], Teller = "计票甲", Scrutineer = "监票乙" };
        Assert.IsType<InvalidInput>(await officer.Again().Get<EnterPaperCounts>().Run(paper, form with { InFavour = [17, null] }, Ct));
        Assert.IsType<InvalidInput>(await officer.Again().Get<EnterPaperCounts>().Run(paper, form with { InFavour = [26, 10] }, Ct));
        Assert.Equal((15, 2), await officer.Again().Get<EnterPaperCounts>().Run(paper, form with { Against = [2, 5] }, Ct) is TooFewCast few ? (few.Cast, few.Missing) : default);
        Assert.Null(await officer.Again().Get<EnterPaperCounts>().Run(paper, form, Ct));
        // Whoever knows the numbers does not begin again.
        Assert.IsType<CountsKnown>(await officer.Again().Get<AnnulRound>().Run(paper, "不合适", Ct));
        Assert.Equal(new OwnCount(), await officer.Again().Get<ConfirmPaperCounts>().Run(world.Meeting, paper, Ct));
        await using (var member = await app.As(world.Members[7].Login)) Assert.IsType<OnlyWhoPresides>(await member.Get<ConfirmPaperCounts>().Run(world.Meeting, paper, Ct));
        await using (var chair = await app.As(world.Members[0].Login)) Assert.Null(await chair.Get<ConfirmPaperCounts>().Run(world.Meeting, paper, Ct));
        Assert.Equal(["Closed"], await app.Ask("select state from ballot_rounds where id = $1", paper.Value));
        Assert.Empty(await Faults());
        await world.Forget(cases);
    }

    [Fact(DisplayName = "25 位投 40 位：全部表、行的版本与位置、审计、执行的语句与用时、数据目录，加上开票之前的数据库备份，都说不出谁投了什么；选择若明着存、照先后存，同一个办法认得出"), Trait("rule", "KZ-14")]
    public async Task Cannot_be_joined_to_the_voter()
    {
        var world = await VotingWorld.Of(app, Size);
        var cases = await world.Cases(40);
        var random = new Random(11);
        // As even as 25 go into three, so that the published count tells nothing about one of them.
        var votes = new Choice[Size, cases.Count];
        for (var c = 0; c < cases.Count; c++)
        {
            var given = Enumerable.Range(0, Size).Select(v => (Choice)((v + c) % 3)).ToArray();
            random.Shuffle(given);
            for (var v = 0; v < Size; v++) votes[v, c] = given[v];
        }

        await using var officer = await app.As(VotingWorld.Officer);
        var opened = (app.Clock.GetUtcNow() - app.Clock.Offset).UtcDateTime;
        Assert.Null(await officer.Get<OpenRound>().Run(world.Meeting, [.. cases.Select(c => c.Id)], RoundKind.Sealed, null, Ct));
        var round = await world.NewestRound();
        var linker = await Linker(world, cases);
        var cast = Enumerable.Range(0, Size).ToArray();
        random.Shuffle(cast);
        foreach (var (voter, order) in cast.Select((v, i) => (v, i)))
        {
            ConcurrentQueue<Activity> traces = [];
            using var listener = new ActivityListener { ShouldListenTo = _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = traces.Enqueue };
            ActivitySource.AddActivityListener(listener);
            var marks = VotingWorld.Marks(cases, c => votes[voter, c.No - cases[0].No]);
            var watch = Stopwatch.StartNew();
            if (random.Next(3) == 0) Assert.Null(await Vote(world, voter, round, VotingWorld.Marks(cases, _ => (Choice)random.Next(3))));
            Assert.Null(await Vote(world, voter, round, marks));
            linker.OfVoter("cast.time", voter, $"{watch.Elapsed.TotalMicroseconds:F0}");
            linker.OfVoter("cast.order", voter, $"{order}");
            linker.OfVoter("cast.statements", voter, string.Join('\n', traces.Select(t => $"{t.DisplayName} {string.Join(' ', t.TagObjects)}")));
            foreach (var (trace, i) in traces.Select((t, i) => (t, i))) linker.OfVoter($"cast.trace{i}", voter, $"{trace.Duration.TotalMicroseconds:F0}");
        }

        // A backup made while the vote was on: the database, not the folder with the other half.
        await linker.Read(app, "backup", "not in ('materials', 'material_pages')", cast);
        Assert.Null(await officer.Again().Get<CloseRound>().Run(round, false, Ct));
        await linker.Read(app, "after", "not in ('materials', 'material_pages')", cast);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(app.DataFolder, "ballots"), "*", SearchOption.AllDirectories));
        Assert.DoesNotContain(Directory.EnumerateFiles(app.DataFolder, "*", SearchOption.AllDirectories), f => File.GetLastWriteTimeUtc(f) >= opened);

        var (right, by) = linker.Guess(votes);
        // A third, and the majority's little more; four standard deviations of a third of a thousand guesses.
        const double Chance = 9.0 / 25;
        var bound = Chance + (4 * Math.Sqrt(Chance * (1 - Chance) / (Size * cases.Count / 3.0)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{linker.Features} values; best {by}: {right:P1}; chance {Chance:P1}, bound {bound:P1}");
        Assert.True(linker.Features > 300, $"{linker.Features}");
        Assert.True(right <= bound, $"{by} names {right:P1} of the votes rightly.");

        await Controls(world, cases, votes, cast);
        await world.Forget(cases);
    }

    private async Task<Linker> Linker(VotingWorld world, IReadOnlyList<VotedCase> cases)
    {
        var users = (await app.Ask("select id || ' ' || user_name from users")).Select(u => u.Split(' ')).ToDictionary(u => u[1], u => u[0]);
        return new Linker([.. world.Members.Select(m => new[] { m.Id.Value.ToString(), users[m.Login] })], [.. cases.Select(c => new[] { c.Id.Value.ToString(), c.Code })]);
    }

    /// <summary>The same method, where there is something to find: choices in clear, and nameless choices in the order of voting.</summary>
    private async Task Controls(VotingWorld world, IReadOnlyList<VotedCase> cases, Choice[,] votes, int[] cast)
    {
        await app.Ask("create table leak_clear (voter uuid, filing uuid, mark text)");
        await app.Ask("create table leak_order (filing uuid, mark text)");
        List<(Guid Voter, Guid Filing, string Mark)> rows = [.. cast.SelectMany(v => cases.Select((c, at) => (world.Members[v].Id.Value, c.Id.Value, $"{votes[v, at]}")))];
        await app.Ask("insert into leak_clear select * from unnest($1, $2, $3)", rows.Select(r => r.Voter).ToArray(), rows.Select(r => r.Filing).ToArray(), rows.Select(r => r.Mark).ToArray());
        await app.Ask("insert into leak_order select * from unnest($1, $2)", rows.Select(r => r.Filing).ToArray(), rows.Select(r => r.Mark).ToArray());
        foreach (var table in new[] { "leak_clear", "leak_order" })
        {
            var linker = await Linker(world, cases);
            await linker.Read(app, "after", $"= '{table}'", cast);
            Assert.Equal(1, linker.Guess(votes).Right);
            await app.Ask($"drop table {table}");
        }
    }
}
