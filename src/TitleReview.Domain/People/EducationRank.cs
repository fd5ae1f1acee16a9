using TitleReview.Domain.Plans;

namespace TitleReview.Domain.People;

/// <summary>学历的高低；技工院校的班次按计划写的同等学历对待（TC-05）。</summary>
public static class EducationRank
{
    private static readonly string[] LowToHigh = ["高中及以下", "中专", "大专", "本科", "硕士研究生", "博士研究生"];

    public static string Equivalent(this EligibilityTerms terms, string level) => terms.EducationEquivalence.GetValueOrDefault(level, level);

    /// <returns>-1 为不认得的学历。</returns>
    public static int RankOf(this EligibilityTerms terms, string level) => Array.IndexOf(LowToHigh, terms.Equivalent(level));
}
