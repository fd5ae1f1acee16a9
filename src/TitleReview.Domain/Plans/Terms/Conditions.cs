using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Plans;

public enum TrainingSubject { General, Specialist }

/// <summary>继续教育的一条要求：公需或专业，哪些年度，每年多少学时。</summary>
/// <param name="LastYears">最近几年，含申报年度。</param>
/// <param name="From">自哪一年度；与 <paramref name="To"/> 合用为固定年度。</param>
/// <param name="SinceTitle">任现职以来逐年；与 <paramref name="From"/> 同给时取较晚的。</param>
/// <param name="Hours">每年学时；空为有合格证书即可。</param>
public sealed record TrainingRule(
    [property: Called("科目")] TrainingSubject Subject,
    [property: Called("范围")] Scope? Scope = null,
    [property: Called("最近几年")] int? LastYears = null,
    [property: Called("自年度")] int? From = null,
    [property: Called("至年度")] int? To = null,
    [property: Called("任现职以来逐年")] bool SinceTitle = false,
    [property: Called("每年学时")] int? Hours = null)
{
    /// <summary>具体要哪几个年度。</summary>
    public IEnumerable<int> Years(int planYear, int? titleYear)
    {
        var through = To ?? planYear;
        var from = LastYears is { } last ? through - last + 1 : From ?? through + 1;
        if (SinceTitle) from = Math.Max(From ?? int.MinValue, (titleYear ?? planYear - 1) + 1);
        return from > through ? [] : Enumerable.Range(from, through - from + 1);
    }
}

/// <summary>继续教育免试的事由与由谁盖章（BZ-32：各地不得自设事由）。</summary>
public sealed record TrainingExemption(
    [property: Called("事由")] string Name,
    [property: Called("仍在服务的由谁盖章")] string StampWhileServing,
    [property: Called("已返回的由谁盖章")] string StampAfterReturn);

/// <summary>不作要求的人：如民营企业初次申报的（AK-19）。</summary>
public sealed record TrainingWaiver([property: Called("范围")] Scope? Scope = null, [property: Called("只限初次申报职称的")] bool FirstTitleOnly = false);

public sealed record TrainingTerms(
    [property: Called("要求")] IReadOnlyList<TrainingRule> Rules,
    [property: Called("免试事由")] IReadOnlyList<TrainingExemption> Exemptions,
    [property: Called("不作要求的")] IReadOnlyList<TrainingWaiver>? Waivers = null);

/// <summary>年度考核：要求最近几年；空为按评审条件的晋级年限，由审核人核对。</summary>
/// <param name="Deferrals">每出现一次顺延几年，如 基本合格 → 1、不合格 → 2（BZ-16）。</param>
public sealed record AppraisalTerms([property: Called("最近几年")] int? RecentYears, [property: Called("每次顺延几年")] IReadOnlyDictionary<string, int>? Deferrals = null);

/// <summary>高技能人才贯通：职业技能等级 → 须从事技术技能工作的年数与可申报的级别（TC-04）。</summary>
public sealed record SkilledTradesTerms(
    [property: Called("实行的系列", From = "series")] IReadOnlyList<string> Series,
    [property: Called("等级、年数、级别")] IReadOnlyList<SkilledTradesStep> Steps,
    [property: Called("近几年考核合格")] int AppraisalYears);

public sealed record SkilledTradesStep([property: Called("职业技能等级")] string SkillLevel, [property: Called("满几年")] int Years, [property: Called("可申报")] Grade Grade);

/// <summary>谁不得申报，以及学历的同等对待（TC-02、TC-03、TC-05、AK-02、KZ-03、KZ-04）。</summary>
/// <param name="BarredSanctions">处分期内不得申报的处分，如 记过、降级、撤职。</param>
/// <param name="OneChannelPerYear">一人一年度只能报一个渠道，跨端口也算（KZ-04）。</param>
/// <param name="BarredAtAge">通知写明到龄即不在范围的（AK-02）；没有写的，可能延聘，只提示（TC-02）。</param>
public sealed record EligibilityTerms(
    [property: Called("不得申报的人员身份", Clause = "who.civilServant")] IReadOnlyList<string> BarredIdentities,
    [property: Called("男，法定退休年龄", Clause = "who.retired")] int RetirementAgeMale,
    [property: Called("女，法定退休年龄", Clause = "who.retired")] int RetirementAgeFemale,
    [property: Called("同等学历", Clause = "education.equivalence")] IReadOnlyDictionary<string, string> EducationEquivalence,
    [property: Called("处分期内不得申报的处分", Clause = "who.sanctioned")] IReadOnlyList<string>? BarredSanctions = null,
    [property: Called("一人一年只报一个渠道", Hint = "别的端口也算", Clause = "one-channel")] bool OneChannelPerYear = false,
    [property: Called("到法定退休年龄的不得申报", Hint = "不勾的，到龄只请单位核实是否仍在职", Clause = "who.retired")] bool BarredAtAge = false);

/// <summary>条件的种类：学历与任职年限、专项服务、连续考核、数额、取值。</summary>
public enum CriterionKind { Seniority, Service, Appraisals, Amount, Value }

/// <summary>
/// 任职条件的一条。同一渠道、系列、级别有几条 Seniority 的，合乎其中一条即可（学历不同、年限不同）；其余的条条要合。
/// </summary>
/// <param name="Education">Seniority：至少这个学历。</param>
/// <param name="HeldGrade">Seniority：现任资格至少这个级别；空为不要求有资格。</param>
/// <param name="Years">Seniority：取得现任资格（没有的自参加工作）满几年；Service：服务满几年；Appraisals：连续几年。</param>
/// <param name="Field">Service：起始日期栏；Amount、Value：看的栏。都在“基本信息”。</param>
/// <param name="Values">Value：取这些值之一；Appraisals：考核为这些等次。</param>
/// <param name="Minimum">Amount：不少于多少。</param>
/// <param name="Unstated">Seniority：这个学历的年限没有写明，不作判断，由审核机构认定；不编年限。</param>
/// <param name="Blocks">不合的不能提交；为假则列为须人工核对（年限出自评审条件、不在通知里的）。</param>
public sealed record CriterionTerms(
    [property: Called("内部代号")] string Key,
    [property: Called("条件", Long = true)] string Name,
    [property: Called("种类")] CriterionKind Kind,
    [property: Called("不合的不能提交")] bool Blocks,
    [property: Called("范围")] Scope? Scope = null,
    [property: Called("至少学历")] string? Education = null,
    [property: Called("现任资格至少")] Grade? HeldGrade = null,
    [property: Called("满几年")] int? Years = null,
    [property: Called("看哪一栏", From = "fields")] string? Field = null,
    [property: Called("取这些值")] IReadOnlyList<string>? Values = null,
    [property: Called("不少于")] int? Minimum = null,
    [property: Called("出处", From = "clauses")] string? Clause = null,
    [property: Called("年限没有写明", Hint = "勾了不判断年限，请审核机构按评审条件认定")] bool Unstated = false);

/// <summary>语言等级：普通话不低于三级乙等（AK-20）、国语水平测试一票否决（KZ-07）。</summary>
/// <param name="Field">“基本信息”里填等级的栏。</param>
/// <param name="Levels">由高到低。</param>
/// <param name="KnockOut">不达标的一票否决；由评审环节测试认定，测试之前不拦。</param>
public sealed record LanguageTerms(
    [property: Called("名称")] string Name,
    [property: Called("填在哪一栏", From = "fields")] string Field,
    [property: Called("等级，由高到低")] IReadOnlyList<string> Levels,
    [property: Called("最低等级")] string Minimum,
    [property: Called("范围")] Scope? Scope = null,
    [property: Called("一票否决")] bool KnockOut = false);
