using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using TitleReview.App.Filings;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Approvals;

/// <summary>
/// 试办与确认过的成批办理，一件一个事务：办成的，与“办了”在同一事务里写下，所以断在哪里都接得上，哪一件也不办两遍。
/// 每一件都以下达的人的身份重新问过许可，用的就是逐份办理的规则（docs/decisions/0024）。
/// </summary>
[Does(Act.RunBulk)]
public sealed class RunBulks(TenantSessions sessions, Vault vault, IFileStore files, ILogger<RunBulks> log)
{
    /// <summary>一轮最多办几件，各批平分；余下的两秒后再来，谁也不占住。</summary>
    public const int AtOnce = 120;

    private const int OrdersAtOnce = 20, PerWrite = 10;

    private sealed record Row(int No, FilingId Filing, int SubmissionNo);

    private sealed record Look(int No, BulkRowState State, string? Sentence, int SubmissionNo);

    /// <returns>试了、办了几件。</returns>
    public async Task<int> Run(TenantId tenant, CancellationToken ct = default)
    {
        List<BulkOrder> due;
        await using (var session = await sessions.OpenFor(tenant, Actor.System, ct))
        {
            if (session.WhyNot(Act.RunBulk) is not null) return 0;
            due = await session.Db.BulkOrders.AsNoTracking().Where(o => o.State == BulkState.Checking || o.State == BulkState.Running).OrderBy(o => o.OrderedAt).Take(OrdersAtOnce).ToListAsync(ct);
        }

        var handled = 0;
        foreach (var order in due)
        {
            var share = Math.Max(PerWrite, AtOnce / due.Count);
            try
            {
                handled += order.State == BulkState.Checking ? await Check(tenant, order, share, ct) : order.Kind == BulkKind.Export ? await Export(tenant, order, ct) : await Carry(tenant, order, share, ct);
            }
            catch (Exception e) when (!IsPassing(e))
            {
                // It stays where it is, for its orderer to cancel; the others go on.
                log.LogError(e, "Bulk order {Order} failed.", order.Id.Value);
            }
        }

        return handled;
    }

    // ── 试办：办到保存之前为止 ──

    private async Task<int> Check(TenantId tenant, BulkOrder order, int most, CancellationToken ct)
    {
        var rows = await Rows(tenant, order.Id, BulkRowState.Unchecked, most, ct);
        foreach (var some in rows.Chunk(PerWrite))
        {
            List<Look> looks = [];
            foreach (var row in some)
            {
                if (await Try(tenant, order, row, ct) is not { } look) return await Stop(tenant, order, ct);
                looks.Add(look);
            }

            await Write(tenant, order.Id, looks, ct);
        }

        if (rows.Count < most) await Turn(tenant, order.Id, (o, _) => o.Checked(), ct);
        return rows.Count;
    }

    private async Task<Look?> Try(TenantId tenant, BulkOrder order, Row row, CancellationToken ct)
    {
        await using var session = await Person(tenant, order, ct);
        if (session is null) return null;

        var filing = await session.Filing(row.Filing, ct);
        var (refusal, sentence) = await Guarded<(Refusal? Refusal, string? Sentence)>(order, row, () => Perform(session, order, row, filing, ct), failed => (failed, null));
        return new(row.No, refusal is null ? BulkRowState.Able : BulkRowState.Unable, refusal?.Sentence ?? sentence, filing?.SubmissionNo ?? 0);
    }

    // ── 办 ──

    private async Task<int> Carry(TenantId tenant, BulkOrder order, int most, CancellationToken ct)
    {
        var rows = await Rows(tenant, order.Id, BulkRowState.Able, most, ct);
        foreach (var row in rows)
        {
            var (gone, refusal) = await One(tenant, order, row, ct);
            if (gone) return await Stop(tenant, order, ct);
            if (refusal is not null) await Write(tenant, order.Id, [new(row.No, BulkRowState.Refused, refusal.Sentence, row.SubmissionNo)], ct);
        }

        // What another node holds at this moment is still to be done: it may die.
        if (rows.Count < most && (await Rows(tenant, order.Id, BulkRowState.Able, 1, ct)).Count == 0) await Finish(tenant, order.Id, ct);
        return rows.Count;
    }

    private async Task<(bool Gone, Refusal? Refusal)> One(TenantId tenant, BulkOrder order, Row row, CancellationToken ct)
    {
        await using var session = await Person(tenant, order, ct);
        if (session is null) return (true, null);

        await session.Begin(ct);
        if (!await Hold(session, order.Id, row.No, ct)) return (false, null);

        await FilingLocks.Take(session, row.Filing, ct);
        var filing = await session.Filing(row.Filing, ct);
        if (order.Kind == BulkKind.Pass && filing is not null && filing.SubmissionNo != row.SubmissionNo) return (false, new BulkMoved());

        return await Guarded<(bool, Refusal?)>(order, row, async () =>
        {
            var (refusal, sentence) = await Perform(session, order, row, filing, ct);
            if (refusal is not null) return (false, refusal);

            (await session.Db.BulkRows.SingleAsync(r => r.BulkId == order.Id && r.No == row.No, ct)).Done(sentence, session.Now);
            return (false, await session.Save(ct));
        }, failed => (false, failed));
    }

    /// <summary>一件出了意外，只是那一件没有办成；数据库一时不在，下一轮再来。</summary>
    private async Task<T> Guarded<T>(BulkOrder order, Row row, Func<Task<T>> what, Func<Refusal, T> failed)
    {
        try
        {
            return await what();
        }
        catch (Exception e) when (!IsPassing(e))
        {
            log.LogError(e, "Row {No} of bulk order {Order} failed.", row.No, order.Id.Value);
            return failed(new BulkRowFailed());
        }
    }

    private static bool IsPassing(Exception e) => e is OperationCanceledException or TimeoutException or NpgsqlException { IsTransient: true } || (e.InnerException is { } inner && IsPassing(inner));

    /// <summary>与逐份办理同一处规则；这里只认是哪一样。</summary>
    private async Task<(Refusal? Refusal, string? Sentence)> Perform(TenantSession session, BulkOrder order, Row row, Filing? filing, CancellationToken ct)
    {
        var ask = order.Ask;
        if (order.Kind == BulkKind.Pass)
        {
            if (session.WhyNotDesk(Act.ApproveFiling, FilingAction.Approve, filing) is { } closed) return (closed, null);
            var (refusal, unjudged) = await session.Pass(vault, filing!, ask.Opinion, ask.Originals, inBulk: true, ct);
            return refusal is null ? (null, BulkRow.Passed(filing!, unjudged)) : (refusal, null);
        }

        if (order.Kind == BulkKind.Assign)
        {
            if (session.WhyNotDesk(Act.AssignFiling, FilingAction.Approve, filing) is { } refusal) return (refusal, null);
            var (wrong, name) = await session.Assign(filing!, ask.AssigneeOf(row.No), ct);
            return (wrong, name is null ? "收回，谁也不派" : $"派给 {name}");
        }

        return (session.WhyNot(Act.RemindFiling, filing) ?? await session.Remind(filing!, ask.Audience, ask.Line, ct), ask.Audience == RemindAudience.Applicant ? "提醒申报人" : "提醒用人单位");
    }

    private async Task<int> Export(TenantId tenant, BulkOrder order, CancellationToken ct)
    {
        await using var session = await Person(tenant, order, ct);
        if (session is null) return await Stop(tenant, order, ct);
        if (session.WhyNot(Act.OrderBulk) is not null) return await Stop(tenant, order, ct);

        await session.Begin(ct);
        var own = await session.Db.BulkOrders.SingleAsync(o => o.Id == order.Id, ct);
        if (own.State != BulkState.Running) return 0;

        var days = (await session.NewestTerms(ct))?.Bulk.KeepDays ?? Domain.Plans.BulkTerms.Usual.KeepDays;
        var bytes = await BulkSheets.Queue(session, own, ct);
        var blob = await files.Write(tenant.Value, new MemoryStream(bytes), bytes.Length, ct);
        await FileRegister.Add(session, new StoredFile { TenantId = tenant, Sha256 = blob.Sha256, Bytes = blob.Bytes, StoredAt = session.Now.Instant }, ct);
        await session.Db.BulkRows.Where(r => r.BulkId == order.Id && r.State == BulkRowState.Able).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, BulkRowState.Done).SetProperty(r => r.At, session.Now.Instant), ct);
        own.Exported(blob.Sha256, session.Now.Instant.AddDays(days), session.Now);
        session.Note($"导出待办 {own.Total} 件，身份证号码已隐去");
        // Somebody was quicker, or it was cancelled meanwhile: then it is theirs.
        await session.Save(ct);
        return own.Total;
    }

    // ── 记下 ──

    /// <summary>下达的人，此刻的身份；账号停用了、换了机构的、代办结束了的没有。</summary>
    private async Task<TenantSession?> Person(TenantId tenant, BulkOrder order, CancellationToken ct)
    {
        var session = await sessions.OpenAs(tenant, order.OrderedBy, order.OrderedFor, ct);
        if (session is null || session.Actor.OfficeId == order.OfficeId) return session;
        await session.DisposeAsync();
        return null;
    }

    private async Task<List<Row>> Rows(TenantId tenant, BulkId id, BulkRowState state, int most, CancellationToken ct)
    {
        await using var session = await sessions.OpenFor(tenant, Actor.System, ct);
        return await session.Db.BulkRows.AsNoTracking().Where(r => r.BulkId == id && r.State == state).OrderBy(r => r.No).Take(most).Select(r => new Row(r.No, r.FilingId, r.SubmissionNo)).ToListAsync(ct);
    }

    /// <summary>这一件还没有人办，从现在起由我办；别的节点正办着的跳过。</summary>
    private static async Task<bool> Hold(TenantSession session, BulkId id, int no, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select 1 from bulk_rows where tenant_id = $1 and bulk_id = $2 and no = $3 and state = 'Able' for update skip locked", session.Connection, session.Transaction)
        { Parameters = { new() { Value = session.Tenant.Id.Value }, new() { Value = id.Value }, new() { Value = no } } };
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    /// <summary>没有办成的只是一句话，不进审计；办了的、不办了的不动。</summary>
    private async Task Write(TenantId tenant, BulkId id, IReadOnlyList<Look> looks, CancellationToken ct)
    {
        await using var session = await sessions.OpenFor(tenant, Actor.System, ct);
        await using var command = new NpgsqlCommand("""
            update bulk_rows r set state = l.state, sentence = l.sentence, submission_no = l.submission_no, at = case when l.state = 'Refused' then $7 end
              from unnest($3::int[], $4::text[], $5::text[], $6::int[]) l (no, state, sentence, submission_no)
             where r.tenant_id = $1 and r.bulk_id = $2 and r.no = l.no and r.state in ('Unchecked', 'Able')
            """, session.Connection)
        {
            Parameters =
            {
                new() { Value = tenant.Value }, new() { Value = id.Value }, new() { Value = looks.Select(l => l.No).ToArray() }, new() { Value = looks.Select(l => $"{l.State}").ToArray() },
                new() { Value = looks.Select(l => l.Sentence ?? "").ToArray() }, new() { Value = looks.Select(l => l.SubmissionNo).ToArray() }, new() { Value = session.Now.Instant.ToUniversalTime() },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<int> Stop(TenantId tenant, BulkOrder order, CancellationToken ct)
    {
        await using (var session = await sessions.OpenFor(tenant, Actor.System, ct))
            await session.Db.BulkRows.Where(r => r.BulkId == order.Id && (r.State == BulkRowState.Able || r.State == BulkRowState.Unchecked))
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, BulkRowState.Refused).SetProperty(r => r.Sentence, new BulkOrdererGone(order.OrderedByName).Sentence).SetProperty(r => r.At, session.Now.Instant), ct);
        await Finish(tenant, order.Id, ct);
        return 0;
    }

    private Task Finish(TenantId tenant, BulkId id, CancellationToken ct) => Turn(tenant, id, (order, session) =>
    {
        order.Finish(session.Now);
        session.Add(new OutboxEvent(MessageKind.BulkDone, $"bulk/{id.Value}", session.Now, Actor.System.UserId,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["办理"] = order.Kind.Label(), ["件数"] = $"{order.Total}" }).To(user: order.OrderedBy));
    }, ct);

    /// <summary>一批换一个状态；已经被别的节点、被下达的人改过的，不动。</summary>
    private async Task Turn(TenantId tenant, BulkId id, Action<BulkOrder, TenantSession> turn, CancellationToken ct)
    {
        await using var session = await sessions.OpenFor(tenant, Actor.System, ct);
        if (session.WhyNot(Act.RunBulk) is not null) return;
        var order = await session.Db.BulkOrders.SingleAsync(o => o.Id == id, ct);
        if (order.State is not (BulkState.Checking or BulkState.Running)) return;

        turn(order, session);
        await session.Save(ct);
    }
}
