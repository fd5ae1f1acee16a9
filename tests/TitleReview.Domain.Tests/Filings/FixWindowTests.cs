using TitleReview.Domain.Filings;
using TitleReview.Domain.Plans;
using TitleReview.Tests.Support;

namespace TitleReview.Domain.Tests.Filings;

public sealed class The_fix_window
{
    private static (DateTimeOffset Deadline, Refusal? Refusal) Deadline(FixUnit unit, int amount, Moment at, bool mayPass = false) =>
        FixWindow.Deadline(new FixTerms(unit, amount, mayPass, true), at, Given.Window, ShippedCalendar.Real);

    [Fact(DisplayName = "直到申报期结束：补正期限就是申报期的结束"), Trait("rule", "TC-16")]
    public void Until_the_window_ends() => Assert.Equal((Given.Window.Closes, null), Deadline(FixUnit.WindowEnd, 0, Given.Monday));

    [Fact(DisplayName = "小时连着走，周末也算")]
    public void Hours_run_over_the_weekend() => Assert.Equal((Given.At(2023, 9, 17, 16, 30).Instant, null), Deadline(FixUnit.Hours, 48, Given.At(2023, 9, 15, 16, 30)));

    [Fact(DisplayName = "日历日：到末日结束为止，周末也算")]
    public void Calendar_days_end_with_their_last_day() => Assert.Equal((Given.Day(2023, 9, 18), null), Deadline(FixUnit.CalendarDays, 2, Given.At(2023, 9, 15, 16)));

    [Fact(DisplayName = "工作日：周末不算，到末日结束为止")]
    public void Working_days_skip_the_weekend() => Assert.Equal((Given.Day(2023, 9, 20), null), Deadline(FixUnit.WorkingDays, 2, Given.At(2023, 9, 15, 16)));

    [Fact(DisplayName = "工作日：国庆放假不算，调休上班算")]
    public void Working_days_know_make_up_days() => Assert.Equal((Given.Day(2023, 10, 9), null), Deadline(FixUnit.WorkingDays, 3, Given.At(2023, 9, 27, 9), mayPass: true));

    [Theory(DisplayName = "不得越过申报期的，截到申报期结束"), Trait("rule", "TC-16")]
    [InlineData(FixUnit.Hours, 480)]
    [InlineData(FixUnit.CalendarDays, 20)]
    [InlineData(FixUnit.WorkingDays, 20)]
    public void Is_cut_at_the_end_of_the_window(FixUnit unit, int amount) => Assert.Equal((Given.Window.Closes, null), Deadline(unit, amount, Given.Monday));

    [Theory(DisplayName = "可以越过申报期的，不截")]
    [InlineData(FixUnit.Hours, 480, "2023-10-08T09:00:00+08:00")]
    [InlineData(FixUnit.CalendarDays, 20, "2023-10-09T00:00:00+08:00")]
    public void May_pass_the_end_where_the_plan_says_so(FixUnit unit, int amount, string deadline) =>
        Assert.Equal((DateTimeOffset.Parse(deadline), null), Deadline(unit, amount, Given.Monday, mayPass: true));

    [Fact(DisplayName = "申报期已结束，不得越过的不能再退回：退了申请人也交不上"), Trait("rule", "TC-16")]
    public void After_the_end_there_is_none()
    {
        var closed = Given.Window.Closes;
        Assert.Equal(new ReturnTooLate(closed), Deadline(FixUnit.Hours, 48, new Moment(closed)).Refusal);
        Assert.Null(Deadline(FixUnit.Hours, 48, new Moment(closed.AddTicks(-1))).Refusal);
        Assert.Null(Deadline(FixUnit.Hours, 48, new Moment(closed), mayPass: true).Refusal);
    }

    [Fact(DisplayName = "以申报期结束为限的，结束之后没有期限可给")]
    public void Until_the_window_ends_has_no_meaning_after_it() =>
        Assert.Equal(new ReturnTooLate(Given.Window.Closes), Deadline(FixUnit.WindowEnd, 0, new Moment(Given.Window.Closes), mayPass: true).Refusal);

    [Fact(DisplayName = "途经没有公布的年份，不猜")]
    public void Does_not_guess_an_unknown_year() =>
        Assert.Equal(new Domain.Calendar.CalendarYearMissing(2027), Deadline(FixUnit.WorkingDays, 5, Given.At(2026, 12, 30, 9), mayPass: true).Refusal);
}

public sealed class The_submission_limit
{
    [Theory(DisplayName = "用满上限即不能再交"), Trait("rule", "TC-16")]
    [InlineData(0, 3, true)]
    [InlineData(2, 3, true)]
    [InlineData(3, 3, false)]
    [InlineData(4, 3, false)]
    [InlineData(0, 1, true)]
    [InlineData(1, 1, false)]
    public void Is_reached_when_it_is_used_up(int used, int limit, bool allowed) =>
        Assert.Equal(allowed ? null : new NoSubmissionsLeft(limit), SubmissionLimit.WhyNot(used, limit));
}
