using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Filings;

/// <summary>一次分段上传到了哪里。</summary>
/// <param name="Received">已经收到的各段，从 1 起。</param>
public sealed record UploadProgress(PartialUploadId Id, int Parts, int PartBytes, IReadOnlyList<int> Received);

/// <summary>开始分段上传，或接着传：同一个人往同一栏传同一个文件，没有传完的那一次接着用。</summary>
[Does(Act.UploadMaterial)]
public sealed class StartUpload(TenantSessions sessions, IFileStore files)
{
    /// <summary>一份申报同时没有传完的，最多几个；远多于手工会有的。</summary>
    private const int MostAtOnce = 100;

    public async Task<(UploadProgress? Progress, Refusal? Refusal)> Run(FilingId filingId, string slot, Guid? row, WholeFile file, PartialUploadId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await FilingLocks.Take(session, filingId, ct);
        var filing = await session.Db.Filings.SingleOrDefaultAsync(f => f.Id == filingId, ct);
        if (session.WhyNot(Act.UploadMaterial, filing) is { } forbidden) return (null, forbidden);
        var (open, refusal) = await new MaterialPlace(slot, row).In(session, filing!, null, ct);
        if (refusal is not null) return (null, refusal);
        if (FileSentences.WhyNotStart(file, open!.Files) is { } unwanted) return (null, unwanted);

        var unfinished = await session.Db.PartialUploads.Where(u => u.FilingId == filingId && u.StartedBy == session.Actor.UserId).ToListAsync(ct);
        if (unfinished.FirstOrDefault(u => u.Slot == slot && u.RowId == row && u.IsSame(file)) is { } before)
            return (new UploadProgress(before.Id, before.Parts, PartialUpload.PartBytes, await files.Parts(session.Tenant.Id.Value, before.Id.Value, ct)), null);
        if (unfinished.Count >= MostAtOnce) return (null, new FileRefused($"还有 {unfinished.Count} 个文件没有传完，请先传完或取消。"));

        var upload = new PartialUpload(id, filingId, slot, row, file, session.Actor.UserId, session.Now);
        session.Add(upload);
        return await session.Save(ct) is { } conflict ? (null, conflict) : (new UploadProgress(id, upload.Parts, PartialUpload.PartBytes, []), null);
    }
}

/// <summary>收一段。字节在路上时不占数据库连接；同一段重传一次，后到的盖先到的。</summary>
[Does(Act.UploadMaterial)]
public sealed class ReceivePart(TenantSessions sessions, IFileStore files, AdmittedUploads admitted)
{
    /// <param name="sha256">这一段的摘要；没有算为空。</param>
    public async Task<Refusal?> Run(PartialUploadId id, int part, Stream content, string? sha256, CancellationToken ct = default)
    {
        TenantId tenant;
        int expected;
        await using (var session = await sessions.Open(ct))
        {
            var upload = admitted.Recent(session, id);
            if (upload is null)
            {
                (upload, var filing) = await session.OwnUpload(id, ct);
                if (session.WhyNot(Act.UploadMaterial, filing) is { } forbidden) return forbidden;
                if ((await new MaterialPlace(upload!.Slot, upload.RowId).In(session, filing!, upload.StartedAt, ct)).Refusal is { } closed) return closed;
                admitted.Admit(session, upload);
            }

            (tenant, expected) = (session.Tenant.Id, upload.BytesOf(part));
        }

        if (expected == 0) return new PartRefused();
        try
        {
            var stored = await files.WritePart(tenant.Value, id.Value, part, content, expected, ct);
            if (stored.Bytes == expected && (sha256 is null || sha256 == stored.Sha256)) return null;

            await files.RemovePart(tenant.Value, id.Value, part, ct);
            return new PartRefused();
        }
        catch (FileTooLargeException)
        {
            return new PartRefused();
        }
        catch (FileStoreException)
        {
            return new NotTakenNow();
        }
    }
}

/// <summary>各段到齐，合成一个文件，与整个传的走同一条路。办过的再办一次，答复相同。</summary>
[Does(Act.UploadMaterial)]
public sealed class FinishUpload(TenantSessions sessions, IFileStore files, MaterialIntake intake, AdmittedUploads admitted)
{
    public async Task<(Material? Material, Refusal? Refusal)> Run(PartialUploadId id, CancellationToken ct = default)
    {
        PartialUpload upload;
        ArrivedFile arrived;
        var place = new MaterialPlace("", null);
        await using (var session = await sessions.Open(ct))
        {
            var material = await session.Db.Materials.AsNoTracking().SingleOrDefaultAsync(m => m.Id == new MaterialId(id.Value) && m.UploadedBy == session.Actor.UserId, ct);
            var begun = await session.Db.PartialUploads.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.StartedBy == session.Actor.UserId, ct);
            var filingId = material?.FilingId ?? begun?.FilingId;
            var filing = filingId is null ? null : await session.Db.Filings.SingleAsync(f => f.Id == filingId, ct);
            if (session.WhyNot(Act.UploadMaterial, filing) is { } forbidden) return (null, forbidden);
            if (material is not null) return (material, null);

            place = new MaterialPlace(begun!.Slot, begun.RowId);
            var (slot, closed) = await place.In(session, filing!, begun.StartedAt, ct);
            if (closed is not null) return (null, closed);
            upload = begun;
            admitted.Forget(session, id);
            arrived = new ArrivedFile(session.Tenant.Id, slot!.Files, begun.FileName, begun.StartedAt);
        }

        var tenant = arrived.Tenant.Value;
        var missing = Enumerable.Range(1, upload.Parts).Except(await files.Parts(tenant, id.Value, ct)).Count();
        if (missing > 0) return (null, new PartsMissing(missing));

        await using var whole = new JoinedParts(part => files.OpenPart(tenant, id.Value, part, ct), upload.Parts);
        var (file, refused) = await intake.Take(arrived, whole, ct, upload.Sha256);
        if (refused is null)
        {
            var (material, conflict) = await intake.Register(upload.FilingId, new MaterialId(id.Value), place, file!, arrived, ct, Forget(id, ct));
            if (conflict is null) await files.RemoveParts(tenant, id.Value, ct);
            return (material, conflict);
        }

        if (refused is FileRefused)
        {
            // 文件本身收不下的，再传也一样：不留着等人接着传。
            await using var session = await sessions.Open(ct);
            var filing = await session.Db.Filings.SingleAsync(f => f.Id == upload.FilingId, ct);
            if (session.WhyNot(Act.UploadMaterial, filing) is { } forbidden) return (null, forbidden);
            await Forget(id, ct)(session);
            if (await session.Save(ct) is null) await files.RemoveParts(tenant, id.Value, ct);
        }

        return (null, refused);
    }

    private static Func<TenantSession, Task> Forget(PartialUploadId id, CancellationToken ct) => async session =>
    {
        if (await session.Db.PartialUploads.SingleOrDefaultAsync(u => u.Id == id, ct) is { } upload) session.Db.PartialUploads.Remove(upload);
    };
}

/// <summary>不传了：没有传完的连同收到的各段一起清去。</summary>
[Does(Act.UploadMaterial)]
public sealed class CancelUpload(TenantSessions sessions, IFileStore files, AdmittedUploads admitted)
{
    public async Task<Refusal?> Run(PartialUploadId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var (upload, filing) = await session.OwnUpload(id, ct);
        if (session.WhyNot(Act.UploadMaterial, filing) is { } forbidden) return forbidden;

        admitted.Forget(session, id);
        session.Db.PartialUploads.Remove(upload!);
        var conflict = await session.Save(ct);
        if (conflict is null) await files.RemoveParts(session.Tenant.Id.Value, id.Value, ct);
        return conflict;
    }
}

internal static class PartialUploadReading
{
    /// <summary>本人没有传完的一个，连同它的申报；别人的与没有的一样，都是空。</summary>
    public static async Task<(PartialUpload? Upload, Filing? Filing)> OwnUpload(this TenantSession session, PartialUploadId id, CancellationToken ct)
    {
        var upload = await session.Db.PartialUploads.SingleOrDefaultAsync(u => u.Id == id && u.StartedBy == session.Actor.UserId, ct);
        return (upload, upload is null ? null : await session.Db.Filings.AsNoTracking().SingleAsync(f => f.Id == upload.FilingId, ct));
    }
}

public sealed record PartRefused() : Refusal("这一段没有传完整，正在重传；反复出现请刷新页面再试。");
public sealed record PartsMissing(int Count) : Refusal($"还有 {Count} 段没有传到，请再选一次这个文件，会接着传。");
