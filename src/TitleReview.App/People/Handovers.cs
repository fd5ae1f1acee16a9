using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.People;

/// <summary>提出交接：手上没有办完的列成清单，请同机构的另一位接收。</summary>
[Does(Act.HandOver)]
public sealed class OfferHandover(TenantSessions sessions)
{
    public async Task<Refusal?> Run(UserId to, bool endsAccount, string? words, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.HandOver) is { } refusal) return refusal;

        var office = await session.Db.Offices.AsNoTracking().SingleAsync(o => o.Id == session.Actor.OfficeId, ct);
        await session.AloneInOffice(office.Id, ct);
        if (await session.Db.Users.AsNoTracking().Where(u => u.Id == to.Value && u.TenantId == session.Tenant.Id && u.OfficeId == office.Id && u.Id != session.Actor.UserId.Value && !u.Disabled && u.PasswordHash != null).Select(u => u.DisplayName).SingleOrDefaultAsync(ct) is not { } name)
            return new NoSuchColleague();
        if (await session.Db.Handovers.Where(h => h.FromId == session.Actor.UserId && h.State == HandoverState.Offered).Select(h => h.ToName).FirstOrDefaultAsync(ct) is { } waiting) return new HandoverWaiting(waiting);

        var handover = new Handover(new HandoverId(Guid.CreateVersion7()), (to, name), endsAccount, await session.OpenWork(office, ct), words, session.Actor, session.Now);
        session.Add(handover);
        session.Add(new OutboxEvent(MessageKind.HandoverOffered, $"handover/{handover.Id.Value}", session.Now, session.Actor.UserId,
            new Dictionary<string, string> { ["经办人"] = session.Actor.Name, ["件数"] = $"{handover.Work.Sum(w => w.Count)}" }).To(user: to));
        return await session.Save(ct);
    }
}

public enum HandoverAnswer { Accept, Refuse, TakeBack }

/// <summary>接收、不接收、收回。接收的：派给他的申报、记住的筛选一并转来，代办到此为止；说好调离的，账号随即结束。已签的不动。</summary>
[Does(Act.HandOver)]
public sealed class AnswerHandover(TenantSessions sessions)
{
    public async Task<Refusal?> Run(HandoverId id, HandoverAnswer answer, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.HandOver) is { } refusal) return refusal;
        await session.AloneInOffice(session.Actor.OfficeId!.Value, ct);
        if (await session.Db.Handovers.SingleOrDefaultAsync(h => h.Id == id, ct) is not { } handover) return new NotFoundHere("项交接");
        if (answer == HandoverAnswer.TakeBack) return handover.TakeBack(session.Actor, session.Now) ?? await session.Save(ct);

        var office = await session.Db.Offices.AsNoTracking().SingleAsync(o => o.Id == handover.OfficeId, ct);
        if ((answer == HandoverAnswer.Accept ? handover.Accept(await session.OpenWork(office, ct, handover.FromId), session.Actor, session.Now) : handover.Refuse(session.Actor, session.Now)) is { } not) return not;
        if (answer == HandoverAnswer.Accept) await Move(session, handover, ct);

        session.Add(new OutboxEvent(MessageKind.HandoverDecided, $"handover/{handover.Id.Value}/decided", session.Now, session.Actor.UserId,
            new Dictionary<string, string> { ["经办人"] = session.Actor.Name, ["结果"] = answer == HandoverAnswer.Accept ? "已接收" : "没有接收" }).To(user: handover.FromId));
        return await session.Save(ct);
    }

    private static async Task Move(TenantSession session, Handover handover, CancellationToken ct)
    {
        var names = (await session.Db.SavedFilters.Where(f => f.UserId == handover.ToId).Select(f => f.Name).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        foreach (var filter in await session.Db.SavedFilters.Where(f => f.UserId == handover.FromId).ToListAsync(ct))
        {
            session.Db.Remove(filter);
            if (names.Count < SavedFilter.MaxPerPerson && names.Add(filter.Name)) session.Add(new SavedFilter(Guid.CreateVersion7(), handover.ToId, filter.Name, filter.Query));
        }

        foreach (var assigned in await session.Assigned(handover.FromId).ToListAsync(ct)) assigned.To(handover.ToId, session.Actor, session.Now);
        foreach (var deputation in await session.Db.Deputations.Where(d => d.EndedAt == null && (d.PrincipalId == handover.FromId || d.DeputyId == handover.FromId)).ToListAsync(ct)) deputation.EndBy(session.Actor.Name, session.Now);
        session.Note($"接收{handover.FromName}的交接：{string.Join('，', handover.Work.Where(w => w.Count > 0).Select(w => $"{w.Name} {w.Count} 件"))}");
        if (handover.EndsAccount && await session.Db.Users.SingleOrDefaultAsync(u => u.Id == handover.FromId.Value && !u.Disabled, ct) is { } user) await session.EndAccount(user, ct);
    }
}

internal static class OpenWorks
{
    /// <summary>派给他、还在本机构手里的；办走了的是旧账。</summary>
    public static IQueryable<DeskAssignment> Assigned(this TenantSession session, UserId person) =>
        from a in session.Db.DeskAssignments join f in session.Db.Filings on a.FilingId equals f.Id where a.AssigneeId == person && f.CurrentOfficeId == a.OfficeId select a;

    /// <summary>没有办完的各类：机构手上的，和这个人自己名下的。新的一类工作，在这里添一行。</summary>
    public static async Task<IReadOnlyList<OpenWork>> OpenWork(this TenantSession session, Office office, CancellationToken ct, UserId? of = null)
    {
        var (db, id, person) = (session.Db, office.Id, of ?? session.Actor.UserId);
        List<OpenWork> work =
        [
            new("待审核的申报", await db.Filings.CountAsync(f => f.CurrentOfficeId == id, ct), "/inbox"),
            new("派给他的申报", await session.Assigned(person).CountAsync(ct), "/inbox"),
            new("他提出、等第二个人同意的", await db.Proposals.CountAsync(p => p.ProposedBy == person && p.State == ProposalState.Waiting, ct), "/inbox"),
        ];
        if (office.Kind == OfficeKind.Employer)
        {
            var running = from n in db.Notices join f in db.Filings on n.FilingId equals f.Id where f.EmployerId == id && f.Status == FilingStatus.InApproval && f.SubmissionNo == n.SubmissionNo select n;
            work.AddRange(
            [
                new("正在公示、没有出具结果的", await running.CountAsync(n => n.ConcludedAt == null, ct), "/notices"),
                new("没有了结的异议", await running.CountAsync(n => n.Objections.Any(o => o.SettledAt == null), ct), "/notices"),
                new("退回补正中的", await db.Filings.CountAsync(f => f.EmployerId == id && f.Status == FilingStatus.Returned, ct), "/inbox?tab=Returned"),
                new("本单位人员的草稿", await db.Filings.CountAsync(f => f.EmployerId == id && f.Status == FilingStatus.Draft, ct), "/staff"),
                new("待确认的人员", await db.Applicants.CountAsync(a => a.EmployerId == id && a.Status == StaffStatus.Awaiting, ct), "/staff"),
                new("上传了没有办的导入", await db.ImportSheets.CountAsync(s => s.OfficeId == id && s.State == ImportState.Previewed, ct), "/import"),
            ]);
        }

        if (office.Kind != OfficeKind.Employer || await db.Offices.AnyAsync(o => o.ReportsTo == id, ct))
            work.Add(new(office.Kind == OfficeKind.Employer ? "待审核的分支机构" : "待审核的单位注册", await db.Offices.CountAsync(o => o.ReportsTo == id && o.Registration == RegistrationStatus.Awaiting, ct), "/employers"));
        if (office.ReportsTo is null) work.Add(new("没有发布的计划草稿", await db.PlanDrafts.CountAsync(ct), "/plans"));
        return work;
    }
}
