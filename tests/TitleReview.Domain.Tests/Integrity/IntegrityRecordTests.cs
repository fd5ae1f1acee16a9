using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.Organizations;

namespace TitleReview.Domain.Tests.Integrity;

public sealed class An_integrity_record
{
    private static readonly BarredSubject Somebody = new(IntegritySubject.Person, "田广成", "652925********9121", [1], [2], [3]);

    private static (IntegrityRecord? Record, Refusal? Refusal) Bar(int year = 2023, int years = 5, Office? by = null, bool platform = false, string? conduct = "论文系他人所作", string? basis = "承诺书") =>
        IntegrityRecord.Bar(new IntegrityRecordId(Guid.NewGuid()), Somebody, new(conduct, basis, null, platform), PenaltyTerm.After(year, years), null, by ?? Given.Prefecture, Given.By(by ?? Given.Prefecture), Given.Monday);

    [Theory(DisplayName = "年数从申报年度的次年起算，到满年数那年的年底"), Trait("rule", "TC-45"), Trait("rule", "BZ-20"), Trait("rule", "BZ-29"), Trait("rule", "AK-22"), Trait("rule", "KJ-15")]
    [InlineData(2023, 5, "2024-01-01", "2028-12-31")]
    [InlineData(2023, 3, "2024-01-01", "2026-12-31")]
    [InlineData(2023, 1, "2024-01-01", "2024-12-31")]
    public void Begins_with_the_year_after_the_filing(int year, int years, string from, string to)
    {
        var record = Bar(year, years).Record!;

        Assert.Equal((DateOnly.Parse(from), DateOnly.Parse(to)), (record.From, record.To));
        Assert.False(record.InForce(record.From.AddDays(-1)));
        Assert.True(record.InForce(record.From) && record.InForce(record.To));
        Assert.False(record.InForce(record.To.AddDays(1)));
    }

    [Theory(DisplayName = "认定得晚、期间已过去一部分的，说还剩多少"), Trait("rule", "TC-45")]
    [InlineData(2024, 3, "2026-11-22", "从 2024 年起算，到 2026 年底止，只剩 5 周。")]
    [InlineData(2024, 3, "2026-12-25", "从 2024 年起算，到 2026 年底止，只剩 7 天。")]
    [InlineData(2024, 5, "2026-11-22", "从 2024 年起算，到 2028 年底止，只剩 25 个月。")]
    [InlineData(2024, 1, "2026-11-22", "从 2024 年起算，到 2024 年底止，已经期满，记了也不起作用。")]
    [InlineData(2027, 3, "2026-11-22", null)]
    public void Tells_what_is_left_of_it(int firstYear, int years, string today, string? sentence) => Assert.Equal(sentence, new PenaltyTerm(firstYear, years).Remaining(DateOnly.Parse(today)));

    [Fact(DisplayName = "起算的年份：不早于申报年度的下一年，不晚于认定那一年的下一年"), Trait("rule", "TC-45")]
    public void May_begin_in_the_years_up_to_the_next()
    {
        var today = new DateOnly(2026, 11, 22);
        Assert.Equal([2024, 2025, 2026, 2027], PenaltyTerm.FirstYears(2023, today));
        Assert.Equal([2027], PenaltyTerm.FirstYears(2026, today));
        Assert.Equal([2028], PenaltyTerm.FirstYears(2027, today));
        Assert.Null(PenaltyTerm.WhyNotFrom(2027, 2023, today));
        Assert.IsType<InvalidInput>(PenaltyTerm.WhyNotFrom(2023, 2023, today));
        Assert.IsType<InvalidInput>(PenaltyTerm.WhyNotFrom(2028, 2023, today));
    }

    [Fact(DisplayName = "计划没有写年数的照国家三年，写了的照计划"), Trait("rule", "KJ-15"), Trait("rule", "TC-45")]
    public void Takes_its_years_from_the_plan()
    {
        var terms = Given.Terms();
        Assert.Equal((5, 3), (PenaltyYears.Person(terms), PenaltyYears.Employer(terms)));
        Assert.Equal((4, 2), (PenaltyYears.Person(terms with { Penalty = new(4, 2) }), PenaltyYears.Employer(terms with { Penalty = new(4, 2) })));
    }

    [Fact(DisplayName = "没有行为、没有依据、年数离谱的不记；县里不能列入平台黑名单"), Trait("rule", "TC-44"), Trait("rule", "AK-22")]
    public void Needs_conduct_basis_and_a_term()
    {
        Assert.Equal(["Conduct", "Basis"], Assert.IsType<InvalidInput>(Bar(conduct: " ", basis: null).Refusal).Errors.Select(e => e.Field));
        Assert.IsType<InvalidInput>(Bar(years: 0).Refusal);
        Assert.IsType<InvalidInput>(Bar(years: 11).Refusal);
        Assert.Equal(new PlatformWideByPrefecture(), Bar(by: Given.County, platform: true).Refusal);
        Assert.Null(Bar(by: Given.County).Refusal);
        Assert.Null(Bar(platform: true).Refusal);
    }

    [Fact(DisplayName = "解除要写理由，解除之后不再挡人，也不能再解除一次"), Trait("rule", "TC-44")]
    public void Is_lifted_once_with_a_reason()
    {
        var record = Bar(2022).Record!;
        Assert.Equal(new ReasonForTheRecord("解除诚信记录"), record.Lift(" ", Given.By(Given.Prefecture), Given.Monday));
        Assert.True(record.InForce(Given.Monday.Today));
        Assert.Null(record.Lift("查错了", Given.By(Given.Prefecture), Given.Monday));
        Assert.False(record.InForce(Given.Monday.Today));
        Assert.Equal(new BarAlreadyLifted("田广成"), record.Lift("再来", Given.By(Given.Prefecture), Given.Monday));
    }

    [Fact(DisplayName = "预审说出期间、依据、问哪个机构；在别的端口报过的也说，不说是哪个端口"), Trait("rule", "TC-44"), Trait("rule", "KZ-04")]
    public void Is_told_in_the_precheck()
    {
        var plan = Given.APlan();
        var subject = new PrecheckSubject(Given.Choice, new FilingForm(), plan.Terms, Given.AnApplicant(), Given.Station, [], 3, Given.Monday);
        Assert.DoesNotContain(Precheck.Run(subject), f => f.ClauseKey is "penalty" or "one-channel");

        var found = Precheck.Run(subject with { Bars = [new Bar(false, new(2023, 1, 1), new(2025, 12, 31), "承诺书。", "地区人社局"), new Bar(true, new(2023, 1, 1), new(2024, 12, 31), "通报", "地区人社局")], FiledElsewhere = true });

        Assert.Equal(
        [
            "您在2023年1月1日至2025年12月31日期间不得申报。依据：承诺书。有疑问请向“地区人社局”了解。",
            "您所在的单位在2023年1月1日至2024年12月31日期间不得申报，本单位人员的申报暂不受理。依据：通报。有疑问请向“地区人社局”了解。",
            new FiledElsewhere().Sentence,
        ], found.Where(f => f.ClauseKey is "penalty" or "one-channel").Select(f => f.Sentence));
        Assert.All(found.Where(f => f.ClauseKey is "penalty" or "one-channel"), f => Assert.Equal((FindingGroup.Blocking, FormCatalogue.Basic), (f.Group, f.Place.Module)));
    }
}
