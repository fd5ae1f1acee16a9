using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Plans.Documents;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Portal;

namespace TitleReview.App.Plans;

public sealed record PlanNotReady(int Count) : Refusal($"还有 {Count} 处没有了结，不能发布。请看“校验”，缺的填上、错的改好，通知自相矛盾的写明怎么定。");

/// <summary>发布：新计划的第一版，或已发布计划的新一版（须写理由）。此后只能再出新版。</summary>
[Does(Act.PublishPlan)]
public sealed class PublishPlan(TenantSessions sessions)
{
    public async Task<Refusal?> Run(PlanDraftId id, PlanId newPlan, int basedOn, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.PublishPlan) is { } refusal) return refusal;
        if (await session.Layers(id, ct) is not var (draft, layers) || draft is null) return new NotFoundHere("份草稿");
        if (draft.Revision != basedOn) return new PlanDraftMoved(draft.SavedBy);

        return await Publish(session, draft, layers, newPlan, reason, ct) ?? await session.Save(ct);
    }

    /// <summary>命令行导入也走这里。</summary>
    internal static async Task<Refusal?> Publish(TenantSession session, PlanDraft draft, PlanLayers layers, PlanId newPlan, string? reason, CancellationToken ct)
    {
        var desk = await session.Look(draft, layers, ct);
        if (desk.OpenCount > 0) return new PlanNotReady(desk.OpenCount);

        Plan? plan;
        if (draft.PlanId is { } revised)
        {
            if (reason.Plain().Length == 0) return new ReasonRequired("修订已发布的计划");
            plan = await session.Db.Plans.SingleAsync(p => p.Id == revised, ct);
            if (draft.BaseEdition is { } based && based != plan.Edition) return new PlanMoved(plan.Edition);
            if (plan.Revise(desk.Terms!, session.Actor, session.Now) is { } not) return not;
        }
        else
        {
            if ((await session.Db.Plans.Where(p => p.Year == desk.Terms!.Year).ToListAsync(ct)).Exists(p => p.Terms.Title == desk.Terms!.Title))
                return new SameNamePublished(desk.Terms!.Title, desk.Terms.Year);
            plan = new Plan(newPlan, desk.Terms!, 1, session.Now, session.Actor.OfficeId);
            session.Add(plan);
        }

        session.Add(new PlanEdition(plan, draft.PlanId is null ? EditionKind.First : EditionKind.Revision, draft.PlanId is null ? null : reason.Plain(),
            draft.Document, PlanFile.Store(layers.Tenant), draft.NoticeText, session.Actor, session.Now));
        // A draft that came with this very import was never stored: it is only let go.
        session.Db.Entry(draft).State = session.Db.Entry(draft).State == EntityState.Added ? EntityState.Detached : EntityState.Deleted;
        return null;
    }
}

/// <summary>一段申报期延到何时。</summary>
/// <param name="Path">计划文件里的位置，如 catalogue[3].window。</param>
public sealed record WindowExtension(string Path, DateTimeOffset Closes);

public sealed record ExtensionEarlier(string Name, DateTimeOffset Closes) : Refusal($"{Name}现在到{Closes.Print()}截止，延期只能更晚，不能提前。");
public sealed record NothingExtended() : Refusal("没有填新的截止时间，没有要延长的。");

/// <summary>延期：只改截止，另立一版，理由公开，并自动发一份公告。已经提交的也顺延。</summary>
[Does(Act.PublishPlan)]
public sealed class ExtendWindows(TenantSessions sessions)
{
    public async Task<Refusal?> Run(PlanId id, IReadOnlyList<WindowExtension> extensions, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.PublishPlan) is { } refusal) return refusal;
        if (await session.Db.Plans.SingleOrDefaultAsync(p => p.Id == id, ct) is not { } plan) return new NotFoundHere("份计划");
        if (plan.WhyNotRevise(session.Actor) is { } refused) return refused;
        if (extensions.Count == 0) return new NothingExtended();
        if (reason.Plain() is not { Length: > 0 } why) return new ReasonRequired("延期");

        var edition = await session.Db.PlanEditions.SingleAsync(e => e.PlanId == id && e.No == plan.Edition, ct);
        var document = PlanFile.Stored(edition.Document);
        var layers = new PlanLayers(PlanFile.Stored(edition.Defaults), document);
        List<string> told = [];
        foreach (var extension in extensions)
        {
            if (plan.Terms.All().FirstOrDefault(w => w.Path == extension.Path) is not { Name: { } name, Window: var window }) return new NotFoundHere("段申报期");
            if (extension.Closes <= window.Closes) return new ExtensionEarlier(name, window.Closes);

            Extend(document, layers, extension);
            told.Add($"{name}：原定{window.Closes.Print()}截止，延长至{extension.Closes.Print()}。");
        }

        var (terms, faults) = PlanFile.Understand(layers.Merged);
        if (terms is null) throw new InvalidOperationException($"A published plan is no longer whole: {string.Join("; ", faults)}");
        if (plan.Revise(terms, session.Actor, session.Now) is { } not) return not;

        session.Add(new PlanEdition(plan, EditionKind.Extension, why, PlanFile.Store(document), edition.Defaults, edition.NoticeText, session.Actor, session.Now));
        Announce(session, plan, told, why);
        return await session.Save(ct);
    }

    /// <summary>这一段写在默认里的，先抄到计划里再改；列表里的一项已经在计划里。</summary>
    private static void Extend(JsonObject document, PlanLayers layers, WindowExtension extension)
    {
        var list = extension.Path.Split('[')[0];
        if (extension.Path.Contains('[', StringComparison.Ordinal) && PlanPath.Find(document, list) is null) PlanPath.Put(document, list, PlanPath.Find(layers.Merged, list)!.DeepClone());
        PlanPath.Put(document, $"{extension.Path}.closes", JsonValue.Create(extension.Closes.ToOffset(Moment.Beijing).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static void Announce(TenantSession session, Plan plan, IReadOnlyList<string> told, string why)
    {
        var words = new AnnouncementWords(AnnouncementKind.Notice, $"关于延长{plan.Terms.Title}申报时间的公告", string.Join('\n', [$"因{why.TrimEnd('。')}，申报时间延长如下：", .. told, "已经提交的申报同样适用，其他要求不变。"]), session.Now.Today);
        var announcement = new Announcement(new(Guid.CreateVersion7()), session.Actor.OfficeId!.Value, session.Actor.UserId, words, session.Now);
        session.Add(announcement);
        announcement.Publish(session.Now);
    }
}

/// <summary>封存：此后不再出新版；启封须写理由。</summary>
[Does(Act.PublishPlan)]
public sealed class FreezePlan(TenantSessions sessions)
{
    public async Task<Refusal?> Run(PlanId id, bool freeze, string? reason, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.PublishPlan) is { } refusal) return refusal;
        if (await session.Db.Plans.SingleOrDefaultAsync(p => p.Id == id, ct) is not { } plan) return new NotFoundHere("份计划");
        if (!freeze && reason.Plain().Length == 0) return new ReasonRequired("启封");
        if ((freeze ? plan.Freeze(session.Actor, session.Now) : plan.Thaw(session.Actor)) is { } not) return not;

        session.Note($"{(freeze ? "封存" : "启封")}：{reason.Plain()}");
        return await session.Save(ct);
    }
}
