using TitleReview.Domain.Committees;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Plans;

/// <summary>评委会与评审会的约定（KZ-07、KZ-08、KZ-14 至 KZ-17、AK-06）。</summary>
/// <param name="Relaxations">可按“一人一策”放宽，须记理由。</param>
/// <param name="RelaxationGrounds">放宽只给这几种人；没有写的，谁也不能放宽。</param>
/// <param name="ResultsMirrored">评审结果由单位同步公示。</param>
public sealed record CommitteeTerms(
    [property: Called("专家库：同一专业不少于")] int? PoolPerSpecialty = null,
    [property: Called("专家库：同一系列不少于")] int? PoolPerSeries = null,
    [property: Called("报送方案与花名册的期限")] DateOnly? PoolDue = null,
    [property: Called("达不到时怎么办")] string? Fallback = null,
    [property: Called("量化赋分")] bool Scored = false,
    [property: Called("会前签保密责任书")] bool SecrecyPledge = false,
    [property: Called("纪检到场")] bool DisciplinePresent = false,
    [property: Called("可“一人一策”放宽")] bool Relaxations = false,
    [property: Called("结果由单位同步公示")] bool ResultsMirrored = false,
    [property: Called("结果公示的工作日数", Hint = "国家底线 5 个工作日，只能提高")] int ResultNoticeWorkingDays = 5,
    [property: Called("委员最少几人")] IReadOnlyList<CommitteeSize>? Sizes = null,
    [property: Called("委员须为单数")] bool OddMembers = true,
    [property: Called("专家聘期最多几年", Hint = "国家规定 3 年，只能缩短")] int TermYears = 3,
    [property: Called("评委会核准备案最多几年", Hint = "国家规定 3 年，只能缩短")] int ValidYears = 3,
    [property: Called("抽取之前先排除", Hint = "与要评的申报人有这些关系的，不进抽取的名单；一样都不选的，有关系的都排除。没有选的那几样，评审时仍须对那一位回避")] IReadOnlyList<TieKind>? Excluded = null,
    [property: Called("评委承诺书", Long = true, Hint = "保密与廉洁承诺书的正文，委员入会之前照此签（KZ-15，人社部发〔2024〕56号）；没有写的用国家的默认")] string? ExpertPledge = null,
    [property: Called("“一人一策”放宽给谁", Hint = "照通知写，一行一种，如“乡（镇）基层一线”；没有列的不能放宽")] IReadOnlyList<string>? RelaxationGrounds = null)
{
    /// <summary>通知许可一人一策，也写了给谁（KZ-08）。</summary>
    public bool CanRelax => Relaxations && RelaxationGrounds is { Count: > 0 };

    public bool Relaxes(string? ground) => CanRelax && ground is not null && RelaxationGrounds!.Contains(ground);

    /// <summary>有这种关系的，抽取之前就排除；没有写的，都排除。本人申报的总是排除。</summary>
    public bool Excludes(TieKind kind) => kind == TieKind.Own || Excluded is null || Excluded.Contains(kind);

    /// <summary>评这些级别，委员最少几人；没有规定的为 1。</summary>
    public int LeastMembers(IEnumerable<Grade> grades, bool bySeries) =>
        Math.Max(VotingTerms.National.PanelSize, (Sizes ?? []).Where(s => s.BySeries == bySeries && (s.Grades is null || s.Grades.Intersect(grades).Any())).Select(s => s.Least).DefaultIfEmpty().Max());
}

/// <summary>委员最少几人，按级别、按系列组建还是按专业组建（人社部令第40号）。</summary>
public sealed record CommitteeSize([property: Called("最少几人")] int Least, [property: Called("按系列组建的")] bool BySeries, [property: Called("哪些级别", Hint = "不选为各级别")] IReadOnlyList<Grade>? Grades = null);
