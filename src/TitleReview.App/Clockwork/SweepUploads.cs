using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.People;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Clockwork;

/// <summary>没有传完、放过了期限的上传，连同收到的各段清去。先删登记、后删字节：断在中间，剩下的只是没人指着的字节。</summary>
[Does(Act.SweepUploads)]
public sealed class SweepUploads(TenantSessions sessions, IFileStore files)
{
    /// <returns>清去了几个。</returns>
    public async Task<int> Run(TenantId tenant, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenFor(tenant, Actor.System, ct);
        if (session.WhyNot(Act.SweepUploads) is not null) return 0;

        var before = session.Now.Instant.AddDays(-PartialUpload.KeptDays);
        var stale = await session.Db.PartialUploads.Where(u => u.StartedAt < before).Take(500).ToListAsync(ct);
        // Sheets nobody confirmed, or broke off and never went on with: the numbers in them do not lie about for longer.
        var unread = await session.Db.ImportSheets.Where(s => s.State == ImportState.Previewed && s.UploadedAt < session.Now.Instant.AddDays(-ImportSheet.KeptDays)).Take(100).ToListAsync(ct);
        foreach (var sheet in unread) sheet.Expire(session.Now);
        if (stale.Count + unread.Count == 0) return 0;

        session.Db.PartialUploads.RemoveRange(stale);
        if (await session.Save(ct) is not null) return 0;

        foreach (var upload in stale) await files.RemoveParts(tenant.Value, upload.Id.Value, ct);
        return stale.Count + unread.Count;
    }
}
