using Microsoft.EntityFrameworkCore;
using Npgsql;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Messages;

/// <summary>
/// 期限快到：照计划定的小时数，在发件箱里各记一次。一件事的名字里有期限与小时数，重来、几个节点一起来，都只有一次；
/// 停机错过几次的，只补最近的一次；期限已过的不再提醒。
/// </summary>
[Does(Act.RemindDeadlines)]
public sealed class RemindDeadlines(TenantSessions sessions)
{
    internal const string Row = "insert into outbox_events (tenant_id, id, kind, key, at, applicant_id, office_id, filing_id, plan_id, actor_id, facts, deadline, inbox_only, attempts)";
    internal const string Nobody = "'00000000-0000-0000-0000-000000000000'::uuid";
    internal const string Once = "on conflict (tenant_id, key) do nothing";

    /// <returns>新记了几件。</returns>
    public async Task<int> Run(TenantId tenant, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenFor(tenant, Actor.System, ct);
        if (session.WhyNot(Act.RemindDeadlines) is not null) return 0;

        var made = await NoticesOver(session, ct);
        foreach (var plan in await session.Db.Plans.AsNoTracking().ToListAsync(ct))
        {
            foreach (var band in ReminderTerms.Bands(plan.Terms.Reminders.FixHours)) made += await Fixes(session, plan.Id, band, ct);
            foreach (var band in ReminderTerms.Bands(plan.Terms.Reminders.NoticeHours)) made += await Notices(session, plan.Id, band, ct);
            foreach (var band in ReminderTerms.Bands(plan.Terms.Reminders.WindowHours)) made += await Windows(session, plan, band, ct);
            foreach (var band in ReminderTerms.Bands(plan.Terms.Reminders.MilestoneHours)) made += await Milestones(session, plan, band, ct) + await RemindPayers.Due(session, plan, band, ct);
            made += await RemindPayers.Overdue(session, plan, ct);
        }

        return made;
    }

    /// <summary>补正期：刚刚退回、剩下的时间本来就不到这么多的，不再说一遍。</summary>
    private static Task<int> Fixes(TenantSession session, PlanId plan, (int Hours, int Beyond) band, CancellationToken ct) => Insert(session, $"""
        {Row}
        select f.tenant_id, gen_random_uuid(), 'FixEnding', 'fix/' || f.id || '/' || extract(epoch from f.fix_deadline)::bigint || '/' || $4, f.fix_deadline - make_interval(hours => $4), f.applicant_id, null, f.id, null, {Nobody},
               jsonb_build_object('处数', jsonb_array_length(f.corrections)::text, '还剩几次', (f.submission_limit - f.submissions_used)::text), f.fix_deadline, false, 0
          from filings f
         where f.tenant_id = $1 and f.plan_id = $2 and f.status = 'Returned' and f.fix_deadline > $3 + make_interval(hours => $5) and f.fix_deadline <= $3 + make_interval(hours => $4)
           and f.fix_deadline - make_interval(hours => $4) > (select max(e.at) from filing_events e where e.tenant_id = f.tenant_id and e.filing_id = f.id)
        {Once}
        """, ct, plan.Value, session.Now.Instant.ToUniversalTime(), band.Hours, band.Beyond);

    /// <summary>公示已期满、还没有出具结果：告诉单位管理员，一份一次。出具结果是人的决定，系统不代。</summary>
    private static Task<int> NoticesOver(TenantSession session, CancellationToken ct) => Insert(session, $"""
        {Row}
        select n.tenant_id, gen_random_uuid(), 'NoticeOver', 'notice/' || n.id || '/over', (n.last_day + 1)::timestamp at time zone interval '08:00', null, f.employer_id, f.id, null, {Nobody},
               jsonb_build_object('末日', to_char(n.last_day, 'FMYYYY"年"FMMM"月"FMDD"日"')), null, false, 0
          from notices n join filings f on f.tenant_id = n.tenant_id and f.id = n.filing_id and f.submission_no = n.submission_no and f.status = 'InApproval'
         where n.tenant_id = $1 and n.concluded_at is null and n.last_day < $2
        {Once}
        """, ct, session.Now.Today);

    private static Task<int> Notices(TenantSession session, PlanId plan, (int Hours, int Beyond) band, CancellationToken ct) => Insert(session, $"""
        {Row}
        select n.tenant_id, gen_random_uuid(), 'NoticeEnding', 'notice/' || n.id || '/' || $4, e.over - make_interval(hours => $4), null, f.employer_id, f.id, null, {Nobody},
               jsonb_build_object('末日', to_char(n.last_day, 'FMYYYY"年"FMMM"月"FMDD"日"')), e.over, false, 0
          from notices n join filings f on f.tenant_id = n.tenant_id and f.id = n.filing_id and f.submission_no = n.submission_no and f.status = 'InApproval'
          cross join lateral (select (n.last_day + 1)::timestamp at time zone interval '08:00' as over) e
         where n.tenant_id = $1 and f.plan_id = $2 and n.concluded_at is null and e.over > $3 + make_interval(hours => $5) and e.over <= $3 + make_interval(hours => $4) and n.posted_at < e.over - make_interval(hours => $4)
        {Once}
        """, ct, plan.Value, session.Now.Instant.ToUniversalTime(), band.Hours, band.Beyond);

    /// <summary>申报期：各专业的截止可能不同，逐个看；离截止还远的，一条也不查。</summary>
    private static async Task<int> Windows(TenantSession session, Plan plan, (int Hours, int Beyond) band, CancellationToken ct)
    {
        var now = session.Now.Instant;
        if (!plan.Terms.All().Any(w => Within(w.Window.Closes, now, band))) return 0;

        var made = 0;
        var choices = await session.Db.Filings.Where(f => f.PlanId == plan.Id && (f.Status == Domain.Filings.FilingStatus.Draft || f.ArrivalDeadline != null))
            .Select(f => new { f.Choice.Channel, f.Choice.Series, f.Choice.Specialty }).Distinct().ToListAsync(ct);
        foreach (var c in choices)
        {
            var closes = plan.Terms.WindowFor(new TitleChoice(c.Channel, c.Series, c.Specialty, default, default, default)).Closes;
            if (Within(closes, now, band)) made += await Window(session, plan.Id, (c.Channel, c.Series, c.Specialty), closes, band.Hours, ct);
        }

        return made;
    }

    private static Task<int> Window(TenantSession session, PlanId plan, (string Channel, string Series, string Specialty) choice, DateTimeOffset closes, int hours, CancellationToken ct) => Insert(session, $"""
        with mine as (select * from filings where tenant_id = $1 and plan_id = $2 and channel = $5 and series = $6 and specialty = $7)
        {Row}
        select f.tenant_id, gen_random_uuid(), 'WindowEnding', 'window/' || f.id || '/' || extract(epoch from $3)::bigint || '/' || $4, $3 - make_interval(hours => $4), f.applicant_id, null::uuid, f.id, null::uuid, {Nobody}, '{"{}"}'::jsonb, $3, false, 0
          from mine f where f.status = 'Draft'
        union all
        select f.tenant_id, gen_random_uuid(), 'ArrivalEnding', 'arrival/' || f.id || '/' || extract(epoch from $3)::bigint || '/' || $4 || '/' || a.who, $3 - make_interval(hours => $4), a.applicant, a.office, f.id, null::uuid, {Nobody}, '{"{}"}'::jsonb, $3, false, 0
          from mine f cross join lateral (values ('applicant', f.applicant_id, null::uuid), (f.current_office_id::text, null::uuid, f.current_office_id)) a (who, applicant, office)
         where f.status = 'InApproval' and f.arrival_deadline is not null
        {Once}
        """, ct, plan.Value, closes.ToUniversalTime(), hours, choice.Channel, choice.Series, choice.Specialty);

    /// <summary>计划列明的日子：缴费、交纸质材料的截止，答辩的开始，告诉形式审核通过的；审核的截止，告诉还有没审完的机构。</summary>
    private static async Task<int> Milestones(TenantSession session, Plan plan, (int Hours, int Beyond) band, CancellationToken ct)
    {
        var made = 0;
        foreach (var (milestone, at) in plan.Terms.Milestones.Select((m, i) => (m, i)))
        {
            var (when, what) = milestone.Kind == MilestoneKind.Defence ? (milestone.Opens(), "开始") : (milestone.Closes(), "截止");
            if (!Within(when, session.Now.Instant, band)) continue;

            object[] values = [plan.Id.Value, when.ToUniversalTime(), band.Hours, $"{at}-{when.ToUnixTimeSeconds()}", milestone.Name + (milestone.Name.EndsWith(what, StringComparison.Ordinal) ? "" : what)];
            // 缴费的、交材料的：由单位办的告诉单位（合成一条），缴清、交齐了的谁也不告诉。
            if (milestone.Kind == MilestoneKind.Payment)
                made += await Insert(session, $"""
                    {Row}
                    select f.tenant_id, gen_random_uuid(), case when n.payer = 'Employer' then 'FeesDue' else 'MilestoneEnding' end, 'milestone/' || f.id || '/' || $5 || '/' || $4, $3 - make_interval(hours => $4),
                           case when n.payer = 'Employer' then null else f.applicant_id end, case when n.payer = 'Employer' then f.employer_id end, f.id, null, {Nobody}, jsonb_build_object('事项', $6, '何时', $7), $3, false, 0
                      from filings f left join fee_notices n on n.tenant_id = f.tenant_id and n.filing_id = f.id
                     where f.tenant_id = $1 and f.plan_id = $2 and f.status = 'FormalityPassed' and n.settled is distinct from true
                    {Once}
                    """, ct, [.. values, $"请在{when.Print()}之前缴"]);
            else if (milestone.Kind == MilestoneKind.Paper)
                made += await Insert(session, $"""
                    {Row}
                    select p.tenant_id, gen_random_uuid(), case when p.bearer = 'Employer' then 'PapersMissing' else 'MilestoneEnding' end, 'milestone/' || p.filing_id || '/' || $5 || '/' || $4, $3 - make_interval(hours => $4),
                           case when p.bearer = 'Employer' then null else p.applicant_id end, case when p.bearer = 'Employer' then p.employer_id end, p.filing_id, null, {Nobody}, jsonb_build_object('事项', $6, '何时', $7), $3, false, 0
                      from paper_hand_ins p where p.tenant_id = $1 and p.plan_id = $2 and p.completed_at is null
                    {Once}
                    """, ct, [.. values, $"请在{when.Print()}之前交"]);
            else if (milestone.Kind == MilestoneKind.Defence)
                made += await Insert(session, $"""
                    {Row}
                    select f.tenant_id, gen_random_uuid(), 'MilestoneEnding', 'milestone/' || f.id || '/' || $5 || '/' || $4, $3 - make_interval(hours => $4), f.applicant_id, null, f.id, null, {Nobody}, jsonb_build_object('事项', $6), $3, false, 0
                      from filings f where f.tenant_id = $1 and f.plan_id = $2 and f.status = 'FormalityPassed'
                    {Once}
                    """, ct, values);
            else if (milestone.Kind == MilestoneKind.Approval)
                made += await Insert(session, $"""
                    {Row}
                    select f.tenant_id, gen_random_uuid(), 'ReviewEnding', 'review/' || $2 || '/' || f.current_office_id || '/' || $5 || '/' || $4, $3 - make_interval(hours => $4), null, f.current_office_id, null, f.plan_id, {Nobody},
                           jsonb_build_object('事项', $6, '件数', count(*)::text), $3, false, 0
                      from filings f where f.tenant_id = $1 and f.plan_id = $2 and f.status = 'InApproval' group by f.tenant_id, f.plan_id, f.current_office_id
                    {Once}
                    """, ct, values);
        }

        return made;
    }

    private static bool Within(DateTimeOffset deadline, DateTimeOffset now, (int Hours, int Beyond) band) => deadline > now.AddHours(band.Beyond) && deadline <= now.AddHours(band.Hours);

    internal static async Task<int> Insert(TenantSession session, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, session.Connection) { Parameters = { new() { Value = session.Tenant.Id.Value } } };
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(ct);
    }
}
