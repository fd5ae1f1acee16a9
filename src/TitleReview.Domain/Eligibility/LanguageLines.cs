using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Plans;
using static TitleReview.Domain.Eligibility.EligibilityLine;

namespace TitleReview.Domain.Eligibility;

/// <summary>语言等级：普通话不低于三级乙等（AK-20）；国语水平测试不达标的一票否决（KZ-07），测试之前判断不了，也不拦提交。</summary>
internal static class LanguageLines
{
    public const string Clause = "language";

    public static IEnumerable<EligibilityLine> Of(PrecheckSubject s) =>
        s.Terms.Languages.Where(l => l.Scope.Covers(s.Choice, s.Employer.EmployerKind)).Select(l => Line(s, l));

    private static EligibilityLine Line(PrecheckSubject s, LanguageTerms terms)
    {
        var (level, place) = (s.Basic[terms.Field], Basic(terms.Field));
        var (rank, least) = (Rank(terms, level), Rank(terms, terms.Minimum));
        if (rank >= 0)
            return rank <= least
                ? Met(Clause, terms.Name, $"{terms.Name}{level}，不低于{terms.Minimum}。", level)
                : Fails(Clause, terms.Name, $"{terms.Name}须不低于{terms.Minimum}，现为{level}{(terms.KnockOut ? "，一票否决" : "")}。", place, evidence: level);

        return terms.KnockOut
            ? Lacks(Clause, terms.Name, $"{terms.Name}须不低于{terms.Minimum}，由测试认定，不达标的一票否决。", $"{terms.Name}成绩", place, blocks: false)
            : Lacks(Clause, terms.Name, $"{terms.Name}须不低于{terms.Minimum}，还没有填等级。", $"{terms.Name}证书", place);
    }

    private static int Rank(LanguageTerms terms, string level) => level.Length == 0 ? -1 : terms.Levels.ToList().IndexOf(level);
}
