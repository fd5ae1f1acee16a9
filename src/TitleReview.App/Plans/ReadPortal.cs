using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Plans;

public sealed record PortalView(string Slug, string Name, Moment Now, IReadOnlyList<PlanTerms> Plans);

/// <summary>端口首页：本端口的评审计划，不登录也能看。</summary>
[Does(Act.ReadPortal)]
public sealed class ReadPortal(TenantSessions sessions)
{
    public async Task<PortalView?> Run(string slug, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenPortal(slug, ct);
        if (session is null || session.WhyNot(Act.ReadPortal) is not null) return null;

        var plans = await session.Db.Plans.AsNoTracking().OrderByDescending(p => p.Year).Select(p => p.Terms).ToListAsync(ct);
        return new PortalView(session.Tenant.Slug, session.Tenant.Name, session.Now, plans);
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

public sealed record OpeningsView(Guid PlanId, PlanTerms Terms, Moment Now, IReadOnlyList<Opening> Openings, Refusal? WhyNotFile);

/// <summary>选报：本计划里对本单位开放的渠道、系列、专业、级别（A4）。</summary>
[Does(Act.StartFiling)]
public sealed class ReadOpenings(TenantSessions sessions)
{
    public async Task<OpeningsView?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var applicant = await session.Db.Applicants.AsNoTracking().SingleOrDefaultAsync(a => a.Id == session.Actor.ApplicantId, ct);
        if (session.WhyNot(Act.StartFiling, applicant) is not null) return null;

        var plan = await session.Db.Plans.AsNoTracking().OrderByDescending(p => p.Year).FirstOrDefaultAsync(ct);
        if (plan is null) return null;

        var employer = await session.Db.Offices.AsNoTracking().SingleAsync(o => o.Id == applicant!.EmployerId, ct);
        var filed = await session.Db.Filings.AnyAsync(f => f.PlanId == plan.Id && f.ApplicantId == applicant!.Id, ct);
        var whyNot = applicant!.WhyNotFile() ?? (filed ? new Domain.Filings.AlreadyFiled() : null);
        return new OpeningsView(plan.Id.Value, plan.Terms, session.Now, [.. List(plan, employer.EmployerKind!.Value, session.Now)], whyNot);
    }

    private static IEnumerable<Opening> List(Plan plan, EmployerKind kind, Moment now) =>
        from channel in plan.Terms.Channels
        where channel.EmployerKinds.Count == 0 || channel.EmployerKinds.Contains(kind)
        from series in plan.Terms.Catalogue
        from specialty in series.Specialties
        let grades = (channel.Grades.Count > 0 ? channel.Grades : specialty.Grades)
            .Where(g => plan.Terms.WhyNotChoose(new TitleChoice(channel.Key, series.Name, specialty.Name, g, channel.Tracks[0], FilingPath.Regular), kind) is null).ToList()
        where grades.Count > 0
        let choice = new TitleChoice(channel.Key, series.Name, specialty.Name, grades[0], channel.Tracks[0], FilingPath.Regular)
        select new Opening(channel, series, specialty, grades, plan.Terms.WindowFor(choice), plan.WhyNotOpen(choice, now));
}
