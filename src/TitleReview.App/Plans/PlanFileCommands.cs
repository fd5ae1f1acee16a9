using Microsoft.EntityFrameworkCore;
using TitleReview.App.Plans.Documents;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Plans;

/// <summary>
/// 命令行导入计划文件（D3）：没有错、没有未了结的就发布；同名同年度已有计划的，内容一样则不动，不一样出一新版。
/// </summary>
[Does(Act.PublishPlan)]
public sealed class ImportPlanFile(TenantSessions sessions)
{
    /// <param name="slug">端口的短名；不给的看文件里写的。</param>
    /// <returns>要说的话，一行一句；是否已经发布。</returns>
    public async Task<(IReadOnlyList<string> Said, bool Published)> Run(string text, string? slug, CancellationToken ct = default)
    {
        var (document, notice, faults) = PlanFile.Read(text);
        if (document is null) return ([.. faults.Select(f => f.ToString()), $"文件有 {faults.Count} 处错，没有导入。"], false);

        slug ??= PlanFile.TenantOf(text);
        if ((await sessions.Tenants(ct)).FirstOrDefault(t => t.Slug == slug) is not { } tenant)
            return ([slug is null ? "文件没有写明端口，请在命令后面加上端口的短名。" : $"没有短名为“{slug}”的端口。"], false);

        await using var session = await sessions.OpenFor(tenant.Id, Actor.System, ct);
        if (session.WhyNot(Act.PublishPlan) is { } refusal) return ([refusal.Sentence], false);

        var (year, title) = ((int?)document["year"], document["title"]?.ToString());
        var there = (await session.Db.Plans.Where(p => p.Year == year).ToListAsync(ct)).Find(p => p.Terms.Title == title);
        if (there is not null && (await session.Db.PlanEditions.SingleAsync(e => e.PlanId == there.Id && e.No == there.Edition, ct)).Document == PlanFile.Store(document))
            return ([$"“{title}”第 {there.Edition} 版就是这份文件，没有变化。"], true);

        var draft = new PlanDraft(new PlanDraftId(Guid.CreateVersion7()), PlanFile.Store(document), notice, there?.Id, null, session.Actor, session.Now, there?.Edition);
        session.Add(draft);
        var (_, layers) = (await session.Layers(null, ct))!.Value;
        layers = layers with { Plan = document };
        if (await PublishPlan.Publish(session, draft, layers, new PlanId(Guid.CreateVersion7()), "导入计划文件", ct) is { } open)
        {
            var desk = await session.Look(draft, layers, ct);
            var kept = await session.Save(ct);
            return ([.. desk.Faults.Select(f => f.ToString()), .. desk.Findings.Where(f => f.Open).Select(f => $"{f.Path}：{f.Sentence}"), open.Sentence, kept?.Sentence ?? "已留作草稿，请到“评审计划”里补齐。"], false);
        }

        return await session.Save(ct) is { } failed ? ([failed.Sentence], false) : ([$"“{title}”已发布{(there is null ? "" : $"第 {there.Edition} 版")}。"], true);
    }
}

/// <summary>命令行导出一个端口某年度的全部计划。</summary>
[Does(Act.PublishPlan)]
public sealed class ExportPlanFile(TenantSessions sessions)
{
    public async Task<IReadOnlyList<(string Name, string Title, string Json)>> Run(string slug, int year, CancellationToken ct = default)
    {
        if ((await sessions.Tenants(ct)).FirstOrDefault(t => t.Slug == slug) is not { } tenant) return [];
        await using var session = await sessions.OpenFor(tenant.Id, Actor.System, ct);
        if (session.WhyNot(Act.PublishPlan) is not null) return [];

        var editions = await (from plan in session.Db.Plans where plan.Year == year
                              join edition in session.Db.PlanEditions on new { PlanId = plan.Id, No = plan.Edition } equals new { edition.PlanId, edition.No }
                              orderby plan.PublishedAt
                              select edition).AsNoTracking().ToListAsync(ct);
        return [.. from edition in editions
                   let document = PlanFile.Stored(edition.Document)
                   // 组织单位说得出是谁的；短号分得清同一家的两份。
                   select ($"{slug}-{year}-{FileName(document["organiser"])}-{edition.PlanId.Value.ToString("N")[^8..]}.json", $"“{document["title"]}”第 {edition.No} 版", PlanFile.Write(document, edition.NoticeText, slug))];
    }

    private static string FileName(System.Text.Json.Nodes.JsonNode? name) => string.Concat($"{name}".Where(char.IsLetterOrDigit).Take(24));
}
