using Microsoft.EntityFrameworkCore;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Documents.Rosters;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Committees;

/// <summary>专家库看哪些：在聘的、聘期快到的、聘期过了的、暂停的、出库的。</summary>
public enum PoolTab { Serving, Ending, Over, Suspended, Removed }

/// <param name="Find">姓名、单位里的几个字，或编号。</param>
/// <param name="Series">系列；专业写成“系列|专业”。</param>
public sealed record PoolQuery(PoolTab Tab = PoolTab.Serving, string? Find = null, string? Specialty = null, int Page = 1);

public sealed record PoolView(PoolQuery Query, IReadOnlyList<Expert> Experts, IReadOnlyDictionary<PoolTab, int> Counts, IReadOnlyList<string> Specialties, int Total, int Pages, DateOnly Today);

/// <summary>本机构的专家库（KZ-17）：专家名单不公开，只有组织评审的机构看得到（人社部令第40号）。</summary>
[Does(Act.ReadExperts)]
public sealed class ReadExperts(TenantSessions sessions)
{
    /// <summary>聘期还剩这么多天的，算快到。</summary>
    public const int EndingDays = 90;
    private const int PageSize = 50;

    public async Task<PoolView?> Run(PoolQuery query, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadExperts) is not null) return null;

        var (today, pool) = (session.Now.Today, session.Pool().AsNoTracking());
        var counts = new Dictionary<PoolTab, int>();
        foreach (var tab in Enum.GetValues<PoolTab>()) counts[tab] = await In(pool, tab, today).CountAsync(ct);
        var specialties = await pool.Select(e => e.Specialty).Distinct().OrderBy(s => s).ToListAsync(ct);
        var found = In(pool, query.Tab, today);
        if (query.Specialty.Plain() is { Length: > 0 } specialty) found = found.Where(e => e.Specialty == specialty);
        if (query.Find.Plain() is { Length: > 0 } find) found = found.Where(e => e.Name.Contains(find) || e.Employer.Contains(find) || e.Code == find);
        var total = await found.CountAsync(ct);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(query.Page, 1, pages);
        var experts = await found.OrderBy(e => e.Series).ThenBy(e => e.Specialty).ThenBy(e => e.Name).ThenBy(e => e.Code).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return new PoolView(query with { Page = page }, experts, counts, specialties, total, pages, today);
    }

    private static IQueryable<Expert> In(IQueryable<Expert> pool, PoolTab tab, DateOnly today)
    {
        var soon = today.AddDays(EndingDays);
        return tab switch
        {
            PoolTab.Serving => pool.Where(e => e.Status == ExpertStatus.InPool && e.TermTo >= today),
            PoolTab.Ending => pool.Where(e => e.Status == ExpertStatus.InPool && e.TermTo >= today && e.TermTo <= soon),
            PoolTab.Over => pool.Where(e => e.Status == ExpertStatus.InPool && e.TermTo < today),
            PoolTab.Suspended => pool.Where(e => e.Status == ExpertStatus.Suspended),
            _ => pool.Where(e => e.Status == ExpertStatus.Removed),
        };
    }
}

/// <param name="Expert">新登记的没有。</param>
/// <param name="Invited">账号还没有激活。</param>
public sealed record ExpertView(Expert? Expert, IReadOnlyList<ExpertTie> Ties, IReadOnlyList<CatalogueSeries> Catalogue, int TermYears, bool Invited, DateOnly Today);

/// <summary>一位专家，连同登记的利害关系；没有给号的是登记新的一位。</summary>
[Does(Act.ReadExperts)]
public sealed class ReadExpert(TenantSessions sessions)
{
    public async Task<ExpertView?> Run(ExpertId? id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadExperts) is not null) return null;

        var expert = id is { } one ? await session.Pool().AsNoTracking().SingleOrDefaultAsync(e => e.Id == one, ct) : null;
        if (id is not null && session.WhyNot(Act.ReadExperts, expert?.OfficeId, "位专家") is not null) return null;

        var plans = await session.Organised(ct);
        var ties = id is { } whose ? await session.Db.ExpertTies.AsNoTracking().Where(t => t.ExpertId == whose).OrderBy(t => t.EndedAt != null).ThenByDescending(t => t.RecordedAt).ToListAsync(ct) : [];
        var invited = expert?.UserId is { } user && await session.Db.Users.AnyAsync(u => u.TenantId == session.Tenant.Id && u.Id == user.Value && u.PasswordHash == null && !u.Disabled, ct);
        return new ExpertView(expert, ties, plans.Catalogue(), plans.Committees().TermYears, invited, session.Now.Today);
    }
}

/// <summary>《专家库花名册》（KZ-17）：在库的各位，一张电子表格，报人社部门。</summary>
[Does(Act.ReadExperts)]
public sealed class ExportExperts(TenantSessions sessions)
{
    public async Task<byte[]?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadExperts) is not null) return null;

        var today = session.Now.Today;
        var experts = await session.Pool().AsNoTracking().Where(e => e.Status == ExpertStatus.InPool && e.TermTo >= today).OrderBy(e => e.Series).ThenBy(e => e.Specialty).ThenBy(e => e.Name).ThenBy(e => e.Code).ToListAsync(ct);
        var office = await session.Db.Offices.Where(o => o.Id == session.Actor.OfficeId).Select(o => o.Name).SingleAsync(ct);
        session.Note($"导出专家库花名册 {experts.Count} 人");
        if (await session.Save(ct) is not null) return null;

        return TableXlsx.Write(new TableSheet("专家库花名册", "专家库花名册", $"单位（盖章）：{office}　　截至 {today.Print()}，在库 {experts.Count} 位，{experts.Select(e => (e.Series, e.Specialty)).Distinct().Count()} 个专业",
            [new("序号", 10), new("系列", 24), new("专业", 26), new("姓名", 26), new("编号", 22), new("现任职称", 30), new("级别", 18), new("工作单位", 56, LeftAligned: true), new("联系电话", 30), new("聘期", 46)],
            experts.Select((e, i) => (IReadOnlyList<string>)[$"{i + 1}", e.Series, e.Specialty, e.Name, e.Code, e.TitleName, e.Grade.Label(), e.Employer, e.Phone, $"{e.TermFrom.Print()}至{e.TermTo.Print()}"]), session.Now.Instant));
    }
}
