using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TitleReview.App.Storage.Migrations;

/// <summary>原有的修订草稿记上它动手时是第几版：当时已经发布的最后一版。</summary>
[DbContext(typeof(TitleReviewDb)), Migration("20261122033100_PlanBases")]
internal sealed class PlanBases : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        alter table plan_drafts no force row level security; alter table plan_editions no force row level security;
        update plan_drafts d set base_edition = coalesce((
          select max(e.no) from plan_editions e where e.tenant_id = d.tenant_id and e.plan_id = d.plan_id and e.published_at <= d.saved_at), 1)
        where plan_id is not null;
        alter table plan_drafts force row level security; alter table plan_editions force row level security;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("The edition is not forgotten again.");
}
