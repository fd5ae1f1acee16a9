using Npgsql;
using TitleReview.Domain;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Storage;

/// <summary>
/// 取用一次提交机会：一条带条件的 UPDATE，状态、次数、期限由数据库在同一句里判断。
/// 与 <see cref="Domain.Filings.Filing.TakeTry"/> 是同一条规则的两种写法；五十个窗口同时按提交，也只有一个取到。
/// </summary>
internal static class SubmissionTries
{
    /// <param name="counting">在评委会计次的，提交不加次数，只加次第。</param>
    /// <returns>第几次；没有取到为 null，原因由 WhyNotSubmit 说。</returns>
    public static async Task<int?> Take(TenantSession session, FilingId filing, FilingWindow window, SubmissionTerms counting, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            update filings set submission_no = submission_no + 1, submissions_used = submissions_used + $6
             where tenant_id = $1 and id = $2 and submissions_used < submission_limit
               and ((status = 'Draft' and clock_timestamp() + $3 >= $4 and clock_timestamp() + $3 < $5)
                 or (status = 'Returned' and clock_timestamp() + $3 < fix_deadline))
            returning submission_no
            """, session.Connection, session.Transaction)
        {
            Parameters =
            {
                new() { Value = session.Tenant.Id.Value }, new() { Value = filing.Value }, new() { Value = session.ClockOffset },
                new() { Value = window.Opens.ToUniversalTime() }, new() { Value = window.Closes.ToUniversalTime() },
                new() { Value = counting.CountedAt == CountingPoint.AtSubmit ? 1 : 0 },
            },
        };
        return (int?)await command.ExecuteScalarAsync(ct);
    }
}

/// <summary>一次办理只办一次：凭号先登记，登记过的不再办（双击、重试、断线重来）。</summary>
internal static class OperationKeys
{
    /// <returns>为真则是第一次；为假则上次已经办成。</returns>
    public static async Task<bool> Claim(TenantSession session, Guid key, string act, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "insert into operation_keys (tenant_id, user_id, key, act, at) values ($1, $2, $3, $4, $5) on conflict do nothing", session.Connection, session.Transaction)
        {
            Parameters =
            {
                new() { Value = session.Tenant.Id.Value }, new() { Value = session.Actor.UserId.Value }, new() { Value = key },
                new() { Value = act }, new() { Value = session.Now.Instant.ToUniversalTime() },
            },
        };
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <returns>为真则这个凭号上次办的正是这件事；为假则凭号被错用到别的事上，不能答“已办成”。</returns>
    public static async Task<bool> WasFor(TenantSession session, Guid key, string act, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select act = $4 from operation_keys where tenant_id = $1 and user_id = $2 and key = $3", session.Connection, session.Transaction)
        {
            Parameters =
            {
                new() { Value = session.Tenant.Id.Value }, new() { Value = session.Actor.UserId.Value }, new() { Value = key }, new() { Value = act },
            },
        };
        return await command.ExecuteScalarAsync(ct) is true;
    }
}

/// <summary>材料的增删先锁住申报这一行：与提交、与同时的另一次上传排成一队，个数与底稿才算得准。</summary>
internal static class FilingLocks
{
    public static async Task Take(TenantSession session, FilingId filing, CancellationToken ct)
    {
        await session.Begin(ct);
        await using var command = new NpgsqlCommand("select 1 from filings where tenant_id = $1 and id = $2 for update", session.Connection, session.Transaction)
        { Parameters = { new() { Value = session.Tenant.Id.Value }, new() { Value = filing.Value } } };
        await command.ExecuteScalarAsync(ct);
    }
}

/// <summary>登记文件：两个人同时传了同样的内容，只登记一次，谁也不撞谁。</summary>
internal static class FileRegister
{
    public static async Task Add(TenantSession session, StoredFile file, CancellationToken ct)
    {
        await session.Begin(ct);
        await using var command = new NpgsqlCommand(
            "insert into stored_files (tenant_id, sha256, bytes, stored_at) values ($1, $2, $3, $4) on conflict do nothing", session.Connection, session.Transaction)
        {
            Parameters =
            {
                new() { Value = session.Tenant.Id.Value }, new() { Value = file.Sha256 }, new() { Value = file.Bytes }, new() { Value = file.StoredAt.ToUniversalTime() },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>申报编号：同一端口同一年度连续，与新建申报同一事务。</summary>
internal static class FilingNumbers
{
    public static async Task<string> Next(TenantSession session, int year, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            insert into number_counters (tenant_id, year, last) values ($1, $2, 1)
            on conflict (tenant_id, year) do update set last = number_counters.last + 1 returning last
            """, session.Connection, session.Transaction)
        { Parameters = { new() { Value = session.Tenant.Id.Value }, new() { Value = year } } };
        return $"{session.Tenant.Code}-{year}-{(int)(await command.ExecuteScalarAsync(ct))!:000000}";
    }
}

/// <summary>证书的序号：没有缺口。取号锁住那一行，同时发的排成一队。</summary>
internal static class CertificateSerials
{
    public static async Task<int> Next(TenantSession session, string series, CancellationToken ct)
    {
        await session.Begin(ct);
        await using var command = new NpgsqlCommand("""
            insert into certificate_counters (tenant_id, series, last) values ($1, $2, 1)
            on conflict (tenant_id, series) do update set last = certificate_counters.last + 1 returning last
            """, session.Connection, session.Transaction)
        { Parameters = { new() { Value = session.Tenant.Id.Value }, new() { Value = series } } };
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }
}

/// <summary>收据一类的号：没有缺口。取号锁住那一行，同时办的排成一队。</summary>
internal static class SeriesNumbers
{
    public static async Task<int> Next(TenantSession session, NumberSeries series, int year, CancellationToken ct)
    {
        await session.Begin(ct);
        await using var command = new NpgsqlCommand("""
            insert into series_counters (tenant_id, series, year, last) values ($1, $2, $3, 1)
            on conflict (tenant_id, series, year) do update set last = series_counters.last + 1 returning last
            """, session.Connection, session.Transaction)
        { Parameters = { new() { Value = session.Tenant.Id.Value }, new() { Value = series.ToString() }, new() { Value = year } } };
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }
}
