using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Approvals;

/// <param name="Position">从 1 数，是这些条件里的第几件；不在其中、或排在一千件之后为 0。</param>
/// <param name="Total">这些条件里共几件；数到 1001 为止。</param>
/// <param name="Previous">排在前面的一件。</param>
/// <param name="Next">排在后面的一件。</param>
public sealed record Neighbours(int Position, int Total, Guid? Previous, Guid? Next);

/// <summary>一份申报在收件箱里的前一件、后一件：条件与次序就是收件箱此刻的。办过了的也答得出，按键找，不按第几件。</summary>
[Does(Act.ReadInbox)]
public sealed class ReadNeighbours(TenantSessions sessions, Vault vault)
{
    public async Task<Neighbours> Run(FilingId id, InboxQuery query, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadInbox) is not null) return new Neighbours(0, 0, null, null);

        var command = new QueueCommand(session);
        var where = command.Where(query, vault);
        var here = string.Join(", ", QueueCommand.Key(query).Split(", ").Select(c => $"(select {c} from here)"));
        var (before, after) = query.Backwards ? (">", "<") : ("<", ">");
        await using var reader = await command.Read($"""
            with here as materialized (select * from queue_entries where {command.Mine} and filing_id = {command.With(id.Value)}), {command.Counted}
            select (select count(*) from here h where exists (select 1 from queue_entries where {where} and filing_id = h.filing_id)),
                   (select count(*) from (select 1 from queue_entries where {where} and ({QueueCommand.Key(query)}) {before} ({here}) limit {QueueCommand.CountCap - 1}) earlier),
                   ({command.Count(query, vault)}),
                   (select filing_id from queue_entries where {where} and ({QueueCommand.Key(query)}) {before} ({here}) order by {QueueCommand.OrderBy(query, turned: true)} limit 1),
                   (select filing_id from queue_entries where {where} and ({QueueCommand.Key(query)}) {after} ({here}) order by {QueueCommand.OrderBy(query)} limit 1)
            """, ct);
        await reader.ReadAsync(ct);
        var earlier = reader.GetInt64(1);
        return new Neighbours(
            reader.GetInt64(0) == 0 || earlier >= QueueCommand.CountCap - 1 ? 0 : (int)earlier + 1, (int)Math.Min(reader.GetInt64(2), int.MaxValue),
            reader.IsDBNull(3) ? null : reader.GetGuid(3), reader.IsDBNull(4) ? null : reader.GetGuid(4));
    }
}
