using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Filings;

/// <summary>一次上传：传到哪一栏、哪一行，文件名，内容。</summary>
public sealed record Upload(MaterialId Id, string Slot, Guid? Row, string FileName, Stream Content);

/// <summary>
/// 上传材料：先问许可，再收字节（慢线路不占数据库连接），按内容认种类、完整解码，最后登记。
/// 字节先落盘、后登记，断在哪里都不会有指向空处的登记。
/// </summary>
[Does(Act.UploadMaterial)]
public sealed class AddMaterial(TenantSessions sessions, IFileStore files, DocumentWorker worker)
{
    private const int ThumbnailEdge = 320, ScreenEdge = 1600;

    public async Task<(Material? Material, Refusal? Refusal)> Run(FilingId filingId, Upload upload, CancellationToken ct = default)
    {
        TenantId tenant;
        FileTerms terms;
        await using (var session = await sessions.Open(ct))
        {
            var (slot, refusal) = await WhyNot(session, filingId, upload, ct);
            if (refusal is not null) return (null, refusal);
            (tenant, terms) = (session.Tenant.Id, slot!.Value.Files);
        }

        var (file, refused) = await Take(tenant, upload, terms, ct);
        if (refused is not null) return (null, refused);

        await using (var session = await sessions.Open(ct))
        {
            // Asked again, with the filing locked: the window may have closed, the slot may have filled while the bytes were on their way.
            await FilingLocks.Take(session, filingId, ct);
            var (_, refusal) = await WhyNot(session, filingId, upload, ct);
            if (refusal is not null) return (null, refusal);

            await FileRegister.Add(session, new StoredFile { Sha256 = file!.Sha256, Bytes = file.Bytes, StoredAt = session.Now.Instant }, ct);
            var material = new Material(upload.Id, filingId, upload.Slot, upload.Row, file, upload.FileName, session.Actor.UserId, session.Now);
            session.Add(material);
            var conflict = await session.Save(ct);
            return conflict is null ? (material, null) : (null, conflict);
        }
    }

    private static async Task<((SlotTerms Slot, FileTerms Files)? Slot, Refusal? Refusal)> WhyNotSlot(TenantSession session, Filing filing, Upload upload, CancellationToken ct)
    {
        var plan = await session.PlanOf(filing, ct);
        if (plan.Terms.Slots.FirstOrDefault(s => s.Key == upload.Slot) is not { } slot) return (null, new UnknownSlot());
        if (filing.WhyNotFill(slot, plan, session.Actor, session.Now) is { } closed) return (null, closed);

        var row = upload.Row is { } id ? filing.Form.Rows(slot.Module).FirstOrDefault(r => r.Id == id) : null;
        var kind = await session.Db.Offices.Where(o => o.Id == filing.EmployerId).Select(o => o.EmployerKind).SingleAsync(ct);
        if (slot.PerRow != (row is not null) || !SlotMatching.Applies(slot, filing.Choice, kind, filing.Form, row)) return (null, new UnknownSlot());

        var there = await session.Db.Materials.CountAsync(m => m.FilingId == filing.Id && m.Slot == slot.Key && m.RowId == upload.Row, ct);
        return there >= slot.MaxFiles ? (null, new SlotFull(slot.Title, slot.MaxFiles)) : ((slot, slot.Kinds is { } own ? plan.Terms.Files with { Kinds = own } : plan.Terms.Files), null);
    }

    private static async Task<((SlotTerms Slot, FileTerms Files)? Slot, Refusal? Refusal)> WhyNot(TenantSession session, FilingId filingId, Upload upload, CancellationToken ct)
    {
        var filing = await session.Db.Filings.SingleOrDefaultAsync(f => f.Id == filingId, ct);
        return session.WhyNot(Act.UploadMaterial, filing) is { } refusal ? (null, refusal) : await WhyNotSlot(session, filing!, upload, ct);
    }

    private async Task<(ScannedFile? File, Refusal? Refusal)> Take(TenantId tenant, Upload upload, FileTerms terms, CancellationToken ct)
    {
        try
        {
            var blob = await files.Write(tenant.Value, upload.Content, terms.MaxBytes, ct);
            var bytes = await Bytes(tenant, blob, ct);
            var look = FileKinds.Inspect(bytes, upload.FileName);
            if (look.Fault is { } fault) return (null, new FileRefused(FileSentences.For(fault, terms)));
            var kind = FileSentences.Name(look.Kind);
            if (!terms.Kinds.Contains(kind)) return (null, new FileRefused(FileSentences.WrongKind(kind, terms)));
            if (look.Kind == FileKind.Pdf) return (new ScannedFile(blob.Sha256, kind, blob.Bytes, 0, 0), null);

            var small = await worker.Thumbnail(bytes, ThumbnailEdge, ct);
            await files.WriteDerived(tenant.Value, blob.Sha256, "thumbnail", small.Jpeg, ct);
            await files.WriteDerived(tenant.Value, blob.Sha256, "screen", (await worker.Thumbnail(bytes, ScreenEdge, ct)).Jpeg, ct);
            return (new ScannedFile(blob.Sha256, kind, blob.Bytes, small.FullWidth, small.FullHeight), null);
        }
        catch (FileTooLargeException e)
        {
            return (null, new FileRefused($"文件超过 {e.MaxBytes.PrintBytes()}，请压缩或降低分辨率后再传。"));
        }
        catch (WorkerFailure e)
        {
            return (null, new FileRefused(e.Sentence));
        }
        catch (FileStoreException)
        {
            return (null, new FileRefused("服务器暂时存不了文件，请过几分钟再传；如反复出现，请告知管理员。"));
        }
    }

    private async Task<byte[]> Bytes(TenantId tenant, StoredBlob blob, CancellationToken ct)
    {
        await using var stream = await files.OpenRead(tenant.Value, blob.Sha256, ct) ?? throw new InvalidOperationException("The file just stored is not there.");
        var bytes = new byte[blob.Bytes];
        await stream.ReadExactlyAsync(bytes, ct);
        return bytes;
    }
}

/// <summary>删去一张材料。字节留到清理时，已提交的底稿仍指着它。</summary>
[Does(Act.UploadMaterial)]
public sealed class RemoveMaterial(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MaterialId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filingId = await session.Db.Materials.Where(m => m.Id == id).Select(m => (FilingId?)m.FilingId).SingleOrDefaultAsync(ct);
        if (filingId is { } toLock) await FilingLocks.Take(session, toLock, ct);
        var filing = filingId is null ? null : await session.Db.Filings.SingleAsync(f => f.Id == filingId, ct);
        if (session.WhyNot(Act.UploadMaterial, filing) is { } refusal) return refusal;
        if (await session.Db.Materials.SingleOrDefaultAsync(m => m.Id == id, ct) is not { } material) return new JustHandledByAnother();

        var plan = await session.PlanOf(filing!, ct);
        // 新版计划撤掉的栏目，原来传的仍由申报人自己删。
        var slot = plan.Terms.Slots.FirstOrDefault(s => s.Key == material.Slot);
        if ((slot is null ? filing!.WhyNotAmend(plan, session.Now) : filing!.WhyNotFill(slot, plan, session.Actor, session.Now)) is { } closed) return closed;

        session.Db.Materials.Remove(material);
        return await session.Save(ct);
    }
}

/// <summary>看哪一种：缩略图、屏幕大小、原件。</summary>
public enum MaterialCopy { Thumbnail, Screen, Original }

public sealed record MaterialFile(Stream Content, string MediaType, string FileName);

/// <summary>取一张材料的字节，每次都重新核许可。没有与无权都回答 null。</summary>
[Does(Act.ReadMaterial)]
public sealed class OpenMaterial(TenantSessions sessions, IFileStore files)
{
    public async Task<MaterialFile?> Run(MaterialId id, MaterialCopy copy, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var material = await session.Db.Materials.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct);
        var filing = material is null ? null : await session.Db.Filings.AsNoTracking().SingleAsync(f => f.Id == material.FilingId, ct);
        if (session.WhyNot(Act.ReadMaterial, filing) is not null) return null;

        var tenant = session.Tenant.Id.Value;
        if (copy != MaterialCopy.Original && material!.Kind != "pdf")
            return await files.OpenDerived(tenant, material.Sha256, copy == MaterialCopy.Thumbnail ? "thumbnail" : "screen", ct) is { } small
                ? new MaterialFile(small, "image/jpeg", $"{material.Slot}.jpg") : null;
        return await files.OpenRead(tenant, material!.Sha256, ct) is { } original
            ? new MaterialFile(original, material.Kind switch { "jpg" => "image/jpeg", "png" => "image/png", _ => "application/pdf" }, $"{material.Slot}.{material.Kind}") : null;
    }
}

/// <summary>文件收不下时的那句话。</summary>
internal static class FileSentences
{
    public static string Name(FileKind kind) => kind switch { FileKind.Jpeg => "jpg", FileKind.Png => "png", _ => "pdf" };

    public static string WrongKind(string kind, FileTerms terms) => $"这是 {kind.ToUpperInvariant()} 文件，这里只收 {Kinds(terms)}，请转换后再传。";

    public static string For(FileFault fault, FileTerms terms) => fault switch
    {
        FileFault.Empty => "文件是空的，请重新选择。",
        FileFault.BadName or FileFault.DoubleExtension => $"文件名不合要求，请改成简单的名字（如 学历证书.jpg）再传。",
        FileFault.UnknownKind => $"认不出这是什么文件，这里只收 {Kinds(terms)}，请转换后再传。",
        FileFault.NameDisagrees => "文件的扩展名与内容不符，请用原来的格式保存后再传。",
        FileFault.Truncated => "文件不完整，可能没有传完或已损坏，请重新扫描或拍照后再传。",
        FileFault.TwoKindsInOne => "文件里混有别的内容，不能接收，请重新扫描后再传。",
        FileFault.TooManyPixels => "图片的尺寸太大，请用较低的分辨率重新扫描后再传。",
        _ => "文件已损坏，请重新扫描或拍照后再传。",
    };

    private static string Kinds(FileTerms terms) => string.Join("、", terms.Kinds).ToUpperInvariant();
}
