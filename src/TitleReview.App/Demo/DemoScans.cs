using TitleReview.App.Filings;
using TitleReview.App.Storage.Files;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;

namespace TitleReview.App.Demo;

/// <summary>演示扫描件：随产品带的几张虚构图片，按真实上传的路径存进文件库。</summary>
public sealed class DemoScans(IFileStore files, DocumentWorker worker, ScanPages pages)
{
    private readonly Dictionary<(TenantId, string), ScannedFile> _stored = [];
    private readonly Dictionary<string, (ScanLook, ViewingCopies)> _made = [];

    private readonly Dictionary<(TenantId, string), StoredBlob> _masked = [];

    /// <summary>同一张图、同样的遮盖，一个端口涂一次。</summary>
    internal async Task<StoredBlob> Mask(TenantId tenant, Material material, IReadOnlyList<Mask> masks, CancellationToken ct) =>
        _masked.TryGetValue((tenant, material.Sha256), out var known) ? known : _masked[(tenant, material.Sha256)] = await pages.Mask(tenant, material, 1, masks, ct);

    internal async Task<ScannedFile> Store(TenantId tenant, string name, CancellationToken ct)
    {
        if (_stored.TryGetValue((tenant, name), out var known)) return known;

        await using var resource = typeof(DemoScans).Assembly.GetManifestResourceStream($"scans/{name}.jpg")!;
        using var copy = new MemoryStream();
        await resource.CopyToAsync(copy, ct);
        copy.Position = 0;
        var blob = await files.Write(tenant.Value, copy, long.MaxValue, ct);
        var (look, copies) = _made.TryGetValue(name, out var made) ? made : _made[name] = await worker.Accept(copy.ToArray(), ct);
        await files.WriteCopies(tenant, blob.Sha256, copies, ct);
        return _stored[(tenant, name)] = new ScannedFile(blob.Sha256, "jpg", blob.Bytes, look.Width, look.Height, 1, look);
    }
}
