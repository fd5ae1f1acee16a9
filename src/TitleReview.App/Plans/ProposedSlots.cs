using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TitleReview.App.Plans.Documents;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans.Reading;

namespace TitleReview.App.Plans;

/// <summary>读出来的材料放在计划的哪里：哪个模块，是不是每行一份，向谁要；与五份已发布的计划的放法一样。</summary>
public static class ProposedSlots
{
    private const string Poster = "单位公示", PosterResult = "公示结果";

    private static readonly JsonSerializerOptions Bare = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter() } };
    private static readonly string[] EvidenceTitles = ["任职资格文件", "职称证书", "任职资格评审表"];
    private static readonly JsonObject Degrees = When("degree", "学士", "硕士", "博士"), NotExempt = When("exempt", "", "否", "无");

    /// <param name="Always">人人要；为假的只向一部分人要，由编计划的人定。</param>
    private sealed record Placing(string Key, string Module, int MaxFiles, bool PerRow = false, bool Always = true, JsonObject? When = null, string Hint = "", OfficeKind? FilledBy = null, string? Title = null);

    private static readonly Dictionary<string, Placing> Places = new()
    {
        ["身份证"] = new("id-card", FormCatalogue.Basic, 2),
        ["免冠照片"] = new("photo", FormCatalogue.Basic, 1),
        ["社保缴费证明"] = new("social-insurance", FormCatalogue.Basic, 6),
        ["普通话证书"] = new("mandarin-certificate", FormCatalogue.Basic, 2, Always: false),
        ["学历证书"] = new("diploma", FormCatalogue.Education, 3, PerRow: true),
        ["学位证书"] = new("degree", FormCatalogue.Education, 3, PerRow: true, When: Degrees),
        ["学信网查询结果"] = new("chsi", FormCatalogue.Education, 3, PerRow: true),
        ["学籍在线验证报告"] = new("enrolment-report", FormCatalogue.Education, 3, PerRow: true, Always: false),
        ["学籍档案"] = new("school-record", FormCatalogue.Education, 6, PerRow: true, Always: false),
        ["毕业生登记表"] = new("graduate-form", FormCatalogue.Education, 5, PerRow: true, Always: false),
        ["职称证书"] = new("certificate", FormCatalogue.Qualification, 4, PerRow: true),
        ["任职资格文件"] = new("title-document", FormCatalogue.Qualification, 6, PerRow: true),
        ["任职资格评审表"] = new("title-form", FormCatalogue.Qualification, 20, PerRow: true, Title: "专业技术职务任职资格评审表"),
        ["职业资格证书"] = new("licence", FormCatalogue.Qualification, 4, Always: false),
        ["执业证书"] = new("practice-licence", FormCatalogue.Qualification, 4),
        ["任命文件"] = new("appointment-document", FormCatalogue.Qualification, 6, Always: false),
        ["干部任免审批表"] = new("cadre-form", FormCatalogue.Qualification, 6, Always: false),
        ["干部履历表"] = new("cadre-history", FormCatalogue.Qualification, 20, Always: false),
        ["聘用合同书"] = new("public-contract", FormCatalogue.Work, 20, When: For(EmployerKind.PublicInstitution)),
        ["劳动合同书"] = new("labour-contract", FormCatalogue.Work, 20, When: For(EmployerKind.StateEnterprise, EmployerKind.PrivateEnterprise, EmployerKind.SocialOrganization)),
        ["业绩成果证明材料"] = new("achievement-proof", FormCatalogue.Achievement, 10, PerRow: true),
        ["病案分析报告"] = new("case-report", FormCatalogue.Achievement, 10),
        ["案例分析报告"] = new("case-study", FormCatalogue.Achievement, 10),
        ["获奖证书"] = new("award-certificate", FormCatalogue.Award, 4, PerRow: true),
        ["知识产权证书"] = new("property-certificate", FormCatalogue.Property, 6, PerRow: true),
        ["论文"] = new("paper-copy", FormCatalogue.Paper, 20, PerRow: true),
        ["年度考核表"] = new("appraisal-form", FormCatalogue.Appraisal, 4, PerRow: true),
        ["业务考核登记表"] = new("work-appraisal", FormCatalogue.Appraisal, 4, PerRow: true, Always: false),
        ["个人鉴定材料"] = new("personal-appraisal", FormCatalogue.Appraisal, 4, PerRow: true, Always: false),
        ["业务工作总结"] = new("summary-signed", FormCatalogue.Summary, 20, Always: false, Hint: "总结在本页填写；通知要签章的，再传扫描件"),
        ["公需科目培训合格证书"] = new("general-certificate", FormCatalogue.Training, 20, When: NotExempt),
        ["专业科目培训合格证书"] = new("specialist-certificate", FormCatalogue.Training, 20, When: NotExempt),
        ["继续教育证书"] = new("training-certificate", FormCatalogue.Training, 20, When: NotExempt),
        ["继续教育免试审批表"] = new("training-exemption", FormCatalogue.Training, 4, Always: false, Hint: "享受免试的传"),
        ["个人承诺书"] = new("pledge-signed", FormCatalogue.Pledge, 2),
        ["真实性保证书"] = new("guarantee", FormCatalogue.Pledge, 2),
        ["推荐报告"] = new("recommendation", FormCatalogue.Other, 4),
        ["单位推荐意见"] = new("employer-opinion", FormCatalogue.Other, 4, FilledBy: OfficeKind.Employer),
        ["主管单位推荐意见"] = new("department-opinion", FormCatalogue.Other, 4, FilledBy: OfficeKind.CompetentDepartment),
        ["廉政情况证明"] = new("integrity-proof", FormCatalogue.Other, 2),
        ["个人现实表现"] = new("conduct", FormCatalogue.Other, 4),
        ["基层服务证明"] = new("service-proof", FormCatalogue.Other, 6, Always: false),
        ["教师资格证"] = new("teacher-certificate", FormCatalogue.Other, 2, Always: false),
        ["委托评审函"] = new("entrusting-letter", FormCatalogue.Other, 2, Always: false),
        ["审核同意证明"] = new("home-consent", FormCatalogue.Other, 2, Always: false),
    };

    /// <summary>公示是用人单位的事：在系统里张贴、出结果，不由申报人上传，也不在提交之前。</summary>
    public static string? WhyNot(string title) => title is Poster or PosterResult ? "公示由用人单位在系统里张贴、出公示结果，申报人不用上传。" : null;

    /// <returns>这一栏的出处的键：同一个键已经引了别的句子的，另用一个。</returns>
    public static string Add(JsonObject document, PlanLayers layers, string title, Proposal proposal)
    {
        var place = Places.GetValueOrDefault(title) ?? new Placing("", FormCatalogue.Other, 5);
        var slots = PlanProposals.Own(document, layers, "slots");
        if (slots.Any(s => (string?)s!["title"] == (place.Title ?? title) || (place.Key.Length > 0 && (string?)s["key"] == place.Key))) return proposal.ClauseKey;

        var merged = (layers with { Plan = document }).Merged;
        var asked = AskedOf.Read(proposal.Sentence, title);
        var key = place.Key.Length > 0 ? place.Key : Enumerable.Range(slots.Count + 1, 1000).Select(n => $"slots{n}").First(k => slots.All(s => (string?)s!["key"] != k));
        var quoted = (string?)PlanPath.Find(document, PlanPath.JoinKey("clauses", proposal.ClauseKey))?["sentence"];
        var clause = quoted is null || quoted == proposal.Sentence ? proposal.ClauseKey : $"{proposal.ClauseKey}.{key}";
        var module = Names(merged["modules"]).Contains(place.Module) ? place.Module : FormCatalogue.Other;
        var when = (JsonObject?)place.When?.DeepClone();
        if (asked.Scope is { } scope) (when ??= [])["scope"] ??= JsonSerializer.SerializeToNode(scope, Bare);
        // 要上传的那一级不在审批链上，就没有人传得了。
        var filledBy = place.FilledBy is { } office && Steps(merged).Contains($"{office}") ? place.FilledBy : null;
        var required = place.Always && asked.Condition is null && (place.FilledBy is null || filledBy is not null) && !InGroup(merged, key);
        var slot = new JsonObject
        {
            ["key"] = key, ["title"] = place.Title ?? title, ["module"] = module, ["perRow"] = place.PerRow && module == place.Module, ["required"] = required,
            ["maxFiles"] = place.MaxFiles, ["clause"] = clause,
        };
        if (asked.AtLeast is { } least && !place.PerRow && least <= place.MaxFiles) slot["minFiles"] = least;
        if (when is not null && module == place.Module) slot["when"] = when;
        if (Hint(place, asked) is { Length: > 0 } hint) slot["hint"] = hint;
        if (filledBy is not null) slot["filledBy"] = $"{filledBy}";
        slots.Add((JsonNode)slot);
        return clause;
    }

    /// <summary>现任资格的证明：疆内取得的任几种，疆外取得的都要；三种各一个栏目，按资格逐行。</summary>
    public static void AddEvidence(JsonObject document, PlanLayers layers, JsonNode value, Proposal proposal)
    {
        foreach (var title in EvidenceTitles) Add(document, layers, title, proposal);
        foreach (var (key, place, least) in new[] { ("evidence-here", "疆内", (int)value["inXinjiang"]!), ("evidence-elsewhere", "疆外", (int)value["elsewhere"]!) })
            Group(document, layers, key, $"现任资格的证明（{place}取得）", EvidenceTitles, Math.Min(least, EvidenceTitles.Length), When("place", place), "title.evidence");
    }

    /// <summary>几种里任交几种：在同一个模块、都按行或都不按行的才成一组。</summary>
    public static void AddGroup(JsonObject document, PlanLayers layers, JsonNode value, Proposal proposal)
    {
        var titles = value["titles"]!.AsArray().Select(t => (string)t!).ToList();
        foreach (var title in titles) Add(document, layers, title, proposal);
        foreach (var alike in titles.Select(t => Places.GetValueOrDefault(t)).OfType<Placing>().GroupBy(p => (p.Module, p.PerRow)).Where(g => g.Count() == titles.Count))
            Group(document, layers, $"some-of-{alike.First().Key}", string.Join("、", titles), titles, (int)value["atLeast"]!, null, proposal.ClauseKey);
    }

    private static void Group(JsonObject document, PlanLayers layers, string key, string title, IReadOnlyList<string> titles, int least, JsonObject? when, string clause)
    {
        var keys = titles.Select(t => Places[t].Key).ToList();
        // 在组里的由组说要几种，各自不再必交。
        foreach (var slot in PlanProposals.Own(document, layers, "slots").Where(s => keys.Contains((string)s!["key"]!))) slot!["required"] = false;
        var group = new JsonObject { ["key"] = key, ["title"] = title, ["slots"] = new JsonArray([.. keys.Select(k => (JsonNode)k)]), ["atLeast"] = least, ["clause"] = clause };
        if (when is not null) group["when"] = when;
        PlanProposals.Replace(PlanProposals.Own(document, layers, "slotGroups"), "key", group);
    }

    private static string Hint(Placing place, AskedOf asked) =>
        string.Join("；", new[] { place.Hint, asked.Condition is { } said ? $"通知写的是：{said}" : "" }.Where(part => part.Length > 0));

    private static bool InGroup(JsonObject merged, string key) => (merged["slotGroups"] as JsonArray ?? []).Any(g => g!["slots"] is JsonArray slots && slots.Any(s => (string?)s == key));

    private static HashSet<string> Names(JsonNode? list) => [.. (list as JsonArray ?? []).Select(m => (string?)m!["key"]).OfType<string>()];

    private static HashSet<string> Steps(JsonObject merged) =>
        [.. (merged["chains"] as JsonArray ?? []).SelectMany(c => c!["steps"] as JsonArray ?? []).Select(s => (string?)s!["kind"]).OfType<string>()];

    private static JsonObject When(string field, params string[] values) => new() { ["field"] = field, ["values"] = new JsonArray([.. values.Select(v => (JsonNode)v)]) };

    private static JsonObject For(params EmployerKind[] kinds) => new() { ["scope"] = new JsonObject { ["employerKinds"] = new JsonArray([.. kinds.Select(k => (JsonNode)$"{k}")]) } };
}
