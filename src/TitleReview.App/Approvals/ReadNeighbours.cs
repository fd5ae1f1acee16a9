using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Approvals;

/// <param name="Position">从 1 数，是待审核里的第几件；不在其中为 0。</param>
/// <param name="Previous">排在前面的一件。</param>
/// <param name="Next">排在后面的一件。</param>
public sealed record Neighbours(int Position, int Total, Guid? Previous, Guid? Next);

/// <summary>一份申报在“待我审核”里的前一件、后一件，次序与收件箱相同。</summary>
[Does(Act.ReadInbox)]
public sealed class ReadNeighbours(TenantSessions sessions)
{
    public async Task<Neighbours> Run(FilingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadInbox) is not null) return new Neighbours(0, 0, null, null);

        var waiting = session.Db.Filings.Where(f => f.CurrentOfficeId == session.Actor.OfficeId);
        var total = await waiting.CountAsync(ct);
        if (await waiting.Where(f => f.Id == id).Select(f => new { f.SubmittedAt, f.Number }).SingleOrDefaultAsync(ct) is not { } here) return new Neighbours(0, total, null, null);

        var before = waiting.Where(f => f.SubmittedAt < here.SubmittedAt || (f.SubmittedAt == here.SubmittedAt && f.Number.CompareTo(here.Number) < 0));
        var after = waiting.Where(f => f.SubmittedAt > here.SubmittedAt || (f.SubmittedAt == here.SubmittedAt && f.Number.CompareTo(here.Number) > 0));
        return new Neighbours(
            await before.CountAsync(ct) + 1, total,
            await before.OrderByDescending(f => f.SubmittedAt).ThenByDescending(f => f.Number).Select(f => (Guid?)f.Id.Value).FirstOrDefaultAsync(ct),
            await after.OrderBy(f => f.SubmittedAt).ThenBy(f => f.Number).Select(f => (Guid?)f.Id.Value).FirstOrDefaultAsync(ct));
    }
}
