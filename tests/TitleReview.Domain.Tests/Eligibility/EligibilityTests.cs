using FsCheck;
using FsCheck.Fluent;
using TitleReview.Domain.Eligibility;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.People;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Tests.Eligibility;

public sealed class The_answer_whether_somebody_may_file
{
    public static TheoryData<string> Everybody()
    {
        var data = new TheoryData<string>();
        foreach (var person in Somebody.All) data.Add(new TheoryDataRow<string>(person.Name).WithTrait("rule", person.Rule));
        return data;
    }

    [Theory(DisplayName = "七十来个人，各有各的情形，各得一句准话"), MemberData(nameof(Everybody))]
    public void Is_one_sentence(string name)
    {
        var person = Somebody.All.Single(p => p.Name == name);
        var answer = new Facts().With(person.Is).Answer();

        Assert.Equal(person.Answer, answer.Sentence);
        Assert.Contains(answer.Lines, l => l.Sentence.Contains(person.Because, StringComparison.Ordinal) || l.Missing?.Contains(person.Because, StringComparison.Ordinal) == true);
        Assert.All(answer.Lines, l =>
        {
            Assert.EndsWith("。", l.Sentence, StringComparison.Ordinal);
            Assert.Equal(l.Verdict == Verdict.Unknown, l.Missing is not null);
            Assert.True(l.EarliestYear is null || (l.Verdict == Verdict.NotMet && l.EarliestYear > 2023));
        });
    }

    [Fact(DisplayName = "一览表上的“符合条件”：合了计划的哪几条，不合的、待核的分开；谁不得申报的几条不列，没有申报人写的字")]
    public void Is_summed_up_for_the_committee()
    {
        Assert.StartsWith("学历与任职年限（本科，任助理级满 4 年）、年度考核、继续教育（公需科目）、继续教育（专业科目）", new Facts().Answer().Conditions, StringComparison.Ordinal);
        Assert.EndsWith("；待核：继续教育（公需科目）、继续教育（专业科目）", new Facts().With(f => f.No(FormCatalogue.Training)).Answer().Conditions, StringComparison.Ordinal);
        var bar = new Facts().With(f => f.Basic("identity", "公务员")).Answer();
        Assert.Contains("；不合：", bar.Conditions, StringComparison.Ordinal);
        Assert.DoesNotContain("公务员", bar.Conditions.Split('；')[0], StringComparison.Ordinal);
    }

    [Fact(DisplayName = "一览表上的国语水平测试照核对过的结果；没有核对的待核，申报人自己填的“达标”不算"), Trait("rule", "KZ-07")]
    public void Says_of_a_test_what_was_recorded()
    {
        var answer = new Facts().With(f => { f.Terms = f.Terms with { Languages = [new("国语水平测试", "mandarin", ["达标", "不达标"], "达标", KnockOut: true)] }; f.Basic("mandarin", "达标"); }).Answer();
        Assert.Contains("国语水平测试", answer.Conditions.Split('；')[0], StringComparison.Ordinal);
        Assert.Contains("；待核：国语水平测试", answer.Tested(null).Conditions, StringComparison.Ordinal);
        Assert.Contains("；不合：国语水平测试", answer.Tested(false).Conditions, StringComparison.Ordinal);
        Assert.Equal(answer.Conditions, answer.Tested(true).Conditions);
    }

    [Fact(DisplayName = "添了有利的依据，没有一条变坏，最早的年份不会更晚"), Trait("rule", "N3"), Trait("rule", "BZ-16"), Trait("rule", "TC-05")]
    public void Never_gets_worse_with_more_evidence() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).Select(seed => new Random(seed).Next()).ToArbitrary(), seed =>
        {
            var facts = Person(new Random(seed));
            for (var (random, step) = (new Random(seed + 1), 0); step < 8; step++)
            {
                var before = facts.Answer();
                Add(facts, random);
                var after = facts.Answer();

                Assert.True(after.Overall <= before.Overall, $"{seed}: {before.Sentence} → {after.Sentence}");
                Assert.True((after.EarliestYear ?? int.MaxValue) <= (before.EarliestYear ?? int.MaxValue), $"{seed}: {before.Sentence} → {after.Sentence}");
                foreach (var line in after.Lines)
                    Assert.True(before.Lines.Where(l => l.Title == line.Title) is var same && (!same.Any() || line.Verdict <= same.Max(l => l.Verdict)), $"{seed}: {line}");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    /// <summary>学历、资格、参加工作的时间总是填了的；其余的时有时无。</summary>
    private static Facts Person(Random random)
    {
        var facts = new Facts();
        if (random.Next(3) == 0) facts.Skilled(Pick(random, FormCatalogue.SkillLevels), $"{random.Next(2015, 2023)}-01-01");
        facts.No(FormCatalogue.Education).Education(Pick(random, FormCatalogue.EducationLevels));
        if (random.Next(4) == 0) facts.None(FormCatalogue.Qualification);
        else facts.No(FormCatalogue.Qualification).Held(Pick(random, ["员级", "助理级", "中级"]), $"{random.Next(2008, 2023)}-05-01");
        facts.No(FormCatalogue.Appraisal).No(FormCatalogue.Training);
        foreach (var year in Enumerable.Range(2018, 5).Where(_ => random.Next(3) > 0)) facts.Appraised(year, Pick(random, FormCatalogue.AppraisalResults));
        foreach (var year in Enumerable.Range(2021, 3).Where(_ => random.Next(3) > 0)) facts.Trained(year, random.Next(60), random.Next(90));
        facts.Basic("mandarin", Pick(random, ["", "不入级", "三级乙等", "一级"])).Basic("sanction", Pick(random, ["无", "记过"])).Basic("sanctionUntil", Pick(random, ["2022-01-01", "2024-01-01"]));
        return facts;
    }

    private static void Add(Facts facts, Random random)
    {
        var year = random.Next(2018, 2024);
        switch (random.Next(5))
        {
            case 0: facts.Education(Pick(random, FormCatalogue.EducationLevels)); break;
            case 1: facts.Held(Pick(random, ["员级", "助理级"]), $"{random.Next(2005, 2023)}-05-01"); break;
            case 2:
                if (facts.Form.Rows(FormCatalogue.Training).FirstOrDefault(r => r.Year("year") == year) is not { } row) facts.Trained(year, random.Next(60), random.Next(90));
                else row.Set("general", $"{row.Number("general") + random.Next(30)}");
                break;
            case 3: if (year < 2023 && facts.Form.Rows(FormCatalogue.Appraisal).All(r => r.Year("year") != year)) facts.Appraised(year, "合格"); break;
            default: if (facts.Form.Single(FormCatalogue.Basic)["mandarin"] is "" or "不入级") facts.Basic("mandarin", "三级乙等"); break;
        }
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];
}

public sealed class The_statutory_age
{
    [Theory(DisplayName = "2025 年起逐步推迟：男与原 55 岁的女每四个月推一个月，原 50 岁的女每两个月推一个月"), Trait("rule", "TC-02"), Trait("rule", "AK-02")]
    [InlineData(1964, 12, Sex.Male, 60, 2024, 12), InlineData(1965, 1, Sex.Male, 60, 2025, 2), InlineData(1965, 4, Sex.Male, 60, 2025, 5), InlineData(1965, 5, Sex.Male, 60, 2025, 7)]
    [InlineData(1976, 8, Sex.Male, 60, 2039, 7), InlineData(1976, 9, Sex.Male, 60, 2039, 9), InlineData(1990, 1, Sex.Male, 60, 2053, 1)]
    [InlineData(1969, 12, Sex.Female, 55, 2024, 12), InlineData(1970, 1, Sex.Female, 55, 2025, 2), InlineData(1981, 9, Sex.Female, 55, 2039, 9)]
    [InlineData(1975, 1, Sex.Female, 50, 2025, 2), InlineData(1975, 3, Sex.Female, 50, 2025, 5), InlineData(1984, 11, Sex.Female, 50, 2039, 11), InlineData(1999, 6, Sex.Female, 50, 2054, 6)]
    [InlineData(1980, 1, Sex.Male, 65, 2045, 1)]
    public void Rises_by_the_schedule(int year, int month, Sex sex, int baseAge, int reachedYear, int reachedMonth) =>
        Assert.Equal(new DateOnly(reachedYear, reachedMonth, 1), StatutoryAge.On(new DateOnly(year, month, 1), sex, baseAge));

    [Fact(DisplayName = "晚生一天，不会早到龄")]
    public void Never_comes_earlier_for_the_younger()
    {
        foreach (var (sex, age) in new[] { (Sex.Male, 60), (Sex.Female, 55), (Sex.Female, 50) })
            for (var born = new DateOnly(1960, 1, 1); born.Year < 2000; born = born.AddMonths(1))
                Assert.True(StatutoryAge.On(born, sex, age) < StatutoryAge.On(born.AddMonths(1), sex, age));
    }
}
