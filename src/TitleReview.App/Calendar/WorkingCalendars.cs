using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain.Calendar;

namespace TitleReview.App.Calendar;

internal static class WorkingCalendars
{
    /// <summary>这次办理用的工作日历：全平台公布的各年，加上本端口自己的放假日。</summary>
    public static async Task<WorkingCalendar> Calendar(this TenantSession session, CancellationToken ct) => WorkingCalendar.Of(
        await session.Db.CalendarYears.AsNoTracking().ToListAsync(ct),
        await session.Db.RegionalHolidays.AsNoTracking().ToListAsync(ct));
}
