using Npgsql;

namespace TitleReview.App.Storage;

/// <summary>一条摘要入了审计链的记录。</summary>
/// <param name="Called">核对时怎样称呼它。</param>
internal readonly record struct ChainedRecord(object Id, string Digest, string Called);

/// <summary>记录的摘要写进审计链，以后改一个字、删一条，全面核对（verify）就看得出。写法：“名目 编号 摘要”，一句一条。</summary>
internal static class ChainedDigests
{
    public static void Chain(this TenantSession session, string note, object id, string digest) => session.Note($"{note} {id} {digest}");

    /// <summary>现有的各条，与审计链里最后的摘要比：改过的，与链里有、现在没有的。</summary>
    public static async Task<IReadOnlyList<string>> ChainFaults(this TenantSession session, IReadOnlyList<(string What, string Note, IEnumerable<ChainedRecord> Now)> kinds, CancellationToken ct)
    {
        var chained = await session.LastDigests([.. kinds.Select(k => k.Note)], ct);
        List<string> faults = [];
        foreach (var (what, note, now) in kinds)
        {
            var last = chained.Where(c => c.Key.Note == note).ToDictionary(c => c.Key.Id, c => c.Value, StringComparer.Ordinal);
            foreach (var one in now)
                if (!last.Remove($"{one.Id}", out var digest) || digest != one.Digest) faults.Add($"{what}：{one.Called}：记录与审计链里的摘要不符");
            faults.AddRange(last.Keys.Select(id => $"{what}：审计链里有、记录却没有了：{id}"));
        }

        return faults;
    }

    private static async Task<Dictionary<(string Note, string Id), string>> LastDigests(this TenantSession session, string[] notes, CancellationToken ct)
    {
        Dictionary<(string, string), string> last = [];
        await using var ask = new NpgsqlCommand("""
            select n -> 'values' ->> 'text' from audit_entries a cross join jsonb_array_elements(case jsonb_typeof(a.body) when 'array' then a.body else '[]' end) with ordinality as e(n, place)
              where n ->> 'entity' = 'Note' and split_part(n -> 'values' ->> 'text', ' ', 1) = any($1) order by a.seq, place
            """, session.Connection)
        { Parameters = { new() { Value = notes } } };
        await using var reader = await ask.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            if (reader.GetString(0).Split(' ') is [var note, var id, var digest]) last[(note, id)] = digest;
        return last;
    }
}
