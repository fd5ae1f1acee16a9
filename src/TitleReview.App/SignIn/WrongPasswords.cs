using Microsoft.EntityFrameworkCore;
using Npgsql;
using TitleReview.App.Storage;

namespace TitleReview.App.SignIn;

/// <summary>输错一次记一次：数据库里加一，同时来的几次各算各的，谁也不会把别人的一次写没了。</summary>
public sealed class WrongPasswords
{
    private readonly TitleReviewDb _db;

    internal WrongPasswords(TitleReviewDb db) => _db = db;

    /// <returns>锁上了没有。</returns>
    public Task<bool> Count(Guid user, CancellationToken ct = default) => PasswordFailures.Count(_db, user, ct);

    /// <summary>密码对了也再看一眼：同时试的几个里，别的几个可能刚把它锁上。</summary>
    public Task<bool> Locked(Guid user, CancellationToken ct = default) =>
        _db.Database.SqlQuery<bool>($"select coalesce(lockout_end > clock_timestamp(), false) as \"Value\" from users where id = {user}").SingleAsync(ct);
}

internal static class PasswordFailures
{
    public static Task<bool> CountFailure(this TenantSession session, Guid user, CancellationToken ct) => Count(session.Db, user, ct);

    public static async Task<bool> Count(TitleReviewDb db, Guid user, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("""
            update users set access_failed_count = case when access_failed_count + 1 >= $2 then 0 else access_failed_count + 1 end,
                   lockout_end = case when access_failed_count + 1 >= $2 then clock_timestamp() + make_interval(mins => $3) else lockout_end end,
                   concurrency_stamp = gen_random_uuid()::text
             where id = $1 returning coalesce(lockout_end > clock_timestamp(), false)
            """, (NpgsqlConnection)db.Database.GetDbConnection())
        { Parameters = { new() { Value = user }, new() { Value = GiveCode.MostFailures }, new() { Value = GiveCode.LockedMinutes } } };
        return (bool?)await command.ExecuteScalarAsync(ct) ?? false;
    }
}
