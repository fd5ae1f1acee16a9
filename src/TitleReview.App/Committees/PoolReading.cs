using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Committees;

/// <summary>一个系列与它的专业，照本机构各计划的目录。</summary>
public sealed record CatalogueSeries(string Name, IReadOnlyList<string> Specialties);

internal static class PoolReading
{
    /// <summary>本机构组织的计划，新的在前。</summary>
    public static async Task<IReadOnlyList<Plan>> Organised(this TenantSession session, CancellationToken ct) =>
        [.. (await session.Db.Plans.AsNoTracking().OrderByDescending(p => p.Year).ThenByDescending(p => p.PublishedAt).ToListAsync(ct)).Where(p => p.WhyNotManage(session.Actor) is null)];

    /// <summary>聘期、备案最多几年：照最近的计划；还没有计划的照国家规定。</summary>
    public static CommitteeTerms Committees(this IReadOnlyList<Plan> plans) => plans.Count > 0 ? plans[0].Terms.Committee : new CommitteeTerms();

    /// <summary>专家、评委会的系列与专业都照计划的目录写，不然抽不到一起。</summary>
    public static IReadOnlyList<CatalogueSeries> Catalogue(this IReadOnlyList<Plan> plans) =>
        [.. plans.SelectMany(p => p.Terms.Catalogue).GroupBy(s => s.Name, StringComparer.Ordinal)
            .Select(g => new CatalogueSeries(g.Key, [.. g.SelectMany(s => s.Specialties).Select(s => s.Name).Distinct(StringComparer.Ordinal)]))];

    /// <summary>系列、专业是不是目录里的；还没有计划的不比。</summary>
    public static FieldError? WhyNotInCatalogue(this IReadOnlyList<CatalogueSeries> catalogue, string series, string specialty) =>
        catalogue.Count == 0 ? null
        : catalogue.FirstOrDefault(s => s.Name == series) is not { } there ? new(nameof(ExpertFacts.Series), $"计划的目录里没有系列“{series}”，请照通知的写法选。")
        : there.Specialties.Contains(specialty) ? null : new(nameof(ExpertFacts.Specialty), $"“{series}”的目录里没有专业“{specialty}”，请照通知的写法选。");

    /// <summary>本机构的专家：名单不公开，别的机构看不到。</summary>
    public static IQueryable<Expert> Pool(this TenantSession session)
    {
        var office = session.Actor.OfficeId ?? default;
        return session.Db.Experts.Where(e => e.OfficeId == office);
    }

    /// <summary>已经有同名同单位的；出了库的不算。</summary>
    public static async Task<Refusal?> Taken(this TenantSession session, ExpertFacts facts, ExpertId? besides, CancellationToken ct) =>
        await session.Pool().AnyAsync(e => e.Name == facts.Name && e.Employer == facts.Employer && e.Status != ExpertStatus.Removed && e.Id != (besides ?? default), ct) ? new ExpertThere(facts.Name, facts.Employer) : null;
}
