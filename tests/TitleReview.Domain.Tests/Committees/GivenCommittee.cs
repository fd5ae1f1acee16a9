using TitleReview.Domain.Committees;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Tests.Committees;

/// <summary>A pool, a committee and a draw made of numbers: the same numbers, the same draw.</summary>
internal static class GivenCommittee
{
    public const string Series = "工程系列";

    /// <summary>The numbers of the regulation and of KZ-17.</summary>
    public static readonly CommitteeTerms Terms = new(PoolPerSpecialty: 11, PoolPerSeries: 25, Fallback: "参加自治区级评审", DisciplinePresent: true,
        Sizes: [new(11, false, [Grade.AssociateSenior, Grade.Senior]), new(25, true, [Grade.AssociateSenior, Grade.Senior])]);

    public static Actor Officer { get; } = new(new UserId(Guid.NewGuid()), "居马·托克逊", Domain.Permissions.Role.Officer, Given.Prefecture.Id, AtTop: true);

    public static ExpertFacts Facts(string name = "张三", string specialty = "水利", string employer = "大学", Grade grade = Grade.Senior, DateOnly? to = null) =>
        new(name, "教授", grade, Series, specialty, employer, [], "0901-6000000", null, new(2023, 1, 1), to ?? new(2025, 12, 31));

    public static Expert AnExpert(ExpertFacts? facts = null) => new(new ExpertId(Guid.NewGuid()), facts ?? Facts(), Given.Prefecture.Id, Given.Monday);

    public static List<Expert> Experts(int count, string specialty = "水利") => [.. Enumerable.Range(0, count).Select(i => AnExpert(Facts($"专家{(char)('甲' + i)}", specialty, $"单位{i}")))];

    public static Committee ACommittee(IReadOnlyList<string>? specialties = null, params Grade[] grades) =>
        new(new CommitteeId(Guid.NewGuid()), new("水利评委会", "备〔2023〕1号", new(2023, 1, 1), new(2025, 12, 31), Series, specialties ?? ["水利"], grades.Length > 0 ? grades : [Grade.Intermediate]), Given.Prefecture.Id, Officer, Given.Monday);

    public static Plan APlan(CommitteeTerms? terms = null) => new(new PlanId(Guid.NewGuid()), Given.Terms() with { Committee = terms ?? Terms }, 1, Given.Monday, Given.Prefecture.Id);

    public static List<DrawCandidate> Candidates(IEnumerable<Expert> experts, Func<int, bool>? excluded = null) =>
        [.. experts.Select((e, i) => new DrawCandidate(e.Id, e.Code, e.Name, e.Employer, e.Specialty, excluded?.Invoke(i) == true ? "同单位（1 份申报）" : null))];

    public static DrawOrder Order(params DrawStratum[] strata) => new(strata, "某期开奖号码", Given.Monday.Instant.AddHours(1));

    public static string Secret(int number) => DrawRanking.Digest($"密数 {number}");

    public static (Draw? Draw, Refusal? Refusal) Commit(IReadOnlyList<DrawCandidate> pool, DrawOrder order, Committee? committee = null, Plan? plan = null, int secret = 1) =>
        Draw.Commit(new DrawId(Guid.NewGuid()), committee ?? ACommittee(), plan ?? APlan(), 1, order, pool, new DrawSecret(Secret(secret), [1], "盐"), Officer, Given.Monday);

    /// <summary>Committed and revealed an hour and a minute later.</summary>
    public static Draw ADraw(IReadOnlyList<DrawCandidate> pool, DrawOrder order, int secret = 1)
    {
        var (draw, refusal) = Commit(pool, order, secret: secret);
        Assert.Null(refusal);
        Assert.Null(draw!.Reveal(Secret(secret), "01 08 12 18 22", "热孜万·艾山", Terms, Officer, Given.Monday.Plus(TimeSpan.FromMinutes(61))));
        return draw;
    }

    public static FilingForm Form(params (string Module, string Field, string Value)[] rows)
    {
        var form = new FilingForm();
        foreach (var (module, field, value) in rows) form.Add(module, Guid.NewGuid()).Set(field, value);
        return form;
    }
}
