using Microsoft.EntityFrameworkCore;
using TitleReview.App.Meetings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Meetings;

namespace TitleReview.App.Ballots;

/// <summary>各轮从库里怎么取，记录怎样入审计链，怎样核对（verify）。</summary>
internal static class BallotRecords
{
    private const string NotePrefix = "表决记录的摘要";

    /// <summary>文件比这还新、库里又没有的，是别处正在开投。</summary>
    private static readonly TimeSpan Opening = TimeSpan.FromHours(1);

    /// <summary>本机构的一轮，连同它的评审会；开投、开票、散会、签到同时来的，排成一队。</summary>
    public static async Task<(BallotRound? Round, Meeting? Meeting)> RoundHeld(this TenantSession session, RoundId id, CancellationToken ct)
    {
        var of = await session.Db.BallotRounds.Where(r => r.Id == id).Select(r => (MeetingId?)r.MeetingId).SingleOrDefaultAsync(ct);
        return of is { } meetingId && await session.MeetingHeld(meetingId, ct) is { } meeting ? (await session.Db.BallotRounds.SingleAsync(r => r.Id == id, ct), meeting) : (null, null);
    }

    public static Task<BallotRound?> RoundOf(this TenantSession session, MeetingId meeting, RoundId id, CancellationToken ct) => session.Db.BallotRounds.SingleOrDefaultAsync(r => r.Id == id && r.MeetingId == meeting, ct);

    /// <summary>一次评审会的各轮，按轮次。</summary>
    public static Task<List<BallotRound>> Rounds(this TenantSession session, MeetingId meeting, CancellationToken ct) =>
        session.Db.BallotRounds.AsNoTracking().Where(r => r.MeetingId == meeting).OrderBy(r => r.No).ToListAsync(ct);

    public static void Record(this TenantSession session, BallotRound round) => session.Chain(NotePrefix, round.Id.Value, round.RecordDigest);

    /// <summary>每一轮重算，与审计链里最后的摘要比；正在投的，封票一张张验得开（不看是什么）。</summary>
    public static async Task<IReadOnlyList<string>> BallotFaults(this TenantSession session, BallotKeys keys, CancellationToken ct)
    {
        var rounds = await session.Db.BallotRounds.AsNoTracking().OrderBy(r => r.OpenedAt).ToListAsync(ct);
        List<string> faults = [];
        foreach (var round in rounds)
        {
            void Say(string fault) => faults.Add($"表决：{Called(round)}：{fault}");
            if (round.Fault is { } wrong) Say(wrong);
            if (!round.IsSealed) continue;
            if (await keys.Read(round.Id, ct) is not { } half) Say("正在投，钥匙在文件里的一半却不见了：开不了票，只能作废重投");
            else if (await session.Opened(round, half, ct) is { Broken: > 0 and var broken }) Say($"{broken} 张封票打不开，或缺了、多了");
        }

        return [.. faults, .. await session.ChainFaults([("表决", NotePrefix, rounds.Select(r => new ChainedRecord(r.Id.Value, r.RecordDigest, Called(r))))], ct)];

        static string Called(BallotRound round) => $"{round.OpenedAt.Print()}开投的第 {round.No} 轮（{round.Id.Value}）";
    }

    /// <summary>毁掉已经开票、作废的各轮还留着的一半：停电停在提交与毁掉之间的。开投停在半路、库里没有的，过一小时也毁。</summary>
    /// <returns>毁掉了哪几轮的。</returns>
    public static async Task<IReadOnlyList<RoundId>> DestroyLeftHalves(this TenantSessions sessions, BallotKeys keys, CancellationToken ct)
    {
        var kept = keys.Kept();
        Dictionary<RoundId, bool> known = [];
        var (ids, longAgo) = (kept.Select(k => k.Round).ToList(), DateTimeOffset.MinValue);
        foreach (var tenant in await sessions.TenantsAndPlatform(ct))
        {
            await using var session = await sessions.OpenFor(tenant.Id, Actor.System, ct);
            // The disk knows nothing of a clock that was moved.
            longAgo = session.RealNow - Opening;
            foreach (var round in await session.Db.BallotRounds.AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(ct)) known[round.Id] = round.IsSealed;
        }

        List<RoundId> gone = [.. kept.Where(k => known.TryGetValue(k.Round, out var open) ? !open : k.WrittenAt < longAgo).Select(k => k.Round)];
        foreach (var round in gone) await keys.Destroy(round);
        keys.RemoveAbandoned(longAgo);
        return gone;
    }
}
