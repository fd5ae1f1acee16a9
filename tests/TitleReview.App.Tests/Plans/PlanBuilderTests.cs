using System.Text.Json.Nodes;
using TitleReview.App.Plans;
using TitleReview.App.Plans.Documents;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Tests.Plans;

/// <summary>What the builder says, and to whom: in Chinese, about the item itself, and all of it at once.</summary>
public sealed class The_plan_builder
{
    private static IReadOnlyList<PlanFinding> Blocking(PlanTerms terms) =>
        [.. PlanValidator.Check(new PlanToCheck(terms, null, terms.Chains.SelectMany(c => c.Steps).SelectMany(s => s.Offices ?? []).Select(o => o.Name).ToHashSet(), "")).Where(f => f.Blocks)];

    [Fact(DisplayName = "必交的公示、组里又单独必交的、没有一级能上传的，都不能发布")]
    public void Blocks_what_nobody_can_hand_in()
    {
        var terms = PlanFiles.Read("bazhou-2023");
        Assert.Empty(Blocking(terms));

        var stuck = terms with
        {
            Slots =
            [
                .. terms.Slots.Select(s => s.Key == "certificate" ? s with { Required = true } : s),
                new SlotTerms("poster", "单位公示", "other", false, true, 2), new SlotTerms("letter", "推荐意见", "other", false, true, 2, FilledBy: OfficeKind.EvaluationCentre),
            ],
        };

        Assert.Equal(["slots[22].required", "slots[23].filledBy", "slots[8].required"], Blocking(stuck).Select(f => f.Path).Order(StringComparer.Ordinal));
    }

    [Fact(DisplayName = "引文找不到的，说是计划的哪一处，不说英文的键；写明过怎么定的不算")]
    public void Names_stale_quotations()
    {
        var (document, notice) = PlanFiles.ReadDocument("bazhou-2023");
        Assert.Empty(PlanClauses.Stale(document, notice));

        var stale = PlanClauses.Stale(document, "另一份通知。");
        Assert.NotEmpty(stale);
        Assert.All(stale, s => Assert.DoesNotMatch("[a-z]{4}", PlanClauses.Say(s.Key, document)));
    }

    [Fact(DisplayName = "同一个名称写了两次：说是哪一个、在第几行")]
    public void Says_which_name_was_written_twice() =>
        Assert.Equal("第 3 行的“year”在同一组里写了两次，请删去一个再导入。", Assert.Single(PlanFile.Read("{\"year\":2023,\n\"title\":\"甲\",\n\"year\":2024}").Faults).Sentence);

    [Fact(DisplayName = "选项写错了，列出中文的叫法和要写的值")]
    public void Lists_choices_in_both_languages() =>
        Assert.Contains("小时 Hours", Assert.Single(PlanFile.Read("{\"fix\":{\"unit\":\"hour\"}}").Faults).Sentence, StringComparison.Ordinal);

    [Fact(DisplayName = "缺的一项说是哪一项里的")]
    public void Names_the_item_that_lacks_something()
    {
        var faults = PlanFile.Understand(new PlanLayers([], new JsonObject { ["channels"] = new JsonArray(new JsonObject { ["key"] = "a", ["name"] = "州级评审" }) }).Merged).Faults;

        Assert.Contains(faults, f => f.Sentence == "渠道 › 州级评审：还没有填“说明”。");
    }

    [Fact(DisplayName = "还缺几项的，别处的错照样看得到")]
    public void Hides_nothing_behind_what_is_missing()
    {
        var merged = new PlanLayers([], new JsonObject { ["title"] = "甲", ["notice"] = new JsonObject { ["workingDays"] = 3 } }).Merged;

        Assert.Contains(Blocking(PlanFile.Filled(merged, PlanFile.Understand(merged).Faults, new DateOnly(2026, 1, 1))!), f => f.Path == "notice.workingDays");
    }

    [Fact(DisplayName = "专业有自己的职务名称；日程有钟点；花名册的栏按自己的叫法填系统的内容")]
    public void Says_what_notices_say()
    {
        const string text = """
            {"catalogue":[{"name":"卫生系列","titleNames":{"Senior":"主任医师"},"specialties":[{"name":"药学","grades":["Senior"],"titleNames":{"Senior":"主任药师"}},{"name":"内科","grades":["Senior"]}]}],
             "milestones":[{"name":"缴费","from":"2027-01-04","to":"2027-01-08","toTime":"17:30"}],
             "roster":{"title":"花名册","columns":["现任职称"],"contents":{"现任职称":"现任专业技术职务"}}}
            """;
        var document = PlanFile.Read(text).Document!;
        Assert.Equal(PlanFile.Write(document, ""), PlanFile.Write(PlanFile.Read(PlanFile.Write(document, "")).Document!, ""));

        var merged = new PlanLayers([], document).Merged;
        var terms = PlanFile.Filled(merged, PlanFile.Understand(merged).Faults, new DateOnly(2026, 1, 1))!;
        Assert.Equal(["主任药师", "主任医师"], terms.Catalogue[0].Specialties.Select(s => terms.TitleName(new TitleChoice("", "卫生系列", s.Name, Grade.Senior, TitleTrack.Review, FilingPath.Regular))));
        Assert.Equal("2027年1月4日 至 2027年1月8日 17:30", terms.Milestones[0].Print());
        Assert.DoesNotContain(PlanValidator.Check(new PlanToCheck(terms, null, new HashSet<string>(), "")), f => f.Key == "roster.column");
    }
}
