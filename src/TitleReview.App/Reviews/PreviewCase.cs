using Microsoft.EntityFrameworkCore;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Reviews;

namespace TitleReview.App.Reviews;

/// <summary>申报人事先看专家会看到什么（A22）：同一份案卷，只是按现在填的、没有编号。</summary>
[Does(Act.PreviewCase)]
public sealed class PreviewCase(TenantSessions sessions, Vault vault)
{
    public async Task<BlindCase?> Run(FilingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Db.Filings.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct);
        if (session.WhyNot(Act.PreviewCase, filing) is not null) return null;

        return await session.Case(vault, filing!, await session.AsItStands(filing!, ct), null, ct);
    }
}

/// <summary>申报人事先看的一张图，与专家看到的是同一张。</summary>
[Does(Act.PreviewCase)]
public sealed class OpenPreviewPage(TenantSessions sessions, ScanPages scans)
{
    public async Task<Stream?> Run(FilingId id, int no, PageSize size, CancellationToken ct = default)
    {
        BlindPage page;
        TenantId tenant;
        await using (var session = await sessions.Open(ct))
        {
            var filing = await session.Db.Filings.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct);
            if (session.WhyNot(Act.PreviewCase, filing) is not null) return null;
            if (BlindPages.Of(await session.AsItStands(filing!, ct)).FirstOrDefault(p => p.No == no) is not { } there) return null;

            (page, tenant) = (there, session.Tenant.Id);
        }

        return await scans.Open(tenant, page, size, ct);
    }
}
