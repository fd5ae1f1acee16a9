using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Approvals;

/// <param name="Waiting">待我审核的申报。</param>
/// <param name="Staff">待确认的人员。</param>
/// <param name="Employers">待审核的单位注册。</param>
/// <param name="Prefecture">本机构是地区人社局。</param>
/// <param name="Registration">用人单位自己的注册情况；不是用人单位则为空。</param>
/// <param name="MayAnnounce">可以编计划、在门户上发公告。</param>
public sealed record DeskCounts(int Waiting, int Staff, int Employers, bool Prefecture, Office? Registration, bool MayAnnounce);

/// <summary>机构首页与左侧栏目上的件数。</summary>
[Does(Act.ReadInbox)]
public sealed class ReadDeskCounts(TenantSessions sessions)
{
    public async Task<DeskCounts?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadInbox) is not null) return null;

        var office = session.Actor.OfficeId;
        var waiting = await session.Db.Filings.Where(f => f.CurrentOfficeId == office && f.Status == FilingStatus.InApproval).CountAsync(ct);
        var staff = await session.Db.Applicants.CountAsync(a => a.EmployerId == office && a.Status == StaffStatus.Awaiting, ct);
        var employers = await session.Db.Offices.CountAsync(o => o.ReportsTo == office && o.Registration == RegistrationStatus.Awaiting, ct);
        var own = await session.Db.Offices.AsNoTracking().SingleOrDefaultAsync(o => o.Id == office, ct);
        return new DeskCounts(waiting, staff, employers, own?.Kind == OfficeKind.PrefectureHr, own?.Kind == OfficeKind.Employer ? own : null, session.Actor is { Role: Role.Officer, AtTop: true });
    }
}
