using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Messages;

/// <summary>评审费、纸质材料各份自己的期限：计划只写“通过后几日内缴”的，快到时提醒；期限刚过还没有办的，告诉一次。谁缴、谁交告诉谁。</summary>
internal static class RemindPayers
{
    /// <summary>停机补报只补这几天的；更早的，收的机构在名单上看得到。</summary>
    private const int Recent = 3;

    /// <summary>计划列明了缴费日子的，由那个日子提醒。</summary>
    public static async Task<int> Due(TenantSession session, Plan plan, (int Hours, int Beyond) band, CancellationToken ct)
    {
        if (plan.Terms.Fees.DueDays is null || plan.Terms.Milestones.Any(m => m.Kind == MilestoneKind.Payment)) return 0;

        var (from, until, made) = (session.Now.Instant.AddHours(band.Beyond), session.Now.Instant.AddHours(band.Hours), 0);
        foreach (var due in await session.Db.FeeNotices.Where(n => n.PlanId == plan.Id && !n.Settled && n.DueAt > from && n.DueAt <= until).Select(n => n.DueAt!.Value).Distinct().ToListAsync(ct))
            made += await RemindDeadlines.Insert(session, Fees("'feedue/' || n.filing_id || '/' || extract(epoch from $3)::bigint || '/' || $5", "$3 - make_interval(hours => $5)", "$3", "and n.issued_at < $3 - make_interval(hours => $5)"),
                ct, plan.Id.Value, due.ToUniversalTime(), $"请在{due.Print()}之前缴", band.Hours);
        return made;
    }

    public static async Task<int> Overdue(TenantSession session, Plan plan, CancellationToken ct)
    {
        var (now, made) = (session.Now.Instant, 0);
        var since = now.AddDays(-Recent);
        foreach (var due in await session.Db.FeeNotices.Where(n => n.PlanId == plan.Id && !n.Settled && n.DueAt > since && n.DueAt <= now).Select(n => n.DueAt!.Value).Distinct().ToListAsync(ct))
            made += await RemindDeadlines.Insert(session, Fees("'feeover/' || n.filing_id || '/' || extract(epoch from $3)::bigint", "$3", "null::timestamptz", "and n.issued_at < $3"),
                ct, plan.Id.Value, due.ToUniversalTime(), $"缴费期限是{due.Print()}，已经过了{(plan.Terms.Fees.Overdue is { } words ? $"（通知：{words}）" : "")}，请马上与收款的机构联系");
        foreach (var due in await session.Db.PaperHandIns.Where(p => p.PlanId == plan.Id && p.CompletedAt == null && p.DueAt > since && p.DueAt <= now).Select(p => p.DueAt!.Value).Distinct().ToListAsync(ct))
            made += await RemindDeadlines.Insert(session, $"""
                {RemindDeadlines.Row}
                select p.tenant_id, gen_random_uuid(), case when p.bearer = 'Employer' then 'PapersMissing' else 'PaperMissing' end, 'paperover/' || p.filing_id || '/' || extract(epoch from $3)::bigint, $3,
                       case when p.bearer = 'Employer' then null else p.applicant_id end, case when p.bearer = 'Employer' then p.employer_id end, p.filing_id, null, {RemindDeadlines.Nobody},
                       jsonb_build_object('何时', $4, '缺', (select string_agg(i ->> 'name', '；') from jsonb_array_elements(p.items) i where not (i ->> 'received')::boolean)), null, false, 0
                  from paper_hand_ins p where p.tenant_id = $1 and p.plan_id = $2 and p.completed_at is null and p.due_at = $3 and p.issued_at < $3
                {RemindDeadlines.Once}
                """, ct, plan.Id.Value, due.ToUniversalTime(), $"报送期限是{due.Print()}，已经过了，请马上与收件的机构联系");
        return made;
    }

    private static string Fees(string key, string at, string deadline, string also) => $"""
        {RemindDeadlines.Row}
        select n.tenant_id, gen_random_uuid(), case when n.payer = 'Employer' then 'FeesDue' else 'FeeDue' end, {key}, {at},
               case when n.payer = 'Employer' then null else n.applicant_id end, case when n.payer = 'Employer' then n.employer_id end, n.filing_id, null, {RemindDeadlines.Nobody},
               jsonb_build_object('何时', $4, '金额', coalesce(trim(trailing '.' from trim(trailing '0' from to_char((n.amount_fen - n.paid_fen) / 100.0, 'FM999999990.00'))) || ' 元', '')), {deadline}, false, 0
          from fee_notices n where n.tenant_id = $1 and n.plan_id = $2 and not n.settled and n.due_at = $3 {also}
        {RemindDeadlines.Once}
        """;
}
