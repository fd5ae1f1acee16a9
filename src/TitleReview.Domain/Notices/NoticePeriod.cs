using TitleReview.Domain.Calendar;

namespace TitleReview.Domain.Notices;

/// <summary>公示的起止，由工作日历算：从张贴的那一刻起，不能倒签，也不能缩短。</summary>
public sealed record NoticePeriod(DateOnly First, DateOnly Last)
{
    public static (NoticePeriod? Period, Refusal? Refusal) From(Moment now, int workingDays, bool firstDayCounts, WorkingCalendar calendar)
    {
        // 当日起算的，张贴当天是工作日才算一日；放假日张贴，仍从下一个工作日起。
        var today = firstDayCounts && calendar.IsWorkingDay(now.Today) ? 1 : 0;
        var (first, refusal) = calendar.After(now.Today, 1 - today);
        if (refusal is not null) return (null, refusal);

        var (last, later) = calendar.After(now.Today, workingDays - today);
        return later is null ? (new(first, last), null) : (null, later);
    }
}
