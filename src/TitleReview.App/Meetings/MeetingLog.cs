using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TitleReview.App.Committees;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Meetings;

/// <summary>日志里的几类。</summary>
public enum LogKind { Draw, Meeting, Seats, Presence, Agenda, Rounds, Incidents, Papers }

/// <param name="Sound">这一行的哈希照全文重算相符，与前一行也接得上。</param>
public sealed record LogLine(long Seq, DateTimeOffset At, string Who, LogKind Kind, string What, string Prev, string Hash, bool Sound);

public sealed record MeetingLogView(Meeting Meeting, IReadOnlyList<LogLine> Lines, int Unsound);

/// <summary>一次评审会的审计日志，照观察员看的（O3）：抽取起到散会止，谁何时办了什么；没有申报人，没有谁对谁回避，没有票。</summary>
[Does(Act.ObserveMeeting)]
public sealed class ReadMeetingLog(TenantSessions sessions)
{
    public async Task<MeetingLogView?> Run(MeetingId id, LogKind? kind = null, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (seat, meeting) = await session.ObserverSeat(id, ct);
        if (session.WhyNot(Act.ObserveMeeting, seat) is not null) return null;

        var lines = await MeetingLogs.Of(session, meeting!, ct);
        return new MeetingLogView(meeting!, [.. lines.Where(l => kind is null || l.Kind == kind)], lines.Count(l => !l.Sound));
    }
}

/// <summary>日志的文字，每行带着审计链的号与哈希。下载留一句审计。</summary>
[Does(Act.ObserveMeeting)]
public sealed class ExportMeetingLog(TenantSessions sessions)
{
    public async Task<string?> Run(MeetingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (seat, meeting) = await session.ObserverSeat(id, ct);
        if (session.WhyNot(Act.ObserveMeeting, seat) is not null) return null;

        var lines = await MeetingLogs.Of(session, meeting!, ct);
        session.Note($"下载评审会的日志 {id.Value}");
        return await session.Save(ct) is null ? MeetingLogs.Write(meeting!, lines, session.Now) : null;
    }
}

internal static class MeetingLogs
{
    private sealed record Change(string Entity, string Key, string State, Dictionary<string, string?> Values);

    public static string Write(Meeting meeting, IReadOnlyList<LogLine> lines, Moment now)
    {
        var text = new StringBuilder($"评审会日志：{meeting.Title}\n下载于 {now.Instant.Print()}\n每行：审计链上的号、时刻、谁、办了什么；下面是这一行的哈希与它所接的前一行的哈希。\n哈希照审计的全文算，这里的文字按观察员的权限略写：没有申报人，没有谁对谁回避，没有票。号不连的，是别的事。平台的“全面核对”用同一条链；以后哪一行与这份对不上，就是被人改过。\n\n");
        foreach (var line in lines) text.Append($"{line.Seq}　{line.At.PrintShort()}　{line.Who}　{line.What}{(line.Sound ? "" : "　【哈希不符】")}\n    {line.Hash}\n    前 {line.Prev}\n");
        return text.Append($"\n共 {lines.Count} 行，{(lines.All(l => l.Sound) ? "哈希都相符" : $"{lines.Count(l => !l.Sound)} 行不符")}。\n").ToString();
    }

    public static async Task<IReadOnlyList<LogLine>> Of(TenantSession session, Meeting meeting, CancellationToken ct)
    {
        var draw = await session.Db.Draws.AsNoTracking().SingleAsync(d => d.Id == meeting.DrawId, ct);
        var seats = (await session.Db.Seats.AsNoTracking().Where(s => s.MeetingId == meeting.Id).ToListAsync(ct)).ToDictionary(s => s.ExpertId.Value.ToString(), s => $"{s.Name}（{s.Code}）");
        foreach (var candidate in draw.Candidates) seats.TryAdd(candidate.Expert.Value.ToString(), $"{candidate.Name}（{candidate.Code}）");
        var cases = await session.Db.MeetingCases.AsNoTracking().Where(c => c.MeetingId == meeting.Id).Select(c => c.FilingId).ToListAsync(ct);
        var codes = (await session.CodesOf(cases, ct)).ToDictionary(c => c.Key.Value.ToString(), c => c.Value);
        var presences = await session.Db.Presences.AsNoTracking().Where(p => p.MeetingId == meeting.Id).Select(p => new { p.Id, p.ExpertId }).ToDictionaryAsync(p => p.Id.ToString(), p => p.ExpertId.Value.ToString(), ct);
        var incidents = await session.Db.Incidents.Where(i => i.MeetingId == meeting.Id).Select(i => i.Id).ToListAsync(ct);
        var rounds = await session.Db.BallotRounds.AsNoTracking().Where(r => r.MeetingId == meeting.Id).ToDictionaryAsync(r => r.Id.Value.ToString(), r => r.No, ct);
        // 免于答辩、一人一策、测试：提出、同意、撤回，各是哪一份的。
        var decided = (await session.Db.Exemptions.AsNoTracking().Where(e => cases.Contains(e.FilingId)).ToListAsync(ct)).Select(e => (e.Id, e.FilingId, What: e.Matter.Label()))
            .Concat((await session.Db.LanguageTests.AsNoTracking().Where(t => cases.Contains(t.FilingId)).ToListAsync(ct)).Select(t => (t.Id, t.FilingId, What: t.Name)))
            .ToDictionary(d => d.Id.ToString(), d => $"{codes.GetValueOrDefault(d.FilingId.Value.ToString(), "一份")}{d.What}");
        var keys = decided.Keys.Concat(presences.Keys).Concat(incidents.Select(i => i.ToString())).Concat(rounds.Keys).Append(meeting.Id.Value.ToString()).Append(draw.Id.Value.ToString()).ToHashSet(StringComparer.Ordinal);

        List<LogLine> lines = [];
        await using var ask = new NpgsqlCommand("""
            select a.seq, a.at, a.user_name, a.body::text, encode(a.prev, 'hex'), encode(a.hash, 'hex'),
                   a.hash = audit_hash(a.prev, a.tenant_id, a.seq, a.id, a.at, a.user_id, a.user_name, a.act, a.body) and a.prev = coalesce((select b.hash from audit_entries b where b.tenant_id = a.tenant_id and b.seq = a.seq - 1), '')
              from audit_entries a
             where a.tenant_id = $1 and a.at >= $2 and exists (select 1 from jsonb_array_elements(case jsonb_typeof(a.body) when 'array' then a.body else '[]' end) n
                     where string_to_array(n ->> 'key', '/') && $3 or n -> 'values' ->> 'MeetingId' = $4 or n -> 'values' ->> 'text' like '%' || $4 || '%' or n -> 'values' ->> 'text' like '%' || $5 || '%')
             order by a.seq
            """, session.Connection, session.Transaction)
        { Parameters = { new() { Value = session.Tenant.Id.Value }, new() { Value = draw.CommittedAt.AddMinutes(-1) }, new() { Value = keys.ToArray() }, new() { Value = meeting.Id.Value.ToString() }, new() { Value = draw.Id.Value.ToString() } } };
        await using var reader = await ask.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var changes = JsonSerializer.Deserialize<List<Change>>(reader.GetString(3), Web)!;
            var told = changes.Where(c => c.Key.Split('/').Any(keys.Contains) || c.Values.GetValueOrDefault("MeetingId") == meeting.Id.Value.ToString() || c.Entity == "Note")
                .Select(Tell).OfType<(LogKind Kind, string What)>().ToList();
            if (told.Count == 0) continue;

            // 谁对谁回避不写出来：只有回避的一行，也不写是谁办的。
            var recusalOnly = changes.Where(c => c.Entity is not "Note").All(c => c.Entity == nameof(Recusal));
            foreach (var group in told.GroupBy(t => t.Kind))
                lines.Add(new(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), recusalOnly ? "（不写）" : reader.GetString(2), group.Key, string.Join('；', group.Select(t => t.What).CountBy(w => w).Select(w => w.Value > 1 ? $"{w.Key} ×{w.Value}" : w.Key)), reader.GetString(4), reader.GetString(5), reader.GetBoolean(6)));
        }

        return lines;

        (LogKind, string)? Tell(Change c)
        {
            var (added, deleted) = (c.State == nameof(EntityState.Added), c.State == nameof(EntityState.Deleted));
            string? Value(string name) => c.Values.GetValueOrDefault(name);
            string Last() => c.Key.Split('/')[^1];
            string At(string name) => DateTimeOffset.TryParse(Value(name), System.Globalization.CultureInfo.InvariantCulture, out var at) ? at.PrintShort() : "";
            return c.Entity switch
            {
                nameof(Draw) => (LogKind.Draw, added ? "抽取：冻结名单，公布承诺" : Named<DrawState>(Value("State")) is { } state ? $"抽取：{state.Label()}" : "抽取：候补顶上"),
                nameof(Meeting) => (LogKind.Meeting, added ? $"召集评审会，定于{At("StartsAt")}" : Named<MeetingState>(Value("State")) is { } state ? $"评审会{state.Label()}{(Value("Reason") is { } why ? $"：{why}" : "")}" : Value("RoomCode") is not null ? "换签到码" : Value("StartsAt") is not null ? $"改到{At("StartsAt")}" : "改名称、地点或分组"),
                nameof(Seat) => (LogKind.Seats, $"{seats.GetValueOrDefault(Last(), "委员")}{(added ? "入席" : deleted ? "撤席" : Value("PledgedAt") is not null ? Value("PledgeTakenBy") is { } by ? $"在纸上签承诺书，{by}记" : "签承诺书" : "改职责或分组")}"),
                nameof(Presence) => (LogKind.Presence, $"{seats.GetValueOrDefault(presences.GetValueOrDefault(Last(), ""), "委员")}{(added ? "签到" : "签退")}"),
                nameof(MeetingCase) => (LogKind.Agenda, $"{codes.GetValueOrDefault(Last(), "一份")}{(added ? "列入议程" : Value("WithdrawnReason") is { } why ? $"撤下：{why}" : Value("IsLive") == "False" ? "议程结束" : "改次序或分组")}"),
                nameof(Recusal) => (LogKind.Agenda, $"登记回避：{(Named<TieKind>(Value("Kind")) is { } kind ? kind.Label() : "")}"),
                nameof(Defence) => (LogKind.Agenda, $"{codes.GetValueOrDefault(Last(), "一份")}答辩{(Named<DefenceState>(Value("State")) is { } state ? state.Label() : "改时间")}"),
                nameof(DefenceSitting) => (LogKind.Agenda, added ? $"添一场答辩，定于{At("StartsAt")}" : deleted ? "撤一场答辩" : "答辩换地方"),
                nameof(Exemption) or nameof(LanguageTest) => (LogKind.Agenda, $"{decided.GetValueOrDefault(Last(), "一份")}：{(added ? "提出" : Value("UndoneAt") is not null ? "同意撤回" : Value("UndoAt") is not null ? "提出撤回" : Named<AgreedState>(Value("State")) is { } agreed ? agreed.Label() : "有改动")}"),
                nameof(ObserverSeat) => (LogKind.Incidents, deleted ? "观察席撤下" : added ? $"请观察员 {Value("Name")}" : $"观察员到会{(Value("ArrivalNotedBy") is { } noted ? $"，{noted}登记" : "签到")}"),
                nameof(Incident) => (LogKind.Incidents, added ? $"观察员记：{Value("Text")}{(Value("AsksPause") == "True" ? "（要求暂停）" : "")}" : "答复观察员记的情况"),
                nameof(BallotRound) => (LogKind.Rounds, $"第 {rounds.GetValueOrDefault(Last())} 轮{(added ? "开投" : Named<RoundState>(Value("State")) is { } state ? state.Label() : "有改动")}"),
                "Note" when Value("text") is { } text && text.StartsWith(DrawRecords.NotePrefix, StringComparison.Ordinal) && text.Split(' ') is [_, var of, var digest] && keys.Contains(of) => (LogKind.Draw, $"抽取记录的摘要 {digest[..16]}…"),
                "Note" when Value("text") is { } text && Samples.Told(text) is { } sampled => (LogKind.Incidents, sampled),
                "Note" when Value("text") is { } text && text.StartsWith("打印评审会的文书", StringComparison.Ordinal) => (LogKind.Papers, "打印评审会的文书"),
                "Note" when Value("text") is { } text && text.StartsWith("下载评审会的日志", StringComparison.Ordinal) => (LogKind.Papers, "观察员下载日志"),
                "Note" when Value("text") is { } text && text.StartsWith(ExportMeetingReport.NotePrefix, StringComparison.Ordinal) => (LogKind.Papers, "下载监督报告"),
                "Note" when Value("text") is { } text && text.StartsWith(ExportMeetingList.NotePrefix, StringComparison.Ordinal) => (LogKind.Papers, "下载有姓名的名单"),
                "Note" when Value("text") is { } text && text.StartsWith(PackMeeting.NotePrefix, StringComparison.Ordinal) => (LogKind.Papers, "下载会场资料包"),
                "Note" when Value("text") is { } text && text.StartsWith(PrintOwnOverview.NotePrefix, StringComparison.Ordinal) => (LogKind.Papers, "委员看情况一览表"),
                _ => null,
            };
        }

        static T? Named<T>(string? text) where T : struct, Enum => Enum.TryParse<T>(text, out var value) ? value : null;
    }

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
}
