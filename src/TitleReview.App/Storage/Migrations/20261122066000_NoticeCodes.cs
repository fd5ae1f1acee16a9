using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TitleReview.App.Storage.Migrations
{
    [DbContext(typeof(TitleReviewDb)), Migration("20261122066000_NoticeCodes")]
    internal sealed class NoticeCodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "online",
                table: "objections",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "receipt",
                table: "objections",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_contact",
                table: "objections",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "code",
                table: "notices",
                type: "text",
                nullable: false,
                defaultValue: "");

            // Those already posted get theirs: twelve random bytes of a version-4 uuid, each one letter of RandomCode's alphabet.
            const string Code = """
                (select string_agg(substr('23456789CDFGHJKMNPQRTVWX', 1 + get_byte(r.bytes, b) % 24, 1) || case when n in (4, 8) then '-' else '' end, '' order by n)
                   from (select uuid_send(gen_random_uuid()) as bytes where id is not null) r, unnest('{0,1,2,3,4,5,10,11,12,13,14,15}'::int[]) with ordinality as picked(b, n))
                """;
            migrationBuilder.Sql("alter table notices no force row level security; alter table objections no force row level security;");
            migrationBuilder.Sql($"update notices set code = {Code}; update objections set receipt = {Code};");
            migrationBuilder.Sql("alter table notices force row level security; alter table objections force row level security;");

            migrationBuilder.CreateIndex(
                name: "ix_objections_tenant_id_receipt",
                table: "objections",
                columns: new[] { "tenant_id", "receipt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_notices_tenant_id_code",
                table: "notices",
                columns: new[] { "tenant_id", "code" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_objections_tenant_id_receipt",
                table: "objections");

            migrationBuilder.DropIndex(
                name: "ix_notices_tenant_id_code",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "online",
                table: "objections");

            migrationBuilder.DropColumn(
                name: "receipt",
                table: "objections");

            migrationBuilder.DropColumn(
                name: "sealed_contact",
                table: "objections");

            migrationBuilder.DropColumn(
                name: "code",
                table: "notices");
        }
    }
}
