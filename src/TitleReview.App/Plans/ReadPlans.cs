using Microsoft.EntityFrameworkCore;
using TitleReview.App.Plans.Documents;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Plans;

public sealed record PlanItem(PlanId Id, string Title, int Year, int Edition, DateTimeOffset PublishedAt, bool Frozen, int Filings);

public sealed record PlanDraftItem(PlanDraftId Id, string Title, string? Revises, string SavedBy, DateTimeOffset SavedAt);

public sealed record PlansView(IReadOnlyList<PlanItem> Plans, IReadOnlyList<PlanDraftItem> Drafts);

/// <summary>本端口的计划与草稿。</summary>
[Does(Act.WritePlan)]
public sealed class ReadPlans(TenantSessions sessions)
{
    public async Task<PlansView?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.WritePlan) is not null) return null;

        var plans = await session.Db.Plans.AsNoTracking().OrderByDescending(p => p.Year).ThenByDescending(p => p.PublishedAt).ToListAsync(ct);
        var counts = await session.Db.Filings.Where(f => f.SubmissionNo > 0).GroupBy(f => f.PlanId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var drafts = await session.Db.PlanDrafts.AsNoTracking().OrderByDescending(d => d.SavedAt).ToListAsync(ct);
        return new PlansView(
            [.. plans.Select(p => new PlanItem(p.Id, p.Terms.Title, p.Year, p.Edition, p.PublishedAt, p.FrozenAt is not null, counts.GetValueOrDefault(p.Id)))],
            [.. drafts.Select(d => new PlanDraftItem(d.Id, PlanFile.Stored(d.Document)["title"]?.ToString() ?? "（还没有名称）", plans.Find(p => p.Id == d.PlanId)?.Terms.Title, d.SavedBy, d.SavedAt))]);
    }
}

/// <param name="Layers">现行版的三层，页面据此说每个值从哪里来。</param>
public sealed record PublishedPlanView(Plan Plan, IReadOnlyList<PlanEdition> Editions, PlanLayers Layers, Refusal? WhyNotRevise, Refusal? WhyNotManage, Moment Now);

/// <summary>看一份已发布的计划：各版、理由、来源。</summary>
[Does(Act.WritePlan)]
public sealed class ReadPublishedPlan(TenantSessions sessions)
{
    public async Task<PublishedPlanView?> Run(PlanId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.WritePlan) is not null || await session.Db.Plans.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } plan) return null;

        var editions = await session.Db.PlanEditions.AsNoTracking().Where(e => e.PlanId == id).OrderByDescending(e => e.No).ToListAsync(ct);
        return new PublishedPlanView(plan, editions, new PlanLayers(PlanFile.Stored(editions[0].Defaults), PlanFile.Stored(editions[0].Document)), plan.WhyNotRevise(session.Actor), plan.WhyNotManage(session.Actor), session.Now);
    }
}

public sealed record PlanComparison(string Before, IReadOnlyList<PlanChange> Changes);

/// <summary>草稿与它的底本（要修订的、照着写的那份）有什么不同。没有可比的为 null。</summary>
[Does(Act.WritePlan)]
public sealed class ComparePlan(TenantSessions sessions)
{
    public async Task<PlanComparison?> Run(PlanDraftId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.WritePlan) is not null || await session.Db.PlanDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct) is not { } draft) return null;
        if ((draft.PlanId ?? draft.CopiedFrom) is not { } from) return null;

        var plan = await session.Db.Plans.AsNoTracking().SingleAsync(p => p.Id == from, ct);
        // 修订的与它动手时的那一版比：看到的是自己改了什么，不把后来别人的改动算进来。
        var no = draft.BaseEdition ?? plan.Edition;
        var edition = await session.Db.PlanEditions.AsNoTracking().SingleAsync(e => e.PlanId == from && e.No == no, ct);
        return new PlanComparison($"{plan.Terms.Title}（第 {no} 版）", PlanDiff.Between(PlanFile.Stored(edition.Document), PlanFile.Stored(draft.Document)));
    }
}

/// <summary>导出草稿的计划文件（JSON）。</summary>
[Does(Act.WritePlan)]
public sealed class ExportPlanDraft(TenantSessions sessions)
{
    public async Task<(string Json, string FileName)?> Run(PlanDraftId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.WritePlan) is not null || await session.Db.PlanDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct) is not { } draft) return null;

        return (PlanFile.Write(PlanFile.Stored(draft.Document), draft.NoticeText, session.Tenant.Slug), $"{session.Tenant.Slug}-plan-draft.json");
    }
}

/// <summary>导出已发布计划的某一版。</summary>
[Does(Act.WritePlan)]
public sealed class ExportPlan(TenantSessions sessions)
{
    public async Task<(string Json, string FileName)?> Run(PlanId id, int no, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.WritePlan) is not null || await session.Db.PlanEditions.AsNoTracking().SingleOrDefaultAsync(e => e.PlanId == id && e.No == no, ct) is not { } edition) return null;

        return (PlanFile.Write(PlanFile.Stored(edition.Document), edition.NoticeText, session.Tenant.Slug), $"{session.Tenant.Slug}-{edition.Terms.Year}-{no}.json");
    }
}
