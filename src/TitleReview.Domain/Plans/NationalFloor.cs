namespace TitleReview.Domain.Plans;

/// <summary>国家规定的底线：端口与计划可以提高，不得降低（人社部令第40号；人社部发〔2024〕56号）。</summary>
public static class NationalFloor
{
    /// <summary>一条底线：哪一项、怎么叫、不得少于多少、从计划里怎么取。</summary>
    /// <param name="Path">计划文件里的位置。</param>
    public sealed record Floor(string Path, string What, string Unit, int Least, Func<PlanTerms, int?> Of);

    public static readonly IReadOnlyList<Floor> Floors =
    [
        new("notice.workingDays", "单位公示", "个工作日", 5, t => t.Notice.WorkingDays),
        new("committee.resultNoticeWorkingDays", "评审结果公示", "个工作日", 5, t => t.Committee.ResultNoticeWorkingDays),
        new("penalty.personYears", "作假后不得申报", "年", 3, t => t.Penalty.PersonYears),
        new("voting.panelSize", "评议组", "人", 3, t => t.Voting.PanelSize),
        new("voting.mostRounds", "同一位表决", "轮", 1, t => t.Voting.MostRounds),
        new("submission.limit", "提交次数", "次", 1, t => t.Submission.Limit),
    ];

    /// <summary>一条上限：端口与计划可以缩短，不得超过。</summary>
    public sealed record Ceiling(string Path, string What, string Unit, int Most, Func<PlanTerms, int> Of);

    public static readonly IReadOnlyList<Ceiling> Ceilings =
    [
        new("committee.termYears", "专家聘期", "年", 3, t => t.Committee.TermYears),
        new("committee.validYears", "评委会核准备案", "年", 3, t => t.Committee.ValidYears),
    ];

    /// <summary>各项上限；端口默认缩短了的，计划也不得超过端口的。</summary>
    /// <param name="tenant">端口默认合并后的约定；没有为 null。</param>
    public static IEnumerable<(Ceiling Ceiling, AboveCeiling Refusal)> Above(PlanTerms terms, PlanTerms? tenant = null) =>
        from ceiling in Ceilings
        let most = tenant is null ? ceiling.Most : Math.Min(ceiling.Most, ceiling.Of(tenant))
        where ceiling.Of(terms) > most || ceiling.Of(terms) < 1
        select (ceiling, new AboveCeiling(ceiling.What, most, ceiling.Unit));

    /// <summary>国家规定不得申报的，按轻重；计划可以添，不得去掉（人社部令第40号第十三条；公务员法）。</summary>
    /// <param name="Path">计划文件里的位置。</param>
    public sealed record Barring(string Path, string What, IReadOnlyList<string> Least, Func<PlanTerms, IReadOnlyList<string>?> Of)
    {
        public Refusal? WhyNot(IEnumerable<string> kept) => Least.Except(kept).ToList() is { Count: > 0 } dropped ? new BarredByTheState(What, dropped) : null;
    }

    public static readonly IReadOnlyList<Barring> Barred =
    [
        new("eligibility.barredIdentities", "不得申报的人员身份", ["公务员", "参照公务员法管理人员", "离退休人员"], t => t.Eligibility.BarredIdentities),
        new("eligibility.barredSanctions", "处分期内不得申报的处分", ["记过", "记大过", "降级", "撤职", "降低岗位等级", "留用察看"], t => t.Eligibility.BarredSanctions),
    ];

    /// <summary>计划去掉了国家规定不得申报的。</summary>
    public static IEnumerable<(Barring Barring, Refusal Refusal)> Dropped(PlanTerms terms) =>
        from barring in Barred
        let refusal = barring.WhyNot(barring.Of(terms) ?? [])
        where refusal is not null
        select (barring, refusal);

    /// <summary>各项底线；端口默认把底线提高了的，计划也不得低于端口的。</summary>
    /// <param name="tenant">端口默认合并后的约定；没有为 null。</param>
    public static IEnumerable<(Floor Floor, BelowFloor Refusal)> Below(PlanTerms terms, PlanTerms? tenant = null) =>
        from floor in Floors
        let least = floor.Path is "submission.limit" or "voting.mostRounds" || tenant is null ? floor.Least : Math.Max(floor.Least, floor.Of(tenant) ?? 0)
        where floor.Of(terms) < least
        select (floor, new BelowFloor(floor.What, least, floor.Unit));

    public static Refusal? WhyNot(PlanTerms terms)
    {
        if (Below(terms).FirstOrDefault().Refusal is { } below) return below;
        if (Above(terms).FirstOrDefault().Refusal is { } above) return above;
        if (terms.Voting.WhyNot() is { } share) return share;
        if (terms.Scoring.WhyNot() is { } scoring) return scoring;
        if (terms.Defence.WhyNot() is { } defence) return defence;
        if (Dropped(terms).FirstOrDefault().Refusal is { } dropped) return dropped;
        if (terms.All().FirstOrDefault(w => w.Window.Closes <= w.Window.Opens).Name is { } upside) return new PlanContradiction($"{upside}的结束早于开始。");
        if (terms.Catalogue.SelectMany(s => s.Specialties).FirstOrDefault(s => terms.ExamOnlySpecialties.Contains(s.Name)) is { } exam)
            return new PlanContradiction($"“{exam.Name}”以考代评，不能同时开放评审。");
        return terms.Chains.Count == 0 ? new PlanContradiction("没有审批链。") : terms.Chains.Select(c => c.WhyNot()).FirstOrDefault(r => r is not null);
    }
}

public sealed record BelowFloor(string What, int Floor, string Unit) : Refusal($"{What}不得少于 {Floor} {Unit}（国家规定的底线），请改后再发布。");
public sealed record AboveCeiling(string What, int Most, string Unit) : Refusal($"{What}应为 1 至 {Most} {Unit}（国家规定的上限，只能缩短），请改后再发布。");
public sealed record BarredByTheState(string What, IReadOnlyList<string> Dropped) : Refusal($"“{What}”里少了{string.Join('、', Dropped)}：国家规定不得申报，可以添，不能去掉，请补上。");
public sealed record PlanContradiction(string What) : Refusal($"计划的约定前后矛盾：{What}");
