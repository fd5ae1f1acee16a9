using Microsoft.EntityFrameworkCore;
using Npgsql;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Storage;

/// <summary>开会话。租户只来自登录凭证；时刻由数据库给出；账号每次重读，停用与改密立即生效。</summary>
public sealed class TenantSessions
{
    /// <summary>By reference only: no stamp from a cookie can be this one.</summary>
    private static readonly string AnyStamp = new('*', 1);

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

    /// <summary>以下过命令的人的身份接着办（docs/decisions/0024）：他已退出登录、改过密码都不妨；身份与机构此刻重读，账号已停用的没有会话。</summary>
    /// <param name="standsFor">他是代谁下的；代办已经结束的，没有会话。</param>
    internal async Task<TenantSession?> OpenAs(TenantId tenant, UserId user, UserId? standsFor, CancellationToken ct)
    {
        try
        {
            var session = await Open(tenant, new SignedIn(user, tenant, AnyStamp), null, ct, standsFor);
            if (session.Actor.For?.UserId == standsFor) return session;
            await session.DisposeAsync();
            return null;
        }
        catch (SignInEndedException)
        {
            return null;
        }
    }

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

    private async Task<TenantSession> Open(TenantId tenantId, SignedIn? signedIn, Actor? actor, CancellationToken ct, UserId? standsFor = null)
    {
        var db = new TitleReviewDb(_options, tenantId);
        var offset = _clock is AppClock clock ? clock.Offset : TimeSpan.Zero;
        try
        {
            // The connection stays open for the whole unit of work: the tenant is set once, in the same round trip as the clock and the account.
            await db.Database.OpenConnectionAsync(ct);
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('app.tenant', $1, false), clock_timestamp()") { Parameters = { new() { Value = tenantId.Value.ToString() } } });
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select slug, code, name from tenants where id = $1") { Parameters = { new() { Value = tenantId.Value } } });
            batch.BatchCommands.Add(new NpgsqlBatchCommand("""
                select u.display_name, u.role, u.office_id, u.applicant_id, u.security_stamp, o.id is not null and o.reports_to is null,
                       (select count(*)::int from messages m where m.tenant_id = u.tenant_id and m.user_id = u.id and m.read_at is null),
                       p.id, p.display_name, a.deputy_name, a."to",
                       array(select v.id from users v where v.tenant_id = u.tenant_id and v.office_id = u.office_id and v.handed_by is not null and v.password_hash is not null and not v.disabled)
                  from users u left join offices o on o.tenant_id = u.tenant_id and o.id = u.office_id
                  left join lateral (select p.id, p.display_name from deputations d
                      join users p on p.tenant_id = d.tenant_id and p.id = d.principal_id and not p.disabled and p.office_id = u.office_id and p.role = u.role
                     where d.tenant_id = u.tenant_id and d.deputy_id = u.id and d.ended_at is null and ((clock_timestamp() + $4) at time zone 'Asia/Shanghai')::date between d."from" and coalesce(d."to", 'infinity')
                       and (d.principal_id = $5 or d.id = (select s.deputation_id from sign_ins s where s.tenant_id = u.tenant_id and s.id = $3)) limit 1) p on true
                  left join lateral (select d.deputy_name, d."to" from deputations d where d.tenant_id = u.tenant_id and d.principal_id = u.id and d.ended_at is null and not d.principal_may_act
                      and ((clock_timestamp() + $4) at time zone 'Asia/Shanghai')::date between d."from" and coalesce(d."to", 'infinity') limit 1) a on true
                  where u.id = $1 and u.tenant_id = $2 and not u.disabled
                    and ($3::uuid is null or exists (select 1 from sign_ins s where s.tenant_id = u.tenant_id and s.id = $3 and s.user_id = u.id and s.ended_at is null))
                """)
            { Parameters = { new() { Value = signedIn?.UserId.Value ?? Guid.Empty }, new() { Value = tenantId.Value }, new() { Value = (object?)signedIn?.SignIn ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid }, new() { Value = offset }, new() { Value = (object?)standsFor?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid } } });
            await using var reader = await batch.ExecuteReaderAsync(ct);

            await reader.ReadAsync(ct);
            var now = new Moment(reader.GetFieldValue<DateTimeOffset>(1) + offset);
            await reader.NextResultAsync(ct);
            if (!await reader.ReadAsync(ct)) throw new SignInEndedException();
            var tenant = new Tenant(tenantId, reader.GetString(0), reader.GetString(1), reader.GetString(2));
            await reader.NextResultAsync(ct);
            if (actor is not null) return new TenantSession(db, tenant, actor, now, offset);

            actor = await ReadActor(reader, signedIn!, ct);
            return new TenantSession(db, tenant, actor, now, offset) { Unread = reader.GetInt32(6) };
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    private static async Task<Actor> ReadActor(NpgsqlDataReader reader, SignedIn signedIn, CancellationToken ct)
    {
        if (!await reader.ReadAsync(ct) || (!ReferenceEquals(signedIn.SecurityStamp, AnyStamp) && reader.GetString(4) != signedIn.SecurityStamp)) throw new SignInEndedException();

        return new Actor(signedIn.UserId, reader.GetString(0), Enum.Parse<Role>(reader.GetString(1)),
            await reader.IsDBNullAsync(2, ct) ? null : new OfficeId(reader.GetGuid(2)),
            await reader.IsDBNullAsync(3, ct) ? null : new ApplicantId(reader.GetGuid(3)), reader.GetBoolean(5),
            // 代谁办、请谁代办：到日自己结束，因为每次都照今天看。
            await reader.IsDBNullAsync(7, ct) ? null : new Principal(new UserId(reader.GetGuid(7)), reader.GetString(8)),
            await reader.IsDBNullAsync(9, ct) ? null : new AwayNow(reader.GetString(9), await reader.IsDBNullAsync(10, ct) ? null : reader.GetFieldValue<DateOnly>(10)))
        { Unvouched = [.. reader.GetFieldValue<Guid[]>(11).Select(id => new UserId(id))] };
    }
}
