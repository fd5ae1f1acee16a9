using TitleReview.Domain.Calendar;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Filings;

/// <summary>提交次数：每人每个计划有限，用一次少一次（TC-16、BZ-08、AK-08）。</summary>
public static class SubmissionLimit
{
    /// <summary>最多几次：没有提交过的看现行的计划，提交过的按提交时的那一版。</summary>
    public static int LimitUnder(this Filing filing, PlanTerms terms) => filing.SubmissionNo == 0 ? terms.Submission.Limit : filing.SubmissionLimit;

    /// <summary>按 <see cref="LimitUnder"/> 还剩几次。</summary>
    public static int LeftUnder(this Filing filing, PlanTerms terms) => Math.Max(0, filing.LimitUnder(terms) - filing.SubmissionsUsed);

    public static Refusal? WhyNot(int used, int limit) => used >= limit ? new NoSubmissionsLeft(limit) : null;
}

/// <summary>补正期：退回之后多久之内必须再次提交。</summary>
public static class FixWindow
{
    public static (DateTimeOffset Deadline, Refusal? Refusal) Deadline(FixTerms terms, Moment returnedAt, FilingWindow window, WorkingCalendar calendar)
    {
        if (returnedAt.Instant >= window.Closes && (!terms.MayPassWindowEnd || terms.Unit == FixUnit.WindowEnd)) return (default, new ReturnTooLate(window.Closes));

        var (deadline, refusal) = terms.Unit switch
        {
            FixUnit.WindowEnd => (window.Closes, null),
            FixUnit.Hours => (returnedAt.Instant.AddHours(terms.Amount), null),
            FixUnit.CalendarDays => (Moment.EndOf(returnedAt.Today.AddDays(terms.Amount)), null),
            FixUnit.WorkingDays => EndOf(calendar.After(returnedAt.Today, terms.Amount)),
            _ => throw new ArgumentOutOfRangeException(nameof(terms)),
        };
        if (refusal is not null) return (default, refusal);

        return (terms.MayPassWindowEnd || deadline <= window.Closes ? deadline : window.Closes, null);
    }

    private static (DateTimeOffset, Refusal?) EndOf((DateOnly Day, Refusal? Refusal) counted) =>
        counted.Refusal is null ? (Moment.EndOf(counted.Day), null) : (default, counted.Refusal);
}
