using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>计划的各版与草稿进同一道墙；已发布的版次只增不改。原有的计划、申报换成新的写法。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122030100_PlanWalls")]
internal sealed class PlanWalls : Migration
{
    public static readonly IReadOnlyList<string> TenantTables = ["plan_editions", "plan_drafts", "plan_defaults"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Upgrade(migrationBuilder);
        foreach (var table in TenantTables) migrationBuilder.Sql(TenantWall.For(table));
        migrationBuilder.Sql(TenantWall.AppendOnly("plan_editions"));
        migrationBuilder.Sql("create index ix_filings_stops on filings using gin (stops jsonb_path_ops);");
    }

    /// <summary>Plans of the first shape (one chain, fees as a list, any-of on the slot) become plans of this one, each with its first edition.</summary>
    private static void Upgrade(MigrationBuilder migrationBuilder)
    {
        // The walls bind the owner too, and a migration belongs to no port: they are lowered for these two statements, in this transaction.
        migrationBuilder.Sql("alter table plans no force row level security; alter table filings no force row level security;");
        migrationBuilder.Sql("update filings set submission_no = submissions_used;");
        migrationBuilder.Sql("""
            update plans set terms = (terms - 'chain') || jsonb_build_object(
              'chains', jsonb_build_array(jsonb_build_object('name', '逐级审核', 'steps', terms -> 'chain' -> 'steps')),
              'masking', '{"items": ["Name", "IdNumber", "EyesInPhoto", "Employer"]}'::jsonb,
              'pledge', (terms -> 'pledge') - 'penaltyYears',
              'penalty', jsonb_build_object('personYears', terms -> 'pledge' -> 'penaltyYears'),
              'training', jsonb_build_object('exemptions', '[]'::jsonb, 'rules', jsonb_build_array(
                jsonb_build_object('subject', 'General', 'sinceTitle', true),
                jsonb_build_object('subject', 'Specialist', 'sinceTitle', true, 'from', terms -> 'training' -> 'specialistSince'))),
              'fees', jsonb_build_object('payer', 'Applicant', 'basis', terms -> 'fees' -> 0 -> 'basis', 'rows', coalesce((
                select jsonb_agg(jsonb_build_object('yuan', f -> 'yuan', 'scope', jsonb_build_object('grades', jsonb_build_array(f -> 'grade'))))
                from jsonb_array_elements(terms -> 'fees') f), '[]'::jsonb)),
              'slots', (select jsonb_agg(case
                  when s ? 'anyOf' then (s - 'anyOf') || '{"required": false}'::jsonb
                  when s -> 'when' ? 'employerKinds' then s || jsonb_build_object('when', ((s -> 'when') - 'employerKinds') || jsonb_build_object('scope', jsonb_build_object('employerKinds', s -> 'when' -> 'employerKinds')))
                  else s end) from jsonb_array_elements(terms -> 'slots') s),
              'slotGroups', coalesce((select jsonb_agg(jsonb_build_object('key', g.key, 'title', g.key, 'slots', g.slots, 'atLeast', 1)) from (
                  select s ->> 'anyOf' as key, jsonb_agg(s -> 'key') as slots from jsonb_array_elements(terms -> 'slots') s where s ? 'anyOf' group by 1) g), '[]'::jsonb))
            where terms ? 'chain';
            insert into plan_editions (tenant_id, plan_id, no, kind, terms, document, defaults, notice_text, published_by, published_at)
              select tenant_id, id, edition, 'First', terms, terms::text, '{}', '', '', published_at from plans;
            """);
        migrationBuilder.Sql("alter table plans force row level security; alter table filings force row level security;");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The walls are not taken down.");
}
