using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings.Forms;

namespace TitleReview.Domain.Eligibility;

/// <summary>合、计划没有写所以没有核对、还判断不了、不合；越往后越不利。</summary>
public enum Verdict { Met, Unjudged, Unknown, NotMet }

/// <summary>资格的一条：依据哪条规则，合不合，为什么，凭什么这样说，还缺什么，最早哪年能合。</summary>
/// <param name="EarliestYear">不合的，最早哪一年度能合；空为等也不行，或算不出。</param>
/// <param name="Place">表上哪一处。</param>
/// <param name="Blocks">不合或还缺的，不能提交；为假则须人工核对。</param>
public sealed record EligibilityLine(
    string ClauseKey, string Title, Verdict Verdict, string Sentence, string? Evidence, string? Missing, int? EarliestYear, FormPlace Place, bool Blocks)
{
    /// <summary>几条里合一条即可的，合的是计划写的哪一条。</summary>
    public string? Criterion { get; init; }

    public static EligibilityLine Met(string clause, string title, string sentence, string? evidence = null) =>
        new(clause, title, Verdict.Met, sentence, evidence, null, null, new FormPlace(FormCatalogue.Basic), true);

    /// <summary>计划没有写，核对不了：不拦，由审核机构认定。</summary>
    public static EligibilityLine Unjudged(string clause, string title, string sentence, FormPlace place, string? evidence = null) =>
        new(clause, title, Verdict.Unjudged, sentence, evidence, null, null, place, false);

    /// <summary>还缺什么，缺的补上就能判断。</summary>
    public static EligibilityLine Lacks(string clause, string title, string sentence, string missing, FormPlace place, bool blocks = true, string? evidence = null) =>
        new(clause, title, Verdict.Unknown, sentence, evidence, missing, null, place, blocks);

    public static EligibilityLine Fails(string clause, string title, string sentence, FormPlace place, int? earliest = null, bool blocks = true, string? evidence = null) =>
        new(clause, title, Verdict.NotMet, sentence, evidence, null, earliest, place, blocks);

    /// <summary>“基本信息”的一栏。</summary>
    public static FormPlace Basic(string field) => new(FormCatalogue.Basic, Field: field);
}
