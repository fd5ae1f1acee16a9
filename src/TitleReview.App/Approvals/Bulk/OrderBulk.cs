using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Approvals;

/// <summary>选了哪些：打了勾的，或符合收件箱此刻条件的全部。</summary>
/// <param name="Ids">打了勾的；空为符合条件的全部。</param>
/// <param name="Words">收件箱的地址，问号之后的部分。</param>
public sealed record BulkChoice(InboxQuery Query, IReadOnlyList<FilingId>? Ids, string Words);

/// <summary>一位同事，手里等着审核的有几件。</summary>
public sealed record Colleague(Guid Id, string Name, long Waiting);

/// <param name="Count">选了几件；多于上限的，数到上限加一为止。</param>
/// <param name="Opinions">这一级的固定措辞。</param>
/// <param name="Demands">通过之前要判完哪些；这一级没有核对清单的，不会是清单。</param>
public sealed record BulkForm(int Count, BulkTerms Terms, IReadOnlyList<OpinionPreset> Opinions, IReadOnlyList<Colleague> Colleagues, bool OfEmployer, PassDemand Demands, Refusal? WhyNot);

/// <summary>选好了、还没有下达时看的：几件，要填什么。</summary>
[Does(Act.OrderBulk)]
public sealed class ReadBulkForm(TenantSessions sessions, Vault vault)
{
    public async Task<BulkForm?> Run(BulkChoice choice, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.OrderBulk) is not null || session.Actor.OfficeId is not { } mine) return null;

        var terms = await session.NewestTerms(ct);
        var bulk = terms?.Bulk ?? BulkTerms.Usual;
        var (ids, wrong) = await session.Choose(vault, choice, bulk.MostRows, ct);
        var kind = await session.Db.Offices.Where(o => o.Id == mine).Select(o => o.Kind).SingleAsync(ct);
        return new BulkForm(ids.Count, bulk, [.. (terms?.Opinions ?? []).Where(o => o.Stop == kind)], await session.ColleaguesWithLoads(ct), session.Actor.Role == Role.EmployerAdministrator, terms?.Demands(kind) ?? PassDemand.Nothing, wrong);
    }
}

/// <summary>下达一次成批办理：把是哪些件定下来，然后试办。什么都还没有改变。</summary>
[Does(Act.OrderBulk)]
public sealed class OrderBulk(TenantSessions sessions, Vault vault)
{
    public async Task<(BulkId Id, Refusal? Refusal)> Run(BulkChoice choice, BulkAsk ask, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.OrderBulk) is { } refusal) return (default, refusal);
        if (ask.WhyNot() is { } wrong) return (default, wrong);
        if (ask.Colleagues is { Count: > 0 } named)
        {
            var asked = named.Select(c => c.Value).Distinct().ToList();
            if (await session.Colleagues().CountAsync(u => asked.Contains(u.Id), ct) != asked.Count) return (default, new NotAColleague());
        }

        var terms = (await session.NewestTerms(ct))?.Bulk ?? BulkTerms.Usual;
        var (ids, unfit) = await session.Choose(vault, choice, terms.MostRows, ct);
        if (unfit is not null) return (default, unfit);

        var order = new BulkOrder(new BulkId(Guid.CreateVersion7()), ask.Plain(), choice.Words, ids.Count, session.Actor, session.Actor.OfficeId!.Value, session.Now);
        session.Add(order);
        for (var at = 0; at < ids.Count; at++) session.Add(new BulkRow(order, at + 1, ids[at]));
        session.Note($"成批{ask.Kind.Label()} {ids.Count} 件，先试办");
        return await session.Save(ct) is { } failed ? (default, failed) : (order.Id, null);
    }
}

internal static class BulkChoosing
{
    /// <summary>是哪几件，照收件箱的次序；打勾的也只认本机构待办里的，别的机构、别的端口的与不存在的一样。</summary>
    public static async Task<(IReadOnlyList<FilingId> Ids, Refusal? Refusal)> Choose(this TenantSession session, Vault vault, BulkChoice choice, int most, CancellationToken ct)
    {
        var asked = choice.Ids?.Select(i => i.Value).Distinct().ToArray();
        if (asked is { Length: 0 }) return ([], new BulkNothingChosen());
        if (asked?.Length > most) return ([], new BulkTooMany(most));

        var command = new QueueCommand(session);
        var where = asked is null ? command.Where(choice.Query, vault) : $"{command.Mine} and filing_id = any({command.With(asked)})";
        List<FilingId> ids = [];
        await using (var reader = await command.Read($"select filing_id from queue_entries where {where} order by {QueueCommand.OrderBy(choice.Query)} limit {most + 1}", ct))
            while (await reader.ReadAsync(ct)) ids.Add(new FilingId(reader.GetGuid(0)));

        if (asked is not null && ids.Count < asked.Length) return (ids, new BulkRowsUnknown(asked.Length - ids.Count));
        return (ids, ids.Count == 0 ? new BulkNothingChosen() : ids.Count > most ? new BulkTooMany(most) : null);
    }

    public static async Task<IReadOnlyList<Colleague>> ColleaguesWithLoads(this TenantSession session, CancellationToken ct)
    {
        var command = new QueueCommand(session);
        List<Colleague> all = [];
        await using var reader = await command.Read(ColleaguesSql(command) + " order by 1", ct);
        while (await reader.ReadAsync(ct)) all.Add(new(reader.GetGuid(2), reader.GetString(0), reader.GetInt64(1)));
        return all;
    }

    /// <summary>姓名、手里的件数、是谁；收件箱也用这一句。</summary>
    public static string ColleaguesSql(QueueCommand command) => $"""
        select u.display_name, coalesce(l.entries, 0)::bigint, u.id
          from users u left join queue_loads l on l.tenant_id = u.tenant_id and l.office_id = u.office_id and l.assignee_id = u.id
         where u.tenant_id = {command.Tenant} and u.office_id = {command.Office} and not u.disabled and u.role in ('Officer', 'EmployerAdministrator')
        """;
}
