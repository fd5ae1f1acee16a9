namespace TitleReview.Domain.Plans;

/// <summary>几分之几，只用整数比较：三分之二是 (2, 3)。</summary>
public sealed record Share([property: Called("分子")] int Of, [property: Called("分母")] int In)
{
    /// <summary>写得出、又不超过全体的。</summary>
    public bool IsProper => Of >= 1 && In >= Of && In <= 1000;

    public bool Reached(int part, int whole) => (long)In * part >= (long)Of * whole;

    /// <summary>最少要几个才够。</summary>
    public int Least(int whole) => (int)(((long)Of * whole + In - 1) / In);

    /// <summary>不低于另一个。</summary>
    public bool AtLeast(Share other) => (long)Of * other.In >= (long)other.Of * In;

    public override string ToString() => $"{In} 分之 {Of}";
}

/// <summary>出席与表决（人社部令第40号）：国家规定各三分之二，只能提高。</summary>
/// <param name="RecusedCounted">国家没有写明；不写的，回避的从应到与实到里都减去。</param>
/// <param name="MostRounds">同一位最多表决几轮；1 为一轮定，不得再表决。</param>
public sealed record VotingTerms(
    [property: Called("出席不少于委员的", Hint = "国家规定三分之二，只能提高")] Share Quorum,
    [property: Called("同意不少于出席的", Hint = "国家规定三分之二，只能提高")] Share Pass,
    [property: Called("回避的仍计入应到人数")] bool RecusedCounted = false,
    [property: Called("同一位最多表决几轮", Hint = "1 为一轮定；再表决须写明理由")] int MostRounds = 1,
    [property: Called("评议组最少几人", Hint = "国家规定 3 人，只能提高")] int PanelSize = 3)
{
    /// <summary>国家规定的出席与通过。</summary>
    public static readonly Share TwoThirds = new(2, 3);

    public static readonly VotingTerms National = new(TwoThirds, TwoThirds);

    public Refusal? WhyNot() =>
        Below("出席", Quorum) ?? Below("同意", Pass);

    private static Refusal? Below(string what, Share share) => share.IsProper && share.AtLeast(TwoThirds) ? null : new ShareTooLow(what);
}

public sealed record ShareTooLow(string What) : Refusal($"{What}的比例不得低于三分之二（国家规定的底线），也不能超过全体：请把分子、分母改对，如 2 与 3。");
