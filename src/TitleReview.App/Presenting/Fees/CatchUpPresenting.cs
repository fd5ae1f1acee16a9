using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Presenting;

namespace TitleReview.App.Presenting;

/// <summary>
/// 系统还不发缴费通知、不列纸质材料的时候就通过了的，补上：照各自那一版计划，一次一批，有了的不动，所以随时可以再来。
/// 没有过期的照常告诉缴的人；早已过期的只列出来，由收的机构看着办。
/// </summary>
[Does(Act.CatchUpPresenting)]
public sealed class CatchUpPresenting(TenantSessions sessions, ILogger<CatchUpPresenting> log)
{
    /// <summary>一批一个事务；一轮至多这么多批，剩下的下一轮接着补，不挤占别的事。</summary>
    private const int AtOnce = 100, Rounds = 30;

    /// <returns>补了几份申报的。</returns>
    public async Task<int> Run(TenantId tenant, CancellationToken ct = default)
    {
        var (done, bad) = (0, new List<FilingId>());
        for (var round = 0; round < Rounds; round++)
        {
            var waiting = await Waiting(tenant, bad, ct);
            if (waiting.Count == 0) break;
            if (await Issue(tenant, waiting, ct)) { done += waiting.Count; continue; }

            // 有一份补不成的，一份一份地补：它留到下一轮，不挡别的。
            foreach (var one in waiting)
            {
                if (await Issue(tenant, [one], ct)) done++;
                else bad.Add(one);
            }
        }

        return done;
    }

    private async Task<List<FilingId>> Waiting(TenantId tenant, List<FilingId> bad, CancellationToken ct)
    {
        await using var session = await sessions.OpenFor(tenant, Actor.System, ct);
        if (session.WhyNot(Act.CatchUpPresenting) is not null) return [];

        foreach (var edition in await session.Db.PlanEditions.AsNoTracking().OrderBy(e => e.PlanId).ThenBy(e => e.No).Select(e => new { e.PlanId, e.No, e.Terms }).ToListAsync(ct))
        {
            var (fees, papers) = (edition.Terms.Fees.Charged, edition.Terms.Paper.AreCollected());
            if (!fees && !papers) continue;

            var filings = await session.Db.Filings.Where(f => f.PlanId == edition.PlanId && f.PlanEdition == edition.No && f.Status == FilingStatus.FormalityPassed && !bad.Contains(f.Id))
                .Where(f => (fees && !session.Db.FeeNotices.Any(n => n.FilingId == f.Id)) || (papers && !session.Db.PaperHandIns.Any(p => p.FilingId == f.Id))).OrderBy(f => f.Number).Take(AtOnce).Select(f => f.Id).ToListAsync(ct);
            if (filings.Count > 0) return filings;
        }

        return [];
    }

    private async Task<bool> Issue(TenantId tenant, List<FilingId> ids, CancellationToken ct)
    {
        try
        {
            await using var session = await sessions.OpenFor(tenant, Actor.System, ct);
            if (session.WhyNot(Act.CatchUpPresenting) is not null) return false;

            // 别的节点同时在补的：有了的不动。
            var noticed = (await session.Db.FeeNotices.Where(n => ids.Contains(n.FilingId)).Select(n => n.FilingId).ToListAsync(ct)).ToHashSet();
            var listed = (await session.Db.PaperHandIns.Where(p => ids.Contains(p.FilingId)).Select(p => p.FilingId).ToListAsync(ct)).ToHashSet();
            foreach (var filing in await session.Db.Filings.Where(f => ids.Contains(f.Id)).ToListAsync(ct))
            {
                var terms = (await session.PlanOf(filing, ct)).Terms;
                if (terms.Fees.Charged && !noticed.Contains(filing.Id)) session.Add(await session.Notice(filing, terms, ct));
                if (terms.Paper.AreCollected() && !listed.Contains(filing.Id)) session.Add(PaperHandIn.Issue(filing, terms, session.Now));
            }

            return await session.Save(ct) is null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "The notices of {Count} filings that passed before could not be issued.", ids.Count);
            return false;
        }
    }
}
