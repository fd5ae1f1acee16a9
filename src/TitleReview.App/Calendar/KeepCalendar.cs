using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Calendar;

/// <param name="Missing">今年起还没有录入的年份；用到时一律拒绝，不猜。</param>
public sealed record CalendarView(IReadOnlyList<CalendarYear> Years, IReadOnlyList<int> Missing, Moment Now);

/// <summary>各年的工作日历，新的在前。</summary>
[Does(Act.KeepCalendar)]
public sealed class ReadCalendarYears(TenantSessions sessions)
{
    public async Task<CalendarView?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepCalendar) is not null) return null;

        var years = await session.Db.CalendarYears.AsNoTracking().OrderByDescending(y => y.Year).ToListAsync(ct);
        return new CalendarView(years, [.. Enumerable.Range(session.Now.Today.Year, 2).Where(y => years.All(r => r.Year != y))], session.Now);
    }
}

/// <summary>照国务院办公厅的通知录入的一年：每行一天或一段。</summary>
public sealed record CalendarYearForm
{
    public string? Holidays { get; set; }
    public string? MakeUpDays { get; set; }
    public string? Source { get; set; }
}

/// <summary>发布一年的工作日历，或修订已有的一年。已经算出的期限不动。</summary>
[Does(Act.KeepCalendar)]
public sealed class PublishCalendarYear(TenantSessions sessions)
{
    /// <param name="seen">编辑时看到的版本；别人刚改过的，不盖掉。没有录过的年份为 0。</param>
    public async Task<Refusal?> Run(int year, CalendarYearForm form, uint seen, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepCalendar) is { } refusal) return refusal;
        if (CalendarDraft.WhyNotYear(year, session.Now) is { } outside) return outside;
        var (draft, invalid) = CalendarDraft.Read(year, form.Holidays, form.MakeUpDays, form.Source);
        if (invalid is not null) return invalid;

        var known = await session.Db.CalendarYears.SingleOrDefaultAsync(y => y.Year == year, ct);
        if ((known?.Version ?? 0) != seen) return new JustHandledByAnother();
        if (known is null) session.AddPlatformWide(CalendarYear.New(draft, session.Actor, session.Now));
        else known.Revise(draft, session.Actor, session.Now);
        return await session.Save(ct);
    }
}
