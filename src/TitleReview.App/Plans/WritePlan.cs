using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Plans.Documents;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Plans;

/// <summary>正在编的一份：草稿，或本端口的默认。</summary>
/// <param name="Draft">草稿；编的是端口默认则为空。</param>
/// <param name="Terms">合并后的约定；还缺项的为空。</param>
/// <param name="Faults">还缺哪些项。</param>
public sealed record PlanDesk(
    PlanDraft? Draft, PlanLayers Layers, JsonObject Merged, int Revision, string SavedBy, DateTimeOffset? SavedAt,
    PlanTerms? Terms, IReadOnlyList<PlanFault> Faults, IReadOnlyList<PlanFinding> Findings, string? Title, Moment Now)
{
    /// <summary>动手修订之后又出的新版；没有为空。</summary>
    public PlanEdition? Newer { get; init; }

    /// <summary>正在编的那一层。</summary>
    public JsonObject Document => Draft is null ? Layers.Tenant : Layers.Plan;

    /// <summary>还有几处没有了结：缺的、错的、没有写明怎么定的。</summary>
    public int OpenCount => Faults.Count + Findings.Count(f => f.Open);

    /// <summary>这一节还有几处。</summary>
    public int OpenIn(string section) => Faults.Count(f => Under(f.Path, section)) + Findings.Count(f => f.Open && Under(f.Path, section));

    internal static bool Under(string path, string section) => path == section || (path.StartsWith(section, StringComparison.Ordinal) && path[section.Length] is '.' or '[');
}

internal static class PlanDesks
{
    public static async Task<(PlanDraft? Draft, PlanLayers Layers)?> Layers(this TenantSession session, PlanDraftId? id, CancellationToken ct)
    {
        var defaults = await session.Db.PlanDefaults.SingleOrDefaultAsync(ct);
        var tenant = defaults is null ? [] : PlanFile.Stored(defaults.Document);
        if (id is null) return (null, new PlanLayers(tenant, []));

        return await session.Db.PlanDrafts.SingleOrDefaultAsync(d => d.Id == id, ct) is { } draft ? (draft, new PlanLayers(tenant, PlanFile.Stored(draft.Document))) : null;
    }

    public static async Task<PlanDesk> Look(this TenantSession session, PlanDraft? draft, PlanLayers layers, CancellationToken ct)
    {
        var merged = layers.Merged;
        var (terms, faults) = PlanFile.Understand(merged);
        // 缺几项的，其余照样校验：缺的那几处自己会说，不必再说一遍。
        IReadOnlyList<PlanFinding> findings = draft is null || (terms ?? PlanFile.Filled(merged, faults, session.Now.Today)) is not { } whole ? []
            : [.. (await session.Findings(whole, layers, draft.NoticeText, ct)).Where(f => !faults.Any(fault => PlanDesk.Under(f.Path, fault.Path) || PlanDesk.Under(fault.Path, f.Path)) && (f.Key != "window.outside" || faults.All(fault => fault.Path != "window")))];
        var defaults = draft is null ? await session.Db.PlanDefaults.AsNoTracking().SingleOrDefaultAsync(ct) : null;
        return new PlanDesk(draft, layers, merged, draft?.Revision ?? defaults?.Revision ?? 0, draft?.SavedBy ?? defaults?.SavedBy ?? "", draft?.SavedAt ?? defaults?.SavedAt,
            terms, draft is null ? [] : faults, findings, merged["title"]?.ToString(), session.Now)
        { Newer = draft is { PlanId: { } plan, BaseEdition: { } based } ? await session.Db.PlanEditions.AsNoTracking().Where(e => e.PlanId == plan && e.No > based).OrderByDescending(e => e.No).FirstOrDefaultAsync(ct) : null };
    }

    public static async Task<IReadOnlyList<PlanFinding>> Findings(this TenantSession session, PlanTerms terms, PlanLayers layers, string noticeText, CancellationToken ct) =>
        PlanValidator.Check(new PlanToCheck(terms, layers.TenantTerms(terms), await session.Db.Offices.Select(o => o.Name).ToHashSetAsync(ct), noticeText));
}

/// <summary>打开一份草稿（或端口默认）来编：值、来源、还有哪几处没有了结。</summary>
[Does(Act.WritePlan)]
public sealed class ReadPlanDraft(TenantSessions sessions)
{
    /// <param name="id">空为端口默认。</param>
    public async Task<PlanDesk?> Run(PlanDraftId? id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.WritePlan) is not null || await session.Layers(id, ct) is not var (draft, layers)) return null;

        return await session.Look(draft, layers, ct);
    }
}

/// <summary>新草稿从哪里来。</summary>
public abstract record PlanSource
{
    public sealed record Blank : PlanSource;

    /// <summary>照已有的计划另写一份（如去年的）。</summary>
    public sealed record Copy(PlanId Plan) : PlanSource;

    /// <summary>修订已发布的计划。</summary>
    public sealed record Revise(PlanId Plan) : PlanSource;

    /// <summary>导入的文件。</summary>
    public sealed record File(string Text) : PlanSource;
}

/// <summary>新建草稿：空白的，复制、修订已有计划的，或从文件导入；文件有错则一处一句，什么都不留下。</summary>
[Does(Act.WritePlan)]
public sealed class StartPlanDraft(TenantSessions sessions)
{
    public async Task<Refusal?> Run(PlanDraftId id, PlanSource source, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.WritePlan) is { } refusal) return refusal;

        var (draft, wrong) = source switch
        {
            PlanSource.Copy copy => await From(session, id, copy.Plan, revise: false, ct),
            PlanSource.Revise revise => await From(session, id, revise.Plan, revise: true, ct),
            PlanSource.File file => Import(session, id, file.Text),
            _ => (new PlanDraft(id, PlanFile.Store([]), "", null, null, session.Actor, session.Now), null),
        };
        if (draft is null) return wrong;

        session.Add(draft);
        return await session.Save(ct);
    }

    private static async Task<(PlanDraft?, Refusal?)> From(TenantSession session, PlanDraftId id, PlanId planId, bool revise, CancellationToken ct)
    {
        if (await session.Db.Plans.SingleOrDefaultAsync(p => p.Id == planId, ct) is not { } plan) return (null, new NotFoundHere("份计划"));
        if (revise && plan.WhyNotRevise(session.Actor) is { } not) return (null, not);

        var edition = await session.Db.PlanEditions.SingleAsync(e => e.PlanId == planId && e.No == plan.Edition, ct);
        return (new PlanDraft(id, edition.Document, edition.NoticeText, revise ? planId : null, revise ? null : planId, session.Actor, session.Now, revise ? plan.Edition : null), null);
    }

    internal static (PlanDraft?, Refusal?) Import(TenantSession session, PlanDraftId id, string text)
    {
        var (document, notice, faults) = PlanFile.Read(text);
        return document is null
            ? (null, new InvalidInput([.. faults.Select(f => new FieldError("File", f.ToString()))]))
            : (new PlanDraft(id, PlanFile.Store(document), notice, null, null, session.Actor, session.Now), null);
    }
}

/// <summary>动手修订之后又出了新版（别人的修订、延期）：并进草稿，两边都改了同一处的以草稿为准。</summary>
[Does(Act.WritePlan)]
public sealed class RebasePlanDraft(TenantSessions sessions)
{
    public async Task<Refusal?> Run(PlanDraftId id, int basedOn, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.WritePlan) is { } refusal) return refusal;
        if (await session.Db.PlanDrafts.SingleOrDefaultAsync(d => d.Id == id, ct) is not { PlanId: { } planId, BaseEdition: { } based } draft) return new NotFoundHere("份草稿");

        var latest = await session.Db.Plans.Where(p => p.Id == planId).Select(p => p.Edition).SingleAsync(ct);
        var editions = await session.Db.PlanEditions.AsNoTracking().Where(e => e.PlanId == planId && (e.No == based || e.No == latest)).ToDictionaryAsync(e => e.No, e => PlanFile.Stored(e.Document), ct);
        var merged = PlanMerge.Merge(editions[based], editions[latest], PlanFile.Stored(draft.Document));
        return draft.Rebase(PlanFile.Store(merged), latest, basedOn, session.Actor, session.Now)
            ?? await session.Save(ct);
    }
}

/// <summary>存一节：这张表单上的各栏。空着的沿用默认。</summary>
[Does(Act.WritePlan)]
public sealed class SavePlanPart(TenantSessions sessions)
{
    /// <param name="id">空为端口默认。</param>
    /// <param name="at">计划文件里的一处，是一个对象。</param>
    /// <param name="basedOn">打开页面时看到的是第几次保存。</param>
    /// <param name="posted">栏的位置 → 填的值。</param>
    public async Task<Refusal?> Run(PlanDraftId? id, string at, int basedOn, Func<string, IReadOnlyList<string>?> posted, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        return session.WhyNot(Act.WritePlan) ?? await session.ChangePlan(id, basedOn, (document, _) =>
        {
            if (PlanPath.Shape(at) is null || (at.Contains('[', StringComparison.Ordinal) && PlanPath.Find(document, at) is null)) return (null, new NotFoundHere("处内容"));
            var (written, errors) = PlanForm.Write(document, at, posted);
            if (written is null) return (null, new InvalidInput(errors));

            Quote(written, at, posted);
            return (written, null);
        }, ct);
    }

    /// <summary>摘录的通知原句，与这一节一同存；清空即不再引用。</summary>
    private static void Quote(JsonObject document, string at, Func<string, IReadOnlyList<string>?> posted)
    {
        foreach (var key in PlanSections.ClauseKeys(at, document))
        {
            var path = PlanPath.JoinKey("clauses", key);
            if (posted($"{path}.sentence") is not [var sentence, ..]) continue;
            var (words, rule) = (sentence.Plain(), (posted($"{path}.ruleId") is [var r, ..] ? r : "").Plain());
            if (words.Length > 0) PlanPath.Put(document, path, new JsonObject { ["ruleId"] = rule, ["sentence"] = words });
            else if (PlanPath.Find(document, path) is not null) PlanPath.Put(document, path, null);
        }
    }
}

/// <summary>列表添几项、删一项、上移、下移；沿用默认的列表先抄成自己的再改。</summary>
[Does(Act.WritePlan)]
public sealed class ChangePlanList(TenantSessions sessions)
{
    public async Task<Refusal?> Run(PlanDraftId? id, string list, int basedOn, PlanListAct act, int at, string? names, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        return session.WhyNot(Act.WritePlan) ?? await session.ChangePlan(id, basedOn, (document, merged) =>
        {
            if (PlanPath.Shape(list) is not { Kind: ShapeKind.List, IsSimpleList: false } shape) return (null, new NotFoundHere("个列表"));

            if (act == PlanListAct.Inherit)
            {
                PlanPath.Put(document, list, null);
                return (document, null);
            }

            if (PlanPath.Find(document, list) is null) PlanPath.Put(document, list, PlanPath.Find(merged, list)?.DeepClone() ?? new JsonArray());
            if (act == PlanListAct.Add) PlanForm.Add(document, list, shape, names, session.Now.Today);
            else if (act != PlanListAct.Own) PlanForm.Move(document, list, at, act switch { PlanListAct.Up => -1, PlanListAct.Down => 1, _ => 0 });
            return (document, null);
        }, ct);
    }
}

/// <summary>改草稿或端口默认：打开、改、存，一个事务；两个窗口同时改，后到的看到一句话。</summary>
internal static class PlanWriting
{
    public static async Task<Refusal?> ChangePlan(this TenantSession session, PlanDraftId? id, int basedOn, Func<JsonObject, JsonObject, (JsonObject? Written, Refusal? Refusal)> change, CancellationToken ct)
    {
        if (await session.Layers(id, ct) is not var (draft, layers)) return new NotFoundHere("份草稿");

        var document = draft is null ? layers.Tenant : layers.Plan;
        var (written, wrong) = change(document, draft is null ? PlanLayers.National : layers.Merged);
        if (wrong is not null) return wrong;

        var text = PlanFile.Store(written!);
        if (draft is not null) return draft.Save(text, basedOn, session.Actor, session.Now) ?? await session.Save(ct);
        if (Below(written!) is { } below) return below;
        if (await session.Db.PlanDefaults.SingleOrDefaultAsync(ct) is { } defaults) return defaults.Save(text, basedOn, session.Actor, session.Now) ?? await session.Save(ct);

        session.Add(new PlanDefaults(text, session.Actor, session.Now));
        return await session.Save(ct);
    }

    /// <summary>端口默认自己也不得低于国家底线。</summary>
    private static Refusal? Below(JsonObject tenant) =>
        NationalFloor.Floors.Where(f => PlanPath.Find(tenant, f.Path) is { } value && (int)value < f.Least).Select(f => new BelowFloor(f.What, f.Least, f.Unit)).FirstOrDefault()
            ?? NationalFloor.Barred.Select(b => PlanPath.Find(tenant, b.Path) is JsonArray kept ? b.WhyNot(kept.Select(k => $"{k}")) : null).FirstOrDefault(r => r is not null);
}

public enum PlanListAct { Add, Drop, Up, Down, Own, Inherit }

/// <summary>贴上通知全文，供对照、摘句、提取建议。</summary>
[Does(Act.WritePlan)]
public sealed class PastePlanNotice(TenantSessions sessions)
{
    public async Task<Refusal?> Run(PlanDraftId id, string? text, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.WritePlan) is { } refusal) return refusal;
        if (await session.Db.PlanDrafts.SingleOrDefaultAsync(d => d.Id == id, ct) is not { } draft) return new NotFoundHere("份草稿");

        return draft.Paste(text, session.Actor, session.Now)
            ?? await session.Save(ct);
    }
}

/// <summary>换了通知全文之后，去掉在新通知里找不到的原句：只去引文，约定本身不动。</summary>
[Does(Act.WritePlan)]
public sealed class DropStaleQuotes(TenantSessions sessions)
{
    public async Task<Refusal?> Run(PlanDraftId id, int basedOn, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.WritePlan) is { } refusal) return refusal;
        if (await session.Layers(id, ct) is not var (draft, layers) || draft is null) return new NotFoundHere("份草稿");

        var document = layers.Plan;
        foreach (var (key, _) in PlanClauses.Stale(document, draft.NoticeText)) PlanPath.Put(document, PlanPath.JoinKey("clauses", key), null);
        // 材料栏目里指着那一句的，一并放开。
        foreach (var item in PlanClauses.WithItems.SelectMany(list => document[list] as JsonArray ?? []).OfType<JsonObject>())
            if (item["clause"] is { } key && document["clauses"]?[$"{key}"] is null) item.Remove("clause");
        return draft.Save(PlanFile.Store(document), basedOn, session.Actor, session.Now)
            ?? await session.Save(ct);
    }
}

/// <summary>通知自相矛盾、没有写明的，写明怎么定的；清空即收回。</summary>
[Does(Act.WritePlan)]
public sealed class DecidePlan(TenantSessions sessions)
{
    public async Task<Refusal?> Run(PlanDraftId id, string key, string? sentence, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.WritePlan) is { } refusal) return refusal;
        if (await session.Layers(id, ct) is not var (draft, layers) || draft is null) return new NotFoundHere("份草稿");
        if ((await session.Look(draft, layers, ct)).Findings.All(f => f.Key != key)) return new NotFoundHere("处提示");

        var document = layers.Plan;
        if (document["decisions"] is not JsonArray decisions) document["decisions"] = decisions = [];
        foreach (var other in decisions.Where(d => (string?)d!["key"] == key).ToList()) decisions.Remove(other);
        if (sentence.Plain() is { Length: > 0 } words) decisions.Add(new JsonObject { ["key"] = key, ["sentence"] = words });
        return draft.Save(PlanFile.Store(document), draft.Revision, session.Actor, session.Now)
            ?? await session.Save(ct);
    }
}

/// <summary>丢弃草稿。已发布的计划不受影响。</summary>
[Does(Act.WritePlan)]
public sealed class DiscardPlanDraft(TenantSessions sessions)
{
    public async Task<Refusal?> Run(PlanDraftId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.WritePlan) is { } refusal) return refusal;
        if (await session.Db.PlanDrafts.SingleOrDefaultAsync(d => d.Id == id, ct) is not { } draft) return new NotFoundHere("份草稿");

        session.Db.PlanDrafts.Remove(draft);
        return await session.Save(ct);
    }
}
