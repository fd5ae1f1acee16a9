using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Approvals;

/// <summary>给收件箱此刻的筛选与次序起个名字，记住；只有本人看得见。</summary>
[Does(Act.KeepFilters)]
public sealed class KeepFilter(TenantSessions sessions)
{
    public async Task<Refusal?> Run(string? name, string? query, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepFilters) is { } refusal) return refusal;

        var kept = await session.Db.SavedFilters.CountAsync(f => f.UserId == session.Actor.UserId, ct);
        if (SavedFilter.WhyNot(name, query, kept) is { } wrong) return wrong;

        session.Add(new SavedFilter(Guid.CreateVersion7(), session.Actor.UserId, name.Plain(), query!));
        return await session.Save(ct);
    }
}

/// <summary>不再记住。别人的，当作没有。</summary>
[Does(Act.KeepFilters)]
public sealed class DropFilter(TenantSessions sessions)
{
    public async Task<Refusal?> Run(Guid id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepFilters) is { } refusal) return refusal;
        if (await session.Db.SavedFilters.SingleOrDefaultAsync(f => f.Id == id && f.UserId == session.Actor.UserId, ct) is not { } filter) return new NotFoundHere("组筛选");

        session.Db.Remove(filter);
        return await session.Save(ct);
    }
}
