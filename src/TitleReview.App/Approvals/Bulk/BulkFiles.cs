using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Approvals;

/// <summary>取导出的文件：只有下达的人，保留期之内；取一次记一次。</summary>
[Does(Act.OrderBulk)]
public sealed class OpenExport(TenantSessions sessions, IFileStore files)
{
    public async Task<Stream?> Run(BulkId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.OrderBulk) is not null || await session.OwnBulk(id, ct) is not { File: { } file, FileUntil: { } until } || until <= session.Now.Instant) return null;
        if (await files.OpenRead(session.Tenant.Id.Value, file, ct) is not { } content) return null;

        session.Note($"下载导出的待办 {id.Value}");
        if (await session.Save(ct) is null) return content;
        await content.DisposeAsync();
        return null;
    }
}

/// <summary>一批的结果清单：每一件办没有办成，为什么。</summary>
[Does(Act.OrderBulk)]
public sealed class ExportBulkResult(TenantSessions sessions)
{
    public async Task<byte[]?> Run(BulkId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.OrderBulk) is not null || await session.OwnBulk(id, ct) is not { } order) return null;

        var bytes = await BulkSheets.Result(session, order, ct);
        session.Note($"下载成批{order.Kind.Label()}的结果 {order.Total} 件");
        return await session.Save(ct) is null ? bytes : null;
    }
}

/// <summary>过了保留期的导出清去；先改登记、后删字节，断在中间，剩下的只是没人指着的字节。</summary>
[Does(Act.RunBulk)]
public sealed class DropExports(TenantSessions sessions, IFileStore files)
{
    /// <returns>清去了几个。</returns>
    public async Task<int> Run(TenantId tenant, CancellationToken ct = default)
    {
        await using var session = await sessions.OpenFor(tenant, Actor.System, ct);
        if (session.WhyNot(Act.RunBulk) is not null) return 0;

        var stale = await session.Db.BulkOrders.Where(o => o.File != null && o.FileUntil < session.Now.Instant).Take(100).ToListAsync(ct);
        if (stale.Count == 0) return 0;

        var names = stale.Select(o => o.File!).Distinct().ToList();
        foreach (var order in stale) order.Drop();
        await session.Begin(ct);
        await session.Db.StoredFiles.Where(f => names.Contains(f.Sha256)).ExecuteDeleteAsync(ct);
        if (await session.Save(ct) is not null) return 0;

        foreach (var name in names) await files.Remove(tenant.Value, name, ct);
        return stale.Count;
    }
}
