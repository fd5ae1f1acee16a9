using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Filings;

/// <summary>一人一年一个渠道（KZ-04）：有的资格与别的端口的不得在同一年度内同时申报。</summary>
public static class PersonYears
{
    /// <summary>这个计划的申报，与别的端口的申报是否互斥；两处有一处互斥，就不能都报。</summary>
    public static bool IsExclusive(PlanTerms terms) => terms.Eligibility.OneChannelPerYear;
}
