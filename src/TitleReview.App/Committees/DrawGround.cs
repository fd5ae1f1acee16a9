using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Committees;

/// <summary>一个评委会按一个计划抽专家要看的：要评的申报、专家库、两边的利害关系。</summary>
/// <param name="Filings">各专业有几份申报要评（形式审核通过的）。</param>
/// <param name="Experts">本机构在库的各位。</param>
/// <param name="Conflicts">全部利害关系，排除的与只须回避的都在内。</param>
public sealed record DrawGround(Committee Committee, Plan Plan, IReadOnlyDictionary<string, int> Filings, IReadOnlyList<Expert> Experts, IReadOnlyList<Conflict> Conflicts, DateOnly Today)
{
    public CommitteeTerms Terms => Plan.Terms.Committee;

    /// <summary>能当委员的：在聘，专业与级别合的。</summary>
    public IReadOnlyList<Expert> Pool { get; } = [.. Experts.Where(e => Committee.Takes(e) && e.Serves(Today))];

    /// <summary>抽取之前要排除的，各为什么：只写是哪几种关系、涉及几份申报，不写申报人。</summary>
    public IReadOnlyDictionary<ExpertId, string> Excluded { get; } = Conflicts.Where(c => Plan.Terms.Committee.Excludes(c.Kind)).GroupBy(c => c.Expert)
        .ToDictionary(g => g.Key, g => $"{string.Join('、', g.Select(c => c.Kind).Distinct().Order().Select(k => k.Label()))}（{g.Select(c => c.Filing).Distinct().Count()} 份申报）");

    /// <summary>管的专业：组建时写明的；管整个系列的，看有申报、有专家的。</summary>
    public IReadOnlyList<string> Specialties => !Committee.BySeries ? Committee.Specialties : [.. Filings.Keys.Concat(Pool.Select(e => e.Specialty)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public int Least => Committee.Least(Terms);

    public IReadOnlyList<DrawStratum> Proposal => DrawProposal.Of(
        [.. Specialties.Select(s => new SpecialtyLoad(s, Filings.GetValueOrDefault(s), Pool.Count(e => e.Specialty == s && !Excluded.ContainsKey(e.Id))))], Least, Terms.OddMembers);

    public CommitteeReadiness Readiness(IReadOnlyList<DrawStratum> strata) =>
        CommitteeReadiness.Of(Committee, Terms, strata, Filings, Experts, Excluded.Keys.ToHashSet(), Today);

    /// <summary>冻结进名单的：要抽的各专业的人，排除的也列出。</summary>
    public IReadOnlyList<DrawCandidate> Candidates(IReadOnlyList<DrawStratum> strata)
    {
        var drawn = strata.Where(s => s.Members + s.Alternates > 0).Select(s => s.Specialty).ToHashSet(StringComparer.Ordinal);
        return [.. Pool.Where(e => drawn.Contains(e.Specialty)).OrderBy(e => e.Code, StringComparer.Ordinal).Select(e => new DrawCandidate(e.Id, e.Code, e.Name, e.Employer, e.Specialty, Excluded.GetValueOrDefault(e.Id)))];
    }
}

internal static class DrawReading
{
    public static async Task<Committee?> Committee(this TenantSession session, CommitteeId id, CancellationToken ct)
    {
        var office = session.Actor.OfficeId ?? default;
        return await session.Db.Committees.SingleOrDefaultAsync(c => c.Id == id && c.OfficeId == office, ct);
    }

    /// <summary>自己组织的计划；别家的、没有的为空。</summary>
    public static async Task<Plan?> OwnPlan(this TenantSession session, PlanId id, CancellationToken ct) =>
        await session.Db.Plans.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is { } plan && plan.WhyNotManage(session.Actor) is null ? plan : null;

    public static async Task<DrawGround> Ground(this TenantSession session, Committee committee, Plan plan, CancellationToken ct)
    {
        var (office, series, grades) = (committee.OfficeId, committee.Series, committee.Grades.ToList());
        var found = from f in session.Db.Filings
                    where f.PlanId == plan.Id && f.Status == FilingStatus.FormalityPassed && f.Choice.Series == series && grades.Contains(f.Choice.Grade)
                    join a in session.Db.Applicants on f.ApplicantId equals a.Id
                    join e in session.Db.Offices on f.EmployerId equals e.Id
                    select new { f.Id, f.Number, f.ApplicantId, f.Choice, f.Form, Applicant = a.Name, Employer = e.Name, Unit = e.MainCode ?? e.CreditCode };
        var filings = (await found.AsNoTracking().ToListAsync(ct)).Where(f => committee.Covers(f.Choice)).ToList();
        var experts = await session.Db.Experts.AsNoTracking().Where(e => e.OfficeId == office && e.Status == ExpertStatus.InPool && e.Series == series).ToListAsync(ct);
        var ids = experts.Select(e => e.Id).ToList();
        var ties = await session.Db.ExpertTies.AsNoTracking().Where(t => t.EndedAt == null && ids.Contains(t.ExpertId)).ToListAsync(ct);
        // 一个人既申报又当专家的，有两个账号。
        var accounts = (await session.Db.Users.Where(u => u.TenantId == session.Tenant.Id && u.Role == Role.Expert && u.ApplicantId != null).Select(u => new { u.Id, Person = u.ApplicantId!.Value }).ToListAsync(ct)).ToLookup(u => u.Person, u => new UserId(u.Id));
        // 分支机构（院区、站、分厂）与总单位是一个单位。
        var branched = session.Db.Offices.Where(o => o.MainCode != null).Select(o => o.MainCode);
        var families = (await session.Db.Offices.Where(o => o.MainCode != null || branched.Contains(o.CreditCode)).Select(o => new { o.Name, Unit = o.MainCode ?? o.CreditCode }).ToListAsync(ct)).ToLookup(o => o.Unit, o => o.Name);
        List<ReviewedApplicant> applicants = [.. filings.Select(f => ReviewedApplicant.Of(f.Id, f.Number, f.Applicant, [.. accounts[f.ApplicantId]], f.Employer, families[f.Unit], f.Form))];
        var byExpert = ties.ToLookup(t => t.ExpertId);
        return new DrawGround(committee, plan, filings.GroupBy(f => f.Choice.Specialty).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal), experts,
            [.. experts.SelectMany(e => Conflicts.Of(e, byExpert[e.Id], applicants))], session.Now.Today);
    }
}
