using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Integrity;

/// <summary>弄虚作假的，几年内不得申报：计划写了的照计划，没有写的照国家的三年（人社部令第40号；人社部发〔2024〕56号）。</summary>
public static class PenaltyYears
{
    public const int National = 3;

    /// <summary>更长的多半是写错了。</summary>
    public const int Most = 10;

    public static int Person(PlanTerms terms) => terms.Penalty.PersonYears;

    /// <summary>用人单位的年数（AK-22）；计划没有写的照国家的三年。</summary>
    public static int Employer(PlanTerms terms) => terms.Penalty.EmployerYears ?? National;

    public static Refusal? WhyNot(int years) => years is >= 1 and <= Most ? null : new InvalidInput("Years", $"年数应为 1 至 {Most}。");
}
