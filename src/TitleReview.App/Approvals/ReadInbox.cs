using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Integrity;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Approvals;

/// <summary>收件箱的几栏：待我审核、退回补正中、其余在办与已办。</summary>
public enum InboxTab { Waiting, Returned, Others }

/// <param name="Search">申报编号或姓名的一部分。</param>
/// <param name="After">上一页最后一行的游标。</param>
public sealed record InboxQuery(InboxTab Tab = InboxTab.Waiting, string? Search = null, string? Specialty = null, string? After = null, int Size = 20);

/// <param name="Deadline">退回的为补正期限；其余为申报期的结束，过后退回就交不上来了。</param>
/// <param name="Barred">本人或单位在不得申报的期内，不能通过。</param>
public sealed record InboxRow(
    Guid Id, string Number, string Applicant, string Employer, string Series, string Specialty, Domain.Titles.Grade Grade,
    FilingStatus Status, int SubmissionNo, DateTimeOffset? SubmittedAt, DateTimeOffset Deadline, string? StopName, bool Barred);

public sealed record InboxView(
    string OfficeName, IReadOnlyList<InboxRow> Rows, string? Next, IReadOnlyDictionary<InboxTab, int> Counts, IReadOnlyList<string> Specialties, Moment Now);

/// <summary>收件箱：各级机构用同一个，先到先办。</summary>
[Does(Act.ReadInbox)]
public sealed class ReadInbox(TenantSessions sessions, Vault vault)
{
    /// <summary>数到这里为止；更多的显示“1000+”，数全表太慢。</summary>
    private const int CountCap = 1001;

    public async Task<InboxView?> Run(InboxQuery query, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadInbox) is not null) return null;

        var filtered = Tab(session, query.Tab);
        if (query.Search.Plain() is { Length: > 0 } text)
        {
            filtered = filtered.Where(f => f.Number.Contains(text) || session.Db.Applicants.Any(a => a.Id == f.ApplicantId && a.Name.Contains(text)));
        }

        if (query.Specialty.Plain() is { Length: > 0 } specialty) filtered = filtered.Where(f => f.Choice.Specialty == specialty);
        if (Cursor.Read(query.After) is var (at, id) && id != default)
            filtered = filtered.Where(f => f.SubmittedAt > at || (f.SubmittedAt == at && f.Number.CompareTo(id) > 0));

        var rows = await (from f in filtered
                          join a in session.Db.Applicants on f.ApplicantId equals a.Id
                          join e in session.Db.Offices on f.EmployerId equals e.Id
                          orderby f.SubmittedAt, f.Number
                          select new { Filing = f, Applicant = a, Employer = e })
            .AsNoTracking().Take(query.Size + 1).ToListAsync(ct);
        var plans = await session.Db.Plans.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Terms, ct);
        var barred = await session.Barred(vault, [.. rows.Take(query.Size).Select(r => (r.Filing.Id, r.Applicant, r.Employer))], ct);
        var page = rows.Take(query.Size).Select(r => new InboxRow(
            r.Filing.Id.Value, r.Filing.Number, r.Applicant.Name, r.Employer.Name, r.Filing.Choice.Series, r.Filing.Choice.Specialty, r.Filing.Choice.Grade,
            r.Filing.Status, r.Filing.SubmissionsUsed, r.Filing.SubmittedAt,
            r.Filing.FixDeadline ?? plans[r.Filing.PlanId].WindowFor(r.Filing.Choice).Closes, r.Filing.CurrentStop?.Step.Name, barred.Contains(r.Filing.Id))).ToList();

        var counts = new Dictionary<InboxTab, int>();
        foreach (var tab in Enum.GetValues<InboxTab>()) counts[tab] = await Tab(session, tab).Take(CountCap).CountAsync(ct);
        var specialties = await session.FilingsOnMyLine().Select(f => f.Choice.Specialty).Distinct().OrderBy(s => s).ToListAsync(ct);
        var office = await session.Db.Offices.Where(o => o.Id == session.Actor.OfficeId).Select(o => o.Name).SingleAsync(ct);
        return new InboxView(office, page, rows.Count > query.Size ? Cursor.Write(page[^1].SubmittedAt, page[^1].Number) : null, counts, specialties, session.Now);
    }

    private static IQueryable<Filing> Tab(TenantSession session, InboxTab tab) => tab switch
    {
        InboxTab.Waiting => session.Db.Filings.Where(f => f.CurrentOfficeId == session.Actor.OfficeId),
        InboxTab.Returned => session.FilingsOnMyLine().Where(f => f.Status == FilingStatus.Returned),
        _ => session.FilingsOnMyLine().Where(f => f.Status != FilingStatus.Returned && (f.CurrentOfficeId == null || f.CurrentOfficeId != session.Actor.OfficeId)),
    };

    private static class Cursor
    {
        public static string Write(DateTimeOffset? at, string number) => $"{at!.Value.UtcTicks}_{number}";

        public static (DateTimeOffset At, string? Number) Read(string? cursor)
        {
            var parts = cursor.Plain().Split('_', 2);
            return parts.Length == 2 && long.TryParse(parts[0], out var ticks) && ticks is > 0 and < 3155378975999999999
                ? (new DateTimeOffset(ticks, TimeSpan.Zero), parts[1]) : default;
        }
    }
}
