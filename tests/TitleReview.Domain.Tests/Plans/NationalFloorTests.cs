using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Tests.Plans;

public sealed class The_national_floor
{
    [Theory(DisplayName = "单位公示不少于五个工作日，可以多，不可以少"), Trait("rule", "TC-33")]
    [InlineData(4, false)]
    [InlineData(0, false)]
    [InlineData(5, true)]
    [InlineData(7, true)]
    public void Holds_for_the_notice(int days, bool allowed)
    {
        var terms = Given.Terms();
        Assert.Equal(allowed ? null : new BelowFloor("单位公示", 5, "个工作日"), NationalFloor.WhyNot(terms with { Notice = terms.Notice with { WorkingDays = days } }));
    }

    [Fact(DisplayName = "国家规定不得申报的身份、处分可以添，不能去掉"), Trait("rule", "TC-03"), Trait("rule", "AK-02")]
    public void Keeps_out_whom_the_state_keeps_out()
    {
        var terms = Given.Terms();
        PlanTerms With(string[] identities, string[]? sanctions) => terms with { Eligibility = terms.Eligibility with { BarredIdentities = identities, BarredSanctions = sanctions } };
        string[] all = [.. NationalFloor.Barred[0].Least], heavy = [.. NationalFloor.Barred[1].Least];

        Assert.Null(NationalFloor.WhyNot(With([.. all, "劳务派遣人员"], ["警告", .. heavy])));
        Assert.Equal("“不得申报的人员身份”里少了参照公务员法管理人员：国家规定不得申报，可以添，不能去掉，请补上。", NationalFloor.WhyNot(With(["公务员", "离退休人员"], heavy))?.Sentence);
        Assert.IsType<BarredByTheState>(NationalFloor.WhyNot(With(all, ["记过以上处分"])));
        Assert.IsType<BarredByTheState>(NationalFloor.WhyNot(With(all, null)));
    }

    [Fact(DisplayName = "至少能提交一次")]
    public void Holds_for_the_submissions() =>
        Assert.Equal(new BelowFloor("提交次数", 1, "次"), NationalFloor.WhyNot(Given.Terms() with { Submission = new(0, CountingPoint.AtSubmit) }));

    [Fact(DisplayName = "申报期的结束不早于开始")]
    public void Refuses_a_window_that_ends_before_it_begins() =>
        Assert.IsType<PlanContradiction>(NationalFloor.WhyNot(Given.Terms() with { Window = new FilingWindow(Given.Window.Closes, Given.Window.Opens) }));

    [Fact(DisplayName = "专业自己的时间段也不能结束早于开始")]
    public void Refuses_such_a_window_of_a_series_too()
    {
        var terms = Given.Terms();
        var upside = new FilingWindow(Given.Window.Closes, Given.Window.Opens);
        Assert.IsType<PlanContradiction>(NationalFloor.WhyNot(terms with { Catalogue = [terms.Catalogue[0] with { Window = upside }] }));
        Assert.IsType<PlanContradiction>(NationalFloor.WhyNot(terms with { Catalogue = [terms.Catalogue[0] with { Specialties = [new("水利", [], upside)] }] }));
    }

    [Fact(DisplayName = "以考代评的专业不能同时开放评审"), Trait("rule", "TC-01")]
    public void Refuses_an_exam_only_specialty_in_the_catalogue() =>
        Assert.IsType<PlanContradiction>(NationalFloor.WhyNot(Given.Terms() with { ExamOnlySpecialties = ["水利"] }));

    [Theory(DisplayName = "作假的后果不少于三年，承诺书的年数由计划填入，不会不一样"), Trait("rule", "TC-45"), Trait("rule", "KJ-15")]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(5, true)]
    public void Holds_for_the_penalty(int years, bool allowed)
    {
        var terms = Given.Terms() with { Pledge = new("……下一年度起{处罚年数}年内，不得申报。", true), Penalty = new(years) };
        Assert.Equal(allowed ? null : new BelowFloor("作假后不得申报", 3, "年"), NationalFloor.WhyNot(terms));
        Assert.Contains($"下一年度起{years}年内", terms.PledgeText(), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "低于底线的计划造不出来")]
    public void Keeps_a_plan_from_being_made()
    {
        var terms = Given.Terms();
        Assert.Throws<InvalidOperationException>(() => new Plan(default, terms with { Notice = terms.Notice with { WorkingDays = 4 } }, 1, Given.Monday));
        Assert.Throws<InvalidOperationException>(() => new Plan(default, terms with { Chains = [new([])] }, 1, Given.Monday));
    }
}

public sealed class The_windows_of_a_plan
{
    [Fact(DisplayName = "专业有自己的时间段的用它，没有的用系列的，再没有的用总的"), Trait("rule", "TC-40")]
    public void Are_the_nearest_that_is_given()
    {
        var (series, specialty) = (Given.Window.Shift(TimeSpan.FromDays(1)), Given.Window.Shift(TimeSpan.FromDays(2)));
        var terms = Given.Terms();
        var own = terms with { Catalogue = [terms.Catalogue[0] with { Window = series, Specialties = [new("水利", [Grade.Intermediate], specialty)] }] };

        Assert.Equal(Given.Window, terms.WindowFor(Given.Choice));
        Assert.Equal(series, (terms with { Catalogue = [terms.Catalogue[0] with { Window = series }] }).WindowFor(Given.Choice));
        Assert.Equal(specialty, own.WindowFor(Given.Choice));
    }
}
