using Microsoft.EntityFrameworkCore;
using Npgsql;
using TitleReview.App.Ballots;
using TitleReview.App.Committees;
using TitleReview.App.Results;
using TitleReview.App.Storage.Files;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;

namespace TitleReview.App.Storage;

/// <summary>全面核对：不变量、审计链、行级隔离、每次专家抽取重做一遍、每一轮表决重算、评审结果与封存的计票、证书与发证时的摘要、每个登记的文件都在且内容未变。</summary>
public sealed class Verification(TenantSessions sessions, IFileStore files, Vault vault, BallotKeys keys)
{
    /// <returns>发现的问题，一行一条；空为全部相符。</returns>
    public async Task<IReadOnlyList<string>> Run(Action<string> progress, CancellationToken ct = default)
    {
        List<string> problems = [];
        problems.AddRange((await sessions.DestroyLeftHalves(keys, ct)).Select(round => $"表决：已经结束的一轮 {round.Value} 还留着钥匙的一半，已毁掉"));
        var first = true;
        foreach (var tenant in await sessions.TenantsAndPlatform(ct))
        {
            progress($"核对 {tenant.Name} …");
            await using var session = await sessions.OpenFor(tenant.Id, Actor.System, ct);
            foreach (var (name, sql) in first ? [.. Invariants.All, .. Invariants.Catalogue] : Invariants.All)
                problems.AddRange((await Ask(session.Connection, sql, ct)).Select(row => $"{tenant.Name}：{name}：{row}"));
            first = false;
            problems.AddRange((await session.Faults(vault, ct)).Select(fault => $"{tenant.Name}：{fault}"));
            problems.AddRange((await session.BallotFaults(keys, ct)).Select(fault => $"{tenant.Name}：{fault}"));
            problems.AddRange((await session.ResultFaults(ct)).Select(fault => $"{tenant.Name}：{fault}"));
            await foreach (var problem in Files(session, tenant, ct)) problems.Add(problem);
        }

        return problems;
    }

    private async IAsyncEnumerable<string> Files(TenantSession session, Tenant tenant, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var digest in await session.Db.StoredFiles.Select(f => f.Sha256).ToListAsync(ct))
        {
            string? problem = null;
            try
            {
                await using var stream = await files.OpenRead(tenant.Id.Value, digest, ct);
                if (stream is null) problem = "登记了却不在文件库里";
            }
            catch (FileDamagedException)
            {
                problem = "内容与摘要不符";
            }

            if (problem is not null) yield return $"{tenant.Name}：文件 {digest[..12]}：{problem}";
        }
    }

    private static async Task<List<string>> Ask(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<string> rows = [];
        while (await reader.ReadAsync(ct)) rows.Add(reader.GetString(0));
        return rows;
    }
}
