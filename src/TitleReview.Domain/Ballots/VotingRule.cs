using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Ballots;

/// <summary>表决：同意、不同意、弃权。</summary>
public enum Choice { InFavour, Against, Abstained }

/// <summary>
/// 一位申报人的应到、实到（人社部令第40号）：回避的照约定从两边都减去，再看够不够。只用整数。
/// </summary>
/// <param name="Members">评委会（或评议组）的委员总数。</param>
/// <param name="Attending">到会、又不回避的：这一位的表决人，也是算三分之二的分母。</param>
/// <param name="Recused">对这一位回避的，无论到没到会。</param>
public sealed record Roll(int Members, int Attending, int Recused)
{
    /// <summary>算出席用的总数。</summary>
    public int Counted(VotingTerms terms) => terms.RecusedCounted ? Members : Members - Recused;

    public bool IsQuorate(VotingTerms terms) => Attending > 0 && terms.Quorum.Reached(Attending, Counted(terms));

    /// <summary>还差几位到会。</summary>
    public int Missing(VotingTerms terms) => Math.Max(0, Math.Max(1, terms.Quorum.Least(Counted(terms))) - Attending);
}

/// <summary>一位申报人的计票。没有投的、弃权的都在分母里，都不是同意。</summary>
public sealed record Tally(Roll Roll, int InFavour, int Against, int Abstained)
{
    public int Cast => InFavour + Against + Abstained;
    public int NotCast => Roll.Attending - Cast;

    /// <summary>同意够不够；没有够法定人数的，算不出结果。</summary>
    /// <exception cref="InvalidOperationException">人数不够，或票数比人多：不该有这样的计票。</exception>
    public bool Passes(VotingTerms terms) =>
        !Roll.IsQuorate(terms) || NotCast < 0 || InFavour < 0 || Against < 0 || Abstained < 0
            ? throw new InvalidOperationException($"A tally of {Cast} ballots, {Roll.Attending} attending of {Roll.Members}, is no tally.")
            : terms.Pass.Reached(InFavour, Roll.Attending);

    public static Tally Count(Roll roll, IEnumerable<Choice> choices)
    {
        var counted = choices.CountBy(c => c).ToDictionary(c => c.Key, c => c.Value);
        return new(roll, counted.GetValueOrDefault(Choice.InFavour), counted.GetValueOrDefault(Choice.Against), counted.GetValueOrDefault(Choice.Abstained));
    }
}
