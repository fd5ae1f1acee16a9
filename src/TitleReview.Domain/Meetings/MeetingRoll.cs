using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Meetings;

/// <summary>此刻的会场：席位、谁在场、谁对谁回避。法定人数一位一位申报人算，都从这里出。</summary>
/// <param name="Cases">议程上没有撤下的。</param>
public sealed record MeetingRoll(IReadOnlyList<Seat> Seats, IReadOnlySet<ExpertId> Here, IReadOnlyCollection<(FilingId Filing, ExpertId Expert)> Recusals, IReadOnlyList<MeetingCase> Cases)
{
    public static MeetingRoll Of(IReadOnlyList<Seat> seats, IEnumerable<Presence> presences, IEnumerable<Recusal> recusals, IEnumerable<MeetingCase> cases) => new(
        [.. seats.OrderByDescending(s => s.Kind).ThenBy(s => s.Code, StringComparer.Ordinal)],
        presences.Where(p => p.IsHere).Select(p => p.ExpertId).ToHashSet(),
        [.. recusals.Select(r => (r.FilingId, r.ExpertId)).Distinct()],
        [.. cases.Where(c => !c.IsWithdrawn).OrderBy(c => c.No)]);

    public int Pledged => Seats.Count(s => s.PledgedAt is not null);

    public bool IsRecused(FilingId filing, ExpertId expert) => Recusals.Contains((filing, expert));

    /// <summary>对这一位的表决人：在场、又不回避的委员。</summary>
    public IReadOnlyList<Seat> Voters(FilingId filing) => [.. Seats.Where(s => Here.Contains(s.ExpertId) && !IsRecused(filing, s.ExpertId))];

    /// <summary>这一位的应到、实到、回避。</summary>
    public Roll For(FilingId filing) => new(Seats.Count, Voters(filing).Count, Seats.Count(s => IsRecused(filing, s.ExpertId)));

    public bool IsQuorate(FilingId filing, VotingTerms voting) => For(filing).IsQuorate(voting);
}
