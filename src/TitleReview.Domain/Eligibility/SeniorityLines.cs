using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;
using static TitleReview.Domain.Eligibility.EligibilityLine;

namespace TitleReview.Domain.Eligibility;

/// <summary>
/// 学历与任职年限：范围合的几条里合一条即可；高技能人才不看这一条（TC-04）。年数算到计划年度的年底（决定 0012）。
/// 计划没有给这一项写年限的，说明没有核对，不说合。
/// </summary>
internal static class SeniorityLines
{
    private const string Title = "学历与任职年限";

    public static IEnumerable<EligibilityLine> Of(PrecheckSubject s)
    {
        if (s.Choice.Path != FilingPath.SkilledTrades)
            yield return Best(s) switch
            {
                null => Unjudged("unstated", "学历、资历年限", $"本计划没有写明申报{s.Choice.Specialty}{s.Choice.Grade.Label()}的学历与任职年限，这里没有核对，请对照本系列的评审条件。", new FormPlace(FormCatalogue.Basic)),
                { Verdict: Verdict.NotMet, Blocks: false } best => best with { Sentence = $"{best.Sentence}破格、直接申报的条件本计划没有写，这里没有核对，由审核机构认定。" },
                var best => best,
            };

        if (Held(s, s.Choice.Grade).FirstOrDefault() is { } same)
            yield return Unjudged("catalogue", "已有同级以上资格再申报", $"已有{same["grade"]}资格，申报的是{s.Choice.Grade.Label()}，请核对级别选对了没有；同级转评的条件本计划没有写，由审核机构认定。", new FormPlace(FormCatalogue.Qualification, same.Id, "grade"), same["grade"]);
    }

    /// <summary>对他最有利的一条：都合的说他最高学历的那一条，都不合的说最容易够到的那一条；计划没有写年限的为空。</summary>
    public static EligibilityLine? Best(PrecheckSubject s) => Applying(s).Select(c => (Line: Judge(s, c), Rank: s.Terms.Eligibility.RankOf(c.Education ?? "")))
        .OrderBy(j => j.Line.Verdict).ThenBy(j => j.Line.EarliestYear ?? int.MaxValue).ThenBy(j => j.Line.Place.Module == FormCatalogue.Education)
        .ThenBy(j => j.Line.Verdict == Verdict.Met ? -j.Rank : j.Rank).Select(j => j.Line).FirstOrDefault();

    private static IEnumerable<CriterionTerms> Applying(PrecheckSubject s) => s.Choice.Path == FilingPath.SkilledTrades ? []
        : s.Terms.Criteria.Where(c => c.Kind == CriterionKind.Seniority && c.Scope.Covers(s.Choice, s.Employer.EmployerKind));

    /// <summary>现任资格取得的年份；没有资格的为空。考核顺延从这一年起数。</summary>
    public static int? HeldSince(PrecheckSubject s) => s.QualifiedOn?.Year ?? Held(s, Grade.Junior).Select(r => r.Date("obtainedOn")?.Year).Max();

    /// <summary>各条里最早满年限的年份，合不合本年度都算；算不出为空。</summary>
    public static int? FirstYear(PrecheckSubject s) => Applying(s)
        .Where(c => Judge(s, c) is { Verdict: Verdict.Met } or { EarliestYear: not null })
        .Select(c => Since(s, c.HeldGrade)?.Year + (c.Years ?? 0)).Min();

    private static EligibilityLine Judge(PrecheckSubject s, CriterionTerms c)
    {
        var clause = c.Clause ?? "criteria";
        if (c.Education is { } least && Education(s, c, clause, least) is { } education) return education;
        if (c.Unstated)
            return Unjudged(clause, $"{c.Education}的任职年限", $"{c.Education}申报{s.Choice.Grade.Label()}的年限本计划没有写，这里没有核对，由审核机构按评审条件认定。", new FormPlace(FormCatalogue.Education, Highest(s)?.Id, "level"), c.Education);
        if (c.HeldGrade is { } grade && HeldGrade(s, c, clause, grade) is { } held) return held;
        if (c.Years is not { } years) return EligibilityLine.Met(clause, Title, $"合乎“{c.Name}”。") with { Criterion = c.Name };

        var since = Since(s, c.HeldGrade);
        var from = c.HeldGrade is { } g ? $"取得{g.Label()}资格" : "参加工作";
        if (since is not { } start)
            return Lacks(clause, Title, $"须{from}满 {years} 年，还没有填{from}的时间。", $"{from}的时间", c.HeldGrade is null ? Basic("workStarted") : new FormPlace(FormCatalogue.Qualification), c.Blocks);

        var earliest = start.Year + years;
        var evidence = $"{start.Year}年{start.Month}月{from}";
        return earliest <= s.Terms.Year
            ? EligibilityLine.Met(clause, Title, $"合乎“{c.Name}”：到 {s.Terms.Year} 年底满 {s.Terms.Year - start.Year} 年。", evidence) with { Criterion = c.Name }
            : Fails(clause, Title, $"{from}须满 {years} 年，到 {s.Terms.Year} 年底只有 {Math.Max(0, s.Terms.Year - start.Year)} 年，最早 {earliest} 年可申报。",
                c.HeldGrade is null ? Basic("workStarted") : new FormPlace(FormCatalogue.Qualification), earliest, c.Blocks, evidence);
    }

    private static EligibilityLine? Education(PrecheckSubject s, CriterionTerms c, string clause, string least)
    {
        var place = new FormPlace(FormCatalogue.Education);
        if (Highest(s) is not { } highest)
            return Lacks(clause, Title, $"须有{least}以上学历，还没有填学历。", "学历", place, c.Blocks);

        return s.Terms.Eligibility.RankOf(highest["level"]) >= s.Terms.Eligibility.RankOf(least) ? null
            : Fails(clause, Title, $"须有{least}以上学历，现为{highest["level"]}。", place, blocks: c.Blocks, evidence: highest["level"]);
    }

    private static FormRow? Highest(PrecheckSubject s) =>
        s.Rows(FormCatalogue.Education).Where(r => r["level"].Length > 0).MaxBy(r => s.Terms.Eligibility.RankOf(r["level"]));

    private static EligibilityLine? HeldGrade(PrecheckSubject s, CriterionTerms c, string clause, Grade grade)
    {
        if (Held(s, grade).Any()) return null;

        var place = new FormPlace(FormCatalogue.Qualification);
        return s.Rows(FormCatalogue.Qualification).Count == 0 && !s.Form.DeclaredNone.Contains(FormCatalogue.Qualification)
            ? Lacks(clause, Title, $"须有{grade.Label()}以上资格，还没有填现任资格；没有的填“无”。", "现任资格", place, c.Blocks)
            : Fails(clause, Title, $"须先取得{grade.Label()}资格。", place, blocks: c.Blocks);
    }

    /// <summary>要求有资格的，自取得之日起；不要求的，自参加工作起。</summary>
    private static DateOnly? Since(PrecheckSubject s, Grade? grade) => grade is { } held
        ? Held(s, held).Select(r => r.Date("obtainedOn")).Min()
        : s.Basic.Month("workStarted") ?? Held(s, Grade.Junior).Select(r => r.Date("obtainedOn")).Min();

    private static IEnumerable<FormRow> Held(PrecheckSubject s, Grade atLeast) =>
        s.Rows(FormCatalogue.Qualification).Where(r => Enum.GetValues<Grade>().Any(g => g >= atLeast && g.Label() == r["grade"]));
}
