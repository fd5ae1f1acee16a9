using TitleReview.Domain.Filings.Prechecks;

namespace TitleReview.Domain.Eligibility;

/// <summary>能不能报（N3）：逐条说，再合成一句话。申报之前的试算与申报时的预审用的是同一个答案。</summary>
public sealed record EligibilityAnswer(IReadOnlyList<EligibilityLine> Lines)
{
    private static readonly Func<PrecheckSubject, IEnumerable<EligibilityLine>>[] Rules =
    [
        IdentityLines.Of, SanctionLines.Of, SeniorityLines.Of, SkilledTradesLines.Of, AppraisalLines.Of, TrainingLines.Of, LanguageLines.Of, CriterionLines.Of,
    ];

    public static EligibilityAnswer Of(PrecheckSubject subject) => new([.. Rules.SelectMany(rule => rule(subject))]) { PlanYear = subject.Terms.Year };

    private int PlanYear { get; init; }

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

    private IEnumerable<EligibilityLine> Failing => Lines.Where(l => l.Verdict == Verdict.NotMet);
}
