using Microsoft.EntityFrameworkCore;
using Npgsql;
using TitleReview.App.Storage.Files;

namespace TitleReview.App.Storage;

/// <summary>能不能接待：数据库通、迁移齐、文件库能写。</summary>
public sealed class Readiness
{
    private readonly TitleReviewDb _db;
    private readonly IFileStore _files;

    internal Readiness(TitleReviewDb db, IFileStore files) => (_db, _files) = (db, files);

    /// <returns>null 为就绪；否则是缺了什么，给运维看。</returns>
    public async Task<string?> WhyNot(CancellationToken ct = default)
    {
        try
        {
            if ((await _db.Database.GetPendingMigrationsAsync(ct)).Any()) return "migrations pending";
            return await _files.IsReady(ct) ? null : "file store";
        }
        catch (NpgsqlException)
        {
            return "database";
        }
    }
}
