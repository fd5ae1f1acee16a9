namespace TitleReview.Domain.Committees;

/// <param name="Filings">有几份申报要评。</param>
/// <param name="Eligible">可抽的有几位。</param>
public sealed record SpecialtyLoad(string Specialty, int Filings, int Eligible);

/// <summary>各专业抽几位的建议：合计取规定的最少、单数，按申报的份数分；没有申报的按可抽的人数分。只是填在格子里的建议，人可以改。</summary>
public static class DrawProposal
{
    /// <summary>计划没有规定最少几人、只有国家底线的，建议这么多。</summary>
    public const int Usual = 7;

    public static IReadOnlyList<DrawStratum> Of(IReadOnlyCollection<SpecialtyLoad> loads, int least, bool odd)
    {
        var byFilings = loads.Any(l => l.Filings > 0);
        var weighed = loads.Select(l => (l.Specialty, l.Eligible, Weight: byFilings ? l.Filings : Math.Max(l.Eligible, 1))).OrderBy(l => l.Specialty, StringComparer.Ordinal).ToList();
        var shared = weighed.Count(l => l.Weight > 0);
        if (shared == 0) return [];

        var total = Math.Max(least > Plans.VotingTerms.National.PanelSize ? least : Usual, shared);
        if (odd && total % 2 == 0) total++;
        // Largest remainder; whoever has filings has at least one seat.
        var (rest, sum) = (total - shared, weighed.Sum(l => l.Weight));
        var shares = weighed.Select(l => (l.Specialty, l.Eligible, Seats: l.Weight == 0 ? 0 : 1 + (int)((long)rest * l.Weight / sum), Remainder: (long)rest * l.Weight % sum)).ToList();
        var left = total - shares.Sum(s => s.Seats);
        var lucky = shares.OrderByDescending(s => s.Remainder).ThenBy(s => s.Specialty, StringComparer.Ordinal).Take(left).Select(s => s.Specialty).ToHashSet(StringComparer.Ordinal);
        return [.. shares.Select(s => (s.Specialty, s.Eligible, Seats: s.Seats + (lucky.Contains(s.Specialty) ? 1 : 0))).Select(s => new DrawStratum(s.Specialty, s.Seats, Math.Clamp(s.Eligible - s.Seats, 0, (s.Seats + 2) / 3)))];
    }
}
