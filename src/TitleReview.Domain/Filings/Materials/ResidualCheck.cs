namespace TitleReview.Domain.Filings.Materials;

/// <param name="Place">哪里的字，给人看的一句：哪个栏目的文件名、总结正文、PDF 第几页。</param>
public sealed record PlacedText(string Place, string Text);

/// <param name="Exact">逐字相同；否则是很像。</param>
/// <param name="Common">太平常的单位简称，别人也会写：只请人核对，给专家看时不换掉。</param>
public sealed record ResidualHit(string Place, Clue Clue, string Found, bool Exact, bool Common = false)
{
    public string Sentence => Exact ? $"{Place}里有本人的{Clue.Label()}“{Found}”，请去掉。" : $"{Place}里的“{Found}”像是本人的{Clue.Label()}，请核对，是就去掉。";
}

/// <summary>盲评前的最后一遍：正文、文件名、标题、PDF 里的字，还有没有认得出本人的。挡不挡由计划定。</summary>
public static class ResidualCheck
{
    public static IReadOnlyList<ResidualHit> Of(IEnumerable<PlacedText> texts, KnownIdentity known, IReadOnlySet<Clue> clues) =>
        [.. texts.SelectMany(text => Hits(text, known, clues))];

    private static IEnumerable<ResidualHit> Hits(PlacedText text, KnownIdentity known, IReadOnlySet<Clue> clues)
    {
        var (letters, _) = Letters.Placed(text.Text);
        var taken = new List<NearMatch>();
        foreach (var (word, match) in Find(letters, known, clues))
        {
            if (taken.Exists(t => match.Start < t.End && match.End > t.Start)) continue;
            taken.Add(match);
            yield return new ResidualHit(text.Place, word.Clue, string.Concat(letters[match.Start..match.End]), match.Cost == 0 && !word.Part, word.IsCommonEmployer);
        }
    }

    /// <summary>拉平的字里认得出本人的各处，可以相叠；长的词在前。</summary>
    internal static IEnumerable<(KnownWord Word, NearMatch Match)> Find(List<char> letters, KnownIdentity known, IReadOnlySet<Clue> clues)
    {
        if (letters.Count == 0) yield break;

        var certain = letters.ConvertAll(_ => 1.0);
        foreach (var word in known.Words().Where(w => clues.Contains(w.Clue)))
            foreach (var match in NearSearch.Find(letters, certain, word.Text, Most(word)))
                if (word.Clue != Clue.Employer || !Letters.OtherNumber(string.Concat(letters[match.Start..match.End]), word.Text))
                    yield return (word, match);
    }

    // 打出来的字不会读错，只会打错：比扫描件严。号码漏打错打两三位、单位与长名字差一个字，也指出来。
    private static double Most(KnownWord word) => word.Clue switch
    {
        Clue.IdNumber => 2.4,
        Clue.Phone => 0,
        Clue.Employer => word.Text.Length >= 8 && !word.Part ? 1.6 : 0,
        _ => word.Text.Length >= 5 && !word.Part ? 1.2 : 0,
    };
}
