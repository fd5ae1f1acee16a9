using Microsoft.EntityFrameworkCore;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Documents.Letters;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Committees;

public sealed record CommitteesView(IReadOnlyList<Committee> Committees, DateOnly Today);

/// <summary>本机构的评委会。</summary>
[Does(Act.ReadExperts)]
public sealed class ReadCommittees(TenantSessions sessions)
{
    private const int AtMost = 200;

    public async Task<CommitteesView?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadExperts) is not null) return null;

        var office = session.Actor.OfficeId;
        return new CommitteesView(await session.Db.Committees.AsNoTracking().Where(c => c.OfficeId == office).OrderByDescending(c => c.ValidTo).ThenBy(c => c.Name).Take(AtMost).ToListAsync(ct), session.Now.Today);
    }
}

/// <param name="Strata">抽过的照抽的，没有抽的照建议。</param>
/// <param name="Live">正办着的那一次；没有为空。</param>
public sealed record CommitteePlan(DrawGround Ground, IReadOnlyList<DrawStratum> Strata, CommitteeReadiness Readiness, Draw? Live, IReadOnlyList<Draw> Draws, NoticeClause? Clause);

/// <param name="Committee">新设的没有。</param>
public sealed record CommitteeView(Committee? Committee, IReadOnlyList<CommitteePlan> Plans, IReadOnlyList<CatalogueSeries> Catalogue, int ValidYears, DateOnly Today);

/// <summary>一个评委会：备案、要评的申报、专家够不够（KZ-17）、抽取过几次。没有给号的是新设一个。</summary>
[Does(Act.ReadExperts)]
public sealed class ReadCommittee(TenantSessions sessions)
{
    /// <summary>看最近几个计划：从前各年的在各次抽取里。</summary>
    private const int Recent = 3;

    public async Task<CommitteeView?> Run(CommitteeId? id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadExperts) is not null) return null;

        var plans = await session.Organised(ct);
        if (id is not { } given) return new CommitteeView(null, [], plans.Catalogue(), plans.Committees().ValidYears, session.Now.Today);

        var committee = await session.Committee(given, ct);
        if (session.WhyNot(Act.ReadExperts, committee?.OfficeId, "个评委会") is not null) return null;

        List<CommitteePlan> covered = [];
        foreach (var plan in plans.Where(p => p.Terms.Catalogue.Any(s => s.Name == committee!.Series)).Take(Recent)) covered.Add(await Of(session, committee!, plan, ct));
        return new CommitteeView(committee, covered, plans.Catalogue(), plans.Committees().ValidYears, session.Now.Today);
    }

    private static async Task<CommitteePlan> Of(TenantSession session, Committee committee, Plan plan, CancellationToken ct)
    {
        var draws = await session.Db.Draws.AsNoTracking().Where(d => d.CommitteeId == committee.Id && d.PlanId == plan.Id).OrderByDescending(d => d.No).ToListAsync(ct);
        var (live, ground) = (draws.Find(d => d.IsLive), await session.Ground(committee, plan, ct));
        var strata = live?.Strata ?? ground.Proposal;
        return new CommitteePlan(ground, strata, ground.Readiness(strata), live, draws, plan.Terms.Clause("pool"));
    }
}

/// <summary>《评审工作方案》（KZ-17）：由评委会与计划的内容写成，报人社部门。</summary>
[Does(Act.ReadExperts)]
public sealed class PrintScheme(TenantSessions sessions, DocumentWorker worker)
{
    public async Task<(byte[]? Pdf, Refusal? Refusal)> Run(CommitteeId id, PlanId planId, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var committee = await session.Committee(id, ct);
        if (session.WhyNot(Act.ReadExperts, committee?.OfficeId, "个评委会") is { } refusal) return (null, refusal);
        if (await session.OwnPlan(planId, ct) is not { } plan) return (null, new NotFoundHere("份计划"));

        var ground = await session.Ground(committee!, plan, ct);
        var live = await session.Db.Draws.AsNoTracking().SingleOrDefaultAsync(d => d.CommitteeId == id && d.PlanId == planId && (d.State == DrawState.Committed || d.State == DrawState.Drawn), ct);
        var office = await session.Db.Offices.Where(o => o.Id == committee!.OfficeId).Select(o => o.Name).SingleAsync(ct);
        return (await SheetPrinter.Print(CommitteeSheets.Scheme(ground, live, office, session.Now), worker, ct), null);
    }
}
