using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Plans;
using static TitleReview.Domain.Filings.Forms.FormCatalogue;

namespace TitleReview.App.Tests.Filings;

/// <summary>Rules that Tacheng's notice does not have: its plan, changed in one place, under the complete form.</summary>
public sealed class The_precheck_under_other_plans
{
    /// <summary>疆内取得的三项里任两项，疆外的三项都要（BZ-12）。</summary>
    private static CompleteForm WithEvidenceOf(string place)
    {
        var form = new CompleteForm();
        var evidence = new[] { "certificate", "title-document", "old-review-form" };
        form.Terms = form.Terms with
        {
            Slots = [.. form.Terms.Slots.Select(s => evidence.Contains(s.Key) ? s with { Required = false } : s), new SlotTerms("old-review-form", "评审表", Qualification, true, false, 4)],
            SlotGroups =
            [
                .. form.Terms.SlotGroups,
                new("inside", "资格的印证", evidence, 2, new SlotCondition(Field: "place", Values: ["疆内"]), "title.evidence"),
                new("outside", "资格的印证", evidence, 3, new SlotCondition(Field: "place", Values: ["疆外"]), "title.evidence"),
            ],
        };
        form.Row(Qualification, 0).Set("place", place);
        return form;
    }

    [Theory(DisplayName = "现任资格的印证：疆内三项交两项，疆外三项都交"), Trait("rule", "BZ-12"), Trait("rule", "AK-11")]
    [InlineData("疆内", 2, null), InlineData("疆内", 1, "任传 2 种，现有 1 种"), InlineData("疆外", 3, null), InlineData("疆外", 2, "都要传，现有 2 种")]
    public void Wants_k_of_n(string place, int given, string? found)
    {
        var form = WithEvidenceOf(place);
        string[] slots = ["certificate", "title-document", "old-review-form"];
        foreach (var slot in slots) form.Unscan(slot);
        foreach (var slot in slots.Take(given)) form.Scan(slot, form.Row(Qualification, 0).Id);

        var blocking = form.Findings().Where(f => f.Group == FindingGroup.Blocking).Select(f => f.Sentence).ToList();
        if (found is null) Assert.Equal([], blocking);
        else Assert.Contains(found, Assert.Single(blocking), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "学历验证报告：过期的拦下并说怎么续，三十天内到期的提醒，还早的不说"), Trait("rule", "BZ-11")]
    [InlineData("2023-09-17", FindingGroup.Blocking, "延长有效期"), InlineData("2023-09-18", FindingGroup.Reminder, "到期"), InlineData("2023-10-17", FindingGroup.Reminder, "到期"), InlineData("2023-10-18", null, "")]
    public void Minds_the_validity_of_the_verification(string until, FindingGroup? group, string words)
    {
        var form = new CompleteForm();
        form.Terms = form.Terms with
        {
            Modules = [.. form.Terms.Modules.Select(m => m.Key == Education ? m with { ExtraFields = [new FormField("verifiedUntil", "验证报告有效期至", FieldKind.Date, Required: false, MayBeFuture: true)] } : m)],
        };
        form.Row(Education, 0).Set("verifiedUntil", until);

        var found = form.Findings().Where(f => f.Place.Field == "verifiedUntil").ToList();
        if (group is null) { Assert.Empty(found); return; }
        Assert.Equal(group, Assert.Single(found).Group);
        Assert.Contains(words, found[0].Sentence, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "空档与重叠：单位名称里注明借调、驻村的不问"), Trait("rule", "BZ-14")]
    [InlineData("2016-01"), InlineData("2018-06")]
    public void Accepts_a_noted_reason(string to)
    {
        var form = new CompleteForm();
        form.Row(Work, 0).Set("to", to);
        Assert.Single(form.Findings(), f => f.ClauseKey == "work");

        form.Row(Work, 1).Set("employer", "演示水利工作站（访惠聚驻村）");
        Assert.DoesNotContain(form.Findings(), f => f.ClauseKey == "work");
    }

    [Fact(DisplayName = "基本合格顺延一年：计划写了年限的拦下并说最早哪年，没有写的请人核对"), Trait("rule", "BZ-16")]
    public void Defers_for_a_bad_appraisal()
    {
        var form = new CompleteForm();
        form.Terms = form.Terms with { Appraisal = new AppraisalTerms(3, new Dictionary<string, int> { ["基本合格"] = 1, ["不合格"] = 2 }) };
        form.RowOf(Appraisal, 2021).Set("result", "基本合格");
        var found = Assert.Single(form.Findings(), f => f.Sentence.Contains("顺延", StringComparison.Ordinal));
        Assert.Equal(FindingGroup.ManualCheck, found.Group);
        Assert.DoesNotContain(form.Findings(), f => f.Sentence.Contains("是否影响申报", StringComparison.Ordinal));

        form.Terms = form.Terms with { Criteria = [new("years", "本科，任助理级满 5 年", CriterionKind.Seniority, true, Education: "本科", HeldGrade: Domain.Titles.Grade.Assistant, Years: 5)] };
        Assert.Contains(form.Findings(), f => f.Group == FindingGroup.Blocking && f.Sentence.Contains("最早 2024 年可申报", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "四张考核表的核对只说一次"), Trait("rule", "TC-25")]
    public void Says_the_same_check_once() =>
        Assert.Single(new CompleteForm().Findings(), f => f.Place.Slot == "appraisal-form" && f.Group == FindingGroup.ManualCheck);

    [Theory(DisplayName = "含糊的词提醒，“等级、高等、二等奖”不算"), Trait("rule", "BZ-05")]
    [InlineData("完成渠道、泵站等工程。", true), InlineData("节水大约三成。", true), InlineData("获二等奖，等级为甲级，高等级公路，中等规模。", false), InlineData("对等考核，平等协商。", false)]
    public void Knows_vague_words(string text, bool vague)
    {
        var form = new CompleteForm();
        form.Row(Achievement, 1).Set("effect", text);
        Assert.Equal(vague, form.Findings().Any(f => f.Group == FindingGroup.Reminder && f.Place.Field == "effect"));
    }
}
