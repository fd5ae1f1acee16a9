using Microsoft.EntityFrameworkCore;
using Npgsql;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Messages;

/// <summary>告诉谁、填什么：一批事要用的申报、机构、账号一次取齐。</summary>
internal sealed class Telling
{
    private const int ListAtMost = 5;

    private sealed record FilingFacts(FilingId Id, string Number, TitleChoice Choice, PlanId PlanId, string Applicant, string Employer);

    private readonly TenantSession _session;
    private readonly Dictionary<FilingId, FilingFacts> _filings;
    private readonly Dictionary<PlanId, PlanTerms> _plans;
    private readonly Dictionary<OfficeId, string> _offices;
    private readonly List<AppUser> _users;
    private readonly Dictionary<ApplicantId, string> _employers;
    private readonly Dictionary<FilingId, FeeNotice> _fees;
    private readonly Dictionary<FilingId, PaperHandIn> _papers;

    private Telling(TenantSession session, IEnumerable<FilingFacts> filings, Dictionary<PlanId, PlanTerms> plans, Dictionary<OfficeId, string> offices, List<AppUser> users, Dictionary<ApplicantId, string> employers, Dictionary<FilingId, FeeNotice> fees, Dictionary<FilingId, PaperHandIn> papers) =>
        (_session, _filings, _plans, _offices, _users, _employers, _fees, _papers) = (session, filings.ToDictionary(f => f.Id), plans, offices, users, employers, fees, papers);

    public static async Task<Telling> About(TenantSession session, IReadOnlyList<OutboxEvent> events, CancellationToken ct)
    {
        var ids = events.Select(e => e.FilingId).OfType<FilingId>().Distinct().ToList();
        var filings = await (from f in session.Db.Filings
                             where ids.Contains(f.Id)
                             join a in session.Db.Applicants on f.ApplicantId equals a.Id
                             join o in session.Db.Offices on f.EmployerId equals o.Id
                             select new { f.Id, f.Number, f.Choice, f.PlanId, Applicant = a.Name, Employer = o.Name }).AsNoTracking().ToListAsync(ct);
        var officeIds = events.Select(e => e.OfficeId).OfType<OfficeId>().Distinct().ToList();
        var (offices, people, accounts) = (officeIds.Select(o => (OfficeId?)o).ToList(), events.Select(e => e.ApplicantId).Where(a => a is not null).Distinct().ToList(), events.Select(e => e.UserId).OfType<UserId>().Select(u => u.Value).Distinct().ToList());
        var users = await session.Db.Users.AsNoTracking().Where(u => u.TenantId == session.Tenant.Id && !u.Disabled
            && ((u.OfficeId != null && offices.Contains(u.OfficeId) && (u.Role == Role.Officer || u.Role == Role.EmployerAdministrator)) || (u.ApplicantId != null && people.Contains(u.ApplicantId) && u.Role == Role.Applicant) || accounts.Contains(u.Id))).ToListAsync(ct);
        var passed = events.Where(e => e.Kind == MessageKind.FormalityPassed).Select(e => e.FilingId).OfType<FilingId>().Distinct().ToList();
        return new Telling(session, filings.Select(f => new FilingFacts(f.Id, f.Number, f.Choice, f.PlanId, f.Applicant, f.Employer)),
            await session.Db.Plans.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Terms, ct),
            await session.Db.Offices.AsNoTracking().Where(o => officeIds.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct), users,
            await (from a in session.Db.Applicants where people.Contains(a.Id) join o in session.Db.Offices on a.EmployerId equals o.Id select new { a.Id, o.Name }).ToDictionaryAsync(a => a.Id, a => a.Name, ct),
            passed.Count == 0 ? [] : await session.Db.FeeNotices.AsNoTracking().Where(n => passed.Contains(n.FilingId) && !n.Settled).ToDictionaryAsync(n => n.FilingId, ct),
            passed.Count == 0 ? [] : await session.Db.PaperHandIns.AsNoTracking().Where(p => passed.Contains(p.FilingId) && p.CompletedAt == null).ToDictionaryAsync(p => p.FilingId, ct));
    }

    /// <summary>自己办的事不再告诉自己；申报人例外，那是回执；确认邮箱的信也是。</summary>
    public IEnumerable<AppUser> Recipients(IReadOnlyList<OutboxEvent> group)
    {
        var about = group[0];
        var users = about.UserId is { } one ? _users.Where(u => u.Id == one.Value)
            : about.ApplicantId is { } person ? _users.Where(u => u.ApplicantId == person && u.Role == Role.Applicant)
            : about.OfficeId is { } office ? _users.Where(u => u.OfficeId == office && u.Active && u.Role is Role.Officer or Role.EmployerAdministrator)
            : [];
        return about.ApplicantId is not null || about.Kind == MessageKind.MailToConfirm ? users : users.Where(u => group.Any(e => e.ActorId.Value != u.Id));
    }

    /// <summary>到时候用不着说的：计划不在形式审核通过时打印评审表。</summary>
    public bool IsIdle(OutboxEvent about) => about.Kind == MessageKind.PrintReady && Plan(about)?.Print.Gate != PrintGate.FormalityPassed;

    public static bool IsForMany(OutboxEvent about) => about is { PlanId: not null, ApplicantId: null, OfficeId: null, UserId: null };

    /// <summary>关于整份计划的（延期）：截止真的变了的专业里，还没有提交、退回补正中、要赶在截止前报到评委会的各份，一份记一件，随后各自通知。</summary>
    public async Task Spread(OutboxEvent about, CancellationToken ct)
    {
        await using var insert = new NpgsqlCommand("""
            with told as materialized (
              select e.*, n.terms as new_terms, o.terms as old_terms from outbox_events e
                join plan_editions n on n.tenant_id = e.tenant_id and n.plan_id = e.plan_id and e.key = 'plan/' || n.plan_id || '/' || n.no
                join plan_editions o on o.tenant_id = n.tenant_id and o.plan_id = n.plan_id and o.no = n.no - 1
               where e.tenant_id = $1 and e.id = $2),
            open as materialized (
              select f.id, f.applicant_id, f.channel, f.series, f.specialty from filings f
               where f.tenant_id = $1 and f.plan_id = (select plan_id from told) and (f.status in ('Draft', 'Returned') or (f.status = 'InApproval' and f.arrival_deadline is not null))),
            moved as materialized (
              select c.* from (select distinct channel, series, specialty from open) c cross join told t
               where plan_closes(t.new_terms, c.channel, c.series, c.specialty) <> plan_closes(t.old_terms, c.channel, c.series, c.specialty))
            insert into outbox_events (tenant_id, id, kind, key, at, applicant_id, filing_id, actor_id, facts, inbox_only, attempts)
            select t.tenant_id, gen_random_uuid(), t.kind, t.key || '/' || f.id, t.at, f.applicant_id, f.id, t.actor_id, t.facts, t.inbox_only, 0
              from open f join moved using (channel, series, specialty) cross join told t
            on conflict (tenant_id, key) do nothing
            """, _session.Connection, _session.Transaction)
        { CommandTimeout = 0, Parameters = { new() { Value = _session.Tenant.Id.Value }, new() { Value = about.Id } } };
        await insert.ExecuteNonQueryAsync(ct);
    }

    public IReadOnlyDictionary<string, string> Facts(IReadOnlyList<OutboxEvent> group, AppUser user)
    {
        var about = group[0];
        var facts = new Dictionary<string, string>(about.Facts, StringComparer.Ordinal) { ["姓名"] = user.DisplayName, ["件数"] = about.Facts.GetValueOrDefault("件数") ?? $"{group.Count}", ["清单"] = List(group) };
        if (MessageSort.Of(about.Kind).Digest && about.OfficeId is { } office && _offices.TryGetValue(office, out var name)) facts["机构"] = name;
        else if (!facts.ContainsKey("机构") && about.OfficeId is { } own && _offices.TryGetValue(own, out var ownName)) facts["机构"] = ownName;
        // 合成一条的，各份的期限一样才写得出一句。
        if (MessageSort.Of(about.Kind).Digest) facts["何时"] = group.Select(e => e.Facts.GetValueOrDefault("何时", "请按通知的时间办")).Distinct().Take(2).ToList() is [var one] ? one : "各份的期限不一样，见页面上的名单";
        if (about.ApplicantId is { } person && _employers.TryGetValue(person, out var employer)) facts["单位"] = employer;
        if (Plan(about) is { } plan) (facts["计划"], facts["份数"]) = (plan.Title, $"{plan.Print.Copies}");
        if (about.Kind == MessageKind.FormalityPassed && Plan(about) is { } terms && about.FilingId is { } passed) facts["下一步"] = NextSteps.After(terms.Print, _fees.GetValueOrDefault(passed), _papers.GetValueOrDefault(passed));
        if (Filing(about) is { } filing)
        {
            (facts["编号"], facts["申报人"], facts["单位"]) = (filing.Number, filing.Applicant, filing.Employer);
            (facts["系列"], facts["专业"], facts["级别"]) = (filing.Choice.Series, filing.Choice.Specialty, filing.Choice.Grade.Label());
        }

        var deadline = about.Deadline ?? (about.Kind == MessageKind.WindowExtended && Filing(about) is { } extended ? Plan(about)?.WindowFor(extended.Choice).Closes : null);
        if (deadline is { } until) (facts["期限"], facts["还剩"]) = (until.Print(), (until - _session.Now.Instant).Left());
        return facts;
    }

    private FilingFacts? Filing(OutboxEvent about) => about.FilingId is { } id ? _filings.GetValueOrDefault(id) : null;

    private PlanTerms? Plan(OutboxEvent about) => (about.PlanId ?? Filing(about)?.PlanId) is { } id ? _plans.GetValueOrDefault(id) : null;

    private string List(IReadOnlyList<OutboxEvent> group)
    {
        var lines = group.Select(e => Filing(e) is { } f ? $"{f.Number} {f.Applicant} {f.Choice.Specialty} {f.Choice.Grade.Label()}" : e.Facts.GetValueOrDefault("一件", "")).Where(l => l.Length > 0).ToList();
        return string.Join('\n', lines.Take(ListAtMost)) + (lines.Count > ListAtMost ? $"\n……等 {lines.Count} 件" : "");
    }
}
