namespace TitleReview.Domain.Plans;

/// <summary>评分表的一项：给分为 0 至满分的整数，乘以权重计入总分。</summary>
public sealed record ScoreItem([property: Called("项目")] string Name, [property: Called("满分")] int Points, [property: Called("权重", Hint = "百分之几；满分直接计入总分的填 100")] int Weight = 100)
{
    public const int MostPoints = 1000, MostWeight = 100;

    public bool IsProper => Name.Length is > 0 and <= 40 && Points is >= 1 and <= MostPoints && Weight is >= 1 and <= MostWeight;
}

/// <summary>评议意见与量化赋分（人社部令第40号；KZ-14）。</summary>
/// <param name="Items">评分表；只在评委会约定“量化赋分”的计划里用。</param>
/// <param name="OpinionsFirst">评议组的书面意见写齐了，才可以表决。</param>
public sealed record ScoringTerms(
    [property: Called("评议意见最少几字")] int OpinionLeast,
    [property: Called("评议意见最多几字")] int OpinionMost,
    [property: Called("评分表", Hint = "约定了“量化赋分”的才用")] IReadOnlyList<ScoreItem>? Items = null,
    [property: Called("评议意见齐了才表决")] bool OpinionsFirst = false)
{
    public static readonly ScoringTerms Unset = new(1, 2000);

    /// <summary>各项都给满分的总分，以百分之一分计。</summary>
    public int Full => (Items ?? []).Sum(i => i.Points * i.Weight);

    /// <summary>总分，以百分之一分计；没有给齐的不算。</summary>
    public int Total(IReadOnlyDictionary<string, int> scores) => (Items ?? []).Sum(i => scores[i.Name] * i.Weight);

    public Refusal? WhyNot()
    {
        if (OpinionLeast < 1 || OpinionMost < OpinionLeast || OpinionMost > 5000) return new ScoringWrong("评议意见的字数应从 1 字起、不超过 5000 字，最少的不多于最多的");
        var items = Items ?? [];
        if (items.FirstOrDefault(i => !i.IsProper) is { } wrong) return new ScoringWrong($"评分表的“{wrong.Name}”：项目名 1 至 40 字，满分 1 至 {ScoreItem.MostPoints}，权重 1 至 {ScoreItem.MostWeight}");
        return items.GroupBy(i => i.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice ? new ScoringWrong($"评分表里“{twice.Key}”写了两次") : null;
    }
}

public sealed record ScoringWrong(string What) : Refusal($"{What}，请改对再发布。");
