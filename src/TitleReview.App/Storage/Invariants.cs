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
        ("送给了不是本端口评审专家的人，或他本单位、本人的申报", """
            select c.code from review_assignments a
              join review_cases c on c.tenant_id = a.tenant_id and c.filing_id = a.filing_id
              join filings f on f.tenant_id = a.tenant_id and f.id = a.filing_id
              left join users u on u.id = a.expert_id and u.tenant_id = a.tenant_id and u.role = 'Expert'
              where u.id is null or u.office_id = f.employer_id or u.applicant_id = f.applicant_id
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
