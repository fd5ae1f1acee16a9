using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Approvals;

/// <param name="Terms">最近一年的计划：模块、栏目从里面选；还没有计划为空。</param>
/// <param name="MayShare">可以定给各机构用。</param>
public sealed record DefectsView(IReadOnlyList<Defect> Defects, PlanTerms? Terms, OfficeId Office, bool MayShare);

/// <summary>本机构的常用句，与组织单位定给各机构用的（R5）。</summary>
[Does(Act.KeepDefects)]
public sealed class ReadDefects(TenantSessions sessions)
{
    public async Task<DefectsView?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepDefects) is not null || session.Actor.OfficeId is not { } office) return null;

        return new DefectsView(await session.Library(ct), await session.NewestTerms(ct), office, session.Actor.AtTop);
    }
}

/// <summary>添一句、改一句。</summary>
[Does(Act.KeepDefects)]
public sealed class KeepDefect(TenantSessions sessions)
{
    /// <param name="id">改哪一句；空为添一句。</param>
    public async Task<Refusal?> Run(DefectId? id, DefectForm form, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepDefects) is { } refusal) return refusal;

        var terms = await session.NewestTerms(ct);
        if (id is null)
        {
            var (defect, wrong) = Defect.Write(new DefectId(Guid.CreateVersion7()), form, terms, session.Actor, session.Now);
            if (wrong is not null) return wrong;
            session.Add(defect!);
            return await session.Save(ct);
        }

        // 别的机构的与不存在的，一样回答；共用的只有定它的机构能改。
        var own = await session.Db.Defects.SingleOrDefaultAsync(d => d.Id == id && d.OfficeId == session.Actor.OfficeId, ct);
        return own is null ? new NotFoundHere("句常用的话") : own.Rewrite(form, terms, session.Actor, session.Now) ?? await session.Save(ct);
    }
}

/// <summary>删一句：以后不再列出，判过的不受影响。</summary>
[Does(Act.KeepDefects)]
public sealed class DropDefect(TenantSessions sessions)
{
    public async Task<Refusal?> Run(DefectId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepDefects) is { } refusal) return refusal;
        if (await session.Db.Defects.SingleOrDefaultAsync(d => d.Id == id && d.OfficeId == session.Actor.OfficeId, ct) is not { } own) return new NotFoundHere("句常用的话");

        session.Db.Remove(own);
        return await session.Save(ct);
    }
}

internal static class NewestPlan
{
    public static async Task<PlanTerms?> NewestTerms(this TenantSession session, CancellationToken ct) =>
        (await session.Db.Plans.AsNoTracking().OrderByDescending(p => p.Year).FirstOrDefaultAsync(ct))?.Terms;
}
