using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TitleReview.App.Plans;
using TitleReview.App.Plans.Documents;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Plans.Reading;
using TitleReview.Domain.Titles;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Plans;

/// <summary>What a draft becomes when everything that is offered is taken.</summary>
public sealed class A_plan_adopted_from_its_notice
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private static readonly string Invented = Path.Combine(Repository.Root, "tests", "TitleReview.Domain.Tests", "Plans", "Reading", "invented");

    public static TheoryData<string> Notices() =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "src", "TitleReview.App", "Plans", "notices")).Concat(Directory.GetFiles(Invented).Where(f => !f.EndsWith(".truth.txt", StringComparison.Ordinal))).Select(f => Path.GetRelativePath(Repository.Root, f)).Order()];

    private static JsonObject Adopted(string notice)
    {
        var plan = new JsonObject();
        foreach (var proposal in NoticeReader.Read(notice).Proposals)
        {
            var layers = new PlanLayers([], plan);
            if (PlanProposals.WhyNot(proposal, layers) is null) PlanProposals.Adopt(plan, layers, proposal);
        }

        return plan;
    }

    [Theory(DisplayName = "每份通知的建议全部采用：写得成计划文件，没有人卡在交不了的材料上")]
    [MemberData(nameof(Notices))]
    public void Can_be_filed_under(string notice)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, notice));
        var plan = Adopted(text);

        Assert.Empty(PlanFile.Read(PlanFile.Write(plan, "")).Faults);
        Assert.All(NoticeReader.Read(text).Proposals.Where(p => p.Kind is ProposalKind.Material or ProposalKind.TitleEvidence), p => Assert.NotNull(PlanProposals.WhyNot(p, new PlanLayers([], plan))));
        var slots = (plan["slots"] as JsonArray ?? []).Select(s => JsonSerializer.Deserialize<SlotTerms>(s, Web)!).ToList();
        var grouped = (plan["slotGroups"] as JsonArray ?? []).SelectMany(g => g!["slots"]!.AsArray()).Select(k => (string)k!).ToHashSet();
        Assert.DoesNotContain(slots, s => s.Required && grouped.Contains(s.Key));
        Assert.DoesNotContain(slots, s => s.Title is "单位公示" or "公示结果");
        Assert.Distinct(slots.Select(s => s.Key));
    }

    [Theory(DisplayName = "采用之后，国家规定不得申报的身份、处分一样不少；“记过以上处分”写成系统认得的各种处分"), Trait("rule", "AK-02"), Trait("rule", "TC-03")]
    [MemberData(nameof(Notices))]
    public void Lets_in_nobody_whom_the_state_keeps_out(string notice)
    {
        var plan = new PlanLayers([], Adopted(File.ReadAllText(Path.Combine(Repository.Root, notice)))).Merged;

        foreach (var barring in NationalFloor.Barred)
        {
            var kept = PlanPath.Find(plan, barring.Path)!.AsArray().Select(k => $"{k}").ToList();
            Assert.Null(barring.WhyNot(kept));
            Assert.DoesNotContain(kept, k => k.Contains("以上", StringComparison.Ordinal) || k == "处分");
        }
    }

    [Fact(DisplayName = "材料放在五份计划放的模块里；只向一部分人要的，不列为必交，或写成范围")]
    public void Asks_only_whom_the_notice_asks()
    {
        var plan = Adopted(File.ReadAllText(Path.Combine(Invented, "twelfth.txt")));
        var slots = plan["slots"]!.AsArray().Select(s => JsonSerializer.Deserialize<SlotTerms>(s, Web)!).ToDictionary(s => s.Key);

        Assert.Equal(("basic", false, true), Of("id-card"));
        Assert.Equal(("education", true, true), Of("degree"));
        Assert.Equal(["学士", "硕士", "博士"], slots["degree"].When!.Values!);
        Assert.Equal(("qualification", true, false), Of("certificate"));
        Assert.Equal(("qualification", false, false), Of("practice-licence"));
        Assert.Contains("药学专业除外", slots["practice-licence"].Hint, StringComparison.Ordinal);
        Assert.Equal([EmployerKind.PrivateEnterprise], slots["social-insurance"].When!.Scope!.EmployerKinds!);
        Assert.Equal([Grade.AssociateSenior, Grade.Senior], slots["case-report"].When!.Scope!.Grades!);
        Assert.False(slots["paper-copy"].Required);
        Assert.False(slots["service-proof"].Required);
        Assert.Equal([2, 3], plan["slotGroups"]!.AsArray().Select(g => (int)g!["atLeast"]!));

        (string, bool, bool) Of(string key) => (slots[key].Module, slots[key].PerRow, slots[key].Required);
    }
}
