using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Prechecks;

namespace TitleReview.App.Tests.Filings;

public sealed class The_precheck
{
    public static TheoryData<string> Defects()
    {
        var data = new TheoryData<string>();
        foreach (var defect in Defect.All) data.Add(new TheoryDataRow<string>(defect.Name).WithTrait("rule", defect.Rule.Length > 0 ? defect.Rule : "form"));
        return data;
    }

    private static char Letter(Finding finding) => finding.Group switch { FindingGroup.Blocking => 'B', FindingGroup.ManualCheck => 'C', _ => 'R' };

    [Fact(DisplayName = "填好的申报没有阻断项，也没有提醒")]
    public void Finds_nothing_to_block_in_the_complete_form() =>
        Assert.Equal([], new CompleteForm().Findings().Where(f => f.Group != FindingGroup.ManualCheck).Select(f => f.Sentence));

    [Theory(DisplayName = "一处毛病，恰好查出这一处；没有毛病时查不出它"), MemberData(nameof(Defects))]
    public void Finds_exactly_what_was_spoiled(string name)
    {
        var defect = Defect.All.Single(d => d.Name == name);
        var before = new CompleteForm();
        var form = new CompleteForm();
        var clean = before.Findings();
        var known = clean.Select(f => f.Sentence).ToHashSet(StringComparer.Ordinal);

        defect.Spoil(form);
        var found = form.Findings().Where(f => !known.Contains(f.Sentence)).ToList();

        Assert.Equal(defect.Findings.Select(f => $"{f.Group} {f.Clause}").Order(StringComparer.Ordinal), found.Select(f => $"{Letter(f)} {f.ClauseKey}").Order(StringComparer.Ordinal));
        Assert.All(defect.Findings, e => Assert.Contains(found, f => Letter(f) == e.Group && f.ClauseKey == e.Clause && f.Sentence.Contains(e.Words, StringComparison.Ordinal)));
        Assert.DoesNotContain(clean, f => defect.Findings.Any(e => Letter(f) == e.Group && f.ClauseKey == e.Clause && f.Sentence.Contains(e.Words, StringComparison.Ordinal)));
    }

    [Fact(DisplayName = "每条问题都指得到地方，出处要么在通知里，要么是表格本身的要求")]
    public void Points_somewhere_with_its_source()
    {
        string[] ofTheForm = ["basic", "blanks", "dates", "work"];
        foreach (var defect in Defect.All)
        {
            var form = new CompleteForm();
            defect.Spoil(form);
            foreach (var finding in form.Findings())
            {
                Assert.NotNull(form.Terms.Module(finding.Place.Module));
                Assert.True(form.Terms.Clause(finding.ClauseKey) is not null || ofTheForm.Contains(finding.ClauseKey), finding.ClauseKey);
                Assert.EndsWith("。", finding.Sentence, StringComparison.Ordinal);
            }

            if (defect.Rule.StartsWith("TC-", StringComparison.Ordinal) && form.Terms.Clause(defect.Findings[0].Clause) is { } clause && defect.Rule is not ("TC-01" or "TC-03"))
                Assert.Equal(defect.Rule, clause.RuleId);
        }
    }

    [Fact(DisplayName = "三十处毛病，一次全说出来，不让人改一处再撞一处")]
    public void Finds_thirty_planted_defects_at_once()
    {
        string[] planted =
        [
            "公务员", "姓名与注册不一致", "必填栏空着", "选填栏空着", "月份写错", "子表的必填栏空着", "入学时太小", "技工院校班次", "参加工作后有空档", "经历重叠",
            "最后一段已经结束", "奖项早于现任资格", "考核不合格", "公需科目没有学时", "专业科目自2021年起没有学时", "考核一年两行", "继续教育一年两行", "总结出现姓名", "总结出现单位",
            "没有照片", "没有身份证", "没有学历证书", "没有资格证书", "没有任职资格文件", "没有论文", "没有签署的总结", "没有公需科目证书", "没有手抄承诺书", "没有真实性保证书",
            "没有廉政证明", "传了PNG", "扫描不清", "没有承诺", "没有确认脱密", "最后一次机会",
        ];
        var form = new CompleteForm();
        var defects = planted.Select(name => Defect.All.Single(d => d.Name == name)).ToList();
        foreach (var defect in defects) defect.Spoil(form);

        var found = form.Findings();

        Assert.True(defects.Count >= 30 && defects.Select(d => d.Findings[0].Clause).Distinct().Count() >= 15);
        Assert.All(defects.SelectMany(d => d.Findings), e => Assert.Contains(found, f => Letter(f) == e.Group && f.ClauseKey == e.Clause && f.Sentence.Contains(e.Words, StringComparison.Ordinal)));
    }

    [Fact(DisplayName = "先说阻断的，再说要人看的，最后提醒；同组按模块次序")]
    public void Orders_what_it_finds()
    {
        var form = new CompleteForm();
        foreach (var name in new[] { "选填栏空着", "最后一次机会", "公务员", "没有承诺", "总结太短" }) Defect.All.Single(d => d.Name == name).Spoil(form);
        var found = form.Findings();

        Assert.Equal(found.Select(f => f.Group).Order(), found.Select(f => f.Group));
        Assert.Equal([FormCatalogue.Basic, FormCatalogue.Summary, FormCatalogue.Pledge], found.Where(f => f.Group == FindingGroup.Blocking).Select(f => f.Place.Module));
    }

    [Theory(DisplayName = "机器查不了的，列为须人工核对；没有传的不列")]
    [InlineData("appraisal-form", "落款日期"), InlineData("summary-signed", "已审核，情况属实"), InlineData("pledge-handwritten", "红手印"), InlineData("guarantee", "主要领导"), InlineData("integrity-proof", "纪检部门")]
    [Trait("rule", "TC-23"), Trait("rule", "TC-24"), Trait("rule", "TC-25"), Trait("rule", "TC-26")]
    public void Lists_what_a_person_must_check(string slot, string words)
    {
        var form = new CompleteForm();
        Assert.Contains(form.Findings(), f => f.Group == FindingGroup.ManualCheck && f.Place.Slot == slot && f.Sentence.Contains(words, StringComparison.Ordinal));

        form.Unscan(slot);
        Assert.DoesNotContain(form.Findings(), f => f.Group == FindingGroup.ManualCheck && f.Place.Slot == slot);
    }

    [Fact(DisplayName = "全都免试的，传了免试表就不再要证书"), Trait("rule", "TC-29")]
    public void Asks_the_exempt_for_no_certificates()
    {
        var form = new CompleteForm();
        foreach (var row in form.Form.Rows(FormCatalogue.Training)) row.Set("exempt", "驻村管寺");
        form.Unscan("general-certificate");
        form.Unscan("specialist-certificate");
        form.Scan("training-exemption");

        Assert.Equal([], form.Findings().Where(f => f.Group == FindingGroup.Blocking).Select(f => f.Sentence));
    }
}
