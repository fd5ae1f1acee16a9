using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Calendar;

public sealed record RegionalHolidaysView(string OfficeName, IReadOnlyList<RegionalHoliday> Days, Moment Now);

/// <summary>本端口的地区放假日，新的在前。</summary>
[Does(Act.KeepRegionalHolidays)]
public sealed class ReadRegionalHolidays(TenantSessions sessions)
{
    public async Task<RegionalHolidaysView?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var office = await session.OwnOffice(ct);
        if (session.WhyNot(Act.KeepRegionalHolidays, office) is not null) return null;

        return new RegionalHolidaysView(office!.Name, await session.Db.RegionalHolidays.AsNoTracking().OrderByDescending(h => h.Day).ToListAsync(ct), session.Now);
    }
}

/// <summary>录入当地政府公布的放假日。</summary>
[Does(Act.KeepRegionalHolidays)]
public sealed class AddRegionalHolidays(TenantSessions sessions)
{
    public async Task<Refusal?> Run(DateOnly? from, DateOnly? to, string? name, string? basis, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepRegionalHolidays, await session.OwnOffice(ct)) is { } refusal) return refusal;

        var (days, invalid) = RegionalHoliday.Enter(from, to, name, basis, session.Actor, session.Now);
        if (invalid is not null) return invalid;
        foreach (var day in days) session.Add(day);
        return await session.Save(ct) is var result && result is RegionalHolidayTaken ? new InvalidInput("From", result.Sentence) : result;
    }
}

/// <summary>删去录错的放假日，写明理由；过去的不删。</summary>
[Does(Act.KeepRegionalHolidays)]
public sealed class RemoveRegionalHoliday(TenantSessions sessions)
{
    public async Task<Refusal?> Run(DateOnly day, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepRegionalHolidays, await session.OwnOffice(ct)) is { } refusal) return refusal;
        if (await session.Db.RegionalHolidays.SingleOrDefaultAsync(h => h.Day == day, ct) is not { } holiday) return new NotFoundHere("个放假日");
        if (holiday.WhyNotRemove(reason, session.Now) is { } cannot) return cannot;

        session.Db.RegionalHolidays.Remove(holiday);
        session.Note($"删去地区放假日 {day.Print()}（{holiday.Name}），理由：{reason.Plain()}");
        return await session.Save(ct);
    }
}

internal static class OwnOffices
{
    /// <summary>经办人所在的机构；没有机构的为 null。</summary>
    public static Task<Office?> OwnOffice(this TenantSession session, CancellationToken ct) =>
        session.Db.Offices.AsNoTracking().SingleOrDefaultAsync(o => o.Id == session.Actor.OfficeId, ct);
}
