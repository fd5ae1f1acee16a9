using System.Security.Cryptography;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Tests.Ballots;

/// <summary>Every committee of up to thirty, every attendance, every recusal, every count: nothing is sampled.</summary>
public sealed class A_vote
{
    private static readonly VotingTerms TwoThirds = new(new Share(2, 3), new Share(2, 3));

    [Theory(DisplayName = "出席与通过的人数照规定的表（人社部令第40号）"), Trait("rule", "KZ-14")]
    [InlineData(7, 5, 4, 5), InlineData(9, 6, 4, 6), InlineData(11, 8, 6, 8), InlineData(13, 9, 6, 9), InlineData(15, 10, 7, 10), InlineData(17, 12, 8, 12), InlineData(25, 17, 12, 17), InlineData(27, 18, 12, 18)]
    public void Follows_the_table(int members, int quorum, int yesIfJustQuorate, int yesIfAllPresent)
    {
        Assert.False(new Roll(members, quorum - 1, 0).IsQuorate(TwoThirds));
        Assert.Equal(1, new Roll(members, quorum - 1, 0).Missing(TwoThirds));
        Assert.True(new Roll(members, quorum, 0).IsQuorate(TwoThirds));
        Assert.Equal((yesIfJustQuorate, yesIfAllPresent), (LeastYes(new(members, quorum, 0)), LeastYes(new(members, members, 0))));
    }

    [Fact(DisplayName = "三十人以内的一切情形：整数算的与分数算的一样；弃权、没有投的都在分母里；多一票同意不会变不通过")]
    public void Is_counted_in_integers()
    {
        foreach (var terms in new[] { TwoThirds, TwoThirds with { RecusedCounted = true } })
            for (var members = 1; members <= 30; members++)
                for (var recused = 0; recused < members; recused++)
                    for (var attending = 0; attending <= members - recused; attending++)
                    {
                        var roll = new Roll(members, attending, recused);
                        var whole = terms.RecusedCounted ? members : members - recused;
                        Assert.Equal(attending > 0 && (decimal)attending / whole >= 2m / 3m, roll.IsQuorate(terms));
                        Assert.Equal(roll.Missing(terms) == 0, roll.IsQuorate(terms));
                        if (!roll.IsQuorate(terms)) continue;

                        for (var yes = 0; yes <= attending; yes++)
                        {
                            var passes = new Tally(roll, yes, 0, 0).Passes(terms);
                            Assert.Equal((decimal)yes / attending >= 2m / 3m, passes);
                            // Whatever the others say or do not say, it is the same.
                            Assert.Equal(passes, new Tally(roll, yes, attending - yes, 0).Passes(terms));
                            Assert.Equal(passes, new Tally(roll, yes, 0, attending - yes).Passes(terms));
                            Assert.True(!passes || yes == attending || new Tally(roll, yes + 1, 0, 0).Passes(terms));
                        }
                    }
    }

    [Fact(DisplayName = "一位回避：应到、实到都减一，够不够重新算；减到一个人也没有，不能表决")]
    public void Leaves_the_recused_out()
    {
        // 11 位里 8 位到会刚够；其中一位对这一位回避，剩 7 位对 10 位，不够 2/3 的 7 位。
        Assert.True(new Roll(11, 8, 0).IsQuorate(TwoThirds));
        Assert.True(new Roll(11, 7, 1).IsQuorate(TwoThirds));
        Assert.False(new Roll(11, 6, 1).IsQuorate(TwoThirds));
        Assert.False(new Roll(11, 7, 1).IsQuorate(TwoThirds with { RecusedCounted = true }));
        Assert.False(new Roll(3, 0, 3).IsQuorate(TwoThirds));
    }

    [Fact(DisplayName = "票比人多、人数不够，都算不出结果")]
    public void Refuses_nonsense()
    {
        Assert.Throws<InvalidOperationException>(() => new Tally(new Roll(9, 6, 0), 7, 0, 0).Passes(TwoThirds));
        Assert.Throws<InvalidOperationException>(() => new Tally(new Roll(9, 5, 0), 5, 0, 0).Passes(TwoThirds));
        Assert.Equal(new Tally(new Roll(5, 5, 0), 2, 1, 1), Tally.Count(new Roll(5, 5, 0), [Choice.InFavour, Choice.Abstained, Choice.InFavour, Choice.Against]));
    }

    [Fact(DisplayName = "封票：长短一样、每次不同；合两半钥匙才打得开；改一个字节、换个位置，都打不开")]
    public void Is_sealed()
    {
        var (key, one, other) = SealedBallot.NewRound();
        List<byte[]> ballots = [.. Enum.GetValues<Choice>().SelectMany(c => Enumerable.Range(0, 5).Select(_ => SealedBallot.Seal(key, other, "r1/f1/e1", c)))];
        Assert.All(ballots, b => Assert.Equal(SealedBallot.Size, b.Length));
        Assert.Equal(ballots.Count, ballots.Select(Convert.ToHexString).Distinct().Count());
        Assert.Equal(Enum.GetValues<Choice>().SelectMany(c => Enumerable.Repeat(c, 5)), ballots.Select(b => SealedBallot.Open(one, other, "r1/f1/e1", b)));

        Assert.ThrowsAny<CryptographicException>(() => SealedBallot.Open(one, other, "r1/f1/e2", ballots[0]));
        Assert.ThrowsAny<CryptographicException>(() => SealedBallot.Open(one, RandomNumberGenerator.GetBytes(one.Length), "r1/f1/e1", ballots[0]));
        // Whoever has the database and the public key, but not the file, cannot make a vote of his own.
        Assert.ThrowsAny<CryptographicException>(() => SealedBallot.Open(one, other, "r1/f1/e1", SealedBallot.Seal(key, one, "r1/f1/e1", Choice.InFavour)));
        for (var at = 0; at < SealedBallot.Size; at++)
        {
            byte[] changed = [.. ballots[0]];
            changed[at] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => SealedBallot.Open(one, other, "r1/f1/e1", changed));
        }
    }

    private static int LeastYes(Roll roll) => Enumerable.Range(0, roll.Attending + 1).First(yes => new Tally(roll, yes, 0, 0).Passes(TwoThirds));
}
