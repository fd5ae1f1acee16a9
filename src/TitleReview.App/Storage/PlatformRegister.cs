using Npgsql;
using TitleReview.Domain;

namespace TitleReview.App.Storage;

/// <summary>
/// 跨端口的两件事：列入平台黑名单的人和单位，一个人一年在哪个端口申报过。两张表运行角色读不到，只能经数据库函数问一句、得一句（docs/decisions/0011）。
/// </summary>
internal static class PlatformRegister
{
    /// <summary>别的端口列入平台黑名单、这一天还在期内的：只有期间与依据。</summary>
    public static async Task<IReadOnlyList<(DateOnly From, DateOnly To, string Basis)>> BarsElsewhere(TenantSession session, byte[] digest, DateOnly day, CancellationToken ct)
    {
        await using var command = Command(session, """select "from", "to", basis from platform_bars_of($1, $2) order by 1""", digest, day);
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<(DateOnly, DateOnly, string)> bars = [];
        while (await reader.ReadAsync(ct)) bars.Add((reader.GetFieldValue<DateOnly>(0), reader.GetFieldValue<DateOnly>(1), reader.GetString(2)));
        return bars;
    }

    public static async Task<bool> IsYearTaken(TenantSession session, byte[] digest, int year, bool exclusive, CancellationToken ct)
    {
        await using var command = Command(session, "select person_year_taken($1, $2, $3)", digest, year, exclusive);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>占下这个人的这一年，与提交同一事务；同时来的排成一队，后到的看得见先到的。</summary>
    /// <returns>为假则已被别的端口占去。</returns>
    public static async Task<bool> ClaimYear(TenantSession session, byte[] digest, int year, FilingId filing, bool exclusive, CancellationToken ct)
    {
        if (session.Transaction is null) throw new InvalidOperationException("A claim without a transaction would be kept although the submission fails.");

        await using var command = Command(session, "select claim_person_year($1, $2, $3, $4)", digest, year, filing.Value, exclusive);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    public static async Task ReleaseYear(TenantSession session, FilingId filing, CancellationToken ct)
    {
        await session.Begin(ct);
        await using var command = Command(session, "select release_person_year($1)", filing.Value);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlCommand Command(TenantSession session, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, session.Connection, session.Transaction);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
