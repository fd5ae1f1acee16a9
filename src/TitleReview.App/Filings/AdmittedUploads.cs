using Microsoft.Extensions.Caching.Memory;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Filings.Materials;

namespace TitleReview.App.Filings;

/// <summary>
/// 刚答应过的分段上传：同一个账号接着送的段，申报、计划、栏目不再读一遍（一个文件有好几段，段段都读占了收段的大半时间）。
/// 账号是否有效仍是段段都问。段还不是材料，合成时一切从头核过；晚知道一会儿，至多白收几段。
/// </summary>
public sealed class AdmittedUploads : IDisposable
{
    /// <summary>隔多久重新核一次。</summary>
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(30);

    private readonly MemoryCache _admitted = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>不久前答应过的这一次上传；没有、或该重新核了，为空。</summary>
    internal PartialUpload? Recent(TenantSession session, PartialUploadId id) =>
        _admitted.TryGetValue(Key(session, id), out Admission? last) && session.Now.Instant - last!.At is var age && age >= TimeSpan.Zero && age < Holds ? last.Upload : null;

    internal void Admit(TenantSession session, PartialUpload upload) =>
        _admitted.Set(Key(session, upload.Id), new Admission(upload, session.Now.Instant), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Holds });

    internal void Forget(TenantSession session, PartialUploadId id) => _admitted.Remove(Key(session, id));

    public void Dispose() => _admitted.Dispose();

    private static (TenantId, UserId, PartialUploadId) Key(TenantSession session, PartialUploadId id) => (session.Tenant.Id, session.Actor.UserId, id);

    private sealed record Admission(PartialUpload Upload, DateTimeOffset At);
}
