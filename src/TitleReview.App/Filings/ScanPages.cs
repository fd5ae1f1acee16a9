using TitleReview.App.Storage.Files;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;

namespace TitleReview.App.Filings;

/// <summary>看一页图的大小。</summary>
public enum PageSize { Thumbnail, Screen, Print }

/// <summary>
/// 材料各页的图，都转正、不带附记，也没有能选中的文字。图片的三样副本是收下时做的；PDF 的页要看时才画，画好存着。
/// </summary>
public sealed class ScanPages(IFileStore files, DocumentWorker worker, PdfWorker pdfs)
{
    /// <summary>PDF 的一页画成多大：A4 的 200 dpi，够读，也够遮。</summary>
    private const int PdfEdge = 2339;

    /// <returns>没有这一页、副本不在为空。</returns>
    internal async Task<Stream?> Open(TenantId tenant, Material material, int no, PageSize size, CancellationToken ct)
    {
        if (no < 1 || no > material.Pages) return null;
        if (material.Kind != "pdf") return await files.OpenDerived(tenant.Value, material.Sha256, Name(size), ct);

        var kind = $"page{no}-{Name(size)}";
        if (await files.OpenDerived(tenant.Value, material.Sha256, kind, ct) is { } drawn) return drawn;

        var page = await pdfs.Page(await Clean(tenant, material, ct), no, size switch { PageSize.Thumbnail => CopySize.Thumbnail.Edge, PageSize.Screen => CopySize.Screen.Edge, _ => PdfEdge }, ct);
        await files.WriteDerived(tenant.Value, material.Sha256, kind, page, ct);
        return new MemoryStream(page, writable: false);
    }

    /// <summary>从前某次底稿里的一份，申报人后来换掉了的：图片，或 PDF 的第一页；没有画过的现在画。</summary>
    internal async Task<Stream?> OpenKept(TenantId tenant, string sha256, CancellationToken ct)
    {
        if (await files.OpenDerived(tenant.Value, sha256, Name(PageSize.Screen), ct) is { } copy) return copy;

        var kind = $"page1-{Name(PageSize.Screen)}";
        if (await files.OpenDerived(tenant.Value, sha256, kind, ct) is { } drawn) return drawn;
        if (await files.OpenDerived(tenant.Value, sha256, "clean", ct) is not { } clean) return null;

        await using (clean)
        {
            var page = await pdfs.Page(await Bytes(clean, ct), 1, CopySize.Screen.Edge, ct);
            await files.WriteDerived(tenant.Value, sha256, kind, page, ct);
            return new MemoryStream(page, writable: false);
        }
    }

    /// <summary>涂好的那一份里，要看的大小。</summary>
    internal async Task<Stream?> OpenMasked(TenantId tenant, string sha256, PageSize size, CancellationToken ct) =>
        size == PageSize.Print ? await files.OpenRead(tenant.Value, sha256, ct) : await files.OpenDerived(tenant.Value, sha256, Name(size), ct);

    /// <summary>找线索、涂遮盖用的那张大图。</summary>
    internal async Task<byte[]> Picture(TenantId tenant, Material material, int no, CancellationToken ct)
    {
        await using var picture = (material.Kind == "pdf" ? await Open(tenant, material, no, PageSize.Print, ct) : await files.OpenRead(tenant.Value, material.Sha256, ct))
            ?? throw new FileStoreException($"Page {no} of {material.Sha256} is not there.");
        return await Bytes(picture, ct);
    }

    /// <summary>把遮盖涂进像素，另存一份，连同看图用的副本。</summary>
    internal async Task<StoredBlob> Mask(TenantId tenant, Material material, int no, IReadOnlyList<Mask> masks, CancellationToken ct)
    {
        var burnt = (await worker.Burn(await Picture(tenant, material, no, ct), [.. masks.Select(m => m.Box)], ct)).Jpeg;
        using var content = new MemoryStream(burnt, writable: false);
        var blob = await files.Write(tenant.Value, content, long.MaxValue, ct);
        await files.WriteCopies(tenant, blob.Sha256, await worker.Copies(burnt, ct), ct);
        return blob;
    }

    /// <summary>PDF 这一页里能选中的文字；图片没有。</summary>
    internal async Task<string> Text(TenantId tenant, Material material, int no, CancellationToken ct) =>
        material.Kind == "pdf" && await pdfs.Texts(await Clean(tenant, material, ct), ct) is var texts && no <= texts.Count ? texts[no - 1] : "";

    private async Task<byte[]> Clean(TenantId tenant, Material material, CancellationToken ct)
    {
        // 改写之前收下的 PDF 没有改写过的那一份，画的就是原件；画成图，里面的东西也带不出来。
        await using var file = await files.OpenDerived(tenant.Value, material.Sha256, "clean", ct) ?? await files.OpenRead(tenant.Value, material.Sha256, ct)
            ?? throw new FileStoreException($"The file {material.Sha256} is not there.");
        return await Bytes(file, ct);
    }

    private static async Task<byte[]> Bytes(Stream stream, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    private static string Name(PageSize size) => size switch { PageSize.Thumbnail => "thumbnail", PageSize.Screen => "screen", _ => "print" };
}
