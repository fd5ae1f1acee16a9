using Microsoft.EntityFrameworkCore;
using TitleReview.App.Calendar;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Approvals;

/// <param name="Stands">还办得了：申报没有离开提出时的那一站、那一次提交。</param>
/// <param name="WhyNotDecide">看的人为什么不能同意。</param>
/// <param name="Mine">看的人自己提出的，可以收回。</param>
public sealed record ProposalItem(Proposal Proposal, string Number, bool Stands, Refusal? WhyNotDecide, bool Mine)
{
    internal static ProposalItem Of(Proposal p, Filing filing, Actor actor) => new(p, filing.Number, StandsFor(p, filing), p.WhyNotDecide(actor), p.ProposedBy == actor.UserId);

    private static bool StandsFor(Proposal p, Filing filing) =>
        p.State == ProposalState.Waiting && (p.Kind == ProposalMatter.RefundTry || (filing.CurrentOfficeId == p.OfficeId && filing.SubmissionNo == p.SubmissionNo));
}

/// <summary>退回里有首次未告知的：一个人提出，写明理由，等第二个人同意才退回（N6）。</summary>
[Does(Act.ReturnFiling)]
public sealed class ProposeReturn(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId id, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await FilingLocks.Take(session, id, ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNotDesk(Act.ReturnFiling, FilingAction.Return, filing) is { } refusal) return refusal;

        var judging = await session.Judging(filing!, ct);
        if (filing!.WhyNotReturn(judging.Dossier.Plan, await session.Calendar(ct), session.Actor, session.Now) is { } closed) return closed;
        var sheet = judging.Sheet();
        if (sheet.WhyNotReturn() is { } incomplete) return incomplete;
        if (sheet.Untold is not { Count: > 0 } untold) return new JustHandledByAnother();

        var subject = new ProposalSubject(filing.SubmissionNo, string.Join('\n', untold.Select(l => $"{l.Item.PlaceName}：{l.Judgement!.Sentence}")), sheet.Fingerprint());
        var (proposal, wrong) = Proposal.Make(new ProposalId(Guid.CreateVersion7()), ProposalMatter.UntoldReturn, id, judging.Stop, subject, await session.SecondPerson(filing, judging.Stop, ct), reason, session.Actor, session.Now);
        if (wrong is not null) return wrong;
        await session.DropOutdated(id, ProposalMatter.UntoldReturn, sheet.Fingerprint(), ct);
        session.Add(proposal!);
        return await session.Save(ct);
    }
}

/// <summary>“这次退回是我们的失误”：作出退回的机构提出退还那一次提交机会（N7）。</summary>
[Does(Act.RefundTry)]
public sealed class ProposeRefund(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId id, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await FilingLocks.Take(session, id, ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNot(Act.RefundTry, filing) is { } refusal) return refusal;

        var stop = filing!.Stops.First(s => s.OfficeId == session.Actor.OfficeId);
        if (filing.WhyNotRefund(await session.PlanOf(filing, ct), stop.OfficeId, await session.Calendar(ct), session.Now) is { } notPossible) return notPossible;
        var returned = filing.RefundableReturn(stop.OfficeId)!;
        var (proposal, wrong) = Proposal.Make(new ProposalId(Guid.CreateVersion7()), ProposalMatter.RefundTry, id, stop, new ProposalSubject(returned.SubmissionNo, returned.Opinion ?? "", EventNo: returned.No),
            await session.SecondPerson(filing, stop, ct), reason, session.Actor, session.Now);
        if (wrong is not null) return wrong;
        session.Add(proposal!);
        return await session.Save(ct);
    }
}

/// <summary>等我同意的：同机构的人提出的、下一级没有第二个人而报上来的。</summary>
[Does(Act.ReadInbox)]
public sealed class ReadProposals(TenantSessions sessions)
{
    private const int Most = 50;

    public async Task<IReadOnlyList<ProposalItem>> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadInbox) is not null) return [];

        var (office, me) = (session.Actor.OfficeId, session.Actor.UserId);
        var rows = await (from p in session.Db.Proposals
                          join f in session.Db.Filings on p.FilingId equals f.Id
                          where p.State == ProposalState.Waiting && p.ProposedBy != me && (p.OfficeId == office || p.AboveId == office)
                              && (p.Kind == ProposalMatter.RefundTry || (f.CurrentOfficeId == p.OfficeId && f.SubmissionNo == p.SubmissionNo))
                          orderby p.ProposedAt
                          select new { Proposal = p, Filing = f }).AsNoTracking().Take(Most).ToListAsync(ct);
        return [.. rows.Select(r => ProposalItem.Of(r.Proposal, r.Filing, session.Actor)).Where(i => i.Stands)];
    }
}

public enum ProposalAnswer { Confirm, Reject, TakeBack }

/// <summary>第二个人同意或不同意；提出的人收回。同意的当场办：退回，或退还机会。</summary>
[Does(Act.DecideProposal)]
public sealed class DecideProposal(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId filingId, ProposalId id, ProposalAnswer answer, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await FilingLocks.Take(session, filingId, ct);
        var filing = await session.Filing(filingId, ct);
        if (session.WhyNot(Act.DecideProposal, filing) is { } refusal) return refusal;
        if (await session.Db.Proposals.SingleOrDefaultAsync(p => p.Id == id && p.FilingId == filingId, ct) is not { } proposal) return new NotFoundHere("项提议");

        var refused = answer switch
        {
            ProposalAnswer.Reject => proposal.Reject(reason, session.Actor, session.Now),
            ProposalAnswer.TakeBack => proposal.TakeBack(session.Actor, session.Now),
            _ => proposal.WhyNotDecide(session.Actor) ?? await Do(session, filing!, proposal, ct) ?? proposal.Confirm(session.Actor, session.Now),
        };
        return refused ?? await session.Save(ct);
    }

    private static async Task<Refusal?> Do(TenantSession session, Filing filing, Proposal proposal, CancellationToken ct)
    {
        var (dossier, calendar) = (await session.Dossier(filing, ct), await session.Calendar(ct));
        var agreed = $"{proposal.Reason}（{proposal.OfficeName}{proposal.ProposedByName}提出，{session.Actor.Signature}同意）";
        if (proposal.Kind == ProposalMatter.RefundTry)
            return filing.RefundableReturn(proposal.OfficeId)?.No != proposal.EventNo ? new ProposalOutdated() : filing.RefundTry(dossier.Plan, proposal.OfficeId, agreed, calendar, session.Actor, session.Now);

        var stop = filing.Stops.First(s => s.OfficeId == proposal.OfficeId);
        if (filing.CurrentOfficeId != proposal.OfficeId || filing.SubmissionNo != proposal.SubmissionNo) return new ProposalOutdated();
        var sheet = (await session.Judging(dossier, stop, ct)).Sheet();
        if (sheet.WhyNotReturn() is not null || sheet.Fingerprint() != proposal.Fingerprint) return new ProposalOutdated();
        return filing.Return(dossier.Plan, sheet.Corrections(), calendar, proposal.Proposer, session.Now, agreed);
    }
}

internal static class SecondPersons
{
    /// <summary>同机构还有没有别的账号；没有的，呈报线上的下一站。</summary>
    public static async Task<SecondPerson> SecondPerson(this TenantSession session, Filing filing, Stop stop, CancellationToken ct)
    {
        // 代某人提出的，某人自己不算第二个：他若来同意，等于同意以他名义提的。
        var principal = session.Actor.For?.UserId.Value;
        var colleague = !session.Actor.Unvouched.Contains(session.Actor.UserId) && await session.Db.Users.AnyAsync(u => u.TenantId == session.Tenant.Id && u.OfficeId == stop.OfficeId && u.Id != session.Actor.UserId.Value && u.Id != principal && !u.Disabled && u.PasswordHash != null && u.DormantAt == null && u.HandedBy == null, ct);
        var at = filing.Stops.ToList().FindIndex(s => s.OfficeId == stop.OfficeId);
        return new SecondPerson(colleague, at + 1 < filing.Stops.Count ? filing.Stops[at + 1].OfficeId : null);
    }

    /// <summary>审核的结果改过之后重新提出的，原来等着的那一项收回。</summary>
    public static async Task DropOutdated(this TenantSession session, FilingId filing, ProposalMatter kind, string fingerprint, CancellationToken ct)
    {
        foreach (var old in await session.Db.Proposals.Where(p => p.FilingId == filing && p.Kind == kind && p.State == ProposalState.Waiting && p.Fingerprint != fingerprint).ToListAsync(ct))
        {
            old.Outdate(session.Actor, session.Now);
            session.Note($"首次未告知的退回重新提出，原来等同意的收回：{old.Id.Value}");
        }

        // 等着的只能有一项：先让出位子，再添新的，同一事务。
        await session.Db.SaveChangesAsync(ct);
    }
}
