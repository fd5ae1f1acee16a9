using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>更正的行级隔离，谁也删不掉；从前的行补上：哪一行核实了钱、谁来交材料、没有回执的不算收到；没有入库的对账单明文作废，请再传。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122130100_FeesMended")]
internal sealed class FeesMended : Migration
{
    public static readonly IReadOnlyList<string> TenantTables = ["bank_corrections"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));
        // The walls hold for the owner too: port by port.
        migrationBuilder.Sql("""
            do $$ declare port uuid; begin
              for port in select id from tenants loop
                perform set_config('app.tenant', port::text, true);
                update bank_lines l set confirms = true from payments p where p.tenant_id = l.tenant_id and p.id = l.payment_id and (p.slip is null or p.decided_at = l.decided_at);
                update bank_lines set payer_name = '', remark = '' where state = 'SetAside';
                update bank_sheets set state = 'Discarded' where state = 'Preview';
                update paper_hand_ins p set bearer = 'Applicant' from filings f join plan_editions e on e.tenant_id = f.tenant_id and e.plan_id = f.plan_id and e.no = f.plan_edition
                 where f.tenant_id = p.tenant_id and f.id = p.filing_id and e.terms #>> '{paper,bearer}' = 'Applicant';
                update paper_hand_ins p set items = (select jsonb_agg(i || '{"received": false}' order by at) from jsonb_array_elements(p.items) with ordinality x (i, at))
                 where p.completed_at is null and exists (select 1 from jsonb_array_elements(p.items) i where (i ->> 'received')::boolean)
                   and not exists (select 1 from paper_receipts r where r.tenant_id = p.tenant_id and r.receiver_id = p.receiver_id and r.employer_id = p.employer_id and r.voided_at is null
                         and r.filings @> jsonb_build_array(jsonb_build_object('value', p.filing_id)));
              end loop;
              perform set_config('app.tenant', '', true);
              if exists (select 1 from pg_roles where rolname = 'titlereview_app') then
                revoke delete, truncate on bank_corrections from titlereview_app;
              end if;
            end $$;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
