using TitleReview.Domain.Committees;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;
using static TitleReview.Domain.Tests.Committees.GivenCommittee;

namespace TitleReview.Domain.Tests.Committees;

public sealed class A_committee
{
    private static readonly DateOnly Today = new(2023, 9, 18);
    private static readonly IReadOnlySet<ExpertId> Nobody = new HashSet<ExpertId>();

    private static CommitteeReadiness Ready(IReadOnlyList<Expert> experts, DrawStratum stratum, IReadOnlySet<ExpertId>? conflicted = null, CommitteeTerms? terms = null, Committee? committee = null, DateOnly? day = null) =>
        CommitteeReadiness.Of(committee ?? ACommittee(), terms ?? Terms with { PoolPerSeries = null, Sizes = null }, [stratum], new Dictionary<string, int> { ["水利"] = 4 }, experts, conflicted ?? Nobody, day ?? Today);

    [Fact(DisplayName = "库里正好十一位、要抽十一位：够；一位有利害关系，就差一位，说得出差几位、照通知怎么办"), Trait("rule", "KZ-17")]
    public void Shows_how_much_there_is_to_spare()
    {
        var (eleven, draw) = (Experts(11), new DrawStratum("水利", 11, 0));
        var enough = Ready(eleven, draw);
        Assert.True(enough.IsReady);
        Assert.Equal((11, 0, 11, 0), (enough.Specialties[0].Pool, enough.Specialties[0].Conflicted, enough.Specialties[0].Needed, enough.Specialties[0].Slack));

        var short_ = Ready(eleven, draw, new HashSet<ExpertId> { eleven[3].Id });
        Assert.Equal((-1, "“水利”在库 11 位，因利害关系排除 1 位，要抽 11 位，还差 1 位。"), (short_.Specialties[0].Slack, Assert.Single(short_.Problems)));
        Assert.Equal("参加自治区级评审", short_.Fallback);
    }

    [Theory(DisplayName = "专家库每个专业不少于十一位、整个系列不少于二十五位，缺哪样说哪样"), Trait("rule", "KZ-17")]
    [InlineData(11, 14, 0)]
    [InlineData(10, 15, 1)]
    [InlineData(12, 12, 1)]
    [InlineData(10, 10, 2)]
    public void Counts_the_pool_by_specialty_and_series(int water, int road, int problems) =>
        Assert.Equal(problems, Ready([.. Experts(water), .. Experts(road, "公路")], new DrawStratum("水利", 7, 2), terms: Terms with { Sizes = null }).Problems.Count);

    [Fact(DisplayName = "聘期陆续届满，从哪天起就不够，算得出来；过了聘期、暂停、级别不够、别的专业的都不算在库")]
    public void Foresees_the_day_it_fails()
    {
        List<Expert> pool = [.. Enumerable.Range(1, 9).Select(i => AnExpert(Facts($"专家{i}", employer: $"单位{i}", to: new DateOnly(2023, 12, i))))];
        var terms = Terms with { PoolPerSeries = null, PoolPerSpecialty = null, Sizes = null };
        Assert.Equal(new DateOnly(2023, 12, 4), Ready(pool, new DrawStratum("水利", 5, 2), terms: terms).Specialties[0].FailsOn!.Value.AddDays(0));
        Assert.Equal(new DateOnly(2023, 12, 4), Ready(pool, new DrawStratum("水利", 5, 2), terms: terms).FailsOn);
        Assert.Null(Ready(pool, new DrawStratum("水利", 9, 1), terms: terms).Specialties[0].FailsOn);
        Assert.Equal(0, Ready(pool, new DrawStratum("水利", 5, 2), terms: terms, day: new DateOnly(2024, 1, 1)).Specialties[0].Pool);

        Assert.Null(pool[0].Suspend("处分期内"));
        Expert[] others = [pool[0], pool[1], AnExpert(Facts("低", grade: Grade.Assistant)), AnExpert(Facts("别", "公路"))];
        Assert.Equal(1, Ready(others, new DrawStratum("水利", 1, 0), terms: terms).Specialties[0].Pool);
        Assert.Contains("有效", Ready(pool, new DrawStratum("水利", 5, 2), terms: terms, day: new DateOnly(2026, 1, 1)).Problems[0], StringComparison.Ordinal);
    }

    [Fact(DisplayName = "一位专家与申报人的各种关系：本人、同单位、从前的单位、工作经历、合作者、登记的亲属与声明；解除了的不算；没有关系的没有")]
    public void Finds_conflicts_of_every_kind()
    {
        var expert = AnExpert(Facts("买买提·艾山", employer: "农技中心（水利站）") with { FormerEmployers = ["种子 公司"] });
        ReviewedApplicant Person(string employer = "某站", string name = "赛力克·木合塔", params (string, string, string)[] rows) => ReviewedApplicant.Of(new FilingId(Guid.NewGuid()), "TC-1", name, [], employer, employer == "中心的分站" ? ["农技中心", "中心的分站"] : employer == "公司的分厂" ? ["种子公司"] : [], Form(rows));
        TieKind[] Kinds(ReviewedApplicant applicant, params ExpertTie[] ties) => [.. Conflicts.Of(expert, ties, [applicant]).Select(c => c.Kind)];
        ExpertTie Tie(TieKind kind, string subject) => ExpertTie.Record(Guid.NewGuid(), expert.Id, kind, subject, "夫妻", Officer, Given.Monday).Tie!;

        Assert.Empty(Kinds(Person()));
        Assert.Equal([TieKind.SameEmployer], Kinds(Person("农技 中心")));
        // A branch and its main unit are one.
        Assert.Equal([TieKind.SameEmployer], Kinds(Person("中心的分站")));
        Assert.Equal([TieKind.FormerEmployer], Kinds(Person("公司的分厂")));
        Assert.Equal([TieKind.Own], Kinds(Person("农技中心", "买买提艾山")));
        Assert.Equal([TieKind.FormerEmployer], Kinds(Person("种子公司（本部）")));
        Assert.Equal([TieKind.FormerEmployer], Kinds(Person("某站", "赛力克", (FormCatalogue.Work, "employer", "农技中心（借调）"))));
        Assert.Equal([TieKind.FormerEmployer], Kinds(Person("某站", "赛力克", (FormCatalogue.Work, "employer", "种子公司"))));
        Assert.Equal([TieKind.CoAuthor], Kinds(Person("某站", "赛力克", (FormCatalogue.Paper, "publication", "与买买提 • 艾山合著，第二作者"))));
        Assert.Equal([TieKind.Kin], Kinds(Person(), Tie(TieKind.Kin, "赛力克·木合塔")));
        Assert.Equal([TieKind.Declared], Kinds(Person(), Tie(TieKind.Declared, "某站")));
        Assert.Empty(Kinds(Person(), Tie(TieKind.Kin, "另一个人")));

        var tie = Tie(TieKind.Kin, "赛力克·木合塔");
        Assert.IsType<InvalidInput>(tie.End(" ", Officer, Given.Monday));
        Assert.Null(tie.End("查明不是亲属", Officer, Given.Monday));
        Assert.Equal(new TieEnded(), tie.End("再解除", Officer, Given.Monday));
        Assert.Empty(Kinds(Person(), tie));

        var account = new UserId(Guid.NewGuid());
        expert.SignsInAs(account);
        Assert.Equal([TieKind.Own], Kinds(Person() with { Accounts = [account] }));
        Assert.Equal([TieKind.FormerEmployer, TieKind.CoAuthor], Kinds(Person("种子公司", "赛力克", (FormCatalogue.Paper, "name", "买买提艾山等著"))));
    }

    [Fact(DisplayName = "哪些关系抽取之前就排除由计划定，没有选的不排除；本人的申报总是排除")]
    public void Excludes_what_the_plan_says()
    {
        var all = Terms;
        var some = Terms with { Excluded = [TieKind.Kin] };
        Assert.All(Enum.GetValues<TieKind>(), k => Assert.True(all.Excludes(k)));
        Assert.Equal([TieKind.Kin, TieKind.Own], Enum.GetValues<TieKind>().Where(some.Excludes));
    }

    [Fact(DisplayName = "聘期最多三年、备案最多三年，名称、单位、电话逐栏说哪里不对；出了库的不能再改")]
    public void Holds_terms_to_three_years()
    {
        Assert.Null(Facts(to: new(2025, 12, 31)).WhyNot(3));
        Assert.Equal("聘期最多 3 年：从2023年1月1日起，最晚到2025年12月31日。期满再聘的，到时改写新的聘期。", Assert.Single(Assert.IsType<InvalidInput>(Facts(to: new(2026, 1, 1)).WhyNot(3)).Errors).Sentence);
        Assert.Equal(3, Assert.IsType<InvalidInput>((Facts("1", employer: "") with { Phone = "12" }).WhyNot(3)).Errors.Count);
        var facts = ACommittee().Facts;
        Assert.Null(facts.WhyNot(3));
        Assert.Equal("ValidTo", Assert.Single(Assert.IsType<InvalidInput>((facts with { ValidTo = new(2026, 1, 1) }).WhyNot(3)).Errors).Field);
        Assert.Equal(3, Assert.IsType<InvalidInput>((facts with { Name = "", RecordNumber = "", Grades = [] }).WhyNot(3)).Errors.Count);

        var expert = AnExpert();
        Assert.IsType<InvalidInput>(expert.Remove(" "));
        Assert.Equal(new ExpertNotSuspended("张三"), expert.Restore());
        Assert.Null(expert.Suspend("出国"));
        Assert.False(expert.Serves(Today));
        Assert.Null(expert.Restore());
        Assert.True(expert.Serves(Today));
        Assert.Null(expert.Remove("退休"));
        Assert.Equal(new ExpertGone("张三"), expert.Change(Facts(), 3));
        Assert.Equal(new ExpertGone("张三"), expert.Suspend("再停"));
    }

    [Fact(DisplayName = "聘期、备案的上限三年，计划可以缩短，不能超过，也不能没有")]
    public void Keeps_the_ceilings_of_the_state()
    {
        var terms = Given.Terms();
        PlanTerms With(int term, int valid) => terms with { Committee = new(TermYears: term, ValidYears: valid) };
        Assert.Null(NationalFloor.WhyNot(With(3, 3)));
        Assert.Null(NationalFloor.WhyNot(With(2, 1)));
        Assert.Equal(new AboveCeiling("专家聘期", 3, "年"), NationalFloor.WhyNot(With(4, 3)));
        Assert.Equal(new AboveCeiling("评委会核准备案", 3, "年"), NationalFloor.WhyNot(With(3, 5)));
        Assert.Equal(new AboveCeiling("专家聘期", 3, "年"), NationalFloor.WhyNot(With(0, 3)));
        Assert.Equal(new AboveCeiling("专家聘期", 2, "年"), Assert.Single(NationalFloor.Above(With(3, 2), With(2, 2))).Refusal);
    }

    [Theory(DisplayName = "抽几位的建议：合计是规定的最少、单数，按份数分，有申报的专业至少一位")]
    [InlineData(11, 10, 5, 0, 7, 4, 0)]
    [InlineData(11, 99, 1, 0, 10, 1, 0)]
    [InlineData(1, 1, 1, 1, 3, 2, 2)]
    [InlineData(24, 3, 3, 3, 9, 8, 8)]
    [InlineData(1, 0, 0, 0, 3, 2, 2)]
    public void Proposes_how_many(int least, int a, int b, int c, int x, int y, int z)
    {
        var strata = DrawProposal.Of([new("甲", a, 20), new("乙", b, 20), new("丙", c, 20)], least, odd: true);
        Assert.Equal(new[] { x, y, z }.Order(), strata.Select(s => s.Members).Order());
        Assert.Equal(1, strata.Sum(s => s.Members) % 2);
        Assert.All(strata, s => Assert.Equal((s.Members + 2) / 3, s.Alternates));
        Assert.Equal([new DrawStratum("甲", 7, 1)], DrawProposal.Of([new("甲", 3, 8)], 1, odd: true));
        Assert.Empty(DrawProposal.Of([], 11, odd: true));
    }
}
