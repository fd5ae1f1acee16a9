using Microsoft.EntityFrameworkCore;
using TitleReview.App.Calendar;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Integrity;

/// <param name="Search">姓名、单位名或文号的一部分，或整个号码。</param>
/// <param name="All">连期满的、已解除的一起列。</param>
public sealed record IntegrityQuery(string? Search = null, bool All = false, int Page = 1, int Size = 20);

/// <param name="MayKeep">可以记入、解除：本机构是地区人社局。</param>
public sealed record IntegrityView(IReadOnlyList<IntegrityRecord> Records, int Total, int Page, int Pages, bool MayKeep, Moment Now);

/// <summary>本端口的诚信记录，新记的在前。</summary>
[Does(Act.ReadIntegrityRegister)]
public sealed class ReadIntegrityRegister(TenantSessions sessions, Vault vault)
{
    public async Task<IntegrityView?> Run(IntegrityQuery query, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.ReadIntegrityRegister) is not null) return null;

        var today = session.Now.Today;
        var records = session.Db.IntegrityRecords.AsNoTracking();
        if (!query.All) records = records.Where(r => r.LiftedAt == null && today <= r.To);
        if (query.Search.Sought() is { Length: > 0 } text)
        {
            var digests = Standing.DigestsOf(vault, session.Tenant.Id, ResidentId.Normalize(text));
            records = records.Where(r => r.Name.Contains(text) || r.DecisionNumber.Contains(text) || digests.Contains(r.SubjectDigest));
        }

        var total = await records.CountAsync(ct);
        var pages = Math.Max(1, (total + query.Size - 1) / query.Size);
        var page = Math.Clamp(query.Page, 1, pages);
        var rows = await records.OrderByDescending(r => r.DecidedAt).ThenBy(r => r.Id).Skip((page - 1) * query.Size).Take(query.Size).ToListAsync(ct);
        return new IntegrityView(rows, total, page, pages, (await session.OwnOffice(ct))?.Kind == OfficeKind.PrefectureHr, session.Now);
    }
}
