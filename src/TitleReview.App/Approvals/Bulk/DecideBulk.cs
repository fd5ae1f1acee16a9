using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Approvals;

/// <summary>看过试办的结果，确认：能办的各件随后由系统一件一件地办。</summary>
[Does(Act.OrderBulk)]
public sealed class ConfirmBulk(TenantSessions sessions)
{
    public async Task<Refusal?> Run(BulkId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.OrderBulk) is { } refusal) return refusal;
        if (await session.OwnBulk(id, ct) is not { } order) return new NotFoundHere("批办理");

        var able = await session.Db.BulkRows.CountAsync(r => r.BulkId == id && r.State == BulkRowState.Able, ct);
        if (order.Confirm(able, session.Now) is { } wrong) return wrong;
        session.Note($"成批{order.Kind.Label()}：确认 {able} 件");
        return await session.Save(ct);
    }
}

/// <summary>不办了，或余下的不办了；已经办过的不退回去。</summary>
[Does(Act.OrderBulk)]
public sealed class CancelBulk(TenantSessions sessions)
{
    public async Task<Refusal?> Run(BulkId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.OrderBulk) is { } refusal) return refusal;
        if (await session.OwnBulk(id, ct) is not { } order) return new NotFoundHere("批办理");
        if (order.Cancel(session.Now) is { } wrong) return wrong;

        // 正在办的那一件握着自己的行：等它办完，余下的都不办。
        await session.Begin(ct);
        await session.Db.BulkRows.Where(r => r.BulkId == id && (r.State == BulkRowState.Able || r.State == BulkRowState.Unchecked))
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, BulkRowState.Cancelled), ct);
        return await session.Save(ct);
    }
}

internal static class OwnBulks
{
    /// <summary>只有下达的人自己的；别人的与没有的一样。</summary>
    public static Task<BulkOrder?> OwnBulk(this TenantSession session, BulkId id, CancellationToken ct) =>
        session.Db.BulkOrders.SingleOrDefaultAsync(o => o.Id == id && o.OrderedBy == session.Actor.UserId, ct);
}
