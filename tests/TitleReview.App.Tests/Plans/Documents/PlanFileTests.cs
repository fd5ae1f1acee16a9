using System.Text.Json.Nodes;
using TitleReview.App.Plans;
using TitleReview.App.Plans.Documents;
using TitleReview.Domain.Plans;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Plans.Documents;

public sealed class A_plan_file
{
    public static TheoryData<string> Shipped() => [.. PlanFiles.Shipped];

    private static string FileOf(string name)
    {
        var (document, notice) = PlanFiles.ReadDocument(name);
        return PlanFile.Write(document, notice);
    }

    [Theory(DisplayName = "导出、导入、再导出，一字不差"), MemberData(nameof(Shipped))]
    public void Comes_back_the_same(string name)
    {
        var first = FileOf(name);
        var (document, notice, faults) = PlanFile.Read(first);

        Assert.Empty(faults);
        Assert.Equal(first, PlanFile.Write(document!, notice));
    }

    [Theory(DisplayName = "合并后的约定写成文件再读，还是同一份约定"), MemberData(nameof(Shipped))]
    public void Loses_nothing_of_the_terms(string name)
    {
        var terms = PlanFiles.Read(name);
        var (document, _, faults) = PlanFile.Read(PlanFile.Write(PlanFile.Stored(App.Storage.Json.Write(terms)), ""));

        Assert.Empty(faults);
        Assert.Equal(PlanFile.Store(document!), PlanFile.Store(PlanFile.Stored(App.Storage.Json.Write(PlanFile.Understand(document!).Terms))));
    }

    [Fact(DisplayName = "计划里每一个选项都有叫法：后加的约定，页面也说得出来")]
    public void Has_words_for_every_choice()
    {
        Assert.All(Choices(PlanShape.Plan), c => Assert.NotEmpty(PlanWording.Choice(c.Type, c.Name)));

        static IEnumerable<(Type Type, string Name)> Choices(PlanShape shape) =>
        [
            .. shape.Choices.Select(name => (shape.Type, name)), .. (shape.KeyChoices ?? []).Select(name => (shape.Type.GetGenericArguments()[0], name)),
            .. shape.Members.SelectMany(Choices), .. shape.Item is { } item ? Choices(item) : [],
        ];
    }

    [Fact(DisplayName = "坏文件：每一处错都说出来，带着位置")]
    public void Names_every_fault_with_its_path()
    {
        var (document, _, faults) = PlanFile.Read("""
            { "title": 5, "year": "二〇二三", "window": { "opens": "2023-08-15", "closes": "2023-09-29T00:00:00+08:00" },
              "submission": { "limit": -1, "countedAt": "Somewhere" }, "surprise": true, "channels": {}, "fix": null,
              "catalogue": [ { "name": "工程系列", "titleNames": { "Boss": "工程师" }, "specialties": [ null, { "name": "水利", "grades": ["Intermediate", "High"], "colour": 1 } ] } ],
              "print": { "doubleSided": "是" }, "milestones": [ { "name": "缴费", "from": "2023-02-30", "to": "2023-03-01" } ] }
            """);

        Assert.Null(document);
        Assert.Equal(
        [
            "title", "year", "window.opens", "submission.limit", "submission.countedAt", "surprise", "channels",
            "catalogue[0].titleNames[\"Boss\"]", "catalogue[0].specialties[0]", "catalogue[0].specialties[1].grades[1]", "catalogue[0].specialties[1].colour",
            "print.doubleSided", "milestones[0].from",
        ], faults.Select(f => f.Path));
        Assert.All(faults, f => Assert.Matches("[\u4e00-\u9fff]", f.Sentence));
    }

    [Theory(DisplayName = "不是 JSON 的、重名的、太大的：一句话说清")]
    [InlineData(""), InlineData("{"), InlineData("[]"), InlineData("null"), InlineData("{\"year\":2023,\"year\":2024}"), InlineData("﻿{]"), InlineData("12")]
    public void Refuses_what_is_no_plan(string text)
    {
        var (document, _, faults) = PlanFile.Read(text);
        Assert.Null(document);
        Assert.Single(faults);
    }

    [Fact(DisplayName = "深得离谱、大得离谱的，不会拖垮系统")]
    public void Survives_the_absurd()
    {
        Assert.Single(PlanFile.Read(new string('[', 100_000)).Faults);
        Assert.Single(PlanFile.Read(new string(' ', PlanFile.MaxLength + 1)).Faults);
        Assert.NotEmpty(PlanFile.Read("{\"clauses\":" + string.Concat(Enumerable.Repeat("{\"a\":", 31)) + "1" + new string('}', 32)).Faults);
    }

    [Fact(DisplayName = "缺的项全部列出")]
    public void Lists_what_is_missing()
    {
        var (terms, faults) = PlanFile.Understand(new PlanLayers([], new JsonObject { ["year"] = 2026 }).Merged);

        Assert.Null(terms);
        Assert.Equal(["title", "organiser", "noticeNumber", "window", "channels", "catalogue"], faults.Select(f => f.Path));
    }

    [Fact(DisplayName = "每一项都有人看的叫法")]
    public void Has_a_name_for_every_member() => Assert.Empty(Unnamed(PlanShape.Plan, ""));

    private static IEnumerable<string> Unnamed(PlanShape shape, string path) =>
        shape.Members.SelectMany(m => (m.Called is null ? [PlanPath.Join(path, m.Name)] : Array.Empty<string>()).Concat(Unnamed(m, PlanPath.Join(path, m.Name))))
            .Concat(shape.Item is { } item ? Unnamed(item, path + "[]") : []);
}

public sealed class The_schema_of_plan_files
{
    private static readonly string Place = Path.Combine(Repository.Root, "docs", "plan.schema.json");

    /// <summary>TITLEREVIEW_WRITE_DOCS=1 writes it anew.</summary>
    [Fact(DisplayName = "公布的 JSON Schema 由计划的形状生成，没有过时")]
    public void Is_what_the_shape_says()
    {
        if (Environment.GetEnvironmentVariable("TITLEREVIEW_WRITE_DOCS") == "1") File.WriteAllText(Place, PlanSchema.Write());

        Assert.Equal(PlanSchema.Write(), File.ReadAllText(Place));
    }
}

public sealed class The_layers_of_a_plan
{
    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    [Fact(DisplayName = "上层写了的盖过下层；没有写的从下层来，说得出从哪里来")]
    public void Say_where_a_value_comes_from()
    {
        var layers = new PlanLayers(Parse("""{"notice":{"workingDays":7},"submission":{"limit":2}}"""), Parse("""{"submission":{"limit":4}}"""));

        Assert.Equal(PlanOrigin.Plan, layers.OriginOf("submission.limit"));
        Assert.Equal(PlanOrigin.Tenant, layers.OriginOf("notice.workingDays"));
        Assert.Equal(PlanOrigin.National, layers.OriginOf("submission.countedAt"));
        Assert.Equal(PlanOrigin.None, layers.OriginOf("title"));
        Assert.Equal((4, 7), ((int)layers.Merged["submission"]!["limit"]!, (int)layers.Merged["notice"]!["workingDays"]!));
    }

    [Fact(DisplayName = "端口提高了的底线，计划也不得低于它")]
    public void Let_a_tenant_raise_a_floor()
    {
        var terms = PlanFiles.Read("tacheng-2023");
        var tenant = new PlanLayers(Parse("""{"notice":{"workingDays":7},"penalty":{"personYears":4}}"""), []).TenantTerms(terms);

        Assert.Equal([new BelowFloor("单位公示", 7, "个工作日")], NationalFloor.Below(terms, tenant).Select(b => b.Refusal));
        Assert.Empty(NationalFloor.Below(terms with { Notice = terms.Notice with { WorkingDays = 7 } }, tenant));
    }
}
