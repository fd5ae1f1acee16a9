using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Tests.Approvals;

public sealed class A_judging_sheet
{
    private static readonly FilingId Filing = new(Guid.NewGuid());
    private static readonly Actor County = Given.By(Given.County);
    private static readonly JudgingTerms ByChecklist = new(PassDemand.Checklist), ByEverything = new(PassDemand.Everything), ByNothing = new(PassDemand.Nothing);

    private static JudgedItem Item(string name, string hash = "a", ItemKind kind = ItemKind.Row) => new(new FormPlace(name), name, kind, hash);

    private static Judgement Judged(JudgedItem item, ItemVerdict verdict, int no = 1, string sentence = "缺公章，请补盖后重传。")
    {
        var judgement = new Judgement(Filing, Given.County.Id, no, item);
        Assert.Null(judgement.Judge(item, verdict, verdict == ItemVerdict.Failed ? sentence : null, County, Given.Monday));
        return judgement;
    }

    private static JudgingSheet Sheet(IReadOnlyList<JudgedItem> items, int no = 1, IReadOnlyList<EarlierWord>? said = null, params Judgement[] judgements) => new(items, judgements, no, said ?? []);

    [Fact(DisplayName = "有一处没有判，不能退回，并点名是哪几处；都判了、一处也没有不合格的，也不必退回"), Trait("rule", "AK-09"), Trait("rule", "N6")]
    public void Lets_nothing_be_returned_before_all_is_judged()
    {
        var (work, paper) = (Item("work"), Item("paper"));

        Assert.Equal(new ItemsUnjudged("退回", [paper]), Sheet([work, paper], judgements: Judged(work, ItemVerdict.Failed)).WhyNotReturn());
        Assert.Contains("“paper”", new ItemsUnjudged("退回", [paper]).Sentence, StringComparison.Ordinal);
        Assert.Equal(new NothingFailed(), Sheet([work, paper], 1, null, Judged(work, ItemVerdict.Passed), Judged(paper, ItemVerdict.NotApplicable)).WhyNotReturn());
        Assert.Null(Sheet([work, paper], 1, null, Judged(work, ItemVerdict.Failed), Judged(paper, ItemVerdict.Passed)).WhyNotReturn());
    }

    [Fact(DisplayName = "退回告知的正是不合格的各处，话一字不改；不合格不写清的不收")]
    public void Tells_what_failed_in_the_words_of_the_officer()
    {
        var (work, paper) = (Item("work"), Item("paper"));
        var sheet = Sheet([work, paper], 1, null, Judged(work, ItemVerdict.Failed, sentence: "第二段缺结束时间。"), Judged(paper, ItemVerdict.Passed));

        Assert.Equal([new Correction(work.Place, "work", "第二段缺结束时间。")], sheet.Corrections());
        Assert.Equal(new DefectUnsaid("work"), new Judgement(Filing, Given.County.Id, 1, work).Judge(work, ItemVerdict.Failed, " \n", County, Given.Monday));
        Assert.Equal(new DefectTooLong("work"), new Judgement(Filing, Given.County.Id, 1, work).Judge(work, ItemVerdict.Failed, new string('长', 501), County, Given.Monday));
    }

    [Fact(DisplayName = "有一处不合格不能通过；还要判完哪些由计划定：不强求、清单、每一处"), Trait("rule", "TC-33"), Trait("rule", "KZ-11")]
    public void Lets_pass_what_the_plan_demands()
    {
        var (work, check) = (Item("work"), Item("真实性", kind: ItemKind.Checklist));

        Assert.Equal(new ItemsFailed([work]), Sheet([work, check], 1, null, Judged(work, ItemVerdict.Failed), Judged(check, ItemVerdict.Passed)).WhyNotPass(ByNothing));
        Assert.Null(Sheet([work, check]).WhyNotPass(ByNothing));
        Assert.Equal(new ItemsUnjudged("通过", [check]), Sheet([work, check]).WhyNotPass(ByChecklist));
        Assert.Null(Sheet([work, check], judgements: Judged(check, ItemVerdict.Passed)).WhyNotPass(ByChecklist));
        Assert.Equal(new ItemsUnjudged("通过", [work]), Sheet([work, check], judgements: Judged(check, ItemVerdict.Passed)).WhyNotPass(ByEverything));
    }

    [Fact(DisplayName = "内容没有变的，上次的合格沿用；变了的、上次不合格的，要重新判；不合格的不看过不能通过"), Trait("rule", "N8")]
    public void Carries_over_what_has_not_changed()
    {
        var (same, changed, failed) = (Item("same"), Item("changed", "b"), Item("failed", "b"));
        Judgement[] last = [Judged(same, ItemVerdict.Passed), Judged(Item("changed"), ItemVerdict.Passed), Judged(Item("failed"), ItemVerdict.Failed)];

        var sheet = Sheet([same, changed, failed], no: 2, judgements: last);

        Assert.True(sheet.Find(same.Key)!.Carried);
        Assert.Equal([changed, failed], sheet.Unjudged.Select(l => l.Item));
        Assert.Equal(new ItemsUnjudged("通过", [failed]), sheet.WhyNotPass(ByNothing));
        // 第三次看的是第二次沿用下来的。
        Assert.True(Sheet([same], no: 3, judgements: last).Find(same.Key)!.Carried);
    }

    [Fact(DisplayName = "判的是换掉之前的，不算数")]
    public void Counts_no_verdict_on_what_is_no_longer_there() => Assert.Single(Sheet([Item("work", "b")], judgements: Judged(Item("work"), ItemVerdict.Passed)).Unjudged);

    [Theory(DisplayName = "首次未告知：内容没有变、上次办的时候没有说；说过的、变了的、新添的不是"), Trait("rule", "N6")]
    [InlineData("a", false, true)]
    [InlineData("a", true, false)]
    [InlineData("b", false, false)]
    [InlineData(null, false, false)]
    public void Knows_a_defect_that_was_not_told(string? hashThen, bool told, bool untold)
    {
        var work = Item("work");
        EarlierWord[] said = hashThen is null ? [] : [new(work.Key, 1, hashThen, told)];

        var sheet = Sheet([work], 2, said, Judged(work, ItemVerdict.Failed, 2));

        Assert.Equal(untold, Assert.Single(sheet.Corrections()).Untold);
        Assert.Equal(untold ? 1 : 0, sheet.Untold.Count);
        Assert.Empty(Sheet([work], 2, said, Judged(work, ItemVerdict.Passed, 2)).Untold);
    }

    [Fact(DisplayName = "清单看的是全份：改了哪里都要重看，新说它不合格的却总是首次未告知"), Trait("rule", "N6")]
    public void Knows_that_a_checklist_hides_no_new_defect()
    {
        var check = Item("真实性", "b", ItemKind.Checklist);

        Assert.Single(Sheet([check], 2, null, Judged(Item("真实性", "a", ItemKind.Checklist), ItemVerdict.Passed)).Unjudged);
        Assert.Single(Sheet([check], 2, [new(check.Key, 1, "a", false)], Judged(check, ItemVerdict.Failed, 2)).Untold);
        Assert.Empty(Sheet([check], 2, [new(check.Key, 1, "a", true)], Judged(check, ItemVerdict.Failed, 2)).Untold);
    }

    [Fact(DisplayName = "要审的：每一行、每个子表有没有缺行、每栏传了或该传的扫描件、本级的清单；摘要只随自己的内容变"), Trait("rule", "KZ-11")]
    public void Holds_every_place_and_each_hash_its_own_content()
    {
        var terms = Given.Terms() with
        {
            Slots = [new("proof", "工作证明", FormCatalogue.Work, PerRow: true, Required: true, 3), new("extra", "其他", FormCatalogue.Other, PerRow: false, Required: false, 3)],
        };
        var step = terms.Chains[0].Steps[1] with { Checklist = ["工作经历", "真实性"] };
        var filing = Given.ADraft(Given.APlan());
        var row = filing.Form.Add(FormCatalogue.Work, Guid.NewGuid());
        row.Set("post", "技术员");
        IReadOnlyList<JudgedItem> Items(params SubmittedMaterial[] files) => JudgedItems.Of(terms, Given.Choice, EmployerKind.PublicInstitution, filing.Form, files, step);
        static JudgedItem At(IReadOnlyList<JudgedItem> items, string name) => items.Single(i => i.PlaceName == name);

        var before = Items();
        Assert.Equal(before.Count, before.Select(i => i.Key).Distinct().Count());
        Assert.Equal(["工作经历第 1 行", "工作经历第 1 行·工作证明", "工作经历（有没有缺行）", "核对清单·工作经历"], before.Where(i => i.Place.Module == FormCatalogue.Work).Select(i => i.PlaceName));
        Assert.DoesNotContain(before, i => i.PlaceName == "其他");

        row.Set("post", "工程师");
        var after = Items(new SubmittedMaterial(new(Guid.NewGuid()), "proof", row.Id, "s1"), new(new(Guid.NewGuid()), "extra", null, "s2"));
        Assert.NotEqual(At(before, "工作经历第 1 行").Hash, At(after, "工作经历第 1 行").Hash);
        Assert.NotEqual(At(before, "工作经历第 1 行·工作证明").Hash, At(after, "工作经历第 1 行·工作证明").Hash);
        Assert.NotEqual(At(before, "核对清单·真实性").Hash, At(after, "核对清单·真实性").Hash);
        Assert.Equal(At(before, "工作经历（有没有缺行）").Hash, At(after, "工作经历（有没有缺行）").Hash);
        Assert.Equal(At(before, "基本信息").Hash, At(after, "基本信息").Hash);
        Assert.Contains(after, i => i.PlaceName == "其他");

        // 改了什么，与摘要说的是同一回事。
        var was = new FilingForm();
        was.Add(FormCatalogue.Work, row.Id).Set("post", "技术员");
        was.Add(FormCatalogue.Work, Guid.NewGuid()).Set("post", "学徒");
        was.Ensure(FormCatalogue.Basic).Values.Clear();
        foreach (var (key, value) in filing.Form.Single(FormCatalogue.Basic).Values) was.Ensure(FormCatalogue.Basic).Set(key, value);
        var changes = FilingChanges.Between(terms, (was, [new(new(Guid.NewGuid()), "proof", row.Id, "s0")]), (filing.Form, [new(new(Guid.NewGuid()), "proof", row.Id, "s1")]));
        Assert.Equal([("工作经历第 1 行", ChangeKind.Changed), ("工作经历原第 2 行", ChangeKind.Removed), ("工作经历第 1 行·工作证明", ChangeKind.Replaced)], changes.Select(c => (c.PlaceName, c.Kind)));
        Assert.Equal(new FieldChange("职务", "技术员", "工程师"), Assert.Single(changes[0].Fields));
    }

    [Fact(DisplayName = "自己提出的，自己不能同意；不相干的机构、办过的，也不能"), Trait("rule", "N6"), Trait("rule", "N7")]
    public void Is_decided_by_a_second_person()
    {
        var stop = new Stop(Given.County.Id, Given.County.Name, Given.Terms().Chains[0].Steps[1]);
        Proposal Make(SecondPerson second) => Proposal.Make(new ProposalId(Guid.NewGuid()), ProposalMatter.RefundTry, Filing, stop, new(1, "缺公章"), second, "看漏了背面的公章。", County, Given.Monday).Proposal!;
        var colleague = County with { UserId = new UserId(Guid.NewGuid()), Name = "另一位" };
        var above = Given.By(Given.Prefecture) with { UserId = new UserId(Guid.NewGuid()) };

        Assert.Equal(new NoSecondPerson(), Proposal.Make(default, ProposalMatter.RefundTry, Filing, stop, new(1, ""), new(false, null), "理由", County, Given.Monday).Refusal);
        Assert.IsType<InvalidInput>(Proposal.Make(default, ProposalMatter.RefundTry, Filing, stop, new(1, ""), new(true, null), " ", County, Given.Monday).Refusal);
        var proposal = Make(new(true, Given.Prefecture.Id));
        Assert.Equal(new OwnProposal(), proposal.Confirm(County, Given.Monday));
        Assert.IsType<NotFoundHere>(proposal.Confirm(above, Given.Monday));
        Assert.IsType<ReasonRequired>(proposal.Reject(null, colleague, Given.Monday));
        Assert.Null(proposal.Confirm(colleague, Given.Monday));
        Assert.Equal(new AlreadyDecided(), proposal.Reject("不同意", colleague, Given.Monday));
        Assert.Null(Make(new(false, Given.Prefecture.Id)).Confirm(above, Given.Monday));
    }
}
