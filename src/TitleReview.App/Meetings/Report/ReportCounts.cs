using Npgsql;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Organizations;

namespace TitleReview.App.Meetings;

/// <summary>计划的退回、放宽、异议：三句 SQL，数都在数据库里数，不把申报一份份取出来。</summary>
/// <param name="Objections">单位公示的异议。</param>
internal sealed record ReportCounts(ReportDesks Desks, IReadOnlyList<ReportGrant> Grants, IReadOnlyDictionary<LateKind, long> Late, IReadOnlyList<ReportObjections> Objections)
{
    public static async Task<ReportCounts> Of(TenantSession session, Meeting meeting, CancellationToken ct)
    {
        var granted = await Granted(session, meeting, ct);
        var late = Enum.GetValues<LateKind>().ToDictionary(k => k, k => granted.Where(g => g.Kind == $"{k}").Sum(g => g.Count));
        return new(await Desk(session, meeting, ct),
            [.. Enum.GetValues<GrantKind>().SelectMany(k => granted.Where(g => g.Kind == $"{k}").OrderBy(g => g.At).ThenBy(g => g.Office, StringComparer.Ordinal).ThenBy(g => g.Words, StringComparer.Ordinal).Select(g => new ReportGrant(k, g.Office, g.At, g.Words, g.Count)))],
            late, await Objected(session, meeting, ct));
    }

    /// <summary>
    /// 每个机构、每个县（市）、合计：经手、办了、退回、不予受理、退还、首次未告知，与在手里的天数的中位数。
    /// 到手里的时刻是上一次提交或上一级通过；机构照各份申报自己的站点，同名的两家不会并成一家。
    /// </summary>
    private static async Task<ReportDesks> Desk(TenantSession session, Meeting meeting, CancellationToken ct)
    {
        List<(string Of, ReportDesk Desk)> lines = await Ask(session, """
            with stops as (
              select distinct f.id, (s #>> '{officeId,value}')::uuid as office_id, s ->> 'officeName' as name, s #>> '{step,kind}' as kind
                from filings f cross join lateral jsonb_array_elements(f.stops) s where f.tenant_id = $1 and f.plan_id = $2),
            acts as (
              select e.filing_id, e.no, e.action, e.office, e.at, m.place,
                     max(e.at) filter (where e.action in ('Submit', 'Approve')) over (partition by e.filing_id order by e.no rows between unbounded preceding and 1 preceding) as came
                from filings f join filing_events e on e.tenant_id = f.tenant_id and e.filing_id = f.id join offices m on m.tenant_id = f.tenant_id and m.id = f.employer_id
               where f.tenant_id = $1 and f.plan_id = $2),
            done as (
              select a.*, s.office_id, s.name, s.kind, a.action in ('Approve', 'Return', 'Decline') as handled,
                     a.action = 'Return' and exists (select 1 from proposals p where p.tenant_id = $1 and p.filing_id = a.filing_id and p.kind = 'UntoldReturn' and p.state = 'Confirmed' and p.office_id = s.office_id and p.decided_at = a.at) as untold
                from acts a join stops s on s.id = a.filing_id and s.name = a.office where a.action in ('Approve', 'Return', 'Decline', 'RefundTry'))
            select case when grouping(d.office_id) = 0 then 'office' when grouping(d.place) = 0 then 'county' else 'all' end, coalesce(d.name, d.place, ''), d.kind, coalesce(d.place, max(o.place), ''),
                   count(distinct d.filing_id) filter (where d.handled), count(*) filter (where d.handled), count(*) filter (where d.action = 'Return'), count(*) filter (where d.action = 'Decline'),
                   count(*) filter (where d.action = 'RefundTry'), count(*) filter (where d.untold),
                   percentile_cont(0.5) within group (order by extract(epoch from d.at - d.came)::float8) filter (where d.handled and d.came is not null) / 86400
              from done d left join offices o on o.tenant_id = $1 and o.id = d.office_id
             group by grouping sets ((d.office_id, d.name, d.kind), (d.place), ())
            """, r => (r.GetString(0), new ReportDesk(r.GetString(1), r.IsDBNull(2) ? null : Enum.Parse<OfficeKind>(r.GetString(2)), r.GetString(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8), r.GetInt64(9), r.IsDBNull(10) ? null : r.GetDouble(10))),
            ct, session.Tenant.Id.Value, meeting.PlanId.Value);
        var offices = lines.Where(l => l.Of == "office").Select(l => l.Desk).OrderBy(d => d.Kind).ThenBy(d => d.Place, StringComparer.Ordinal).ThenBy(d => d.Name, StringComparer.Ordinal).ToList();
        var total = lines.Where(l => l.Of == "all").Select(l => l.Desk with { Name = "合计", Place = "" }).SingleOrDefault() ?? new("合计", null, "", 0, 0, 0, 0, 0, 0, null);
        return new(total, [.. offices.Where(d => d.Kind != OfficeKind.Employer)], [.. offices.Where(d => d.Kind == OfficeKind.Employer)], [.. lines.Where(l => l.Of == "county").Select(l => l.Desk).OrderBy(d => d.Name, StringComparer.Ordinal)]);
    }

    private sealed record Line(string Kind, string? Office, DateTimeOffset? At, string? Words, long Count);

    /// <summary>放宽的与过了时候的，一句里各数各的。解除诚信记录的，是计划第一次发布以来的。</summary>
    private static Task<List<Line>> Granted(TenantSession session, Meeting meeting, CancellationToken ct) => Ask(session, """
        with mine as (select f.* from filings f where f.tenant_id = $1 and f.plan_id = $2),
        acts as (select e.* from mine f join filing_events e on e.tenant_id = f.tenant_id and e.filing_id = f.id)
        select 'WindowExtended', null::text, published_at, reason, 1::bigint from plan_editions where tenant_id = $1 and plan_id = $2 and kind = 'Extension'
        union all
        select 'LateSubmission', null, null, case when s.no = 1 then '首次提交' else '退回补正之后再次提交' end, count(*)
          from mine f join submissions s on s.tenant_id = f.tenant_id and s.filing_id = f.id
          join plan_windows g on g.tenant_id = f.tenant_id and g.plan_id = f.plan_id and g.channel = '' and g.series = '' and g.specialty = ''
          left join plan_windows w on w.tenant_id = f.tenant_id and w.plan_id = f.plan_id and w.channel = s.channel and w.series = s.series and w.specialty = s.specialty
         where s.submitted_at >= coalesce(w.closes, g.closes) group by 4
        union all
        select 'TrainingExempt', null, null, r #>> '{values,exempt}', count(distinct f.id)
          from mine f join submissions s on s.tenant_id = f.tenant_id and s.filing_id = f.id and s.no = f.submission_no cross join lateral jsonb_array_elements(s.form #> '{modules,training}') r
         where coalesce(r #>> '{values,exempt}', '') not in ('', '否', '无') group by 4
        union all
        select 'Relaxed', o.name, x.decided_at, x.basis || '；' || x.measure, 1 from mine f join exemptions x on x.tenant_id = f.tenant_id and x.filing_id = f.id join offices o on o.tenant_id = x.tenant_id and o.id = x.office_id where x.matter = 'Relaxation' and x.state = 'Agreed'
        union all
        select 'DefenceExempt', o.name, x.decided_at, x.basis, 1 from mine f join exemptions x on x.tenant_id = f.tenant_id and x.filing_id = f.id join offices o on o.tenant_id = x.tenant_id and o.id = x.office_id where x.matter = 'Defence' and x.state = 'Agreed'
        union all
        select 'VetoLifted', o.name, x.undone_at, x.undo_reason, 1 from mine f join language_tests x on x.tenant_id = f.tenant_id and x.filing_id = f.id join offices o on o.tenant_id = x.tenant_id and o.id = x.office_id where x.undone_at is not null
        union all
        select 'UntoldReturn', p.office_name, p.decided_at, p.reason, 1 from mine f join proposals p on p.tenant_id = f.tenant_id and p.filing_id = f.id where p.kind = 'UntoldReturn' and p.state = 'Confirmed'
        union all
        select 'RefundTry', office, at, opinion, 1 from acts where action = 'RefundTry'
        union all
        select 'FeeRefund', o.name, x.decided_at, (x.amount_fen / 100.0)::numeric(12, 2) || ' 元' || case when x.waived then '，不再应缴' else '' end || '：' || x.reason, 1
          from mine f join fee_refunds x on x.tenant_id = f.tenant_id and x.filing_id = f.id join offices o on o.tenant_id = x.tenant_id and o.id = x.collector_id where x.state = 'Confirmed'
        union all
        select 'BarLifted', decided_office, lifted_at, lift_reason, 1 from integrity_records where tenant_id = $1 and lifted_at >= (select min(published_at) from plan_editions where tenant_id = $1 and plan_id = $2)
        union all
        select 'UndoReceive', office, at, opinion, 1 from acts where action = 'UndoReceive'
        union all
        select 'Lapsed', null, null, null, count(*) from acts where action = 'Lapse'
        union all
        select 'PapersLate', null, null, null, count(*) from mine f join paper_hand_ins p on p.tenant_id = f.tenant_id and p.filing_id = f.id where coalesce(p.completed_at, $3) > p.due_at
        union all
        select 'FeesOverdue', null, null, null, count(*) from mine f join fee_notices n on n.tenant_id = f.tenant_id and n.filing_id = f.id where not n.settled and n.due_at <= $3
        union all
        select 'ByDeputy', null, null, null, count(*) from acts where right(user_name, 1) = '）'
        """, r => new Line(r.GetString(0), r.IsDBNull(1) ? null : r.GetString(1), r.IsDBNull(2) ? null : r.GetFieldValue<DateTimeOffset>(2), r.IsDBNull(3) ? null : r.GetString(3), r.GetInt64(4)),
        ct, session.Tenant.Id.Value, meeting.PlanId.Value, session.Now.Instant.ToUniversalTime());

    private static async Task<IReadOnlyList<ReportObjections>> Objected(TenantSession session, Meeting meeting, CancellationToken ct) => await Ask(session, """
        select o.online, count(*), count(o.settled_at), count(*) filter (where o.upheld)
          from filings f join notices n on n.tenant_id = f.tenant_id and n.filing_id = f.id join objections o on o.tenant_id = n.tenant_id and o.notice_id = n.id
         where f.tenant_id = $1 and f.plan_id = $2 group by 1 order by 1
        """, r => new ReportObjections(r.GetBoolean(0) ? "单位公示：公示页反映" : "单位公示：登记", r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)), ct, session.Tenant.Id.Value, meeting.PlanId.Value);

    internal static async Task<List<T>> Ask<T>(TenantSession session, string sql, Func<NpgsqlDataReader, T> row, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand { CommandText = sql, Connection = session.Connection, Transaction = session.Transaction };
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<T> rows = [];
        while (await reader.ReadAsync(ct)) rows.Add(row(reader));
        return rows;
    }
}

/// <summary>理由、情况是人写的，里面可能提到申报人：本计划的申报人、诚信记录里的名字，照样子换掉再写进报告。</summary>
internal sealed record KnownNames(IReadOnlyList<string> All)
{
    public string? Out(string? text) => text is null ? null : All.Aggregate(text, (words, name) => words.Replace(name, Domain.Reviews.Blanking.Mark, StringComparison.Ordinal));
}

internal static class NamesReading
{
    /// <summary>这些话里提到的名字，长的在前。</summary>
    public static async Task<KnownNames> Names(this TenantSession session, Meeting meeting, IReadOnlyList<string?> texts, CancellationToken ct) => new(
        [.. (await ReportCounts.Ask(session, """
            select distinct named.name from (
              select a.name from filings f join applicants a on a.tenant_id = f.tenant_id and a.id = f.applicant_id where f.tenant_id = $1 and f.plan_id = $2
              union all select r.name from integrity_records r where r.tenant_id = $1) named
             where length(named.name) >= 2 and position(named.name in $3) > 0
            """, r => r.GetString(0), ct, session.Tenant.Id.Value, meeting.PlanId.Value, string.Join('\n', texts))).OrderByDescending(n => n.Length)]);
}
