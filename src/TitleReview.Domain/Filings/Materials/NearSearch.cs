namespace TitleReview.Domain.Filings.Materials;

/// <param name="Start">从第几个字起，到第几个字之前止。</param>
internal sealed record NearMatch(int Start, int End, double Cost);

/// <summary>
/// 在一行字里找一个词，许差几个字（Sellers 的近似子串）。差一个字算多少，看识别的把握：读得没把握的字，差了多半是读错；
/// 很有把握的字差了，多半是另一个词。
/// </summary>
internal static class NearSearch
{
    private const double Sure = 0.9, Wrong = 1.2, Doubtful = 0.7, Missing = 0.8, Extra = 0.7;

    public static List<NearMatch> Find(IReadOnlyList<char> text, IReadOnlyList<double> scores, string word, double most)
    {
        var length = text.Count;
        var before = new (double Cost, int Start)[length + 1];
        for (var j = 0; j <= length; j++) before[j] = (0, j);

        for (var i = 1; i <= word.Length; i++)
        {
            var now = new (double Cost, int Start)[length + 1];
            now[0] = (i * Missing, 0);
            for (var j = 1; j <= length; j++)
            {
                var best = (Cost: before[j - 1].Cost + Differs(text[j - 1], scores[j - 1], word[i - 1]), before[j - 1].Start);
                if (before[j].Cost + Missing < best.Cost) best = (before[j].Cost + Missing, before[j].Start);
                if (now[j - 1].Cost + Extra < best.Cost) best = (now[j - 1].Cost + Extra, now[j - 1].Start);
                now[j] = best;
            }

            before = now;
        }

        var found = new List<NearMatch>();
        var candidates = Enumerable.Range(1, length).Select(j => new NearMatch(before[j].Start, j, before[j].Cost)).Where(m => m.Cost <= most && m.End > m.Start);
        foreach (var match in candidates.OrderBy(m => m.Cost).ThenBy(m => Math.Abs(m.End - m.Start - word.Length)))
            if (found.TrueForAll(f => match.End <= f.Start || match.Start >= f.End)) found.Add(match);
        return found;
    }

    private static double Differs(char read, double score, char wanted) =>
        read == wanted ? 0
        : score >= Sure ? Wrong : Doubtful;
}
