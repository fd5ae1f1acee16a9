using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Committees;

/// <summary>一个专业的专家够不够（KZ-17）。</summary>
/// <param name="Filings">有几份申报要评。</param>
/// <param name="Pool">在库、在聘期、级别够的。</param>
/// <param name="Conflicted">其中与要评的申报人有利害关系、抽取之前要排除的。</param>
/// <param name="Needed">要抽的委员与候补。</param>
/// <param name="Least">专家库不少于；没有规定的为空。</param>
/// <param name="FailsOn">聘期陆续届满，从哪天起不够；看得见的日子里都够的为空。</param>
public sealed record SpecialtyReadiness(string Specialty, int Filings, int Pool, int Conflicted, int Needed, int? Least, DateOnly? FailsOn)
{
    /// <summary>余量：少于零就抽不成。</summary>
    public int Slack => Pool - Needed - Conflicted;

    public bool IsReady => Slack >= 0 && Pool >= (Least ?? 0);
}

/// <summary>评委会齐不齐备：各专业、全系列、备案、单数与人数；不齐备的照通知怎么办。</summary>
/// <param name="Pool">本系列在库、在聘期的，不论专业。</param>
/// <param name="Problems">一处一句；没有就是齐备。</param>
public sealed record CommitteeReadiness(IReadOnlyList<SpecialtyReadiness> Specialties, int Members, int LeastMembers, int Pool, int? LeastPool, IReadOnlyList<string> Problems, string? Fallback)
{
    public bool IsReady => Problems.Count == 0;

    /// <summary>按现在的库与备案，从哪天起就抽不成了。</summary>
    public DateOnly? FailsOn { get; private init; }

    /// <param name="filings">各专业有几份申报要评。</param>
    /// <param name="experts">本机构的专家库。</param>
    /// <param name="conflicted">抽取之前要排除的。</param>
    public static CommitteeReadiness Of(
        Committee committee, CommitteeTerms terms, IReadOnlyList<DrawStratum> strata, IReadOnlyDictionary<string, int> filings, IReadOnlyCollection<Expert> experts, IReadOnlySet<ExpertId> conflicted, DateOnly day)
    {
        List<Expert> serving = [.. experts.Where(e => e.Serves(day))];
        var series = serving.Count(e => e.Series == committee.Series);
        List<SpecialtyReadiness> each = [.. strata.OrderBy(s => s.Specialty, StringComparer.Ordinal).Select(s =>
        {
            List<Expert> mine = [.. serving.Where(e => e.Specialty == s.Specialty && committee.Takes(e))];
            var needed = s.Members + s.Alternates;
            return new SpecialtyReadiness(s.Specialty, filings.GetValueOrDefault(s.Specialty), mine.Count, mine.Count(e => conflicted.Contains(e.Id)), needed, terms.PoolPerSpecialty,
                Earliest(FailsBelow(mine.Where(e => !conflicted.Contains(e.Id)), needed), FailsBelow(mine, terms.PoolPerSpecialty ?? 0)));
        })];
        var (members, least) = (strata.Sum(s => s.Members), committee.Least(terms));
        List<string> problems =
        [
            .. committee.IsValid(day) ? [] : new[] { new CommitteeNotValid(committee.Name, committee.ValidFrom, committee.ValidTo).Sentence },
            .. each.Where(s => s.Pool < (s.Least ?? 0)).Select(s => $"“{s.Specialty}”在库 {s.Pool} 位，不足规定的 {s.Least} 位。"),
            .. series < (terms.PoolPerSeries ?? 0) ? [$"{committee.Series}在库 {series} 位，不足规定的 {terms.PoolPerSeries} 位。"] : Array.Empty<string>(),
            .. each.Where(s => s.Slack < 0).Select(s => $"“{s.Specialty}”在库 {s.Pool} 位，因利害关系排除 {s.Conflicted} 位，要抽 {s.Needed} 位，还差 {-s.Slack} 位。"),
            .. members == 0 ? ["还没有可以抽的专业：没有要评的申报，专家库里也没有人。"] : terms.OddMembers && members % 2 == 0 ? [new EvenMembers(members).Sentence] : Array.Empty<string>(),
            .. members > 0 && members < least ? [new TooFewMembers(members, least).Sentence] : Array.Empty<string>(),
        ];
        var fails = each.Select(s => s.FailsOn).Append(FailsBelow(serving.Where(e => e.Series == committee.Series), terms.PoolPerSeries ?? 0)).Append(committee.ValidTo.AddDays(1)).Aggregate(Earliest);
        return new(each, members, least, series, terms.PoolPerSeries, problems, terms.Fallback) { FailsOn = problems.Count == 0 ? fails : null };
    }

    private static DateOnly? Earliest(DateOnly? one, DateOnly? other) => one is { } a && other is { } b ? a < b ? a : b : one ?? other;

    /// <summary>聘期一个个届满，数到第几位届满就不够了：那一天的次日。本来就不够的没有这一天。</summary>
    private static DateOnly? FailsBelow(IEnumerable<Expert> serving, int needed)
    {
        List<DateOnly> ends = [.. serving.Select(e => e.TermTo).Order()];
        return needed > 0 && ends.Count >= needed ? ends[ends.Count - needed].AddDays(1) : null;
    }
}
