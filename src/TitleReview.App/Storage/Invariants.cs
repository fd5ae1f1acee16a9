namespace TitleReview.App.Storage;

/// <summary>永远不该有的事：每条查询都应一行不回。每个数据库测试之后、每次 verify 都查。</summary>
internal static class Invariants
{
    public static readonly IReadOnlyList<(string Name, string Sql)> All =
    [
        ("提交次数超过上限", "select number from filings where submissions_used > submission_limit or submissions_used > submission_no"),
        ("底稿份数与提交次第不符", """
            select f.number from filings f where f.submission_no <> (select count(*) from submissions s where s.tenant_id = f.tenant_id and s.filing_id = f.id)
            """),
        ("计划的现行版没有底本", """
            select p.id::text from plans p where not exists (select 1 from plan_editions e where e.tenant_id = p.tenant_id and e.plan_id = p.id and e.no = p.edition and e.terms = p.terms)
            """),
        ("申报所按的那一版计划不在", """
            select f.number from filings f where not exists (select 1 from plan_editions e where e.tenant_id = f.tenant_id and e.plan_id = f.plan_id and e.no = f.plan_edition)
            """),
        ("底稿次序有缺口", """
            select filing_id::text from submissions group by tenant_id, filing_id having max(no) <> count(*)
            """),
        ("审核中却没有站点", "select number from filings where status = 'InApproval' and current_office_id is null"),
        ("不在审核中却停在某机构", "select number from filings where status <> 'InApproval' and current_office_id is not null"),
        ("退回却没有补正期限", "select number from filings where status = 'Returned' and fix_deadline is null"),
        ("形式审核通过却没有末级的通过记录", """
            select f.number from filings f where f.status = 'FormalityPassed' and not exists
              (select 1 from filing_events e where e.tenant_id = f.tenant_id and e.filing_id = f.id and e.action = 'Approve' and e.to = 'FormalityPassed')
            """),
        ("公示未满期就报送", """
            select f.number from filings f join filing_events e on e.tenant_id = f.tenant_id and e.filing_id = f.id and e.action = 'Approve'
              where e.office = (f.stops -> 0 ->> 'officeName') and (f.stops -> 0 -> 'step' ->> 'needsNotice')::boolean
                and not exists (select 1 from notices n where n.tenant_id = f.tenant_id and n.filing_id = f.id and n.concluded_at <= e.at)
            """),
        ("未过形式审核却打印了评审表", """
            select p.code from printed_forms p where not exists
              (select 1 from filing_events e where e.tenant_id = p.tenant_id and e.filing_id = p.filing_id and e.action = 'PrintForm')
            """),
        ("经办记录次序有缺口", "select filing_id::text from filing_events group by tenant_id, filing_id having max(no) <> count(*)"),
        ("提交底稿与入链的摘要不符", Sealed("submissions")),
        ("经办记录与入链的摘要不符", Sealed("filing_events")),
        ("送审之后的表与最近的底稿不符", """
            select f.number from filings f join submissions s on s.tenant_id = f.tenant_id and s.filing_id = f.id and s.no = f.submission_no
              where f.status in ('InApproval', 'FormalityPassed', 'NotAccepted') and f.form <> s.form and f.fix_deadline is null
            """),
        ("撤下的公告没有理由，或从未发布", "select id::text from announcements where withdrawn_at is not null and (withdrawn_reason is null or published_at is null)"),
        ("占了年度却没有送审的申报", """
            select p.filing_id::text from own_person_years() p
              where not exists (select 1 from filings f where f.id = p.filing_id and f.submission_no > 0 and f.status <> 'Draft')
            """),
        ("没有通过形式审核却送了专家", """
            select c.code from review_cases c join filings f on f.tenant_id = c.tenant_id and f.id = c.filing_id where f.status <> 'FormalityPassed'
            """),
        ("没有等确认的导入还留着各行，或办过的行数不符", "select id::text from import_sheets where (state <> 'Previewed' and length(sealed_rows) > 0) or handled <> jsonb_array_length(outcome) or (state = 'Done' and handled <> rows)"),
        ("代办的两个人不在同一个机构", """
            select d.id::text from deputations d join users p on p.id = d.principal_id join users u on u.id = d.deputy_id
              where p.tenant_id <> d.tenant_id or u.tenant_id <> d.tenant_id or p.office_id is distinct from d.office_id or u.office_id is distinct from d.office_id
            """),
        ("有密码的账号还等着激活，或结束了的账号没有停用", "select id::text from users where (password_hash is not null and invited_at is not null) or (ended_at is not null and not disabled)"),
        ("送给了不是本端口评审专家的人，或他本单位、本人的申报", """
            select c.code from review_assignments a
              join review_cases c on c.tenant_id = a.tenant_id and c.filing_id = a.filing_id
              join filings f on f.tenant_id = a.tenant_id and f.id = a.filing_id
              left join users u on u.id = a.expert_id and u.tenant_id = a.tenant_id and u.role = 'Expert'
              where u.id is null or u.office_id = f.employer_id or u.applicant_id = f.applicant_id
            """),
        ("首次未告知、退还机会没有第二个人", "select id::text from proposals where state in ('Confirmed', 'Rejected') and (decided_by is null or decided_by = proposed_by)"),
        ("退还的机会与同意的提议不符", """
            select coalesce(e.filing_id, p.filing_id)::text
              from (select tenant_id, filing_id, submission_no from filing_events where action = 'RefundTry') e
              full join (select tenant_id, filing_id, submission_no from proposals where kind = 'RefundTry' and state = 'Confirmed') p
                on p.tenant_id = e.tenant_id and p.filing_id = e.filing_id and p.submission_no = e.submission_no
              where e.filing_id is null or p.filing_id is null
            """),
        ("待办与申报不符", """
            select coalesce(q.number, e.number) from (select * from queue_entries) q
              full join queue_expected e on e.tenant_id = q.tenant_id and e.filing_id = q.filing_id and e.office_id = q.office_id
              where (q.plan_id, q.state, q.number, q.applicant_name, q.employer_name, q.place, q.specialty, q.tries, q.submitted_at, q.deadline, q.resident_tail, q.assignee_id)
                is distinct from (e.plan_id, e.state, e.number, e.applicant_name, e.employer_name, e.place, e.specialty, e.tries, e.submitted_at, e.deadline, e.resident_tail, e.assignee_id)
            """),
        ("待办件数与待办不符", """
            select office_id::text from queue_counts c
              full join (select tenant_id, office_id, plan_id, state, specialty, place, count(*) from queue_entries group by 1, 2, 3, 4, 5, 6) q using (tenant_id, office_id, plan_id, state, specialty, place)
              where coalesce(c.entries, 0) <> coalesce(q.count, 0)
            """),
        ("每天的件数与经办记录不符", """
            select coalesce(d.office_id, e.office_id)::text from (select * from queue_days) d full join queue_days_expected e using (tenant_id, office_id, plan_id, day)
              where (d.arrived, d.handled) is distinct from (e.arrived, e.handled)
            """),
        ("各人手里的件数与待办不符", """
            select coalesce(l.office_id, q.office_id)::text from (select * from queue_loads where entries > 0) l
              full join (select tenant_id, office_id, assignee_id, count(*) from queue_entries where state = 'Waiting' and assignee_id is not null group by 1, 2, 3) q using (tenant_id, office_id, assignee_id)
              where coalesce(l.entries, 0) <> coalesce(q.count, 0)
            """),
        ("派给了别的机构的人", """
            select a.filing_id::text from desk_assignments a join users u on u.id = a.assignee_id where u.tenant_id <> a.tenant_id
            """),
        ("成批办理记为通过的，没有他在那一刻的通过记录", """
            select r.filing_id::text from bulk_rows r join bulk_orders o on o.tenant_id = r.tenant_id and o.id = r.bulk_id
              where o.kind = 'Pass' and r.state = 'Done' and (select count(*) from filing_events e
                where e.tenant_id = r.tenant_id and e.filing_id = r.filing_id and e.submission_no = r.submission_no and e.action = 'Approve' and e.user_id = o.ordered_by and e.at = r.at) <> 1
            """),
        ("缴费通知上的已缴与核实的缴款、退费不符", """
            select n.filing_id::text from fee_notices n
              left join (select s.tenant_id, s.filing_id, sum(s.amount_fen - s.refunded_fen) as fen from payment_shares s join payments p on p.tenant_id = s.tenant_id and p.id = s.payment_id and p.state = 'Confirmed' group by 1, 2) s
                on s.tenant_id = n.tenant_id and s.filing_id = n.filing_id
              where n.paid_fen <> coalesce(s.fen, 0) or n.settled <> case when n.amount_fen is null then n.paid_fen > 0 else n.paid_fen >= n.amount_fen end
            """),
        ("一笔缴款分到各份的加多出来的，不等于这一笔", """
            select p.id::text from payments p
              where p.amount_fen <> p.surplus_fen + (select coalesce(sum(s.amount_fen), 0) from payment_shares s where s.tenant_id = p.tenant_id and s.payment_id = p.id)
            """),
        ("退费没有第二个人", "select id::text from fee_refunds where state in ('Confirmed', 'Rejected') and (decided_by is null or decided_by = proposed_by)"),
        ("退了的与同意的退费不符", """
            select p.id::text from payments p
              where p.surplus_refunded_fen + (select coalesce(sum(s.refunded_fen), 0) from payment_shares s where s.tenant_id = p.tenant_id and s.payment_id = p.id)
                 <> (select coalesce(sum(r.amount_fen), 0) from fee_refunds r where r.tenant_id = p.tenant_id and r.payment_id = p.id and r.state = 'Confirmed')
            """),
        ("核实的缴款与有效的收据不符", """
            select p.id::text from payments p
              cross join lateral (select coalesce(sum(s.amount_fen - s.refunded_fen), 0) as fen from payment_shares s where s.tenant_id = p.tenant_id and s.payment_id = p.id) s
              cross join lateral (select coalesce(sum(r.amount_fen), 0) as fen, count(*) as valid from fee_receipts r where r.tenant_id = p.tenant_id and r.payment_id = p.id and r.voided_at is null) r
              where r.valid > 1 or r.fen <> case when p.state = 'Confirmed' then s.fen else 0 end
            """),
        ("收据编号有缺口，或与取号不符", """
            select coalesce(r.year, c.year)::text from (select tenant_id, year, max(no) as last, count(*) as count from fee_receipts group by 1, 2) r
              full join (select * from series_counters where series = 'FeeReceipt') c on c.tenant_id = r.tenant_id and c.year = r.year
              where r.last is distinct from r.count or r.last is distinct from c.last
            """),
        ("一行流水记到的缴款，金额不同，或没有核实", """
            select l.serial from bank_lines l join payments p on p.tenant_id = l.tenant_id and p.id = l.payment_id
              where p.amount_fen <> l.amount_fen or p.state <> 'Confirmed'
            """),
        ("从对账单记的缴款没有流水，或更正了却没有更正的记录", """
            select p.id::text from payments p
              where p.slip is null and p.state = 'Confirmed' and not exists (select 1 from bank_lines l where l.tenant_id = p.tenant_id and l.payment_id = p.id and l.confirms)
                 or p.state = 'Corrected' and not exists (select 1 from bank_corrections c where c.tenant_id = p.tenant_id and c.payment_id = p.id and c.money and c.state = 'Confirmed')
            """),
        ("核实过钱的更正没有第二个人，或更正了的流水没有留痕", """
            select c.id::text from bank_corrections c join bank_lines l on l.tenant_id = c.tenant_id and l.id = c.line_id
              where c.state = 'Confirmed' and (c.money and c.decided_by = c.proposed_by or l.corrected_at is null)
            """),
        ("相同的流水记了两次", """
            select l.serial from bank_lines l where l.same_as is null
              group by l.tenant_id, l.collector_id, l.serial, l.paid_on, l.amount_fen, l.payer_name having count(*) > 1
            """),
        ("办完了的对账单还留着各格", "select id::text from bank_sheets where state <> 'Preview' and length(sealed_cells) > 0"),
        ("纸质材料收齐与各样不符，或收齐了却没有“已接收材料”的记录", """
            select p.filing_id::text from paper_hand_ins p
              where (p.completed_at is not null) <> not exists (select 1 from jsonb_array_elements(p.items) i where not (i ->> 'received')::boolean)
                 and (p.completed_at is not null or not exists (select 1 from filing_events e where e.tenant_id = p.tenant_id and e.filing_id = p.filing_id and e.action = 'UndoReceive'))
                 or (p.completed_at is not null and not exists (select 1 from filing_events e where e.tenant_id = p.tenant_id and e.filing_id = p.filing_id and e.action = 'Receive'))
            """),
        ("收到了材料却没有有效的回执", """
            select p.filing_id::text from paper_hand_ins p
              where exists (select 1 from jsonb_array_elements(p.items) i where (i ->> 'received')::boolean)
                and not exists (select 1 from paper_receipts r where r.tenant_id = p.tenant_id and r.receiver_id = p.receiver_id and r.employer_id = p.employer_id and r.voided_at is null and r.filings @> jsonb_build_array(jsonb_build_object('value', p.filing_id)))
            """),
        ("收材回执编号有缺口，或与取号不符", """
            select coalesce(r.year, c.year)::text from (select tenant_id, year, max(no) as last, count(*) as count from paper_receipts group by 1, 2) r
              full join (select * from series_counters where series = 'PaperReceipt') c on c.tenant_id = r.tenant_id and c.year = r.year
              where r.last is distinct from r.count or r.last is distinct from c.last
            """),
        ("评审会：席位不在抽取里，没有签承诺书就在场，散了会还有人在场、议程还占着", """
            select x.id::text from meeting_seats s join meetings x on x.tenant_id = s.tenant_id and x.id = s.meeting_id join draws d on d.tenant_id = x.tenant_id and d.id = x.draw_id
              where not exists (select 1 from jsonb_array_elements(d.candidates) c where c -> 'expert' ->> 'value' = s.expert_id::text)
            union all select p.id::text from presences p join meeting_seats s on s.tenant_id = p.tenant_id and s.meeting_id = p.meeting_id and s.expert_id = p.expert_id where s.pledged_at is null or s.pledged_at > p."from"
            union all select x.id::text from meetings x where x.state in ('Closed', 'Cancelled') and (exists (select 1 from presences p where p.tenant_id = x.tenant_id and p.meeting_id = x.id and p."to" is null)
                or exists (select 1 from meeting_cases c where c.tenant_id = x.tenant_id and c.meeting_id = x.id and c.is_live))
            """),
        ("回避在先的委员进了表决的名册", """
            select c.filing_id::text from ballot_cases c join ballot_rounds r on r.tenant_id = c.tenant_id and r.id = c.round_id
              join recusals x on x.tenant_id = c.tenant_id and x.meeting_id = r.meeting_id and x.filing_id = c.filing_id and x.at <= r.opened_at
              where c.voters @> jsonb_build_array(jsonb_build_object('value', x.expert_id))
            """),
        ("开了票、作废了的一轮还留着封票，或封票不归名册里的人", """
            select r.id::text from sealed_votes v join ballot_rounds r on r.tenant_id = v.tenant_id and r.id = v.round_id
              join ballot_cases c on c.tenant_id = v.tenant_id and c.round_id = v.round_id and c.filing_id = v.filing_id
              where r.state <> 'Open' or r.kind <> 'Sealed' or not c.voters @> jsonb_build_array(jsonb_build_object('value', v.voter_id))
            """),
        ("没有在开会却有一轮正在表决，或一位同时在两轮里", """
            select r.id::text from ballot_rounds r join meetings m on m.tenant_id = r.tenant_id and m.id = r.meeting_id where r.state in ('Open', 'Entered') and m.state <> 'InSession'
            union all select c.filing_id::text from ballot_cases c join ballot_rounds r on r.tenant_id = c.tenant_id and r.id = c.round_id where r.state in ('Open', 'Entered') group by c.tenant_id, c.filing_id having count(*) > 1
            """),
        ("评审结果公示之前就确认了，或确认没有第二个人", """
            select r.id::text from review_results r join result_notices n on n.tenant_id = r.tenant_id and n.id = r.notice_id
              where r.state in ('Confirmed', 'Revoked') and not exists (select 1 from result_decisions d where d.tenant_id = r.tenant_id and d.kind = 'Confirm' and d.state = 'Agreed' and d.number = r.document_number
                and d.people @> jsonb_build_array(jsonb_build_object('value', r.id)) and (d.proposed_at at time zone 'Asia/Shanghai')::date > n.last_day)
            """),
        ("评审结果所出的那一轮没有开票，或与那一轮的计票不符", """
            select r.id::text from review_results r
              left join ballot_rounds b on b.tenant_id = r.tenant_id and b.id = r.round_id and b.meeting_id = r.meeting_id and b.state = 'Closed'
              left join ballot_cases c on c.tenant_id = r.tenant_id and c.round_id = r.round_id and c.filing_id = r.filing_id
              where r.round_id is not null and (b.id is null or c.passed is null or c.passed <> (r.verdict = 'Passed'))
            """),
        ("证书的编号有缺口，或与取号不符", """
            select coalesce(t.series, c.series) from (select tenant_id, series, max(serial) as last, count(*) as count from certificates group by 1, 2) t
              full join certificate_counters c on c.tenant_id = t.tenant_id and c.series = t.series
              where t.last is distinct from t.count or t.last is distinct from c.last
            """),
        ("有效的证书没有确认的结果，或同一份结果有两张", """
            select c.number from certificates c join review_results r on r.tenant_id = c.tenant_id and r.id = c.result_id
              where c.state = 'Valid' and (r.state <> 'Confirmed' or exists (select 1 from certificates o where o.tenant_id = c.tenant_id and o.result_id = c.result_id and o.state = 'Valid' and o.id <> c.id))
            """),
        ("地区放假日没有依据", "select day::text from regional_holidays where basis = '' or name = ''"),
        ("诚信记录的期间颠倒，或解除了没有理由", """
            select id::text from integrity_records where "to" < "from" or (lifted_at is not null and coalesce(lift_reason, '') = '')
            """),
        ("审计链断了", """
            select seq::text from (
              select *, lag(hash, 1, ''::bytea) over w as before, row_number() over w as expected from audit_entries window w as (order by seq)) a
              where a.prev <> a.before or a.seq <> a.expected
                 or a.hash <> audit_hash(a.prev, a.tenant_id, a.seq, a.id, a.at, a.user_id, a.user_name, a.act, a.body)
            """),
        ("审计链头与末行不符", """
            select h.seq::text from audit_heads h left join audit_entries a on a.tenant_id = h.tenant_id and a.seq = h.seq
              where a.hash is distinct from h.hash
            """),
    ];

    /// <summary>每一行都要有一条入链的摘要，而且与现在的内容相符；摘要在，行没了，也算不符。</summary>
    private static string Sealed(string table) => $"""
        select coalesce(t.filing_id::text, a.body ->> 'filing') from {table} t
          full join (select * from audit_entries where act = 'Seal' and body ->> 'table' = '{table}') a
            on a.tenant_id = t.tenant_id and a.body ->> 'filing' = t.filing_id::text and (a.body ->> 'no')::int = t.no
          where a.id is null or t.filing_id is null or a.body ->> 'sha256' <> encode(sha256(convert_to(to_jsonb(t)::text, 'UTF8')), 'hex')
        """;

    /// <summary>与租户无关的：行级隔离齐不齐。</summary>
    public static readonly IReadOnlyList<(string Name, string Sql)> Catalogue =
    [
        ("有租户列却没有强制行级隔离的表", """
            select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
              where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'users' and not (c.relrowsecurity and c.relforcerowsecurity)
            """),
        ("工作日历的一年里有别年的日子、平日的调休、两处都列的日子", """
            select year::text from calendar_years where holidays && make_up_days
                or exists (select 1 from unnest(holidays || make_up_days) d where extract(year from d) <> year)
                or exists (select 1 from unnest(make_up_days) d where extract(isodow from d) < 6)
            """),
        ("运行角色权限过大", "select rolname from pg_roles where rolname = 'titlereview_app' and (rolsuper or rolbypassrls)"),
    ];
}
