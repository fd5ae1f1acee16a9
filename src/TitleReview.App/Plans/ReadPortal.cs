using Microsoft.EntityFrameworkCore;
using TitleReview.App.Portal;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Portal;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Plans;

public sealed record PortalPlan(PlanId Id, PlanTerms Terms);

/// <param name="Latest">置顶的与最近的几份公告。</param>
public sealed record PortalView(string Slug, string Name, Moment Now, IReadOnlyList<PortalPlan> Plans, IReadOnlyList<Announcement> Latest);

/// <summary>端口首页：本端口的评审计划与最近的公告，不登录也能看。</summary>
[Does(Act.ReadPortal)]
public sealed class ReadPortal(TenantSessions sessions)
{
    public async Task<PortalView?> Run(string slug, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.ReadPortal) is not null) return null;

        var plans = await session.Db.Plans.AsNoTracking().OrderByDescending(p => p.Year).Select(p => new PortalPlan(p.Id, p.Terms)).ToListAsync(ct);
        var latest = await session.Published().InOrder().Take(Latest).ToListAsync(ct);
        return new PortalView(session.Tenant.Slug, session.Tenant.Name, session.Now, plans, latest);
    }

    private const int Latest = 6;
}

/// <param name="Plan">最近的计划，页脚的咨询与监督电话在里面；还没有计划为空。</param>
public sealed record PortalFoot(string Slug, string Name, PlanTerms? Plan);

/// <summary>每张门户页的页眉与页脚：端口的名称，咨询与监督举报电话（AK-25、TC-44）。</summary>
[Does(Act.ReadPortal)]
public sealed class ReadPortalFoot(TenantSessions sessions)
{
    public async Task<PortalFoot?> Run(string slug, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.ReadPortal) is not null) return null;

        var latest = await session.Db.Plans.AsNoTracking().OrderByDescending(p => p.Year).Select(p => p.Terms).FirstOrDefaultAsync(ct);
        return new PortalFoot(session.Tenant.Slug, session.Tenant.Name, latest);
    }
}

public sealed record PlanView(string PortName, Moment Now, PortalPlan Plan, IReadOnlyList<Announcement> Conditions);

/// <summary>一份评审计划，连同本端口公布的任职资格条件（BZ-04）。</summary>
[Does(Act.ReadPortal)]
public sealed class ReadPlan(TenantSessions sessions)
{
    public async Task<PlanView?> Run(string slug, PlanId id, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.ReadPortal) is not null) return null;
        if (await session.Db.Plans.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } plan) return null;

        var conditions = await session.Published().Where(a => a.Kind == AnnouncementKind.Condition).InOrder().ToListAsync(ct);
        return new PlanView(session.Tenant.Name, session.Now, new PortalPlan(plan.Id, plan.Terms), conditions);
    }
}

/// <summary>全部端口，供总首页列出。</summary>
[Does(Act.ReadPortal)]
public sealed class ReadTenants(TenantSessions sessions)
{
    public Task<IReadOnlyList<Tenant>> Run(CancellationToken ct = default) => sessions.Tenants(ct);
}

/// <summary>可申报的一项：渠道、系列、专业，此时能不能报。</summary>
public sealed record Opening(ChannelTerms Channel, SeriesTerms Series, SpecialtyTerms Specialty, IReadOnlyList<Grade> Grades, FilingWindow Window, Refusal? WhyNot);

/// <param name="Others">同时能看到的别的计划，可以换着看。</param>
public sealed record OpeningsView(Guid PlanId, PlanTerms Terms, Moment Now, IReadOnlyList<Opening> Openings, Refusal? WhyNotFile, string Slug, Applicant Applicant, EmployerKind Employer)
{
    public IReadOnlyList<(Guid Id, string Title)> Others { get; init; } = [];
}

/// <summary>选报：本计划里对本单位开放的渠道、系列、专业、级别（A4）。</summary>
[Does(Act.StartFiling)]
public sealed class ReadOpenings(TenantSessions sessions)
{
    /// <param name="planId">看哪一份计划；不指明的，先看正在申报的，再看最近的。</param>
    public async Task<OpeningsView?> Run(Guid? planId = null, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var applicant = await session.Db.Applicants.AsNoTracking().SingleOrDefaultAsync(a => a.Id == session.Actor.ApplicantId, ct);
        if (session.WhyNot(Act.StartFiling, applicant) is not null) return null;

        var plans = await session.Db.Plans.AsNoTracking().OrderByDescending(p => p.Year).ThenByDescending(p => p.PublishedAt).ToListAsync(ct);
        var plan = planId is { } id ? plans.Find(p => p.Id.Value == id) : plans.Find(p => p.Terms.All().Any(w => w.Window.Contains(session.Now.Instant))) ?? plans.FirstOrDefault();
        if (plan is null) return null;

        var employer = await session.Db.Offices.AsNoTracking().SingleAsync(o => o.Id == applicant!.EmployerId, ct);
        var filed = await session.Db.Filings.AnyAsync(f => f.PlanId == plan.Id && f.ApplicantId == applicant!.Id, ct);
        var whyNot = applicant!.WhyNotFile() ?? (filed ? new Domain.Filings.AlreadyFiled() : null);
        return new OpeningsView(plan.Id.Value, plan.Terms, session.Now, [.. List(plan, employer.EmployerKind!.Value, session.Now)], whyNot, session.Tenant.Slug, applicant, employer.EmployerKind!.Value)
        {
            Others = [.. plans.Where(p => p.Id != plan.Id && p.Year >= plan.Year).Select(p => (p.Id.Value, p.Terms.Title))],
        };
    }

    private static IEnumerable<Opening> List(Plan plan, EmployerKind kind, Moment now) =>
        from channel in plan.Terms.Channels
        where channel.EmployerKinds.Count == 0 || channel.EmployerKinds.Contains(kind)
        from series in plan.Terms.Catalogue
        from specialty in series.Specialties
        let path = channel.SkilledTradesOnly ? FilingPath.SkilledTrades : FilingPath.Regular
        where channel.Tracks.Count > 0
        let grades = (channel.Grades.Count > 0 ? channel.Grades : specialty.Grades)
            .Where(g => plan.Terms.WhyNotChoose(new TitleChoice(channel.Key, series.Name, specialty.Name, g, channel.Tracks[0], path), kind) is null).ToList()
        where grades.Count > 0
        let choice = new TitleChoice(channel.Key, series.Name, specialty.Name, grades[0], channel.Tracks[0], path)
        select new Opening(channel, series, specialty, grades, plan.Terms.WindowFor(choice), plan.WhyNotOpen(choice, now));
}
