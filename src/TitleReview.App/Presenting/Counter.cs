using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Presenting;

/// <summary>评审费、纸质材料的两头：收的机构看归它收的，用人单位看本单位的。</summary>
internal static class Counter
{
    public static (bool Receives, IQueryable<T> Rows) InSight<T>(this TenantSession session, IQueryable<T> rows, Func<OfficeId, Expression<Func<T, bool>>> received, Func<OfficeId, Expression<Func<T, bool>>> ofUnit)
    {
        var (receives, office) = (session.Actor.Role == Role.Officer, session.Actor.OfficeId ?? default);
        return (receives, rows.Where(receives ? received(office) : ofUnit(office)));
    }

    /// <summary>没有收过的机构，这一页对它不存在。</summary>
    public static async Task<(bool Receives, IQueryable<T> Rows)?> AtCounter<T>(this (bool Receives, IQueryable<T> Rows) sight, CancellationToken ct) =>
        !sight.Receives || await sight.Rows.AnyAsync(ct) ? sight : null;
}
