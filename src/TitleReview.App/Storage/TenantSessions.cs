using Microsoft.EntityFrameworkCore;
using Npgsql;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Storage;

/// <summary>开会话。租户只来自登录凭证；时刻由数据库给出；账号每次重读，停用与改密立即生效。</summary>
public sealed class TenantSessions
{
    private readonly DbContextOptions<TitleReviewDb> _options;
    private readonly ICurrentUser _user;
    private readonly TimeProvider _clock;

    internal TenantSessions(DbContextOptions<TitleReviewDb> options, ICurrentUser user, TimeProvider clock) =>
        (_options, _user, _clock) = (options, user, clock);

    /// <summary>以登录的人办理。</summary>
    /// <exception cref="SignInEndedException">没有登录，或登录已失效。</exception>
    public async Task<TenantSession> Open(CancellationToken ct = default)
    {
        var signedIn = await _user.Read() ?? throw new SignInEndedException();
        return await Open(signedIn.Tenant, signedIn, null, ct);
    }

    /// <summary>以系统或来访者的身份办理；没有“全部租户”的会话。</summary>
    public Task<TenantSession> OpenFor(TenantId tenant, Actor actor, CancellationToken ct = default) => Open(tenant, null, actor, ct);

    /// <summary>来访者看某个端口；没有这个端口则为 null。</summary>
    public async Task<TenantSession?> OpenPortal(string slug, CancellationToken ct = default)
    {
        await using var db = new TitleReviewDb(_options, default);
        slug = slug.Plain();
        if (slug == Tenant.PlatformSlug) return null;
        var tenant = await db.Tenants.Where(t => t.Slug == slug).Select(t => (TenantId?)t.Id).SingleOrDefaultAsync(ct);
        return tenant is { } id ? await OpenFor(id, Actor.Visitor, ct) : null;
    }

    /// <summary>全部端口，供首页列出与到时办理逐个打开。</summary>
    public async Task<IReadOnlyList<Tenant>> Tenants(CancellationToken ct = default) => [.. (await TenantsAndPlatform(ct)).Where(t => !t.IsPlatform)];

    /// <summary>连平台管理自己的那一户：只供全面核对与演示数据。</summary>
    internal async Task<IReadOnlyList<Tenant>> TenantsAndPlatform(CancellationToken ct = default)
    {
        await using var db = new TitleReviewDb(_options, default);
        return await db.Tenants.AsNoTracking().OrderBy(t => t.Name).ToListAsync(ct);
    }

    private async Task<TenantSession> Open(TenantId tenantId, SignedIn? signedIn, Actor? actor, CancellationToken ct)
    {
        var db = new TitleReviewDb(_options, tenantId);
        try
        {
            // The connection stays open for the whole unit of work: the tenant is set once, in the same round trip as the clock and the account.
            await db.Database.OpenConnectionAsync(ct);
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('app.tenant', $1, false), clock_timestamp()") { Parameters = { new() { Value = tenantId.Value.ToString() } } });
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select slug, code, name from tenants where id = $1") { Parameters = { new() { Value = tenantId.Value } } });
            batch.BatchCommands.Add(new NpgsqlBatchCommand("""
                select u.display_name, u.role, u.office_id, u.applicant_id, u.security_stamp, o.id is not null and o.reports_to is null
                  from users u left join offices o on o.tenant_id = u.tenant_id and o.id = u.office_id
                  where u.id = $1 and u.tenant_id = $2 and not u.disabled
                """)
            { Parameters = { new() { Value = signedIn?.UserId.Value ?? Guid.Empty }, new() { Value = tenantId.Value } } });
            await using var reader = await batch.ExecuteReaderAsync(ct);

            await reader.ReadAsync(ct);
            var offset = _clock is AppClock clock ? clock.Offset : TimeSpan.Zero;
            var now = new Moment(reader.GetFieldValue<DateTimeOffset>(1) + offset);
            await reader.NextResultAsync(ct);
            if (!await reader.ReadAsync(ct)) throw new SignInEndedException();
            var tenant = new Tenant(tenantId, reader.GetString(0), reader.GetString(1), reader.GetString(2));
            await reader.NextResultAsync(ct);
            actor ??= await ReadActor(reader, signedIn!, ct);
            return new TenantSession(db, tenant, actor, now, offset);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    private static async Task<Actor> ReadActor(NpgsqlDataReader reader, SignedIn signedIn, CancellationToken ct)
    {
        if (!await reader.ReadAsync(ct) || reader.GetString(4) != signedIn.SecurityStamp) throw new SignInEndedException();

        return new Actor(signedIn.UserId, reader.GetString(0), Enum.Parse<Role>(reader.GetString(1)),
            await reader.IsDBNullAsync(2, ct) ? null : new OfficeId(reader.GetGuid(2)),
            await reader.IsDBNullAsync(3, ct) ? null : new ApplicantId(reader.GetGuid(3)), reader.GetBoolean(5));
    }
}
