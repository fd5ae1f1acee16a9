using TitleReview.Domain.Calendar;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Plans;
using TitleReview.Tests.Support;

namespace TitleReview.Domain.Tests.Notices;

/// <summary>2023-10-12 is a Thursday; the holidays of the National Day lie behind it.</summary>
public sealed class A_notice_of_the_department
{
    private static readonly PlanTerms Terms = Given.Terms() with { Notice = Given.Terms().Notice with { AlsoByDepartment = true } };
    private static readonly Plan Plan = new(new PlanId(Guid.NewGuid()), Terms, 1, Given.Monday);
    private static readonly DateOnly Opens = new(2023, 9, 18);
    private static readonly Moment October12 = Given.At(2023, 10, 12, 9);
    private static readonly Actor Administrator = Given.By(Given.Station);

    private static DepartmentNotice Of(string first, string last) => new("县水利局", DateOnly.Parse(first), DateOnly.Parse(last), DepartmentOutcome.NoObjection, null);

    private static Refusal? Record(Filing filing, DepartmentNotice notice, Moment? at = null) => filing.RecordDepartmentNotice(Terms, notice, ShippedCalendar.Real, Administrator, at ?? October12);

    private static string[] Wrong(DepartmentNotice notice) => [.. Assert.IsType<InvalidInput>(notice.WhyNot(Terms, Opens, ShippedCalendar.Real, October12)).Errors.Select(e => e.Field)];

    [Fact(DisplayName = "主管部门的公示没有登记，用人单位不能通过；登记之后可以，经办记录写着起止与结果"), Trait("rule", "TC-33")]
    public void Is_needed_before_the_employer_passes_the_filing_on()
    {
        var filing = Given.InApproval(Plan);
        var own = Given.AConcludedNotice(filing);
        Assert.Equal(new NoticeNotOver(), filing.WhyNotApprove(Plan, null, Administrator, October12));
        Assert.Equal(new DepartmentNoticeMissing(), filing.Approve(Plan, own, "同意推荐", true, Administrator, October12));

        Assert.Null(Record(filing, Of("2023-09-18", "2023-09-22")));

        Assert.Equal("县水利局于2023年9月18日至2023年9月22日公示，无异议", filing.Last(FilingAction.RecordDepartmentNotice)!.Opinion);
        Assert.Null(filing.Approve(Plan, own, "同意推荐", true, Administrator, October12));
    }

    [Theory(DisplayName = "工作日数按工作日历数：放假不算，调休上班算，少一天也不行"), Trait("rule", "TC-33")]
    [InlineData("2023-09-18", "2023-09-22", true)]
    [InlineData("2023-09-18", "2023-09-21", false)]
    [InlineData("2023-09-28", "2023-10-09", false)] // 28，调休的 7、8，9：四天
    [InlineData("2023-09-28", "2023-10-10", true)]
    [InlineData("2023-09-22", "2023-09-18", false)]
    public void Lasts_its_working_days(string first, string last, bool enough)
    {
        var refusal = Of(first, last).WhyNot(Terms, Opens, ShippedCalendar.Real, October12);

        if (enough) Assert.Null(refusal);
        else Assert.Equal("Last", Assert.Single(Assert.IsType<InvalidInput>(refusal).Errors).Field);
    }

    [Fact(DisplayName = "末日的次日才能登记；早于申报期的、没有公布日历的、没有填的，一概不收"), Trait("rule", "TC-33")]
    public void Is_over_and_of_the_plans_year()
    {
        Assert.Equal(["Last"], Wrong(Of("2023-09-28", "2023-10-12")));
        Assert.Null(Of("2023-09-28", "2023-10-11").WhyNot(Terms, Opens, ShippedCalendar.Real, October12));
        Assert.Equal(["First"], Wrong(Of("2022-12-26", "2023-01-06")));
        Assert.Equal(["First"], Wrong(Of("2023-09-11", "2023-09-15")));
        Assert.Equal(["Department", "First", "Last", "Outcome"], Wrong(new(" ", null, null, null, null)));
        Assert.Equal(new CalendarYearMissing(2027), Of("2027-01-04", "2027-01-12").WhyNot(Terms, Opens, ShippedCalendar.Real, Given.At(2027, 2, 1, 9)));
    }

    [Fact(DisplayName = "有异议的写明核查；查实属实的不能登记，只能退回"), Trait("rule", "TC-33")]
    public void Tells_its_outcome()
    {
        var filing = Given.InApproval(Plan);
        var september = Of("2023-09-18", "2023-09-22");
        Assert.Equal(new DepartmentObjectionUpheld(), Record(filing, september with { Outcome = DepartmentOutcome.Upheld }));
        Assert.Equal(["Finding"], Wrong(september with { Outcome = DepartmentOutcome.NotTrue, Finding = " " }));
        Assert.Null(filing.Last(FilingAction.RecordDepartmentNotice));

        Assert.Null(Record(filing, september with { Outcome = DepartmentOutcome.NotTrue, Finding = "反映论文非本人所作，查原稿属本人" }));
        Assert.EndsWith("有异议，经核查不属实：反映论文非本人所作，查原稿属本人", filing.Last(FilingAction.RecordDepartmentNotice)!.Opinion, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "计划不要求的不用登记；不在自己这一站的不能登记"), Trait("rule", "TC-33")]
    public void Is_only_asked_where_the_plan_asks_it()
    {
        var filing = Given.InApproval(Plan);
        Assert.Equal(new NotAskedByPlan(), filing.WhyNotRecordDepartmentNotice(Given.Terms().Notice, Administrator));
        Assert.Equal(new NotYourStop("水利工作站"), filing.WhyNotRecordDepartmentNotice(Terms.Notice, Given.By(Given.County)));
    }
}
