using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Filings;

/// <summary>一次上传：传到哪一栏、哪一行，文件名，内容。</summary>
public sealed record Upload(MaterialId Id, string Slot, Guid? Row, string FileName, Stream Content)
{
    internal MaterialPlace Place => new(Slot, Row);
}

/// <summary>
/// 上传材料：先问许可，再收字节（慢线路不占数据库连接），按内容认种类、完整解码，最后登记。
/// 字节先落盘、后登记，断在哪里都不会有指向空处的登记。
/// </summary>
[Does(Act.UploadMaterial)]
public sealed class AddMaterial(TenantSessions sessions, MaterialIntake intake)
{
    public async Task<(Material? Material, Refusal? Refusal)> Run(FilingId filingId, Upload upload, CancellationToken ct = default)
    {
        ArrivedFile arrived;
        await using (var session = await sessions.Open(ct))
        {
            var filing = await session.Db.Filings.SingleOrDefaultAsync(f => f.Id == filingId, ct);
            if (session.WhyNot(Act.UploadMaterial, filing) is { } forbidden) return (null, forbidden);
            var (slot, refusal) = await upload.Place.In(session, filing!, null, ct);
            if (refusal is not null) return (null, refusal);
            arrived = new ArrivedFile(session.Tenant.Id, slot!.Files, upload.FileName, session.Now.Instant);
        }

        var (file, refused) = await intake.Take(arrived, upload.Content, ct);
        return refused is null ? await intake.Register(filingId, upload.Id, upload.Place, file!, arrived, ct) : (null, refused);
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

/// <summary>看哪一种：缩略图、屏幕大小。原件另有一条路（<see cref="OpenOriginal"/>）。</summary>
public enum MaterialCopy { Thumbnail, Screen }

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

        if (material!.Kind == "pdf" && copy == MaterialCopy.Screen)
        {
            // 改写过的 PDF 里字都在，与原件一样留痕。
            session.Note($"看整份 PDF：{filing!.Number} {material.Slot} {id.Value}");
            if (await session.Save(ct) is not null) return null;
        }

        var tenant = session.Tenant.Id.Value;
        var (derived, type) = (copy, material.Kind) switch
        {
            (MaterialCopy.Thumbnail, _) => ("thumbnail", "image/jpeg"),
            (MaterialCopy.Screen, "pdf") => ("clean", "application/pdf"),
            _ => ("screen", "image/jpeg"),
        };
        if (await files.OpenDerived(tenant, material.Sha256, derived, ct) is { } made)
            return new MaterialFile(made, type, $"{material.Slot}.{(type == "image/jpeg" ? "jpg" : "pdf")}");
        // 改写之前收下的 PDF 没有副本，看的就是原件。
        return copy == MaterialCopy.Screen && material.Kind == "pdf" && await files.OpenRead(tenant, material.Sha256, ct) is { } original ? new MaterialFile(original, type, $"{material.Slot}.pdf") : null;
    }
}

/// <summary>下载原件，一个字节不差。出去一份，留一行审计：谁、哪一份、什么时候。</summary>
[Does(Act.ReadOriginal)]
public sealed class OpenOriginal(TenantSessions sessions, IFileStore files)
{
    public async Task<MaterialFile?> Run(MaterialId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var material = await session.Db.Materials.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct);
        var filing = material is null ? null : await session.Db.Filings.AsNoTracking().SingleAsync(f => f.Id == material.FilingId, ct);
        if (session.WhyNot(Act.ReadOriginal, filing) is not null) return null;

        session.Note($"下载原件：{filing!.Number} {material!.Slot} {material.Id.Value}");
        if (await session.Save(ct) is not null) return null;
        return await files.OpenRead(session.Tenant.Id.Value, material.Sha256, ct) is { } original
            ? new MaterialFile(original, material.Kind switch { "jpg" => "image/jpeg", "png" => "image/png", _ => "application/pdf" }, $"{material.Slot}.{material.Kind}") : null;
    }
}

/// <summary>看材料的一页：图片的、PDF 的都是图。涂好的那一份，本人先看得到。</summary>
[Does(Act.ReadMaterial)]
public sealed class OpenPage(TenantSessions sessions, ScanPages scans)
{
    /// <param name="masked">看涂好的；没有涂过的回答 null。</param>
    public async Task<Stream?> Run(MaterialId id, int no, PageSize size, bool masked, CancellationToken ct = default)
    {
        Material material;
        TenantId tenant;
        string? sha256 = null;
        await using (var session = await sessions.Open(ct))
        {
            var there = await session.Db.Materials.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct);
            var filing = there is null ? null : await session.Db.Filings.AsNoTracking().SingleAsync(f => f.Id == there.FilingId, ct);
            if (session.WhyNot(Act.ReadMaterial, filing) is not null) return null;

            if (masked) sha256 = await session.Db.MaterialPages.Where(p => p.MaterialId == id && p.No == no).Select(p => p.MaskedSha256).SingleOrDefaultAsync(ct);
            if (masked && sha256 is null) return null;
            (material, tenant) = (there!, session.Tenant.Id);
        }

        // Drawing a page takes a while: no connection is held for it.
        return sha256 is null ? await scans.Open(tenant, material, no, size, ct) : await scans.OpenMasked(tenant, sha256, size, ct);
    }
}
