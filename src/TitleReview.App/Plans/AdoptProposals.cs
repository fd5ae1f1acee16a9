using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Plans.Documents;
using TitleReview.App.Storage;
using TitleReview.Documents.Rosters;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Plans.Reading;

namespace TitleReview.App.Plans;

/// <summary>采用从通知里读出的建议：只写勾选的，连同来源句；没有勾的一条也不写（N14）。</summary>
[Does(Act.WritePlan)]
public sealed class AdoptProposals(TenantSessions sessions)
{
    /// <param name="taken">建议的次序，与页面上列出的一致：同一份通知全文，读出来总是同样的次序。</param>
    public async Task<Refusal?> Run(Domain.PlanDraftId id, int basedOn, IReadOnlyList<int> taken, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.WritePlan) is { } refusal) return refusal;
        if (await session.Layers(id, ct) is not var (draft, layers) || draft is null) return new NotFoundHere("份草稿");
        if (taken.Count == 0) return new NothingTaken();

        var proposals = NoticeReader.Read(draft.NoticeText).Proposals;
        var document = (JsonObject)layers.Plan.DeepClone();
        foreach (var at in taken.Distinct())
            if (at < 0 || at >= proposals.Count) return new NotFoundHere("条建议");
            else if (PlanProposals.WhyNot(proposals[at], layers) is null) PlanProposals.Adopt(document, layers, proposals[at]);

        if (PlanFile.Read(PlanFile.Write(document, "")).Faults is [var fault, ..]) throw new InvalidOperationException($"A proposal does not fit the plan: {fault}");
        return draft.Save(PlanFile.Store(document), basedOn, session.Actor, session.Now)
            ?? await session.Save(ct);
    }
}

public sealed record NothingTaken() : Refusal("没有勾选任何一条。请逐条看来源句，勾上要采用的，再点“采用勾选的”。");

/// <summary>一条建议写到计划文件的哪里、怎么写。</summary>
public static class PlanProposals
{
    /// <summary>花名册的栏，各地的叫法。</summary>
    private static readonly Dictionary<string, string> RosterSynonyms = new()
    {
        ["现任职称"] = "现任专业技术职务", ["现职称"] = "现任专业技术职务", ["现任职务"] = "现任专业技术职务", ["现专业技术职务"] = "现任专业技术职务",
        ["现任职称取得时间"] = "获现任专业技术职务时间", ["取得时间"] = "获现任专业技术职务时间", ["任职时间"] = "获现任专业技术职务时间",
        ["申报职称"] = "拟晋升专业技术职务", ["拟申报职称"] = "拟晋升专业技术职务", ["申报职务"] = "拟晋升专业技术职务", ["拟评职称"] = "拟晋升专业技术职务",
        ["单位"] = "工作单位", ["所在单位"] = "工作单位", ["专业"] = "申报专业", ["系列"] = "申报系列", ["身份证"] = "身份证号码",
    };

    public static string Label(ProposalKind kind) => kind switch
    {
        ProposalKind.Heading => "名称与年度", ProposalKind.Window => "申报时间", ProposalKind.Milestone => "后续安排", ProposalKind.SubmissionLimit => "提交次数",
        ProposalKind.FixTime => "退回补正", ProposalKind.Fee => "评审费", ProposalKind.Title => "系列（专业）", ProposalKind.Material => "材料", ProposalKind.RosterColumn => "花名册",
        ProposalKind.NoticeDays => "单位公示", ProposalKind.Penalty => "承诺与处罚", ProposalKind.Training => "继续教育", ProposalKind.Appraisal => "年度考核", ProposalKind.Masking => "盲评遮盖",
        ProposalKind.Opinion => "意见措辞", ProposalKind.Summary => "工作总结", ProposalKind.Contact => "联系方式", ProposalKind.Files => "文件格式", ProposalKind.Print => "评审表",
        ProposalKind.SkilledTrades => "高技能人才", ProposalKind.Language => "语言等级", ProposalKind.Barred => "不得申报", ProposalKind.Defence => "答辩", ProposalKind.TitleEvidence => "资格证明", _ => "专家库",
    };

    /// <summary>已经采用过的、不能直接写进去的，说一句；可以采用为 null。</summary>
    public static string? WhyNot(Proposal proposal, PlanLayers layers)
    {
        if (proposal.Path == "pledge.penaltyYears") return "承诺书里的年数由“作假的后果”填入，不另写。";
        if (proposal.Path == "slots[]" && ProposedSlots.WhyNot((string)JsonNode.Parse(proposal.Value)!["title"]!) is { } elsewhere) return elsewhere;
        if (proposal.Path == "languages[]") return "请到“语言等级”一节填写，先在基本信息里加上填等级的栏。";
        var trial = (JsonObject)layers.Plan.DeepClone();
        Adopt(trial, layers, proposal);
        return JsonNode.DeepEquals(PlanFile.Canonical(trial), PlanFile.Canonical(layers.Plan)) ? "已经采用。" : null;
    }

    public static void Adopt(JsonObject document, PlanLayers layers, Proposal proposal)
    {
        var (value, clauseKey) = (JsonNode.Parse(proposal.Value)!, proposal.ClauseKey);
        switch (proposal.Path)
        {
            case "titleEvidence":
                ProposedSlots.AddEvidence(document, layers, value, proposal);
                break;
            case "defence.grades":
                AddOnce(Own(document, layers, "defence.rules"), new JsonObject { ["mode"] = "Onsite", ["scope"] = new JsonObject { ["grades"] = value } });
                break;
            case "fees.rows[]":
                AddOnce(Own(document, layers, "fees.rows"), new JsonObject { ["yuan"] = value["yuan"]!.DeepClone(), ["scope"] = ScopeOf(value) });
                break;
            case "training.rules[]":
                var rule = (JsonObject)value;
                if (ScopeOf(rule) is { } scope) rule["scope"] = scope;
                rule.Remove("grades");
                AddOnce(Own(document, layers, "training.rules"), Bare(rule));
                break;
            case "slots[]":
                clauseKey = ProposedSlots.Add(document, layers, (string)value["title"]!, proposal);
                break;
            case "slotGroups[]":
                ProposedSlots.AddGroup(document, layers, value, proposal);
                break;
            case "milestones[]":
                // 专家评审是评审会的日程。
                if ((string?)value["kind"] == "Review") value["kind"] = nameof(Domain.Plans.MilestoneKind.Meeting);
                AddOnce(Own(document, layers, "milestones"), Bare((JsonObject)value));
                break;
            case "eligibility.barredIdentities":
            case "eligibility.barredSanctions":
                Bar(Own(document, layers, proposal.Path), value.AsArray());
                break;
            case "opinions[]":
                Replace(Own(document, layers, "opinions"), "stop", new JsonObject { ["stop"] = value["stop"]!.DeepClone(), ["text"] = value["text"]!.DeepClone(), ["isDefault"] = true });
                break;
            case "skilledTrades.steps[]":
                Replace(Own(document, layers, "skilledTrades.steps"), "skillLevel", (JsonObject)value);
                break;
            case "pledge.text":
                PlanPath.Put(document, "pledge.text", System.Text.RegularExpressions.Regex.Replace((string)value!, @"[0-9一二三四五六七八九十]+\s*年内", "{处罚年数}年内", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
                break;
            case var path when path.StartsWith("catalogue[", StringComparison.Ordinal):
                Series(document, path, value);
                break;
            case var path when path.EndsWith("[]", StringComparison.Ordinal):
                AddOnce(Own(document, layers, path[..^2]), value is JsonObject o ? Bare(o) : value);
                break;
            case "roster.columns":
                PlanPath.Put(document, proposal.Path, value);
                // 叫法不同的栏，系统知道填什么的，一并写明。
                foreach (var column in value.AsArray().Select(c => $"{c}"))
                    if (RosterColumn.Known(column) is null && RosterSynonyms.GetValueOrDefault(column) is { } content) PlanPath.Put(document, PlanPath.JoinKey("roster.contents", column), content);
                break;
            default:
                PlanPath.Put(document, proposal.Path, value is JsonObject part ? PlanLayers.Merge(PlanPath.Find(document, proposal.Path) as JsonObject ?? [], Bare(part)) : value);
                break;
        }

        var clause = PlanPath.JoinKey("clauses", clauseKey);
        if (proposal.Kind != ProposalKind.Heading && PlanPath.Find(document, clause) is null)
            PlanPath.Put(document, clause, new JsonObject { ["ruleId"] = "", ["sentence"] = proposal.Sentence });
    }

    /// <summary>计划自己的列表；没有的先抄默认。</summary>
    internal static JsonArray Own(JsonObject document, PlanLayers layers, string list)
    {
        if (PlanPath.Find(document, list) is not JsonArray own) PlanPath.Put(document, list, own = (JsonArray?)PlanPath.Find(layers.Below, list)?.DeepClone() ?? []);
        return own;
    }

    private static void AddOnce(JsonArray list, JsonNode item)
    {
        if (!list.Any(other => JsonNode.DeepEquals(other, item))) list.Add(item);
    }

    /// <summary>同一项的换掉：第一处换成新的，多余的去掉；没有的添在末尾。</summary>
    internal static void Replace(JsonArray list, string key, JsonObject item)
    {
        var same = list.Where(other => (string?)other![key] == (string?)item[key]).ToList();
        foreach (var other in same.Skip(1)) list.Remove(other);
        if (same is [var first, ..]) list[list.IndexOf(first)] = item;
        else list.Add((JsonNode)item);
    }

    /// <summary>通知点到的添进名单；通知没有点到、默认已经不准的照旧。“记过以上处分”是从记过起的每一种。</summary>
    private static void Bar(JsonArray own, JsonArray named)
    {
        var sanctions = Domain.Plans.NationalFloor.Barred.Single(b => b.Path.EndsWith("Sanctions", StringComparison.Ordinal)).Least;
        foreach (var one in named.Select(n => $"{n}"))
            if (!one.EndsWith("处分", StringComparison.Ordinal)) AddOnce(own, one);
            else
                foreach (var sanction in sanctions.Prepend("警告").SkipWhile(s => one != "处分" && !one.StartsWith(s, StringComparison.Ordinal)).DefaultIfEmpty(one))
                    AddOnce(own, sanction);
    }

    private static JsonObject? ScopeOf(JsonNode value)
    {
        var scope = new JsonObject();
        foreach (var member in new[] { "grades", "tracks" })
            if (value[member] is JsonArray { Count: > 0 } given) scope[member] = given.DeepClone();
        return scope.Count == 0 ? null : scope;
    }

    /// <summary>去掉空项与空组。</summary>
    private static JsonObject Bare(JsonObject value) =>
        new(value.Where(p => p.Value is not (null or JsonObject { Count: 0 } or JsonArray { Count: 0 })).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));

    private static void Series(JsonObject document, string path, JsonNode value)
    {
        var name = path["catalogue[".Length..path.IndexOf(']', StringComparison.Ordinal)];
        if (document["catalogue"] is not JsonArray catalogue) document["catalogue"] = catalogue = [];
        var series = catalogue.OfType<JsonObject>().FirstOrDefault(s => (string?)s["name"] == name);
        if (series is null) catalogue.Add(series = new JsonObject { ["name"] = name, ["titleNames"] = new JsonObject(), ["specialties"] = new JsonArray() });
        var specialties = (JsonArray)series["specialties"]!;
        if (path.Split("].specialties[") is [_, var rest])
        {
            Specialty(specialties, rest[..rest.IndexOf(']', StringComparison.Ordinal)], path, value);
            return;
        }

        if (path.EndsWith(".window", StringComparison.Ordinal)) { series["window"] = value; return; }

        if (value["titleNames"] is JsonObject { Count: > 0 } titles) series["titleNames"] = titles.DeepClone();
        foreach (var specialty in (value["specialties"] as JsonArray ?? []).Select(s => $"{s}").Where(s => specialties.All(o => (string?)o!["name"] != s)))
            specialties.Add(new JsonObject { ["name"] = specialty, ["grades"] = new JsonArray() });
    }

    private static void Specialty(JsonArray specialties, string name, string path, JsonNode value)
    {
        var specialty = specialties.OfType<JsonObject>().FirstOrDefault(s => (string?)s["name"] == name);
        if (specialty is null) specialties.Add((JsonNode)(specialty = new JsonObject { ["name"] = name, ["grades"] = new JsonArray() }));
        if (path.EndsWith(".window", StringComparison.Ordinal)) { specialty["window"] = value; return; }

        specialty["grades"] = value["grades"]!.DeepClone();
        if (value["titleNames"] is JsonObject { Count: > 0 } titles) specialty["titleNames"] = titles.DeepClone();
    }
}
