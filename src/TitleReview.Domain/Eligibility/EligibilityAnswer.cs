using TitleReview.Domain.Filings.Prechecks;

namespace TitleReview.Domain.Eligibility;

/// <summary>能不能报（N3）：逐条说，再合成一句话。申报之前的试算与申报时的预审用的是同一个答案。</summary>
public sealed record EligibilityAnswer(IReadOnlyList<EligibilityLine> Lines)
{
    private static readonly Func<PrecheckSubject, IEnumerable<EligibilityLine>>[] Rules =
    [
        IdentityLines.Of, SanctionLines.Of, SeniorityLines.Of, SkilledTradesLines.Of, AppraisalLines.Of, TrainingLines.Of, LanguageLines.Of, CriterionLines.Of,
    ];

    public static EligibilityAnswer Of(PrecheckSubject subject) => new([.. Rules.SelectMany(rule => rule(subject))])
    {
        PlanYear = subject.Terms.Year, Tests = [.. subject.Terms.Languages.Where(l => l.KnockOut).Select(l => l.Name)],
    };

    private int PlanYear { get; init; }

    /// <summary>由评审办事机构登记、核对的测试，填在表里的不算数（KZ-07）。</summary>
    private IReadOnlyList<string> Tests { get; init; } = [];

    public Verdict Overall => Lines.Count == 0 ? Verdict.Unknown : Lines.Max(l => l.Verdict);

    /// <summary>缺的都补上，最早哪一年度能报：没有不合的是本年度；不合的取最晚的那一条；等也不行的说不出。</summary>
    public int? EarliestYear => !Failing.Any() ? PlanYear : Failing.All(l => l.EarliestYear is not null) ? Failing.Max(l => l.EarliestYear) : null;

    public string Sentence => this switch
    {
        { Overall: Verdict.Met } => "可申报。",
        { Overall: Verdict.Unjudged } => $"按本计划写明的条件，没有不合；{string.Join("、", Lines.Where(l => l.Verdict == Verdict.Unjudged).Select(l => l.Title))}本计划没有写，以评审条件和审核结果为准。",
        { Overall: Verdict.Unknown } => "还缺材料，尚不能判断。",
        { EarliestYear: { } year } => Failing.Any(l => l.Blocks) ? $"最早 {year} 年可申报。" : $"按写明的年限，最早 {year} 年可申报，由审核机构认定。",
        _ when Failing.Any(l => l is { Blocks: true, EarliestYear: null }) => "不得申报。",
        _ => $"有 {Failing.Count()} 条不合，由审核机构认定。",
    };

    /// <summary>
    /// 一览表上的“符合条件”：合了计划的哪几条；不合的、还要核的分开说，计划没有写的不说。
    /// 字都是计划的，没有申报人自己写的，编号版也能印。谁不得申报的几条，合了是本分，不列。
    /// </summary>
    public string Conditions => string.Join('；', new[] { Said("", Verdict.Met), Said("待核：", Verdict.Unknown), Said("不合：", Verdict.NotMet) }.OfType<string>());

    /// <summary>一票否决的测试照核对过的结果说，没有核对的待核：申报人自己填的等级不能替它（KZ-07）。</summary>
    public EligibilityAnswer Tested(bool? passed) => this with
    {
        Lines = [.. Lines.Select(l => l.ClauseKey == LanguageLines.Clause && Tests.Contains(l.Title) ? l with { Verdict = passed switch { true => Verdict.Met, false => Verdict.NotMet, null => Verdict.Unknown } } : l)],
    };

    private string? Said(string before, Verdict verdict) =>
        Lines.Where(l => l.Verdict == verdict && (verdict != Verdict.Met || !IsBar(l))).Select(l => l.Criterion is { } one ? $"{l.Title}（{one}）" : l.Title).Distinct().ToList() is { Count: > 0 } titles ? before + string.Join('、', titles) : null;

    private static bool IsBar(EligibilityLine line) => line.ClauseKey == "catalogue" || line.ClauseKey.StartsWith("who.", StringComparison.Ordinal);

    private IEnumerable<EligibilityLine> Failing => Lines.Where(l => l.Verdict == Verdict.NotMet);
}
