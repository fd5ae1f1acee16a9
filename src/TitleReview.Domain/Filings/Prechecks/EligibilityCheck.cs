using TitleReview.Domain.Approvals;
using TitleReview.Domain.Eligibility;

namespace TitleReview.Domain.Filings.Prechecks;

/// <summary>资格条件：不合或还缺的，拦得住的列为阻断，拦不住的请人核对；计划没有写、而与所填有关的也请人核对。</summary>
public static class EligibilityCheck
{
    public static IEnumerable<Finding> Check(PrecheckSubject s) =>
        from line in EligibilityAnswer.Of(s).Lines
        where line.Verdict != Verdict.Met && !IsSilence(line) && !SaidAsBlank(s, line.Place)
        select new Finding(line.Blocks ? FindingGroup.Blocking : FindingGroup.ManualCheck, line.Place, line.Sentence, line.ClauseKey);

    /// <summary>计划对谁都没有写的，不是这份申报的问题。</summary>
    private static bool IsSilence(EligibilityLine line) => line is { Verdict: Verdict.Unjudged, Place.Row: null };

    /// <summary>必填栏空着、填得不像样的，空白检查已经说了，不说第二遍。</summary>
    private static bool SaidAsBlank(PrecheckSubject s, FormPlace place) =>
        place is { Field: { } key, Row: null } && s.Terms.Module(place.Module) is { Repeats: false } module && module.Field(key) is { } field
        && ((s.Form.Single(module.Key)[key].Length == 0 && field.Required) || field.WhyNot(s.Form.Single(module.Key)[key]) is not null);
}
