using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;

namespace TitleReview.App.Ballots;

/// <summary>一轮开出来的：各位申报人的票，次序打乱；打不开、缺了、多出来的一共几张。</summary>
internal sealed record OpenedRound(IReadOnlyDictionary<FilingId, IReadOnlyList<Choice>> Choices, IReadOnlyList<ExpertId> Voted, int Broken);

/// <summary>封票怎么存、怎么数、怎么开。</summary>
internal static class Envelopes
{
    /// <summary>投进去：这位从前的换掉，整轮的按编号重排一遍再存，行在库里的先后、版本说不出谁先投、谁改投过。</summary>
    public static async Task Cast(this TenantSession session, BallotRound round, ExpertId voter, byte[] shareInFile, IReadOnlyDictionary<FilingId, Choice> marks, CancellationToken ct)
    {
        await session.Begin(ct);
        var sealedVotes = marks.OrderBy(m => m.Key.Value).Select(m => (Filing: m.Key.Value, Envelope: SealedBallot.Seal(round.PublicKey, shareInFile, SealedVote.PlaceOf(round.Id, m.Key, voter), m.Value))).ToList();
        await using var command = new NpgsqlCommand("""
            with box as (delete from sealed_votes where round_id = $2 returning filing_id, voter_id, envelope)
            insert into sealed_votes (tenant_id, round_id, filing_id, voter_id, envelope)
              select $1, $2, filing_id, voter_id, envelope from (
                select filing_id, voter_id, envelope from box where voter_id <> $3
                union all select o.filing_id, $3, o.envelope from unnest($4, $5) as o (filing_id, envelope)) b
              order by filing_id, voter_id
            """, session.Connection, session.Transaction)
        {
            Parameters =
            {
                new() { Value = session.Tenant.Id.Value }, new() { Value = round.Id.Value }, new() { Value = voter.Value },
                new() { Value = sealedVotes.Select(v => v.Filing).ToArray() }, new() { Value = sealedVotes.Select(v => v.Envelope).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
        var seal = SealOf(await session.Box(round.Id).ToListAsync(ct), shareInFile);
        await session.Db.BallotRounds.Where(r => r.Id == round.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.BoxSeal, seal), ct);
    }

    /// <summary>各轮投了几位；投的是谁，这里不问。</summary>
    public static async Task<IReadOnlyDictionary<RoundId, int>> VotedCounts(this TenantSession session, IReadOnlyCollection<RoundId> rounds, CancellationToken ct) =>
        await session.Db.SealedVotes.Where(v => rounds.Contains(v.RoundId)).GroupBy(v => v.RoundId).Select(g => new { g.Key, Count = g.Select(v => v.VoterId).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    public static Task<bool> HasVoted(this TenantSession session, RoundId round, ExpertId voter, CancellationToken ct) => session.Db.SealedVotes.AnyAsync(v => v.RoundId == round && v.VoterId == voter, ct);

    /// <summary>开，打乱，只留各位申报人的票。名册之外的、一张票上缺了几位的，与打不开的一样，都算坏的：不悄悄丢掉一张。</summary>
    public static async Task<OpenedRound> Opened(this TenantSession session, BallotRound round, byte[] shareInFile, CancellationToken ct)
    {
        var votes = await session.Box(round.Id).ToListAsync(ct);
        var there = votes.Select(v => (v.FilingId, v.VoterId)).ToHashSet();
        List<ExpertId> voted = [.. votes.Select(v => v.VoterId).Distinct()];
        var broken = votes.Count(v => round.Of(v.FilingId)?.Voters.Contains(v.VoterId) is not true) + voted.Sum(v => round.BallotOf(v).Count(c => !there.Contains((c.FilingId, v))));
        List<(FilingId Filing, Choice Choice)> opened = [];
        foreach (var vote in votes)
        {
            try
            {
                opened.Add((vote.FilingId, SealedBallot.Open(round.ShareInDatabase, shareInFile, vote.Place, vote.Envelope)));
            }
            catch (CryptographicException)
            {
                broken++;
            }
        }

        // Every envelope opens, and yet one more or one less than was cast: at least one.
        if (broken == 0 && !SealOf(votes, shareInFile).AsSpan().SequenceEqual(round.BoxSeal)) broken = 1;
        return new(opened.GroupBy(o => o.Filing).ToDictionary(g => g.Key, g => SealedBallot.Shuffled(g.Select(o => o.Choice))), voted, broken);
    }

    private static byte[] SealOf(IEnumerable<SealedVote> box, byte[] shareInFile) => SealedBallot.BoxSeal(shareInFile, box.Select(v => (v.Place, v.Envelope)));

    private static IQueryable<SealedVote> Box(this TenantSession session, RoundId round) => session.Db.SealedVotes.AsNoTracking().Where(v => v.RoundId == round);

    public static Task Drop(this TenantSession session, BallotRound round, CancellationToken ct) => session.Db.SealedVotes.Where(v => v.RoundId == round.Id).ExecuteDeleteAsync(ct);
}
