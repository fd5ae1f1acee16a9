namespace TitleReview.App.Storage.Migrations;

/// <summary>租户的墙怎么砌：后来的表与最初的表一个样（<see cref="Walls"/>）。</summary>
internal static class TenantWall
{
    public static string For(string table) => $"""
        alter table {table} enable row level security;
        alter table {table} force row level security;
        create policy tenant on {table} as restrictive for all using (tenant_id = app_tenant()) with check (tenant_id = app_tenant());
        create policy everyone on {table} as permissive for all using (true) with check (true);
        """;

    /// <summary>只增不改：触发器拦住所有人，运行角色连权利也没有。</summary>
    public static string AppendOnly(string table) => $"""
        create trigger append_only before update or delete on {table} for each row execute function append_only();
        create trigger append_only_truncate before truncate on {table} for each statement execute function append_only();
        do $$ begin
          if exists (select 1 from pg_roles where rolname = 'titlereview_app') then
            revoke update, delete, truncate on {table} from titlereview_app;
          end if;
        end $$;
        """;
}
